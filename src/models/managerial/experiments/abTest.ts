import { lnBeta } from "../../../math/gamma";
import { normalCdf, normalQuantile } from "../../../math/incomplete";
import { above, firstFailure, probability, whole, within, steps } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export interface Arms {
  /** Successes and trials of the old (A) and the new (B). */
  readonly a: { readonly successes: number; readonly trials: number };
  readonly b: { readonly successes: number; readonly trials: number };
}

const domain = (o: Arms) =>
  shaped(o, { a: {}, b: {} }) ??
  firstFailure(
    steps("a.trials", o.a.trials, 1, 1e9),
    steps("b.trials", o.b.trials, 1, 1e9),
    whole("a.successes", o.a.successes),
    whole("b.successes", o.b.successes),
    within("a.successes", o.a.successes, 0, o.a.trials),
    within("b.successes", o.b.successes, 0, o.b.trials),
  );

export interface ProportionTest {
  readonly difference: number;
  /** Pooled z of B − A. */
  readonly z: number;
  /** Two-sided. */
  readonly p: number;
  /** Wald interval of the difference, unpooled. */
  readonly interval: readonly [number, number];
}

/**
 * Two-proportion z test with a fixed sample size: looking before the planned end makes its p-value too small.
 * Errors: NOT_IDENTIFIED when all or none succeeded in both arms (the pooled variance is 0).
 * @source Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions: pooled z, unpooled interval.
 */
export function twoProportions(arms: Arms, level = 0.95): Outcome<ProportionTest> {
  const bad = domain(arms) ?? within("level", level, 0.5, 0.9999);
  if (bad) return bad;
  const { a, b } = arms;
  const pa = a.successes / a.trials;
  const pb = b.successes / b.trials;
  const pooled = (a.successes + b.successes) / (a.trials + b.trials);
  const variance = pooled * (1 - pooled) * (1 / a.trials + 1 / b.trials);
  if (variance === 0) return fail("NOT_IDENTIFIED", "b.successes", b.successes, null);
  const z = (pb - pa) / Math.sqrt(variance);
  const half =
    normalQuantile(0.5 + level / 2) * Math.sqrt((pa * (1 - pa)) / a.trials + (pb * (1 - pb)) / b.trials);
  return done(
    { difference: pb - pa, z, p: 2 * normalCdf(-Math.abs(z)), interval: [pb - pa - half, pb - pa + half] },
    { test: "pooled z, two-sided", interval: "Wald, unpooled", level, design: "fixed sample" },
  );
}

/** Above so many terms the sum gives way to the normal limit, whose error is then below 1e−5. */
const MOST_TERMS = 1e5;

/** P(y > x), x ~ Beta(a, b), y ~ Beta(c, d), by c terms: Σ_{i<c} B(a+i, b+d)/((d+i)·B(1+i, d)·B(a, b)). */
function greater(a: number, b: number, c: number, d: number): number {
  const base = lnBeta(a, b);
  let sum = 0;
  for (let i = 0; i < c; i++) {
    sum += Math.exp(lnBeta(a + i, b + d) - Math.log(d + i) - lnBeta(1 + i, d) - base);
  }
  return Math.min(1, sum);
}

/**
 * P(p_B > p_A) with Beta(1, 1) priors: an exact sum over successes or failures of either arm, whichever are fewest
 * (P(B > A) = 1 − P(A > B), and p_B > p_A when the failures of A are the likelier). With more than 100,000 of each the
 * normal limit of the two posteriors; the convention says which.
 * @source the finite sum over beta functions for whole counts (`models.md` §7.7); beyond 10⁵ terms the normal limit.
 */
export function probabilityBetter(arms: Arms): Outcome<number> {
  const bad = domain(arms);
  if (bad) return bad;
  const [aA, bA] = [arms.a.successes + 1, arms.a.trials - arms.a.successes + 1];
  const [aB, bB] = [arms.b.successes + 1, arms.b.trials - arms.b.successes + 1];
  const fewest = Math.min(aA, bA, aB, bB);
  const exact = { prior: "Beta(1, 1)", method: "exact sum" } as const;
  if (fewest > MOST_TERMS) {
    const mean = (a: number, b: number) => a / (a + b);
    const variance = (a: number, b: number) => (a * b) / ((a + b) ** 2 * (a + b + 1));
    const z = (mean(aB, bB) - mean(aA, bA)) / Math.sqrt(variance(aA, bA) + variance(aB, bB));
    return done(normalCdf(z), { prior: "Beta(1, 1)", method: "normal limit" });
  }
  if (fewest === aB) return done(greater(aA, bA, aB, bB), exact);
  if (fewest === aA) return done(1 - greater(aB, bB, aA, bA), exact);
  return done(fewest === bA ? greater(bB, aB, bA, aA) : 1 - greater(bA, aA, bB, aB), exact);
}

/**
 * Customers per arm to see p_1 against p_2: [z_{α/2}√(2p̄(1−p̄)) + z_β√(p_1(1−p_1)+p_2(1−p_2))]²/(p_1−p_2)².
 * @param o.alpha two-sided error, .05; @param o.power .8
 * @returns the real number and its ceiling
 * @source Fleiss, Levin & Paik (2003), two proportions, normal approximation.
 */
export function sampleSize(o: {
  readonly p1: number;
  readonly p2: number;
  readonly alpha?: number;
  readonly power?: number;
}): Outcome<{ readonly exact: number; readonly perArm: number }> {
  const odd = shaped(o, {});
  if (odd) return odd;
  const { p1, p2, alpha = 0.05, power = 0.8 } = o;
  const bad = firstFailure(
    probability("p1", p1),
    probability("p2", p2),
    above("alpha", alpha, 0),
    within("alpha", alpha, 0, 0.5),
    within("power", power, 0.5, 0.9999),
  );
  if (bad) return bad;
  if (p1 === p2) return fail("DIVERGES", "p2", p2, p1);
  const mean = (p1 + p2) / 2;
  const root =
    normalQuantile(1 - alpha / 2) * Math.sqrt(2 * mean * (1 - mean)) +
    normalQuantile(power) * Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  const exact = (root / (p1 - p2)) ** 2;
  return done({ exact, perArm: Math.ceil(exact) }, { alpha, power, sides: 2 });
}
