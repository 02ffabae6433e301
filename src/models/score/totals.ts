import { quantileSorted } from "../../math/quantile";
import { random } from "../../math/random";
import { TenureError } from "../../terms/error";
import { checkDraws, checkLevel, checkSeed } from "../asked";
import { familyOf } from "../catalogue";
import { distinctRows, pick } from "../fit/distinct";
import { lawOf } from "../fit/fitted";
import { parameterDraws } from "../fit/uncertainty";
import { drawnSpend, gammaAt, populationSpend, spendDraws } from "../gammaGamma/model";
import { checkHistories } from "../histories";
import type { Future, Law } from "../laws/law";
import { discountPerUnit, inUnit } from "../time";
import type { Duration, SavedFit, SpendFit, TransactionFit, Who } from "../types";

export interface TotalOptions {
  readonly transactions: TransactionFit | SavedFit;
  readonly spend: SpendFit | SavedFit | number;
  /** n customers; `spend` is the mean value of a repeat purchase, money. */
  readonly who: Who & { readonly spend: Float64Array };
  readonly annualRate: number;
  /** Finite: what happens within it is drawn. */
  readonly horizon: Duration;
  readonly margin: number;
  readonly level?: 0.8 | 0.95;
  readonly seed: number;
  readonly draws?: number;
}

interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Totals {
  /** Discounted margin of all customers over the horizon, money. */
  readonly clv: Range;
  /** Purchases of all customers over the horizon. */
  readonly orders: Range;
}

/** Customers whose futures are drawn to learn how far a total strays from its expectation. */
const SAMPLE = 20_000;

/**
 * Totals of very many customers with predictive intervals, without a draw per customer. One draw is one world:
 * parameters from their uncertainty, the expectation summed over distinct histories under them, and the chance of all
 * customers together, which by the central limit theorem is normal; its variance is that of 20,000 customers drawn one
 * by one at the fitted parameters, scaled up. Meant for thousands of customers and more; `clv` draws every one. The
 * expectation is that of Fader, Hardie & Lee (2005b), Journal of Marketing Research 42(4), eq. 5, summed.
 * @source Fader, Hardie & Lee (2005), J. Marketing Research 42(4):415–430: margin · E(M) · DERT, summed.
 * @throws ModelRefused, `history.*`, `margin.invalid`, `spend.invalid`, `rate.invalid`, `duration.invalid`,
 * `level.invalid`, `seed.invalid`, `draws.invalid`
 */
export function totalValue(options: TotalOptions): Totals {
  const { transactions: fit, spend, who, margin, level = 0.95, seed, draws = 200 } = options;
  checkHistories(who);
  checkLevel(level);
  checkSeed(seed);
  checkDraws(draws, { each: 100 });
  if (!Number.isFinite(margin)) throw new TenureError("margin.invalid", { value: margin });
  if (typeof spend === "number" && !Number.isFinite(spend))
    throw new TenureError("spend.invalid", { value: spend });
  const family = familyOf(fit.model);
  const law = lawOf(family, fit);
  const delta = discountPerUnit(options.annualRate, fit.unit);
  const horizon = inUnit(options.horizon, fit.unit);
  const money = typeof spend === "number" ? null : spendDraws(spend);
  const pool = poolOf(who, law.regular === true);
  const here = meansOf(pool, law, typeof spend === "number" ? spend : spend.params, delta, horizon);
  const noise = noiseOf(who, law, spend, delta, horizon, seed);
  const params = family.params.map((name) => fit.params[name]!);
  const drawn = parameterDraws(params, fit.covariance);
  const worlds = Array.from({ length: draws }, (_, d) => {
    const world = family.law(drawn(random(seed, 3 * d + 1)));
    const value = money ? money(seed, 3 * d + 2) : (spend as number);
    const means = meansOf(pool, world, value, delta, horizon);
    const [one, two] = [random(seed, 3 * d + 3).normal(), random(seed, 3 * d + 3 + 3 * draws).normal()];
    // Orders and value stray together.
    return {
      orders: Math.max(0, means.orders + noise.orders * one),
      clv: means.clv + noise.clv * (noise.together * one + Math.sqrt(1 - noise.together ** 2) * two),
    };
  });
  const range = (value: number, all: readonly number[]): Range => {
    const sorted = Float64Array.from(all).sort();
    return {
      value,
      low: quantileSorted(sorted, (1 - level) / 2),
      high: quantileSorted(sorted, (1 + level) / 2),
    };
  };
  const values = worlds.map(({ clv }) => margin * clv);
  return {
    clv: range(margin * here.clv, values),
    orders: range(
      here.orders,
      worlds.map(({ orders }) => orders),
    ),
  };
}

/** Distinct histories with what a spend model has to know of their customers, summed. */
interface Pool {
  readonly few: Who;
  readonly pair: Int32Array;
  readonly pairRow: Int32Array;
  readonly customers: Float64Array;
  /** Of them, those with a mean spend of their own, and the sum of what they spent, x·z̄. */
  readonly spenders: Float64Array;
  readonly spent: Float64Array;
}

function poolOf(who: TotalOptions["who"], regular: boolean): Pool {
  const { group, row, count } = distinctRows([who.x, who.tx, who.T]);
  const few = { x: pick(who.x, row), tx: pick(who.tx, row), T: pick(who.T, row) };
  const [customers, spenders, spent] = [0, 1, 2].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < group.length; i++) {
    const g = group[i]!;
    customers[g] = customers[g]! + 1;
    if (!(who.x[i]! > 0 && who.spend[i]! > 0)) continue;
    spenders[g] = spenders[g]! + 1;
    spent[g] = spent[g]! + who.x[i]! * who.spend[i]!;
  }
  const pairs = distinctRows(regular ? [few.x, few.T, few.tx] : [few.x, few.T]);
  return { few, pair: pairs.group, pairRow: pairs.row, customers, spenders, spent };
}

/** Expected totals under one law and one spend model, margin 1. */
function meansOf(
  { few, pair, pairRow, customers, spenders, spent }: Pool,
  law: Law,
  spend: number | Readonly<Record<string, number>>,
  delta: number,
  horizon: number,
): { clv: number; orders: number } {
  const alive = law.alive(few);
  const at = (i: number) => [few.x[i]!, few.T[i]!] as const;
  const count = Float64Array.from(pairRow, (i) => law.ordersIfAlive(...at(i), horizon, few.tx[i]));
  const worth = Float64Array.from(pairRow, (i) => law.discountedIfAlive(...at(i), delta, horizon, few.tx[i]));
  let [clv, orders] = [0, 0];
  for (let g = 0; g < alive.length; g++) {
    const k = pair[g]!;
    const p = alive[g]!;
    orders += customers[g]! * p * count[k]!;
    let money: number;
    if (typeof spend === "number") money = customers[g]! * spend;
    else {
      // Σ p(γ + xz̄)/(px + q − 1) over those with a mean of their own is linear in what they spent.
      const { p: shape, q } = spend as Record<"p" | "q", number>;
      const gamma = gammaAt(spend, few.x[g]!);
      const own = (shape * (spenders[g]! * gamma + spent[g]!)) / (shape * few.x[g]! + q - 1);
      money = own + (customers[g]! - spenders[g]!) * populationSpend(shape, q, gamma);
    }
    clv += p * worth[k]! * money;
  }
  return { clv, orders };
}

/** Standard deviations of the two totals at fixed parameters, margin 1, and their correlation. */
function noiseOf(
  who: TotalOptions["who"],
  law: Law,
  spend: TotalOptions["spend"],
  delta: number,
  horizon: number,
  seed: number,
): { clv: number; orders: number; together: number } {
  const n = who.x.length;
  const drawn = Math.min(n, SAMPLE);
  const rows = Int32Array.from({ length: drawn }, (_, i) => Math.floor(((i + 0.5) * n) / drawn));
  const some = { x: pick(who.x, rows), tx: pick(who.tx, rows), T: pick(who.T, rows) };
  const p = law.alive(some);
  const params = typeof spend === "number" ? null : spend.params;
  const out: Future = { count: 0, discounted: 0, alive: 0 };
  const generator = random(seed);
  let [cc, vv, cv] = [0, 0, 0];
  for (let i = 0; i < drawn; i++) {
    // Two futures of one customer: half their squared difference has the customer's own variance as its mean.
    const two = [0, 1].map((k) => {
      generator.reseed(seed + k, rows[i]! + 1);
      if (generator.uniform() >= p[i]!) return [0, 0] as const;
      law.simulate(some.x[i]!, some.T[i]!, horizon, delta, generator, out, some.tx[i]);
      if (out.count === 0) return [0, 0] as const;
      const value = params
        ? drawnSpend(params, some.x[i]!, who.spend[rows[i]!]!, out.count, generator)
        : (spend as number);
      return [out.count, out.discounted * value] as const;
    });
    const [c, v] = [two[0]![0] - two[1]![0], two[0]![1] - two[1]![1]];
    cc += c * c;
    vv += v * v;
    cv += c * v;
  }
  const scale = n / Math.max(1, drawn) / 2;
  const together = cc > 0 && vv > 0 ? cv / Math.sqrt(cc * vv) : 0;
  return { clv: Math.sqrt(vv * scale), orders: Math.sqrt(cc * scale), together };
}
