import { normalQuantile } from "../../math/incomplete";
import { atLeast, enough, every, firstFailure, indicator, rate, sameLength, within } from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { insist, shaped } from "../fit/shape";

export interface Survivals {
  /** Age at leaving or at last sight, ≥ 0, any unit. */
  readonly time: ArrayLike<number>;
  /** 1 left, 0 censored. */
  readonly event: ArrayLike<number>;
  /** Age at which observation began (left truncation), 0 when left out; must be below `time`. */
  readonly entry?: ArrayLike<number>;
}

export interface SurvivalPoint {
  /** An age at which somebody left. */
  readonly time: number;
  readonly atRisk: number;
  readonly left: number;
  /** Ŝ just after. */
  readonly survival: number;
  /** Greenwood's standard error. */
  readonly error: number;
  /** Interval on the scale ln(−ln S). */
  readonly low: number;
  readonly high: number;
}

export interface KaplanMeier {
  readonly points: readonly SurvivalPoint[];
  /** First age with Ŝ ≤ ½; null when never reached. */
  readonly median: number | null;
  /** Last age at which anyone was seen. */
  readonly followUp: number;
}

const SURVIVALS = { time: ["number"], event: ["number"], "entry?": ["number"] } as const;
const CURVE = { points: [{ time: "number", survival: "number" }], followUp: "number" } as const;

/**
 * Kaplan & Meier (1958): Ŝ(t) = Π(1 − d_i/n_i), leavings before censorings at equal ages. Variance by Greenwood,
 * Ŝ²Σd_i/(n_i(n_i−d_i)); intervals on ln(−ln S), so they stay within 0…1. After the last customer left Ŝ = 0 and its
 * error is 0.
 * @param level confidence, .95 when left out
 * Errors: NO_DATA when empty; OUT_OF_RANGE for negative ages, events other than 0 and 1, entry at or after `time`.
 */
export function kaplanMeier(data: Survivals, level = 0.95): Outcome<KaplanMeier> {
  const odd = shaped(data, SURVIVALS, "data");
  if (odd) return odd;
  const { time, event, entry } = data;
  const n = time.length;
  const bad = firstFailure(
    enough("time", n),
    sameLength("event", event.length, n),
    entry ? sameLength("entry", entry.length, n) : null,
    every("time", time, (name, value) => atLeast(name, value, 0)),
    every("event", event, indicator),
    entry ? every("entry", entry, (name, value) => atLeast(name, value, 0)) : null,
    within("level", level, 0.5, 0.9999),
  );
  if (bad) return bad;
  for (let i = 0; i < n; i++) {
    const start = entry?.[i] ?? 0;
    if (start > 0 && start >= time[i]!) return fail("OUT_OF_RANGE", `entry[${i}]`, start, time[i]);
  }
  const exits = Array.from(time).sort((a, b) => a - b);
  const entries = Array.from({ length: n }, (_, i) => entry?.[i] ?? 0).sort((a, b) => a - b);
  const leavings = Array.from(time)
    .filter((_, i) => event[i] === 1)
    .sort((a, b) => a - b);
  const z = normalQuantile(0.5 + level / 2);
  const points: SurvivalPoint[] = [];
  let survival = 1;
  let sum = 0;
  let gone = 0;
  let come = 0;
  for (let k = 0; k < leavings.length;) {
    const at = leavings[k]!;
    let left = 0;
    for (; k < leavings.length && leavings[k] === at; k++) left++;
    while (gone < n && exits[gone]! < at) gone++;
    // Somebody who enters at 0 is at risk at 0; one who enters later is at risk only after the entry.
    while (come < n && (entries[come]! < at || entries[come] === 0)) come++;
    const atRisk = come - gone;
    survival *= 1 - left / atRisk;
    if (left < atRisk) sum += left / (atRisk * (atRisk - left));
    const error = survival === 0 ? 0 : survival * Math.sqrt(sum);
    points.push({ time: at, atRisk, left, survival, error, ...interval(survival, sum, z) });
  }
  const median = points.find((point) => point.survival <= 0.5 + 1e-12)?.time ?? null;
  return done(
    { points, median, followUp: exits.at(-1)! },
    { ties: "leavings first", interval: "log-log", level, variance: "Greenwood" },
  );
}

function interval(survival: number, sum: number, z: number): { low: number; high: number } {
  if (survival === 0 || survival === 1) return { low: survival, high: survival };
  const ln = Math.log(survival);
  const half = (z * Math.sqrt(sum)) / -ln;
  return { low: Math.exp(ln * Math.exp(half)), high: Math.exp(ln * Math.exp(-half)) };
}

/**
 * Ŝ at any age: the value after the last leaving at or before it.
 * @source Kaplan & Meier (1958), J. American Statistical Association 53:457–481.
 */
export function survivalAt(curve: KaplanMeier, time: number): number {
  insist(curve, CURVE, "curve");
  insist(time, "number", "time");
  return stepAt(curve, time);
}

function stepAt(curve: KaplanMeier, time: number): number {
  let survival = 1;
  for (const point of curve.points) {
    if (point.time > time) break;
    survival = point.survival;
  }
  return survival;
}

/**
 * Value from the observed curve alone: Σ_{t=0..⌊follow-up⌋} m·Ŝ(t)(1+i)^{−t}. Truncated at the last follow-up: what
 * comes after is not estimated, so this is a lower bound for m ≥ 0, labelled `truncated`.
 * @source Kaplan & Meier (1958), J. American Statistical Association 53:457–481: the restricted mean, discounted.
 */
export function truncatedValue(
  curve: KaplanMeier,
  o: { readonly margin: number; readonly rate: number },
): Outcome<number> {
  const bad =
    shaped(curve, CURVE, "curve") ?? shaped(o, { margin: "number" }) ?? firstFailure(rate("rate", o.rate));
  if (bad) return bad;
  let value = 0;
  for (let t = 0; t <= Math.floor(curve.followUp); t++) {
    value += o.margin * stepAt(curve, t) * (1 + o.rate) ** -t;
  }
  return done(value, { first: "now", cash: "start", truncated: true, horizon: Math.floor(curve.followUp) });
}
