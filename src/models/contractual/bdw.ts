import { digamma, lnGammaStep, trigamma } from "../../math/gamma";
import type { Smooth } from "../../math/maximise";
import { above, firstFailure, steps } from "../fit/guard";
import { done, type Outcome } from "../fit/outcome";
import { insist, shaped } from "../fit/shape";
import { TALLY } from "./shapes";
import { type ContractualFit, fitPositive, identifiable } from "./fit";
import { fitSbg } from "./sbg";
import type { Tally } from "./tally";

/**
 * Beta-discrete-Weibull (Fader, Hardie, Liu, Davin & Steenburgh 2018, J. Interactive Marketing 43:1–16):
 * S(t|θ) = (1−θ)^{t^c}, θ ~ Beta(α, β), so S(t) = B(α, β+t^c)/B(α, β). c > 1: an individual's churn rises with tenure
 * even while aggregate retention rises; c = 1 is the sBG.
 */
export interface Bdw {
  readonly alpha: number;
  readonly beta: number;
  readonly c: number;
}

const BDW = { alpha: "number", beta: "number", c: "number" } as const;

export const bdwDomain = (o: Bdw) =>
  shaped(o, {}) ?? firstFailure(above("alpha", o.alpha, 0), above("beta", o.beta, 0), above("c", o.c, 0));

/**
 * ln S(t) = ln B(α, β+t^c) − ln B(α, β); t ≥ 0 may be fractional. Of the two ways to step from one beta function to the
 * other the shorter is taken, along t^c or along α, so that neither a homogeneous population nor a great age cancels.
 * @source Fader, Hardie, Liu, Davin & Steenburgh (2018), J. Interactive Marketing 43:1–16, S(t) = B(α, β+t^c)/B(α,
 * β).
 */
export function bdwLnSurvival(o: Bdw, t: number): number {
  insist(o, BDW);
  insist(t, "number", "t");
  return lnBdw(o, t);
}

/** The same of what is known to be in its domain, for sums of many terms. */
export function lnBdw({ alpha, beta, c }: Bdw, t: number): number {
  const u = t ** c;
  return u < alpha
    ? lnGammaStep(beta, u) - lnGammaStep(alpha + beta, u)
    : lnGammaStep(beta, alpha) - lnGammaStep(beta + u, alpha);
}

interface Derivatives {
  readonly value: number;
  /** In (α, β, c). */
  readonly g: readonly [number, number, number];
  /** αα, αβ, ββ, αc, βc, cc. */
  readonly h: readonly [number, number, number, number, number, number];
}

function lnSurvival({ alpha, beta, c }: Bdw, t: number): Derivatives {
  if (t === 0) return { value: 0, g: [0, 0, 0], h: [0, 0, 0, 0, 0, 0] };
  const u = t ** c;
  const s = alpha + beta;
  const ln = Math.log(t);
  const du = u * ln;
  const gu = digamma(beta + u) - digamma(s + u);
  const ga = digamma(s) - digamma(s + u);
  const huu = trigamma(beta + u) - trigamma(s + u);
  const haa = trigamma(s) - trigamma(s + u);
  return {
    value: lnBdw({ alpha, beta, c }, t),
    g: [ga, gu - digamma(beta) + digamma(s), gu * du],
    h: [
      haa,
      haa,
      huu - trigamma(beta) + trigamma(s),
      -trigamma(s + u) * du,
      huu * du,
      huu * du * du + gu * du * ln,
    ],
  };
}

const PAIRS = [
  [0, 0],
  [0, 1],
  [1, 1],
  [0, 2],
  [1, 2],
  [2, 2],
] as const;

/**
 * lnL = Σ lost ln[S(t−1)−S(t)] + Σ(kept−entered) ln S(t), with derivatives in (α, β, c).
 * @source Fader, Hardie, Liu, Davin & Steenburgh (2018), J. Interactive Marketing 43:1–16, lnL of P(T = t) =
 * S(t−1) − S(t).
 */
export function bdwLikelihood(tally: Tally): Smooth {
  insist(tally, TALLY, "tally");
  const length = Math.max(tally.lost.length, tally.kept.length);
  return {
    size: 3,
    evaluate(at, gradient, hessian) {
      const p = { alpha: at[0]!, beta: at[1]!, c: at[2]! };
      gradient.fill(0);
      hessian.fill(0);
      let value = 0;
      const add = (weight: number, g: readonly number[], h: readonly number[]) => {
        for (let i = 0; i < 3; i++) gradient[i]! += weight * g[i]!;
        PAIRS.forEach(([i, j], k) => {
          hessian[i * 3 + j]! += weight * h[k]!;
          if (i !== j) hessian[j * 3 + i]! += weight * h[k]!;
        });
      };
      let before = lnSurvival(p, 0);
      for (let t = 1; t < length; t++) {
        const after = lnSurvival(p, t);
        const gone = tally.lost[t] ?? 0;
        if (gone) {
          // P = S_0 − S_1: with w = S_0/P the derivatives are w·(those of S_0) − (w−1)·(those of S_1).
          const share = -Math.expm1(after.value - before.value);
          const w = 1 / share;
          const g = before.g.map((g0, i) => w * g0 - (w - 1) * after.g[i]!);
          const h = PAIRS.map(
            ([i, j], k) =>
              w * (before.h[k]! + before.g[i] * before.g[j]) -
              (w - 1) * (after.h[k]! + after.g[i] * after.g[j]) -
              g[i]! * g[j]!,
          );
          value += gone * (before.value + Math.log(share));
          add(gone, g, h);
        }
        const there = (tally.kept[t] ?? 0) - (tally.entered[t] ?? 0);
        if (there) {
          value += there * after.value;
          add(there, after.g, after.h);
        }
        before = after;
      }
      return value;
    },
  };
}

/**
 * Maximum likelihood. Three parameters need at least three opportunities; the surface is often a ridge, and then the
 * status is `weak` and no standard errors are given.
 * Errors: NOT_IDENTIFIED, NO_CONVERGENCE as for the sBG.
 * @source Fader, Hardie, Liu, Davin & Steenburgh (2018), J. Interactive Marketing 43:1–16.
 */
export function fitBdw(tally: Tally): Outcome<ContractualFit<"alpha" | "beta" | "c">> {
  const enough = identifiable(tally, 3);
  if (!enough.ok) return enough;
  const nested = fitSbg(tally);
  const starts = [
    [1, 1, 1],
    [0.5, 3, 1.5],
    [1, 3, 0.7],
  ];
  if (nested.ok && nested.value.status === "verified") {
    starts.push([nested.value.params.alpha, nested.value.params.beta, 1]);
  }
  return fitPositive("bdw", ["alpha", "beta", "c"], bdwLikelihood(tally), starts, tally);
}

/**
 * S(0), …, S(n).
 * @source Fader, Hardie, Liu, Davin & Steenburgh (2018), J. Interactive Marketing 43:1–16, S(t) = B(α, β+t^c)/B(α,
 * β).
 */
export function bdwSurvival(params: Bdw, n: number): Outcome<readonly number[]> {
  const bad = bdwDomain(params) ?? steps("n", n);
  return (
    bad ??
    done(
      Array.from({ length: n + 1 }, (_, t) => Math.exp(lnBdw(params, t))),
      { of: "survivor function" },
    )
  );
}
