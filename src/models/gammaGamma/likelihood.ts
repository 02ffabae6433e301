import { digamma, lnGamma, lnGammaStep, trigamma } from "../../math/gamma";
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

/**
 * Gamma–Gamma log-likelihood in (p, q, γ) with gradient and Hessian (Fader, Hardie & Lee 2005b; Fader & Hardie's
 * note 025; models.md §9.7):
 * lnΓ(px+q) − lnΓ(px) − lnΓ(q) + q ln γ + (px−1) ln z̄ + px ln x − (px+q) ln(γ + x z̄).
 * Gamma functions run over distinct counts; per customer only ln(γ + x z̄) remains.
 */
export function gammaGammaLikelihood(data: Spenders): Smooth {
  const { x, spend, weight, customers } = data;
  const byCount = new Map<number, number>();
  let sumLnZ = 0;
  let sumXLn = 0; // Σ w x (ln z̄ + ln x)
  const total = x.map((n, i) => n * spend[i]!);
  for (let i = 0; i < x.length; i++) {
    byCount.set(x[i]!, (byCount.get(x[i]!) ?? 0) + weight[i]!);
    sumLnZ += weight[i]! * Math.log(spend[i]!);
    sumXLn += weight[i]! * x[i]! * Math.log(total[i]!);
  }
  return {
    size: 3,
    evaluate(at, gradient, hessian) {
      const p = at[0]!;
      const q = at[1]!;
      const gamma = at[2]!;
      let value = customers * (q * Math.log(gamma) - lnGamma(q)) + p * sumXLn - sumLnZ;
      let gp = sumXLn;
      let gq = customers * (Math.log(gamma) - digamma(q));
      let hpp = 0;
      let hpq = 0;
      let hqq = -customers * trigamma(q);
      for (const [n, w] of byCount) {
        const px = p * n;
        const psi = digamma(px + q);
        const psi1 = trigamma(px + q);
        value += w * lnGammaStep(px, q);
        gp += w * n * (psi - digamma(px));
        gq += w * psi;
        hpp += w * n * n * (psi1 - trigamma(px));
        hpq += w * n * psi1;
        hqq += w * psi1;
      }
      let gg = (customers * q) / gamma;
      let hpg = 0;
      let hqg = customers / gamma;
      let hgg = (-customers * q) / (gamma * gamma);
      for (let i = 0; i < x.length; i++) {
        const w = weight[i]!;
        const n = x[i]!;
        const level = gamma + total[i]!;
        const ln = Math.log(level);
        const inverse = 1 / level;
        const shape = p * n + q;
        value -= w * shape * ln;
        gp -= w * n * ln;
        gq -= w * ln;
        gg -= w * shape * inverse;
        hpg -= w * n * inverse;
        hqg -= w * inverse;
        hgg += w * shape * inverse * inverse;
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
