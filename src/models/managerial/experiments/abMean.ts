import { betaI, normalQuantile } from "../../../math/incomplete";
import { enough, every, finite, firstFailure, sameLength, within } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

/** One arm of a test on money: a value per customer, and the same customer's value before the test. */
export interface ValueArm {
  readonly value: ArrayLike<number>;
  readonly before?: ArrayLike<number>;
}

export interface MeanDifference {
  /** Mean of B − mean of A, money per customer. */
  readonly difference: number;
  readonly error: number;
  /** Welch's degrees of freedom. */
  readonly df: number;
  readonly t: number;
  readonly p: number;
  readonly interval: readonly [number, number];
  /** Share of variance taken away by the values before the test, 0…1. */
  readonly varianceReduced: number;
}

const ARM = { value: ["number"], "before?": ["number"] } as const;

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v / values.length, 0);

const products = (x: readonly number[], y: readonly number[]): number => {
  const [mx, my] = [mean(x), mean(y)];
  return x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0);
};

/** Two-sided tail of Student's t. */
const studentTail = (t: number, df: number): number => betaI(df / (df + t * t), df / 2, 0.5);

/** Student quantile by bisection on the tail. */
function studentQuantile(level: number, df: number): number {
  let low = 0;
  let high = normalQuantile(0.5 + level / 2);
  while (studentTail(high, df) > 1 - level) high *= 2;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (studentTail(middle, df) > 1 - level) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Difference of mean CLV (or margin) per customer between two arms: Welch's t, after CUPED (Deng et al. 2013) where
 * both arms give the value before the test: Y − θ(X − X̄), θ the pooled regression slope, which takes away variance
 * and no bias. Test money, not clicks.
 * Errors: NO_DATA for fewer than two customers in an arm; NOT_IDENTIFIED when neither arm varies.
 */
export function valueDifference(a: ValueArm, b: ValueArm, level = 0.95): Outcome<MeanDifference> {
  const bad =
    shaped(a, ARM, "a") ??
    shaped(b, ARM, "b") ??
    firstFailure(
      enough("a.value", a.value.length, 2),
      enough("b.value", b.value.length, 2),
      every("a.value", a.value, finite),
      every("b.value", b.value, finite),
      a.before ? sameLength("a.before", a.before.length, a.value.length) : null,
      b.before ? sameLength("b.before", b.before.length, b.value.length) : null,
      a.before ? every("a.before", a.before, finite) : null,
      b.before ? every("b.before", b.before, finite) : null,
      within("level", level, 0.5, 0.9999),
    );
  if (bad) return bad;
  const ya = Array.from(a.value);
  const yb = Array.from(b.value);
  const adjusted = [ya, yb];
  let varianceReduced = 0;
  if (a.before && b.before) {
    const xa = Array.from(a.before);
    const xb = Array.from(b.before);
    const xx = products(xa, xa) + products(xb, xb);
    if (xx > 0) {
      const theta = (products(xa, ya) + products(xb, yb)) / xx;
      const centre = mean([...xa, ...xb]);
      adjusted[0] = ya.map((y, i) => y - theta * (xa[i]! - centre));
      adjusted[1] = yb.map((y, i) => y - theta * (xb[i]! - centre));
      const total = products(ya, ya) + products(yb, yb);
      varianceReduced = total > 0 ? (theta * theta * xx) / total : 0;
    }
  }
  const [first, second] = adjusted as [number[], number[]];
  const va = products(first, first) / (first.length - 1) / first.length;
  const vb = products(second, second) / (second.length - 1) / second.length;
  const error = Math.sqrt(va + vb);
  if (error === 0) return fail("NOT_IDENTIFIED", "value", 0, null);
  const df = (va + vb) ** 2 / (va ** 2 / (first.length - 1) + vb ** 2 / (second.length - 1));
  const difference = mean(second) - mean(first);
  const t = difference / error;
  const half = studentQuantile(level, df) * error;
  return done(
    {
      difference,
      error,
      df,
      t,
      p: studentTail(t, df),
      interval: [difference - half, difference + half],
      varianceReduced,
    },
    { test: "Welch, two-sided", level, adjusted: varianceReduced > 0 ? "CUPED" : "none" },
  );
}
