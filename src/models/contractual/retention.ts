import { chiSquaredTail } from "../../math/incomplete";
import {
  type Check,
  enough,
  every,
  firstFailure,
  probability,
  rate,
  sameLength,
  whole,
  steps,
} from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import { wilson } from "../managerial/experiments/proportion";
import { atRisk, tallyCohorts } from "./tally";

export interface RetentionPoint {
  /** Opportunity t = 1, 2, …. */
  readonly t: number;
  readonly atRisk: number;
  readonly renewed: number;
  /** r_t = renewed/at risk with its 95 % Wilson interval. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** S(t) = Π r. */
  readonly survival: number;
}

/**
 * Observed retention by tenure, cohorts pooled over those old enough. A rising curve does *not* mean that customers
 * grow loyal: it also rises when the weak leave first (see {@link mixtureRetention}).
 * @source Fader & Hardie (2007), J. Interactive Marketing 21(1):76–90, r_t = S(t)/S(t−1); intervals of Wilson
 * (1927).
 */
export function retentionCurve(cohorts: readonly (readonly number[])[]): Outcome<readonly RetentionPoint[]> {
  const tally = tallyCohorts(cohorts);
  if (!tally.ok) return tally;
  let survival = 1;
  const points: RetentionPoint[] = [];
  for (const [t, risk] of atRisk(tally.value).entries()) {
    if (t === 0 || risk === 0) continue;
    const renewed = risk - (tally.value.lost[t] ?? 0);
    const interval = wilson(renewed, risk);
    if (!interval.ok) return interval;
    const rate = renewed / risk;
    survival *= rate;
    points.push({
      t,
      atRisk: risk,
      renewed,
      rate,
      low: interval.value.low,
      high: interval.value.high,
      survival,
    });
  }
  return points.length ? done(points, { pooled: "cohorts" }) : fail("NO_DATA", "cohorts", 0, 1);
}

export interface Mixture {
  /** Share of each kind of customer, summing to 1. */
  readonly weights: readonly number[];
  /** Constant retention of each kind. */
  readonly retention: readonly number[];
}

function mixed(o: Mixture): Check {
  const odd = shaped(o, { weights: ["number"], retention: ["number"] });
  if (odd) return odd;
  const { weights, retention } = o;
  const sum = weights.reduce((total, w) => total + w, 0);
  return firstFailure(
    enough("weights", weights.length),
    sameLength("retention", retention.length, weights.length),
    every("weights", weights, probability),
    every("retention", retention, probability),
    Math.abs(sum - 1) > 1e-9 ? fail("OUT_OF_RANGE", "weights", sum, 1) : null,
  );
}

/**
 * Aggregate retention r_1…r_n of a mixture whose members never change: Σ w r^t/Σ w r^{t−1}. It rises by sorting alone.
 * @source Fader & Hardie (2007), J. Interactive Marketing 21(1):76–90, sorting of a mixture.
 */
export function mixtureRetention(o: Mixture, n: number): Outcome<readonly number[]> {
  const bad = mixed(o) ?? steps("n", n, 1);
  if (bad) return bad;
  const survival = (t: number) => o.weights.reduce((sum, w, i) => sum + w * o.retention[i]! ** t, 0);
  if (survival(n) === 0) return fail("OUT_OF_RANGE", "retention", 0, 0);
  return done(
    Array.from({ length: n }, (_, i) => survival(i + 1) / survival(i)),
    { of: "aggregate retention" },
  );
}

/**
 * The value of a mixture, margin now, against the naive value at its mean retention: the mean of a convex function.
 * @source Fader & Hardie (2010), Marketing Science 29(1):85–93, the value of a heterogeneous base.
 */
export function mixtureValue(
  o: Mixture & { readonly margin: number; readonly rate: number },
): Outcome<{ readonly value: number; readonly naive: number }> {
  const bad = mixed(o) ?? shaped(o, { margin: "number" }) ?? rate("rate", o.rate);
  if (bad) return bad;
  const top = Math.max(...o.retention);
  if (top >= 1 + o.rate) return fail("DIVERGES", "retention", top, 1 + o.rate);
  const at = (r: number) => (o.margin * (1 + o.rate)) / (1 + o.rate - r);
  const mean = o.weights.reduce((sum, w, i) => sum + w * o.retention[i]!, 0);
  return done(
    { value: o.weights.reduce((sum, w, i) => sum + w * at(o.retention[i]!), 0), naive: at(mean) },
    { first: "now", cash: "start", of: "margin" },
  );
}

/**
 * Likelihood-ratio test of nested fits: χ² = 2(lnL_large − lnL_small). On a boundary (geometric inside sBG) the
 * p-value is that of an even mixture of χ²_0 and χ²_1, half the usual one.
 * @source Wilks (1938); on a boundary Self & Liang (1987).
 */
export function likelihoodRatio(o: {
  readonly small: number;
  readonly large: number;
  readonly df: number;
  readonly boundary: boolean;
}): Outcome<{ readonly chiSquared: number; readonly p: number }> {
  const bad =
    shaped(o, { small: "number", large: "number", boundary: "flag" }) ?? firstFailure(whole("df", o.df, 1));
  if (bad) return bad;
  const chiSquared = Math.max(0, 2 * (o.large - o.small));
  const p = chiSquaredTail(chiSquared, o.df);
  return done({ chiSquared, p: o.boundary ? (chiSquared === 0 ? 1 : p / 2) : p }, { boundary: o.boundary });
}
