import { lnBeta } from "../../math/gamma";
import { normalCdf, normalQuantile } from "../../math/incomplete";
import { above, firstFailure, probability, whole, within } from "../guard";
import { done, fail, type Outcome } from "../outcome";

export interface Arms {
  /** Successes and trials of the old (A) and the new (B). */
  readonly a: { readonly successes: number; readonly trials: number };
  readonly b: { readonly successes: number; readonly trials: number };
}

const domain = ({ a, b }: Arms) =>
  firstFailure(
    whole("a.trials", a.trials, 1),
    whole("b.trials", b.trials, 1),
    whole("a.successes", a.successes),
    whole("b.successes", b.successes),
    within("a.successes", a.successes, 0, a.trials),
    within("b.successes", b.successes, 0, b.trials),
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

/**
 * P(p_B > p_A) with Beta(1, 1) priors, exactly:
 * Σ_{i<α_B} B(α_A+i, β_A+β_B)/((β_B+i)·B(1+i, β_B)·B(α_A, β_A)), α = successes+1, β = failures+1.
 * Work is the number of successes in B.
 */
export function probabilityBetter(arms: Arms): Outcome<number> {
  const bad = domain(arms);
  if (bad) return bad;
  const [aA, bA] = [arms.a.successes + 1, arms.a.trials - arms.a.successes + 1];
  const [aB, bB] = [arms.b.successes + 1, arms.b.trials - arms.b.successes + 1];
  const base = lnBeta(aA, bA);
  let sum = 0;
  for (let i = 0; i < aB; i++) {
    sum += Math.exp(lnBeta(aA + i, bA + bB) - Math.log(bB + i) - lnBeta(1 + i, bB) - base);
  }
  return done(Math.min(1, sum), { prior: "Beta(1, 1)", method: "exact sum" });
}

/**
 * Customers per arm to see p_1 against p_2: [z_{α/2}√(2p̄(1−p̄)) + z_β√(p_1(1−p_1)+p_2(1−p_2))]²/(p_1−p_2)².
 * @param o.alpha two-sided error, .05; @param o.power .8
 * @returns the real number and its ceiling
 */
export function sampleSize(o: {
  readonly p1: number;
  readonly p2: number;
  readonly alpha?: number;
  readonly power?: number;
}): Outcome<{ readonly exact: number; readonly perArm: number }> {
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
