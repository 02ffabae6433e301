import { solve } from "../../math/solve";
import {
  enough,
  every,
  finite,
  firstFailure,
  probability,
  rate,
  sameLength,
  type Check,
  steps,
} from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import { CHAIN } from "./shapes";

/**
 * A Markov chain of customer states with money at each (Pfeifer & Carraway 2000, J. Interactive Marketing 14(2):43–55).
 * Rows of `transition` may sum to less than 1: the rest is the absorbing state "former", which earns nothing and is
 * left out, so that the system stays regular also at d = 0.
 */
export interface Chain {
  /** P: transient states, n × n, rows ≥ 0 with sums ≤ 1. */
  readonly transition: readonly (readonly number[])[];
  /** R: cash flow of being in each state at its time, money; the flow at t = 0 counts. */
  readonly reward: readonly number[];
  /** Discount rate per period d > −1. */
  readonly rate: number;
}

export type Matrix = readonly (readonly number[])[];

/**
 * Square, non-negative, rows sum to at most 1 (within rounding).
 * @source Pfeifer & Carraway (2000), J. Interactive Marketing 14(2):43–55, rows of a transition matrix without the
 * lost.
 */
export function substochastic(param: string, p: Matrix): Check {
  const odd = shaped(p, [["number"]], param);
  if (odd) return odd;
  for (const [i, row] of p.entries()) {
    const bad =
      sameLength(`${param}[${i}]`, row.length, p.length) ?? every(`${param}[${i}]`, row, probability);
    if (bad) return bad;
    const sum = row.reduce((total, entry) => total + entry, 0);
    if (sum > 1 + 1e-9) return fail("OUT_OF_RANGE", `${param}[${i}]`, sum, 1);
  }
  return null;
}

const domain = (o: Chain): Check =>
  shaped(o, CHAIN) ??
  firstFailure(
    enough("transition", o.transition.length),
    substochastic("transition", o.transition),
    sameLength("reward", o.reward.length, o.transition.length),
    every("reward", o.reward, finite),
    rate("rate", o.rate),
  );

/** I − P·w. */
const oneLess = (p: Matrix, w: number): number[][] =>
  p.map((row, i) => row.map((entry, j) => (i === j ? 1 : 0) - entry * w));

const times = (p: Matrix, v: readonly number[]): number[] =>
  p.map((row) => row.reduce((sum, entry, j) => sum + entry * v[j]!, 0));

/**
 * Solves (I − wP)x = b, or null where Σ(wP)^t diverges: the matrix is a regular M-matrix exactly when it sends a
 * positive vector to the vector of ones.
 */
function discounted(p: Matrix, w: number, b: readonly number[]): number[] | null {
  const found = solve(oneLess(p, w), [b, p.map(() => 1)]);
  return found?.[1]!.every((y) => y > 0) ? found[0]! : null;
}

const CONVENTION = { first: "now", cash: "start", absorbing: "former" } as const;

/**
 * V = (I − P/(1+d))^{−1}R, money per state. Errors: DIVERGES when some class of states is never left and d ≤ 0.
 * @source Pfeifer & Carraway (2000), J. Interactive Marketing 14(2):43–55, V = (I − P/(1+d))^{−1} R.
 */
export function chainValue(o: Chain): Outcome<readonly number[]> {
  const bad = domain(o);
  if (bad) return bad;
  const value = discounted(o.transition, 1 / (1 + o.rate), o.reward);
  return value ? done(value, { ...CONVENTION, horizon: "infinite" }) : fail("DIVERGES", "rate", o.rate, 0);
}

/**
 * V_T = Σ_{t=0..T}[P/(1+d)]^t R; |V − V_T| ≤ ‖R‖(1+d)^{−T}/d.
 * @source Pfeifer & Carraway (2000), J. Interactive Marketing 14(2):43–55, V_T = Σ_{t=0..T} [P/(1+d)]^t R.
 */
export function chainFiniteValue(o: Chain & { readonly periods: number }): Outcome<readonly number[]> {
  const bad = domain(o) ?? steps("periods", o.periods);
  if (bad) return bad;
  let value = [...o.reward];
  for (let t = 0; t < o.periods; t++) {
    value = times(o.transition, value).map((next, i) => o.reward[i]! + next / (1 + o.rate));
  }
  return done(value, { ...CONVENTION, horizon: o.periods });
}

/**
 * Standard deviation of the net present value from each state:
 * W = (I − P/(1+d)²)^{−1}(R∘R + 2R∘PV/(1+d)), sd = √(W − V∘V).
 * @source Pfeifer & Carraway (2000), J. Interactive Marketing 14(2):43–55, second moments: W = (I −
 * P/(1+d)²)^{−1}(R∘R + 2R∘PV/(1+d)).
 */
export function chainDeviation(o: Chain): Outcome<readonly number[]> {
  const mean = chainValue(o);
  if (!mean.ok) return mean;
  const w = 1 / (1 + o.rate);
  const ahead = times(o.transition, mean.value);
  const second = discounted(
    o.transition,
    w * w,
    o.reward.map((r, i) => r * r + 2 * r * ahead[i]! * w),
  );
  if (!second) return fail("DIVERGES", "rate", o.rate, 0);
  return done(
    second.map((square, i) => Math.sqrt(Math.max(0, square - mean.value[i]! ** 2))),
    { ...CONVENTION, horizon: "infinite" },
  );
}

/**
 * P^count with the absorbing state made explicit as the last row and column.
 * @source Pfeifer & Carraway (2000), J. Interactive Marketing 14(2):43–55, the t-step matrix P^t.
 */
export function chainPower(transition: Matrix, count: number): Outcome<Matrix> {
  const bad =
    shaped(transition, [["number"]], "transition") ??
    firstFailure(substochastic("transition", transition), steps("steps", count));
  if (bad) return bad;
  const n = transition.length;
  const full = [
    ...transition.map((row) => [...row, Math.max(0, 1 - row.reduce((sum, entry) => sum + entry, 0))]),
    Array.from({ length: n + 1 }, (_, j) => (j === n ? 1 : 0)),
  ];
  const product = (a: Matrix, b: Matrix): number[][] =>
    a.map((row) => full.map((_, j) => row.reduce((sum, entry, m) => sum + entry * b[m]![j]!, 0)));
  let power: Matrix = full.map((_, i) => full.map((__, j) => (i === j ? 1 : 0)));
  let square: Matrix = full;
  for (let left = count; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = product(power, square);
    square = product(square, square);
  }
  return done(power, { absorbing: "last" });
}
