import { normalCdf } from "../../../math/incomplete";
import { solve } from "../../../math/solve";
import { above, enough, every, finite, firstFailure, sameLength, within, atLeast } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export interface Ewma {
  readonly value: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Limits the lines settle at. */
  readonly asymptotic: readonly [number, number];
  /** Indexes of points outside their limits. */
  readonly alarms: readonly number[];
}

/**
 * Exponentially weighted moving average chart (Roberts 1959): z_t = λx_t + (1−λ)z_{t−1}, z_0 = target, limits
 * μ ± Lσ√(λ/(2−λ)·(1−(1−λ)^{2t})).
 * @param o.weight λ in (0, 1]; @param o.sd σ > 0 of one point; @param o.width L > 0, 3 is usual
 */
export function ewma(o: {
  readonly data: ArrayLike<number>;
  readonly target: number;
  readonly sd: number;
  readonly weight: number;
  readonly width: number;
}): Outcome<Ewma> {
  const odd = shaped(o, { data: ["number"] });
  if (odd) return odd;
  const { data, target, sd, weight, width } = o;
  const bad = firstFailure(
    enough("data", data.length),
    every("data", data, finite),
    finite("target", target),
    above("sd", sd, 0),
    above("weight", weight, 0),
    within("weight", weight, 0, 1),
    above("width", width, 0),
  );
  if (bad) return bad;
  const settled = width * sd * Math.sqrt(weight / (2 - weight));
  let z = target;
  const value = Array.from(data, (x) => (z = weight * x + (1 - weight) * z));
  const half = value.map((_, t) => settled * Math.sqrt(-Math.expm1(2 * (t + 1) * Math.log1p(-weight))));
  return done(
    {
      value,
      low: half.map((h) => target - h),
      high: half.map((h) => target + h),
      asymptotic: [target - settled, target + settled],
      alarms: [...value.keys()].filter((t) => Math.abs(value[t]! - target) > half[t]!),
    },
    { start: "target", weight, width },
  );
}

/**
 * Average run length of an EWMA chart with settled limits: points between false alarms when nothing has changed
 * (`shift` 0), or until a shift of so many σ is seen. Markov chain over 101 states (Lucas & Saccucci 1990).
 */
export function ewmaRunLength(o: {
  readonly weight: number;
  readonly width: number;
  readonly shift: number;
}): Outcome<number> {
  const odd = shaped(o, {});
  if (odd) return odd;
  const { weight, width, shift } = o;
  const bad = firstFailure(
    above("weight", weight, 0),
    within("weight", weight, 0, 1),
    above("width", width, 0),
    finite("shift", shift),
  );
  if (bad) return bad;
  const states = 101;
  const limit = width * Math.sqrt(weight / (2 - weight));
  const step = (2 * limit) / states;
  const centre = (i: number) => -limit + (i + 0.5) * step;
  const move = (from: number, edge: number) =>
    normalCdf((edge - (1 - weight) * centre(from)) / weight - shift);
  const system = Array.from({ length: states }, (_, i) =>
    Array.from({ length: states }, (__, j) => {
      const p = move(i, -limit + (j + 1) * step) - move(i, -limit + j * step);
      return (i === j ? 1 : 0) - p;
    }),
  );
  const found = solve(system, [system.map(() => 1)]);
  const length = found?.[0]![(states - 1) / 2];
  return length !== undefined && length >= 1
    ? done(length, { states, limits: "asymptotic", start: "target" })
    : fail("DIVERGES", "width", width, null);
}

export interface Cusum {
  readonly high: readonly number[];
  readonly low: readonly number[];
  /** First index at which a sum passes h; null when none does. */
  readonly alarm: number | null;
}

/**
 * Two-sided CUSUM (Page 1954): S⁺ = max(0, S⁺ + (x−μ)/σ − k), S⁻ = max(0, S⁻ − (x−μ)/σ − k), alarm above h.
 * @param o.slack k ≥ 0, half the shift to be found in σ, .5 is usual; @param o.limit h > 0, 4…5
 */
export function cusum(o: {
  readonly data: ArrayLike<number>;
  readonly target: number;
  readonly sd: number;
  readonly slack: number;
  readonly limit: number;
}): Outcome<Cusum> {
  const bad =
    shaped(o, { data: ["number"] }) ??
    firstFailure(
      enough("data", o.data.length),
      every("data", o.data, finite),
      finite("target", o.target),
      above("sd", o.sd, 0),
      atLeast("slack", o.slack, 0),
      above("limit", o.limit, 0),
    );
  if (bad) return bad;
  let up = 0;
  let down = 0;
  const high: number[] = [];
  const low: number[] = [];
  for (const x of Array.from(o.data)) {
    const z = (x - o.target) / o.sd;
    up = Math.max(0, up + z - o.slack);
    down = Math.max(0, down - z - o.slack);
    high.push(up);
    low.push(down);
  }
  const alarm = high.findIndex((value, t) => value > o.limit || low[t]! > o.limit);
  return done({ high, low, alarm: alarm < 0 ? null : alarm }, { slack: o.slack, limit: o.limit, sides: 2 });
}

/**
 * Points between false alarms of the two-sided CUSUM by Siegmund's (1985) approximation: per side
 * (e^{2kb} − 2kb − 1)/(2k²), b = h + 1.166; two sides halve it. k = 0 gives b².
 */
export function cusumRunLength(slack: number, limit: number): Outcome<number> {
  const bad = firstFailure(atLeast("slack", slack, 0), above("limit", limit, 0));
  if (bad) return bad;
  const b = limit + 1.166;
  const u = 2 * slack * b;
  const side = u < 1e-4 ? b * b * (1 + u / 3) : (Math.expm1(u) - u) / (2 * slack * slack);
  return done(side / 2, { sides: 2, method: "Siegmund" });
}

/**
 * Population stability index Σ(a−e)ln(a/e) of two sets of shares over the same bins, ≥ 0. Alarm above .2 is a habit,
 * not a test. Errors: OUT_OF_RANGE for a share of 0 (merge bins) or sums other than 1.
 * @source the symmetric divergence of Jeffreys (1946), Σ(a − e)ln(a/e).
 */
export function stabilityIndex(actual: readonly number[], expected: readonly number[]): Outcome<number> {
  const odd = shaped(actual, ["number"], "actual") ?? shaped(expected, ["number"], "expected");
  if (odd) return odd;
  const total = (shares: readonly number[]) => shares.reduce((sum, share) => sum + share, 0);
  const bad = firstFailure(
    enough("actual", actual.length, 2),
    sameLength("expected", expected.length, actual.length),
    every("actual", actual, (name, value) => above(name, value, 0)),
    every("expected", expected, (name, value) => above(name, value, 0)),
    Math.abs(total(actual) - 1) > 1e-6 ? fail("OUT_OF_RANGE", "actual", total(actual), 1) : null,
    Math.abs(total(expected) - 1) > 1e-6 ? fail("OUT_OF_RANGE", "expected", total(expected), 1) : null,
  );
  if (bad) return bad;
  return done(
    actual.reduce((sum, a, i) => sum + (a - expected[i]!) * Math.log(a / expected[i]!), 0),
    { bins: actual.length },
  );
}
