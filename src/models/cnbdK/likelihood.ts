import type { Smooth } from "../../math/maximise";
import { lnGamma } from "../../math/gamma";
import { betaGeometricLikelihood } from "../bgNbd/likelihood";
import type { Grouped } from "../fit/grouped";
import { Exposure } from "../laws/exposure";
import { Rising } from "../laws/rising";
import { nbdLikelihood } from "../nbd/likelihood";

/**
 * BG/CNBD-k (`chances` 0) and MBG/CNBD-k (1) at one k, log-likelihood in (r, α, a, b) with gradient and Hessian
 * (Platzer 2016; Reutterer, Platzer & Schröder 2021). A purchase is the k-th of k exponential stages at rate λ, so x
 * purchases are N = kx stages, and a living customer silent since t_x is in one of the k stages after them:
 * lnL = [lnΓ(r+N) − lnΓ(r)] + r ln α − (r+N) ln(α+T) + ln B(a,b+c)/B(a,b) + ln(P + [c>0] eᵈ) + {@link timing},
 * P = Σ_{j<k} (r+N)ⱼ/j! · yʲ, y = (T−t_x)/(α+T), d = ln a − ln(b+c−1) + (r+N) ln((α+T)/(α+t_x)), c = x + `chances`.
 * At k = 1 it is that of (M)BG/NBD.
 */
export function cnbdLikelihood(data: Grouped, k: number, chances: 0 | 1): Smooth {
  if (k === 1) return betaGeometricLikelihood(data, chances);
  const still = stillLikelihood(data, k, false);
  const met = data.x.map((x) => x + chances);
  const risingB = new Rising(met, data.weight);
  const risingC = new Rising(met, data.weight);
  const small = new Float64Array(2);
  const square = new Float64Array(4);
  return {
    size: 4,
    evaluate(at, gradient, hessian) {
      const [r, alpha, a, b] = at as unknown as [number, number, number, number];
      gradient.fill(0);
      hessian.fill(0);
      risingB.at(b);
      risingC.at(a + b);
      const value = still.evaluate(at, small, square) + risingB.value - risingC.value;
      gradient.set(small);
      for (let i = 0; i < 2; i++) for (let j = 0; j < 2; j++) hessian[4 * i + j] = square[2 * i + j]!;
      gradient[2] = -risingC.first;
      gradient[3] = risingB.first - risingC.first;
      hessian[10] = hessian[11] = hessian[14] = -risingC.second;
      hessian[15] = risingB.second - risingC.second;
      return value + addEnds(data, k, met, [r, alpha, a, b], gradient, hessian);
    },
  };
}

/** The same where nobody leaves, in (r, α): gamma-distributed rates, purchases every k stages. */
export function stillLikelihood(data: Grouped, k: number, ends = true): Smooth {
  if (k === 1) return nbdLikelihood(data);
  const stages = data.x.map((x) => k * x);
  const exposure = new Exposure(data.T, stages, data.weight);
  const rising = new Rising(stages, data.weight);
  const constant = timing(data, k);
  return {
    size: 2,
    evaluate(at, gradient, hessian) {
      gradient.fill(0);
      hessian.fill(0);
      rising.at(at[0]!);
      gradient[0] = rising.first;
      hessian[0] = rising.second;
      const value = constant + rising.value + exposure.add(at[0]!, at[1]!, 2, gradient, hessian);
      return ends ? value + addEnds(data, k, null, [at[0]!, at[1]!, 0, 0], gradient, hessian) : value;
    },
  };
}

/**
 * What k itself says of the timing, relative to k = 1. With the sum of logarithms of the gaps between purchases it is
 * (k−1) Σ ln Δ − x lnΓ(k); without them, what t_x alone says: the density of the kx-th stage at t_x over that of the
 * x-th, t_x^{(k−1)x} Γ(x)/Γ(kx).
 */
function timing({ n, x, tx, weight, lnGaps }: Grouped, k: number): number {
  let sum = lnGaps == null ? 0 : (k - 1) * lnGaps;
  for (let i = 0; i < n; i++) {
    const count = x[i]!;
    if (count === 0) continue;
    sum +=
      weight[i]! *
      (lnGaps == null
        ? (k - 1) * count * Math.log(tx[i]!) + lnGamma(count) - lnGamma(k * count)
        : -count * lnGamma(k));
  }
  return sum;
}

/** Σ w ln(P + eᵈ), adding derivatives; `met` null: nobody leaves, and only (r, α) of two parameters. */
function addEnds(
  { n, x, tx, T, weight }: Grouped,
  k: number,
  met: Float64Array | null,
  [r, alpha, a, b]: readonly [number, number, number, number],
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const size = met ? 4 : 2;
  const lnA = Math.log(a);
  let value = 0;
  const g = new Float64Array(4);
  const h = new Float64Array(10); // rr, rα, ra, rb, αα, αa, αb, aa, ab, bb
  for (let i = 0; i < n; i++) {
    const w = weight[i]!;
    const shape = r + k * x[i]!;
    const inverse = 1 / (alpha + T[i]!);
    const y = (T[i]! - tx[i]!) * inverse;
    // Moments of the stage j and of u = Σ_{i<j} 1/(shape + i) under the terms of P.
    let term = 1;
    let u = 0;
    let v = 0;
    let [p, ej, ejj, eu, euu, euj] = [1, 0, 0, 0, 0, 0];
    for (let j = 1; j < k; j++) {
      const one = 1 / (shape + j - 1);
      term *= ((shape + j - 1) * y) / j;
      u += one;
      v -= one * one;
      p += term;
      ej += term * j;
      ejj += term * j * j;
      eu += term * u;
      euu += term * (u * u + v);
      euj += term * u * j;
    }
    ej /= p;
    eu /= p;
    const lnP = Math.log(p);
    const pr = eu;
    const pa = -ej * inverse;
    const prr = euu / p - eu * eu;
    const pra = -(euj / p - eu * ej) * inverse;
    const paa = (ejj / p - ej * ej + ej) * inverse * inverse;
    if (!met || met[i] === 0) {
      value += w * lnP;
      g[0] = g[0]! + w * pr;
      g[1] = g[1]! + w * pa;
      h[0] = h[0]! + w * prr;
      h[1] = h[1]! + w * pra;
      h[4] = h[4]! + w * paa;
      continue;
    }
    const bx = 1 / (b + (met[i]! - 1));
    const other = 1 / (alpha + tx[i]!);
    const gap = T[i]! - tx[i]!;
    const dr = Math.log1p(gap * other);
    const dra = -gap * inverse * other;
    const da = shape * dra;
    const daa = -da * (inverse + other);
    const d = lnA + Math.log(bx) + shape * dr - lnP;
    let pi: number;
    if (d > 0) {
      const tail = Math.exp(-d);
      value += w * (lnP + d + Math.log1p(tail));
      pi = 1 / (1 + tail);
    } else {
      const odds = Math.exp(d);
      value += w * (lnP + Math.log1p(odds));
      pi = odds / (1 + odds);
    }
    const wp = w * pi;
    const wq = w - wp;
    const q = wp * (1 - pi);
    const [er, ea] = [dr - pr, da - pa];
    g[0] = g[0]! + wp * dr + wq * pr;
    g[1] = g[1]! + wp * da + wq * pa;
    g[2] = g[2]! + wp;
    g[3] = g[3]! - wp * bx;
    h[0] = h[0]! + wq * prr + q * er * er;
    h[1] = h[1]! + wq * pra + wp * dra + q * er * ea;
    h[2] = h[2]! + q * er;
    h[3] = h[3]! - q * er * bx;
    h[4] = h[4]! + wq * paa + wp * daa + q * ea * ea;
    h[5] = h[5]! + q * ea;
    h[6] = h[6]! - q * ea * bx;
    h[7] = h[7]! + q - wp;
    h[8] = h[8]! - q * bx;
    h[9] = h[9]! + (q + wp) * bx * bx;
  }
  // The dropout odds know a only through ln a.
  const unit = [1, 1, met ? 1 / a : 0, 1];
  for (let i = 0, at = 0; i < 4; i++) {
    if (i < size) gradient[i] = gradient[i]! + g[i]! * unit[i]!;
    for (let j = i; j < 4; j++, at++) {
      if (j >= size) continue;
      const add = h[at]! * unit[i]! * unit[j]!;
      hessian[i * size + j] = hessian[i * size + j]! + add;
      if (i !== j) hessian[j * size + i] = hessian[j * size + i]! + add;
    }
  }
  return value;
}
