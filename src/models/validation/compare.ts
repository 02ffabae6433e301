import { TenureError } from "../../terms/error";
import { familyOf } from "../catalogue";
import { checkHistories } from "../histories";
import { modelOf } from "../fit/fitted";
import { gammaGamma } from "../gammaGamma/model";
import { inUnit } from "../time";
import type { Duration, Histories, ModelId, Reason, Status } from "../types";
import { measuresOf, type Measures } from "./measures";
import { averages, type Summary } from "./summary";
import { EQUAL, losingTo, type Verdict } from "./verdict";

export interface CompareOptions {
  readonly models: readonly ModelId[];
  /** What the same customers, in the same order, did in the time t after the histories end. */
  readonly holdout?: {
    readonly t: Duration;
    readonly orders: Float64Array;
    /** Money of those orders; then `data.spend` must be there too. */
    readonly money?: Float64Array;
  };
}

export interface ComparedModel {
  readonly id: ModelId;
  readonly status: Status | null;
  readonly reasons: readonly Reason[];
  readonly parameters: number;
  /** Null where refused. */
  readonly logLikelihood: number | null;
  /** 2k − 2 lnL. */
  readonly aic: number | null;
  /** k ln(customers) − 2 lnL. */
  readonly bic: number | null;
  /** Over the least BIC among likelihoods of the same data. */
  readonly deltaBic: number | null;
  readonly orders: Measures | null;
  readonly money: Measures | null;
}

export interface ModelComparison {
  readonly customers: number;
  readonly models: readonly ComparedModel[];
  /** Guesses without a model on the holdout; empty without one. */
  readonly baselines: readonly {
    readonly id: "mean" | "past";
    readonly orders: Measures;
    readonly money: Measures | null;
  }[];
  readonly verdict: Verdict;
}

/** A lead in BIC under this is no evidence (Kass & Raftery 1995). */
const BARE = 2;
/** Models of discrete opportunities: probabilities, not densities, so their likelihood stands apart. */
const APART: readonly ModelId[] = ["bg-bb"];

/**
 * Models side by side on the same histories. The NBD, in which nobody leaves, is always among them: a model with
 * dropout that does not beat it has found none.
 * @throws `history.*`, `compare.holdout` where the holdout has another length
 * @source Akaike (1974); Schwarz (1978); the bar of 2 in BIC: Kass & Raftery (1995), J. American Statistical
 * Association 90:773–795.
 */
export function compare(data: Histories, o: CompareOptions): ModelComparison {
  checkHistories(data);
  const n = data.x.length;
  const { holdout } = o;
  if (holdout && (holdout.orders.length !== n || (holdout.money && holdout.money.length !== n)))
    throw new TenureError("compare.holdout", { customers: n, orders: holdout.orders.length });
  const ids = o.models.includes("nbd") ? o.models : [...o.models, "nbd"];
  const worth = holdout?.money && data.spend ? worthOf(data.x, data.spend) : null;
  const rows = ids.map((id) => rowOf(id, data, o, worth));
  const least = Math.min(...rows.flatMap(({ id, bic }) => (bic === null || APART.includes(id) ? [] : [bic])));
  const models = rows.map((row) => ({
    ...row,
    deltaBic: row.bic === null || APART.includes(row.id) ? null : row.bic - least,
  }));
  const baselines = holdout ? guesses(data, holdout, worth?.all ?? null) : [];
  const customers = data.weight ? data.weight.reduce((a, b) => a + b, 0) : n;
  return { customers, models, baselines, verdict: judge(models, baselines, holdout !== undefined) };
}

function rowOf(
  id: ModelId,
  data: Histories,
  { holdout }: CompareOptions,
  worth: { each: Float64Array } | null,
): Omit<ComparedModel, "deltaBic"> {
  const family = familyOf(id);
  const parameters = family.params.length;
  const nothing = { id, parameters, logLikelihood: null, aic: null, bic: null, orders: null, money: null };
  try {
    const fit = modelOf(family).fit(data);
    const { status, reasons, logLikelihood } = fit;
    if (status === "refused") return { ...nothing, status, reasons };
    const orders = holdout ? fit.conditionalExpectedTransactions(holdout.t, data) : null;
    return {
      ...nothing,
      status,
      reasons,
      logLikelihood,
      aic: 2 * parameters - 2 * logLikelihood,
      bic: parameters * Math.log(fit.data.customers) - 2 * logLikelihood,
      orders: orders && measuresOf(orders, holdout!.orders),
      money:
        orders &&
        worth &&
        measuresOf(
          orders.map((value, i) => value * worth.each[i]!),
          holdout!.money!,
        ),
    };
  } catch (error) {
    if (!(error instanceof TenureError) || error.code.startsWith("history.")) throw error;
    return {
      ...nothing,
      status: null,
      reasons: [{ code: "cannot-take-data", params: { problem: error.code } }],
    };
  }
}

function worthOf(x: Float64Array, spend: Float64Array): { each: Float64Array; all: number } {
  const purchases = x.reduce((a, b) => a + b, 0);
  const all = purchases > 0 ? x.reduce((sum, value, i) => sum + value * spend[i]!, 0) / purchases : 0;
  const fit = gammaGamma.fit({ x, spend });
  const each =
    fit.status === "refused"
      ? new Float64Array(x.length).fill(all)
      : fit.conditionalExpectedSpend({ x, spend });
  return { each, all };
}

function guesses(
  { x, T, unit, spend }: Histories,
  { t, orders, money }: NonNullable<CompareOptions["holdout"]>,
  all: number | null,
): ModelComparison["baselines"] {
  const span = inUnit(t, unit);
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  const time = sum(T);
  const rate = new Float64Array(x.length).fill(time > 0 ? (sum(x) / time) * span : 0);
  const pace = x.map((value, i) => (T[i]! > 0 ? (value / T[i]!) * span : 0));
  const own = (i: number) => (spend && x[i]! > 0 ? spend[i]! : (all ?? 0));
  const measured = (guess: Float64Array, worth: (i: number) => number) => ({
    orders: measuresOf(guess, orders),
    money:
      money && all !== null
        ? measuresOf(
            guess.map((value, i) => value * worth(i)),
            money,
          )
        : null,
  });
  return [
    { id: "mean", ...measured(rate, () => all ?? 0) },
    { id: "past", ...measured(pace, own) },
  ];
}

/**
 * Reasons: `refused` (named), `lowest-bic` with its lead, `as-good` (a lead under 2), `no-dropout` (the NBD is not
 * beaten), `holdout-prefers` (another model erred less), `loses-to-the-baseline`, `beats-the-baselines`, `no-holdout`.
 */
function judge(
  models: readonly ComparedModel[],
  baselines: ModelComparison["baselines"],
  held: boolean,
): Verdict {
  const reasons: Reason[] = [];
  const refused = models.filter(({ status }) => status === "refused" || status === null);
  if (refused.length > 0) reasons.push({ code: "refused", params: { models: refused.map(({ id }) => id) } });
  const ranked = models
    .filter(({ deltaBic }) => deltaBic !== null)
    .sort((a, b) => a.deltaBic! - b.deltaBic! || a.parameters - b.parameters);
  const best = ranked[0];
  if (!best) return { best: null, reasons: [...reasons, { code: "no-model", params: {} }] };
  const lead = ranked[1]?.deltaBic ?? null;
  reasons.push({ code: "lowest-bic", params: { model: best.id, ...(lead === null ? {} : { lead }) } });
  const close = ranked.slice(1).filter(({ deltaBic }) => deltaBic! < BARE);
  if (close.length > 0)
    reasons.push({ code: "as-good", params: { model: best.id, models: close.map(({ id }) => id) } });
  if (best.id === "nbd" && ranked.length > 1) reasons.push({ code: "no-dropout", params: { model: "nbd" } });
  if (!held) return { best: best.id, reasons: [...reasons, { code: "no-holdout", params: {} }] };
  const rows: Summary[] = [
    ...models.map((one) => summaryOf(one, "model")),
    ...baselines.map((one) => summaryOf(one, "baseline")),
  ];
  const guessing = rows.filter(({ kind, orders }) => kind === "model" && orders);
  const nearest = guessing.reduce((a, b) => (b.orders!.mae < a.orders!.mae ? b : a));
  const chosen = rows.find(({ id }) => id === best.id)!;
  if (nearest.orders!.mae < chosen.orders!.mae * (1 - EQUAL)) {
    const params = {
      model: nearest.id,
      theirs: nearest.orders!.mae,
      ours: chosen.orders!.mae,
      over: best.id,
    };
    reasons.push({ code: "holdout-prefers", params });
  }
  const lost = losingTo(chosen, rows);
  reasons.push(...(lost.length > 0 ? lost : [{ code: "beats-the-baselines", params: { model: best.id } }]));
  return { best: best.id, reasons };
}

function summaryOf(
  {
    id,
    orders,
    money,
  }: { readonly id: string; readonly orders: Measures | null; readonly money: Measures | null },
  kind: "model" | "baseline",
): Summary {
  const average = (measures: Measures | null) => (measures ? averages([measures]) : null);
  return { id, kind, origins: 1, orders: average(orders), money: average(money) };
}
