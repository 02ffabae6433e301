import { TenureError } from "../../terms/error";
import { familyOf } from "../catalogue";
import { modelOf } from "../fit/fitted";
import { gammaGamma } from "../gammaGamma/model";
import { inUnit } from "../time";
import type { Duration, ModelId, Reason, Status, Unit } from "../types";
import { predictOrders } from "../uncertainty/predictive";
import { baselinesAt, type BaselineId, type Guess } from "./baselines";
import { measuresOf, type Measures } from "./measures";
import { ledgerOf, rollingOrigins, splitAt, type Ledger, type Orders, type Split } from "./orders";
import { summarise, type Summary } from "./summary";
import { verdictOf, type Verdict } from "./verdict";

export interface BacktestOptions {
  readonly orders: Orders;
  readonly unit: Unit;
  readonly models: readonly ModelId[];
  /** How far ahead every origin looks; a bare number is in `unit`. Rounded to whole days. */
  readonly horizon: Duration;
  /** Days to stand at, or how many to place (each a horizon apart, the last a horizon before the end). 3 unless told. */
  readonly origins?: readonly number[] | number;
  /** For the rule of thumb; a third of the time before the origin unless told. */
  readonly recent?: Duration;
  /** Asks for coverage of predictive intervals of the models. */
  readonly intervals?: { readonly level: 0.8 | 0.95; readonly seed: number; readonly draws?: number };
}

/** Share of customers inside their intervals, and whether the total is inside its own. */
export interface Coverage {
  readonly level: number;
  readonly customers: number;
  readonly total: boolean;
}

export interface Contender {
  readonly id: ModelId | BaselineId;
  readonly kind: "model" | "baseline";
  /** Of a model's fit at this origin. */
  readonly status: Status | null;
  readonly reasons: readonly Reason[];
  /** Null where the model was refused or cannot take these data (then `reasons` say so). */
  readonly orders: Measures | null;
  /** Null without amounts. */
  readonly money: Measures | null;
  readonly coverage: Coverage | null;
}

export interface OriginResult {
  readonly day: number;
  readonly days: number;
  readonly customers: number;
  readonly contenders: readonly Contender[];
}

export interface Backtest {
  readonly origins: readonly OriginResult[];
  /** Means over the origins at which a contender could guess. */
  readonly summary: readonly Summary[];
  readonly verdict: Verdict;
}

/**
 * Stand at several days of the past, fit on what was known then, and hold the guesses against what came. Money is
 * expected orders times E(M | z̄, x) of a Gamma–Gamma fit at the same origin, undiscounted revenue.
 * @throws `orders.*`, `backtest.too-short` where no origin has as much time before it as it looks ahead, `duration.invalid`
 * @source rolling-origin evaluation, Tashman (2000), Int. J. Forecasting 16(4):437–450; the hiatus heuristic:
 * Wübben & v. Wangenheim (2008), J. Marketing 72(3):82–93.
 */
export function backtest(options: BacktestOptions): Backtest {
  const ledger = ledgerOf(options.orders);
  const days = Math.max(1, Math.round(inUnit(options.horizon, options.unit) * daysIn(options.unit)));
  const chosen = options.origins ?? 3;
  const at = typeof chosen === "number" ? rollingOrigins(ledger, days, chosen) : chosen;
  if (at.length === 0)
    throw new TenureError("backtest.too-short", { days, span: ledger.last - ledger.first });
  for (const day of at) {
    if (!Number.isInteger(day) || day < ledger.first || day + days > ledger.last)
      throw new TenureError("backtest.origin", { day, first: ledger.first, last: ledger.last - days });
  }
  const origins = at.map((day) => standAt(ledger, splitAt(ledger, day, days, options.unit), options));
  const summary = summarise(origins);
  return { origins, summary, verdict: verdictOf(summary) };
}

const daysIn = (unit: Unit) => inUnit(1, unit) / inUnit({ days: 1 }, unit);

function standAt(ledger: Ledger, split: Split, options: BacktestOptions): OriginResult {
  const { histories, origin, days } = split;
  const window =
    options.recent === undefined
      ? Math.max(1, Math.round((origin - ledger.first) / 3))
      : inUnit(options.recent, options.unit) * daysIn(options.unit);
  const worth = split.money ? worthPerOrder(split) : null;
  const models = options.models.map((id) => modelAt(id, split, worth, options));
  const guesses = [...baselinesAt(ledger, split, window)].map(([id, guess]): Contender => ({
    id,
    kind: "baseline",
    status: null,
    reasons: [],
    ...measured(guess, split),
    coverage: null,
  }));
  return { day: origin, days, customers: histories.x.length, contenders: [...models, ...guesses] };
}

function measured(guess: Guess, split: Split): Pick<Contender, "orders" | "money"> {
  return {
    orders: measuresOf(guess.orders, split.orders),
    money: guess.money && split.money ? measuresOf(guess.money, split.money) : null,
  };
}

function modelAt(id: ModelId, split: Split, worth: Float64Array | null, options: BacktestOptions): Contender {
  const nothing = { id, kind: "model" as const, orders: null, money: null, coverage: null };
  try {
    const fit = modelOf(familyOf(id)).fit(split.histories);
    const { status, reasons } = fit;
    if (status === "refused") return { ...nothing, status, reasons };
    const span = { days: split.days };
    const orders = fit.conditionalExpectedTransactions(span, split.histories);
    const guess = { orders, money: worth && orders.map((value, i) => value * worth[i]!) };
    const { intervals } = options;
    return {
      ...nothing,
      status,
      reasons,
      ...measured(guess, split),
      coverage: intervals
        ? coverageOf(predictOrders(fit, span, split.histories, intervals), split, intervals.level)
        : null,
    };
  } catch (error) {
    // A model for other data (discrete times, say) is out of this race, not the end of it.
    if (error instanceof TenureError)
      return {
        ...nothing,
        status: null,
        reasons: [{ code: "cannot-take-data", params: { problem: error.code } }],
      };
    throw error;
  }
}

function coverageOf(predicted: ReturnType<typeof predictOrders>, { orders }: Split, level: number): Coverage {
  let inside = 0;
  orders.forEach((count, i) => {
    if (count >= predicted.low[i]! && count <= predicted.high[i]!) inside++;
  });
  const total = orders.reduce((a, b) => a + b, 0);
  return {
    level,
    customers: inside / Math.max(1, orders.length),
    total: total >= predicted.total.low && total <= predicted.total.high,
  };
}

/** E(M | z̄, x) of each customer; the mean of all purchases where spend cannot be fitted. */
function worthPerOrder({ histories }: Split): Float64Array {
  const { x, spend } = histories;
  const fit = gammaGamma.fit({ x, spend });
  if (fit.status !== "refused") return fit.conditionalExpectedSpend({ x, spend });
  const purchases = x.reduce((a, b) => a + b, 0);
  const mean = purchases > 0 ? x.reduce((sum, value, i) => sum + value * spend[i]!, 0) / purchases : 0;
  return new Float64Array(x.length).fill(mean);
}
