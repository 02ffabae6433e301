import { solve } from "../../../math/solve";
import { enough, every, finite, firstFailure, rate, sameLength, whole } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";
import { chainValue, type Matrix, substochastic } from "../../formula/chain";
import { type Proportion, wilson } from "../experiments/proportion";

export interface Lifecycle {
  /** Q: moves between transient stages (acquisition, conversion, use, loyalty …); the rest of each row is lost. */
  readonly moves: Matrix;
  /** R: money per period in each stage. */
  readonly reward: readonly number[];
  /** i per period. */
  readonly rate: number;
}

export interface LifecycleValue {
  /** N = (I−Q)^{−1}: expected periods in each stage (columns) from each start (rows). */
  readonly periods: Matrix;
  /** P(ever reaching stage j from i) = N_ij/N_jj; 1 on the diagonal. */
  readonly reach: Matrix;
  /** v = (I−Q/(1+i))^{−1}R: value of a customer in each stage, money. */
  readonly value: readonly number[];
}

/**
 * Lifecycle as an absorbing Markov chain (Kemeny & Snell 1960, ch. 3).
 * Errors: DIVERGES when some stage is never left.
 */
export function lifecycle(o: Lifecycle): Outcome<LifecycleValue> {
  const odd = shaped(o, { moves: [["number"]], reward: ["number"] });
  if (odd) return odd;
  const { moves, reward } = o;
  const bad = firstFailure(
    enough("moves", moves.length),
    substochastic("moves", moves),
    sameLength("reward", reward.length, moves.length),
    every("reward", reward, finite),
    rate("rate", o.rate),
  );
  if (bad) return bad;
  const system = moves.map((row, i) => row.map((q, j) => (i === j ? 1 : 0) - q));
  const columns = solve(
    system,
    moves.map((_, j) => moves.map((__, i) => (i === j ? 1 : 0))),
  );
  if (!columns?.every((column) => column.every((n) => n >= -1e-12))) {
    return fail("DIVERGES", "moves", 1, 1);
  }
  const value = chainValue({ transition: moves, reward, rate: o.rate });
  if (!value.ok) return value;
  const periods = moves.map((_, i) => columns.map((column) => column[i]!));
  return done(
    {
      periods,
      reach: periods.map((row, i) => row.map((n, j) => (i === j ? 1 : n / periods[j]![j]!))),
      value: value.value,
    },
    { first: "now", cash: "start", absorbing: "lost" },
  );
}

export interface Step extends Proportion {
  readonly from: number;
  readonly to: number;
}

/**
 * Conversion between successive stages with Wilson intervals; counts must not rise.
 * @source stage-to-stage shares with intervals of Wilson (1927).
 */
export function funnel(counts: readonly number[]): Outcome<readonly Step[]> {
  const bad =
    shaped(counts, ["number"], "counts") ??
    firstFailure(
      enough("counts", counts.length, 2),
      every("counts", counts, (name, value) => whole(name, value)),
    );
  if (bad) return bad;
  const steps: Step[] = [];
  for (let k = 1; k < counts.length; k++) {
    const from = counts[k - 1]!;
    const to = counts[k]!;
    if (to > from) return fail("OUT_OF_RANGE", `counts[${k}]`, to, from);
    if (from === 0) return fail("NO_DATA", `counts[${k - 1}]`, 0, 1);
    const share = wilson(to, from);
    if (!share.ok) return share;
    steps.push({ from, to, ...share.value });
  }
  return done(steps, { interval: "Wilson", level: 0.95 });
}
