import {
  atLeast,
  enough,
  finite,
  firstFailure,
  probability,
  rate,
  type Check,
  type Horizon,
  wholeHorizon,
} from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import { geometricSum } from "./series";

/** One segment of Blattberg, Getz & Thomas (2001), Customer Equity, with constant parameters. */
export interface EquitySegment {
  /** N: prospects. */
  readonly prospects: number;
  /** α: probability of acquiring a prospect. */
  readonly acquisitionRate: number;
  /** S: sales per customer per period, add-on sales included, money. */
  readonly sales: number;
  /** c: cost of goods per customer per period. */
  readonly cost: number;
  /** Margin of add-on selling contained in S − c, per customer per period; 0 when left out. */
  readonly addOnMargin?: number;
  /** B_a: acquisition spend per *prospect*. */
  readonly acquisitionSpend: number;
  /** B_r: retention spend per customer per period. */
  readonly retentionSpend: number;
  /** B_AO: add-on-selling spend per customer per period. */
  readonly addOnSpend: number;
  /** ρ: retention per period. */
  readonly retention: number;
}

export interface CustomerEquity {
  /** Nα(S−c) − N·B_a: first sale at time 0 less acquisition spend. */
  readonly acquisition: number;
  /** Future margin without add-on selling, less retention spend. */
  readonly retention: number;
  /** Future add-on margin less add-on spend. */
  readonly addOn: number;
  /** retention + addOn. */
  readonly future: number;
  readonly total: number;
}

const domain = (s: EquitySegment, at: string): Check =>
  firstFailure(
    atLeast(`${at}.prospects`, s.prospects, 0),
    probability(`${at}.acquisitionRate`, s.acquisitionRate),
    finite(`${at}.sales`, s.sales),
    finite(`${at}.cost`, s.cost),
    finite(`${at}.addOnMargin`, s.addOnMargin ?? 0),
    atLeast(`${at}.acquisitionSpend`, s.acquisitionSpend, 0),
    atLeast(`${at}.retentionSpend`, s.retentionSpend, 0),
    atLeast(`${at}.addOnSpend`, s.addOnSpend, 0),
    probability(`${at}.retention`, s.retention),
  );

/**
 * Customer equity of newly approached prospects: acquisition + retention + add-on selling, summed over segments.
 * CE = Σ Nα(S−c) − N·B_a + Nα(S−c−B_r−B_AO)·Σ_{k=1..n}(ρ/(1+d))^k; the first sale is now and undiscounted.
 * Errors: DIVERGES for ever with ρ ≥ 1+d. Source: Blattberg, Getz & Thomas (2001), Customer Equity, ch. 2.
 */
export function customerEquity(o: {
  readonly segments: readonly EquitySegment[];
  /** d per period. */
  readonly rate: number;
  readonly horizon: Horizon;
}): Outcome<CustomerEquity> {
  const bad =
    shaped(o, { segments: [{}] }) ??
    firstFailure(
      enough("segments", o.segments.length),
      ...o.segments.map((segment, i) => domain(segment, `segments[${i}]`)),
      rate("rate", o.rate),
      wholeHorizon("horizon", o.horizon),
    );
  if (bad) return bad;
  const sum = { acquisition: 0, retention: 0, addOn: 0 };
  for (const [i, s] of o.segments.entries()) {
    if (o.horizon === "infinite" && s.retention >= 1 + o.rate) {
      return fail("DIVERGES", `segments[${i}].retention`, s.retention, 1 + o.rate);
    }
    const acquired = s.prospects * s.acquisitionRate;
    const q = s.retention / (1 + o.rate);
    const future = acquired * q * geometricSum(q, o.horizon === "infinite" ? Infinity : o.horizon);
    const addOn = s.addOnMargin ?? 0;
    sum.acquisition += acquired * (s.sales - s.cost) - s.prospects * s.acquisitionSpend;
    sum.retention += future * (s.sales - s.cost - addOn - s.retentionSpend);
    sum.addOn += future * (addOn - s.addOnSpend);
  }
  const future = sum.retention + sum.addOn;
  return done(
    { ...sum, future, total: sum.acquisition + future },
    { first: "now", cash: "start", horizon: o.horizon, acquisitionCost: "included" },
  );
}

/** Parameters of one future period k = 1, 2, … for {@link customerEquityPath}. */
export interface EquityPeriod {
  readonly retention: number;
  readonly sales: number;
  readonly cost: number;
  readonly retentionSpend: number;
  readonly addOnSpend: number;
}

const PERIOD = {
  retention: "number",
  sales: "number",
  cost: "number",
  retentionSpend: "number",
  addOnSpend: "number",
} as const;

/**
 * The same for parameters that change over time: the k-th future period is reached with Π_{j≤k} ρ_j and is
 * discounted k times.
 * @source Blattberg, Getz & Thomas (2001), Customer Equity, Harvard Business School Press, CE(t) with its own
 * inputs in every period.
 */
export function customerEquityPath(o: {
  readonly now: Pick<EquitySegment, "prospects" | "acquisitionRate" | "sales" | "cost" | "acquisitionSpend">;
  readonly periods: readonly EquityPeriod[];
  readonly rate: number;
}): Outcome<{ readonly acquisition: number; readonly future: number; readonly total: number }> {
  const odd = shaped(o, { now: {}, periods: [PERIOD] });
  if (odd) return odd;
  const steady = { ...o.now, retentionSpend: 0, addOnSpend: 0, retention: 0 };
  const bad = firstFailure(
    domain(steady, "now"),
    ...o.periods.map((period, k) => domain({ ...steady, ...period }, `periods[${k}]`)),
    rate("rate", o.rate),
  );
  if (bad) return bad;
  const { prospects, acquisitionRate, sales, cost, acquisitionSpend } = o.now;
  const acquired = prospects * acquisitionRate;
  const acquisition = acquired * (sales - cost) - prospects * acquisitionSpend;
  let reached = acquired;
  let future = 0;
  for (const p of o.periods) {
    reached *= p.retention / (1 + o.rate);
    future += reached * (p.sales - p.cost - p.retentionSpend - p.addOnSpend);
  }
  return done(
    { acquisition, future, total: acquisition + future },
    { first: "now", cash: "start", horizon: o.periods.length, acquisitionCost: "included" },
  );
}
