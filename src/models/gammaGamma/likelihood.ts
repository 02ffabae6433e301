import { digammaStep, lnBeta, trigamma, trigammaStep } from "../../math/gamma";
import type { Smooth } from "../../math/maximise";
import type { SpendData } from "../types";

/** Customers with at least one repeat purchase and a positive mean, by column. */
export interface Spenders {
  readonly x: Float64Array;
  readonly spend: Float64Array;
  readonly weight: Float64Array;
  readonly customers: number;
  /** Repeat customers left out because their mean is zero or below. */
  readonly leftOut: number;
}

export function spendersOf({ x, spend, weight }: SpendData): Spenders {
  const rows: number[] = [];
  let leftOut = 0;
  let customers = 0;
  for (let i = 0; i < x.length; i++) {
    if (!(x[i]! > 0)) continue;
    const w = weight ? weight[i]! : 1;
    if (spend[i]! > 0) {
      rows.push(i);
      customers += w;
    } else leftOut += w;
  }
  return {
    x: Float64Array.from(rows, (i) => x[i]!),
    spend: Float64Array.from(rows, (i) => spend[i]!),
    weight: Float64Array.from(rows, (i) => (weight ? weight[i]! : 1)),
    customers,
    leftOut,
  };
}

/** γ beyond this many of the largest total, or below one such part of the smallest, is far from all of them. */
const FAR = 1e3;

/**
 * Gamma–Gamma log-likelihood in (p, q, γ) with gradient and Hessian (Fader, Hardie & Lee 2005b; Fader & Hardie's
 * note 025; models.md §9.7):
 * lnΓ(px+q) − lnΓ(px) − lnΓ(q) + q ln γ + (px−1) ln z̄ + px ln x − (px+q) ln(γ + x z̄),
 * summed as −lnB(px, q) − ln z̄ − q ln(1 + xz̄/γ) − px ln(1 + γ/xz̄), which loses nothing as p or q grows without limit.
 * Gamma functions run over distinct counts; per customer one logarithm remains.
 */
export function gammaGammaLikelihood(data: Spenders): Smooth {
  const { x, spend, weight } = data;
  const byCount = new Map<number, number>();
  let sumLnZ = 0;
  const total = x.map((n, i) => n * spend[i]!);
  const lnTotal = total.map(Math.log);
  let least = Infinity;
  let most = 0;
  for (let i = 0; i < x.length; i++) {
    byCount.set(x[i]!, (byCount.get(x[i]!) ?? 0) + weight[i]!);
    sumLnZ += weight[i]! * Math.log(spend[i]!);
    least = Math.min(least, total[i]!);
    most = Math.max(most, total[i]!);
  }
  return {
    size: 3,
    evaluate(at, gradient, hessian) {
      const p = at[0]!;
      const q = at[1]!;
      const gamma = at[2]!;
      const far = gamma > FAR * most || gamma * FAR < least;
      const lnGamma = Math.log(gamma);
      let value = -sumLnZ;
      let gp = 0;
      let gq = 0;
      let hpp = 0;
      let hpq = 0;
      let hqq = 0;
      for (const [n, w] of byCount) {
        const px = p * n;
        value -= w * lnBeta(px, q);
        gp += w * n * digammaStep(px, q);
        gq += w * digammaStep(q, px);
        hpp += w * n * n * trigammaStep(px, q);
        hpq += w * n * trigamma(px + q);
        hqq += w * trigammaStep(q, px);
      }
      let gg = 0;
      let hpg = 0;
      let hqg = 0;
      let hgg = 0;
      for (let i = 0; i < x.length; i++) {
        const w = weight[i]!;
        const n = x[i]!;
        const sum = total[i]!;
        const ratio = sum / gamma;
        const inverse = 1 / (gamma + sum);
        const ln = far ? 0 : Math.log(gamma + sum);
        const above = far ? Math.log1p(ratio) : ln - lnGamma; // ln(1 + xz̄/γ)
        const below = far ? Math.log1p(gamma / sum) : ln - lnTotal[i]!; // ln(1 + γ/xz̄)
        const px = p * n;
        value -= w * (q * above + px * below);
        gp -= w * n * below;
        gq -= w * above;
        gg += w * (q * ratio - px) * inverse;
        hpg -= w * n * inverse;
        hqg += w * ratio * inverse;
        hgg += w * (px * inverse - q * ratio * (inverse + 1 / gamma)) * inverse;
      }
      gradient[0] = gp;
      gradient[1] = gq;
      gradient[2] = gg;
      hessian[0] = hpp;
      hessian[1] = hessian[3] = hpq;
      hessian[2] = hessian[6] = hpg;
      hessian[4] = hqq;
      hessian[5] = hessian[7] = hqg;
      hessian[8] = hgg;
      return value;
    },
  };
}
