import { LogSeries } from "./tail";

/**
 * The Pareto/NBD likelihood as a sum of two positive integrals that do not share a time:
 *   D(x, T)  = ∫_T^∞  (r+x)(α+u)^{−(r+x+1)} (β+u)^{−s} du
 *   G(x, t)  = ∫_t^∞  s (α+u)^{−(r+x)} (β+u)^{−(s+1)} du
 *   L ∝ D(x, T) + G(x, t_x)
 * It follows from Fader & Hardie's form (α+T)^{−(r+x)}(β+T)^{−s} + G(x, t_x) − G(x, T) by parts, so nothing cancels and
 * each table is over distinct pairs. Both integrals are (A+t)^{−(p−1)}(B+t)^{−q} F(q; k+1; 1 − (A+t)/(B+t)) / k with
 * k = r + s + x, A = min(α, β), B = max, and p, q the exponents belonging to A and B.
 */
export interface Term {
  value: number;
  /** Derivatives in (r, α, s, β). */
  readonly gradient: Float64Array;
  /** 4 × 4 row-major. */
  readonly hessian: Float64Array;
}

const series = new LogSeries();

/** ln of G (`kind` 0) or D (`kind` 1), without derivatives. */
export function lnTerm(
  kind: 0 | 1,
  x: number,
  t: number,
  r: number,
  alpha: number,
  s: number,
  beta: number,
): number {
  const A = alpha + t;
  const B = beta + t;
  const k = r + s + x;
  const rx = r + x + kind;
  const sx = s + 1 - kind;
  const front = kind === 0 ? Math.log(s) : Math.log(r + x);
  if (alpha <= beta) {
    series.at(sx, k, (beta - alpha) / B, A / B, false);
    return front - (rx - 1) * Math.log(A) - sx * Math.log(B) - Math.log(k) + series.value;
  }
  series.at(rx, k, (alpha - beta) / A, B / A, false);
  return front - (sx - 1) * Math.log(B) - rx * Math.log(A) - Math.log(k) + series.value;
}

/** ln of G (`kind` 0) or D (`kind` 1) with gradient and Hessian. */
export function lnTermFull(
  kind: 0 | 1,
  x: number,
  t: number,
  r: number,
  alpha: number,
  s: number,
  beta: number,
  out: Term,
): void {
  const { gradient: g, hessian: h } = out;
  const A = alpha + t;
  const B = beta + t;
  const iA = 1 / A;
  const iB = 1 / B;
  const k = r + s + x;
  const rx = r + x + kind;
  const sx = s + 1 - kind;
  const lnA = Math.log(A);
  const lnB = Math.log(B);
  const low = alpha <= beta; // A carries the plain power; F's q is the exponent of B
  const ea = low ? rx - 1 : rx;
  const eb = low ? sx : sx - 1;
  const z = low ? (beta - alpha) * iB : (alpha - beta) * iA;
  series.at(low ? sx : rx, k, z, low ? A * iB : B * iA);
  const { q, m, z: dz, qq, qm, qz, mm, mz, zz } = series;
  out.value = (kind === 0 ? Math.log(s) : Math.log(r + x)) - ea * lnA - eb * lnB - Math.log(k) + series.value;
  // z depends on α and β only; q is s + const (low) or r + const (high); m is r + s + const.
  const za = low ? -iB : B * iA * iA;
  const zb = low ? A * iB * iB : -iA;
  const zaa = low ? 0 : -2 * B * iA * iA * iA;
  const zab = low ? iB * iB : iA * iA;
  const zbb = low ? -2 * A * iB * iB * iB : 0;
  const qr = low ? 0 : 1;
  const qs = 1 - qr;
  const ik = 1 / k;
  g[0] = -lnA - ik + m + qr * q;
  g[1] = -ea * iA + dz * za;
  g[2] = -lnB - ik + m + qs * q;
  g[3] = -eb * iB + dz * zb;
  const kk = ik * ik + mm;
  h[0] = kk + qr * (2 * qm + qq);
  h[1] = -iA + (mz + qr * qz) * za;
  h[2] = kk + qm;
  h[3] = (mz + qr * qz) * zb;
  h[5] = ea * iA * iA + zz * za * za + dz * zaa;
  h[6] = (mz + qs * qz) * za;
  h[7] = zz * za * zb + dz * zab;
  h[10] = kk + qs * (2 * qm + qq);
  h[11] = -iB + (mz + qs * qz) * zb;
  h[15] = eb * iB * iB + zz * zb * zb + dz * zbb;
  if (kind === 0) {
    g[2] = g[2] + 1 / s;
    h[10] = h[10] - 1 / (s * s);
  } else {
    const i = 1 / (r + x);
    g[0] = g[0] + i;
    h[0] = h[0] - i * i;
  }
  h[4] = h[1];
  h[8] = h[2];
  h[9] = h[6];
  h[12] = h[3];
  h[13] = h[7];
  h[14] = h[11];
}
