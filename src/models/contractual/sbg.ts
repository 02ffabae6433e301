import type { Smooth } from "../../math/maximise";
import { above, firstFailure, steps } from "../fit/guard";
import { done, type Outcome } from "../fit/outcome";
import { insist, shaped } from "../fit/shape";
import { TALLY } from "./shapes";
import { type ContractualFit, fitPositive, identifiable } from "./fit";
import type { Tally } from "./tally";

/**
 * Shifted beta-geometric (Fader & Hardie 2007, J. Interactive Marketing 21(1):76–90): each customer has an own constant
 * churn probability θ, and θ ~ Beta(α, β) over customers. Retention rises with tenure only because the weak leave first.
 */
export interface Sbg {
  readonly alpha: number;
  readonly beta: number;
}

export const sbgDomain = (o: Sbg) =>
  shaped(o, {}) ?? firstFailure(above("alpha", o.alpha, 0), above("beta", o.beta, 0));

/**
 * ln of P(T = t) and S(t) are sums of ln(β+j) and ln(α+β+j): running sums give lnL and all derivatives in one pass.
 * @source Fader & Hardie (2007), J. Interactive Marketing 21(1):76–90, lnL of the recursion for P(T = t).
 */
export function sbgLikelihood(tally: Tally): Smooth {
  insist(tally, TALLY, "tally");
  const length = Math.max(tally.lost.length, tally.kept.length);
  return {
    size: 2,
    evaluate(at, gradient, hessian) {
      const a = at[0]!;
      const b = at[1]!;
      let lnNum = 0; // Σ_{j<t−1} ln(β+j)
      let lnDen = 0; // Σ_{j<t} ln(α+β+j)
      let b1 = 0;
      let b2 = 0;
      let s1 = 0;
      let s2 = 0;
      let value = 0;
      let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0];
      for (let t = 1; t < length; t++) {
        const d = a + b + t - 1;
        lnDen += Math.log(d);
        s1 += 1 / d;
        s2 += 1 / (d * d);
        const gone = tally.lost[t] ?? 0;
        if (gone) {
          value += gone * (Math.log(a) + lnNum - lnDen);
          ga += gone * (1 / a - s1);
          gb += gone * (b1 - s1);
          haa += gone * (s2 - 1 / (a * a));
          hab += gone * s2;
          hbb += gone * (s2 - b2);
        }
        const n = b + t - 1;
        lnNum += Math.log(n);
        b1 += 1 / n;
        b2 += 1 / (n * n);
        const there = (tally.kept[t] ?? 0) - (tally.entered[t] ?? 0);
        if (there) {
          value += there * (lnNum - lnDen);
          ga -= there * s1;
          gb += there * (b1 - s1);
          haa += there * s2;
          hab += there * s2;
          hbb += there * (s2 - b2);
        }
      }
      gradient[0] = ga;
      gradient[1] = gb;
      hessian.set([haa, hab, hab, hbb]);
      return value;
    },
  };
}

/**
 * lnL at given parameters with its gradient in (α, β).
 * @source Fader & Hardie (2007), J. Interactive Marketing 21(1):76–90.
 */
export function sbgLogLikelihood(
  params: Sbg,
  tally: Tally,
): Outcome<{ readonly value: number; readonly gradient: readonly [number, number] }> {
  const bad = shaped(tally, TALLY, "tally") ?? sbgDomain(params);
  if (bad) return bad;
  const gradient = new Float64Array(2);
  const value = sbgLikelihood(tally).evaluate(
    Float64Array.of(params.alpha, params.beta),
    gradient,
    new Float64Array(4),
  );
  return done({ value, gradient: [gradient[0]!, gradient[1]!] }, { of: "log-likelihood" });
}

/**
 * Maximum likelihood over one or several censored cohorts. Status `boundary` with `contractual.homogeneous` when α and
 * β run away together: the data show no heterogeneity and the geometric model is the same thing.
 * Errors: NOT_IDENTIFIED (nobody left, everybody left at once, one opportunity only), NO_CONVERGENCE.
 * @source Fader & Hardie (2007), J. Interactive Marketing 21(1):76–90.
 */
export function fitSbg(tally: Tally): Outcome<ContractualFit<"alpha" | "beta">> {
  const enough = identifiable(tally, 2);
  if (!enough.ok) return enough;
  const starts = [
    [1, 1],
    [0.5, 4],
    [5, 20],
  ];
  return fitPositive("sbg", ["alpha", "beta"], sbgLikelihood(tally), starts, tally);
}

/**
 * S(0), S(1), …, S(n): share still subscribed after t renewal opportunities; S(t) = S(t−1)(β+t−1)/(α+β+t−1).
 * @source Fader & Hardie (2007), J. Interactive Marketing 21(1):76–90, S(t) = B(α, β+t)/B(α, β).
 */
export function sbgSurvival(params: Sbg, n: number): Outcome<readonly number[]> {
  const bad = sbgDomain(params) ?? steps("n", n);
  if (bad) return bad;
  const survival = [1];
  for (let t = 1; t <= n; t++) {
    survival.push((survival[t - 1]! * (params.beta + t - 1)) / (params.alpha + params.beta + t - 1));
  }
  return done(survival, { of: "survivor function" });
}

/**
 * r_1…r_n: r_t = (β+t−1)/(α+β+t−1), rising to 1.
 * @source Fader & Hardie (2007), J. Interactive Marketing 21(1):76–90, r_t = (β+t−1)/(α+β+t−1).
 */
export function sbgRetention(params: Sbg, n: number): Outcome<readonly number[]> {
  const bad = sbgDomain(params) ?? steps("n", n);
  return (
    bad ??
    done(
      Array.from({ length: n }, (_, i) => (params.beta + i) / (params.alpha + params.beta + i)),
      { of: "aggregate retention" },
    )
  );
}

/**
 * What is known of a customer after n renewals: θ ~ Beta(α, β+n), mean α/(α+β+n); and the polarization index
 * φ = 1/(α+β+1) of the population, 0 (all alike) … 1 (all or nothing).
 * @source Fader & Hardie (2007), J. Interactive Marketing 21(1):76–90; the beta posterior and the polarization
 * index.
 */
export function sbgPosterior(
  o: Sbg,
  n: number,
): Outcome<{
  readonly alpha: number;
  readonly beta: number;
  readonly churn: number;
  readonly polarization: number;
}> {
  const odd = shaped(o, {});
  if (odd) return odd;
  const { alpha, beta } = o;
  const bad = sbgDomain({ alpha, beta }) ?? steps("n", n);
  return (
    bad ??
    done(
      { alpha, beta: beta + n, churn: alpha / (alpha + beta + n), polarization: 1 / (alpha + beta + 1) },
      { of: "posterior", renewals: n },
    )
  );
}
