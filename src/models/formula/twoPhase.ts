import { enough, every, finite, firstFailure, probability, rate } from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";

export interface TwoPhase {
  /** Margin per period while in the first phase (student, trial, patient). */
  readonly margin: number;
  /** S_1(0), S_1(1), … S_1(n_1): share still in the first phase at each period start; S_1(0) = 1; not rising. */
  readonly survival: readonly number[];
  readonly rate: number;
  /** Value at the start of the second phase (alumnus, subscriber) of one who reaches it, from any other model. */
  readonly next: number;
}

/**
 * Σ_{t<n_1} m S_1(t)(1+i)^{−t} + S_1(n_1)(1+i)^{−n_1}·CLV_2, the first margin now (`models.md` §2.6).
 * n_1 = 0 gives CLV_2; CLV_2 = 0 gives the finite first phase.
 * @source additivity of present values over two phases.
 */
export function twoPhase(o: TwoPhase): Outcome<number> {
  const odd = shaped(o, { survival: ["number"] });
  if (odd) return odd;
  const { margin, survival, rate: i, next } = o;
  const bad = firstFailure(
    finite("margin", margin),
    enough("survival", survival.length),
    every("survival", survival, probability),
    rate("rate", i),
    finite("next", next),
  );
  if (bad) return bad;
  if (survival[0] !== 1) return fail("OUT_OF_RANGE", "survival[0]", survival[0]!, 1);
  const rise = survival.findIndex((share, t) => t > 0 && share > survival[t - 1]!);
  if (rise > 0) return fail("OUT_OF_RANGE", `survival[${rise}]`, survival[rise]!, survival[rise - 1]);
  const n = survival.length - 1;
  const first = survival.slice(0, n).reduce((sum, share, t) => sum + margin * share * (1 + i) ** -t, 0);
  const second = survival[n]! * (1 + i) ** -n * next;
  return done(first + second, { of: "margin", first: "now", cash: "start" }, { first, second });
}
