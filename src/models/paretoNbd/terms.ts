import { LogSeries } from "./tail";

/**
 * The Pareto/NBD likelihood as a sum of two positive integrals that do not share a time:
 *   D(x, T)  = ∫_T^∞  (r+x)(α+u)^{−(r+x+1)} (β+u)^{−s} du
 *   G(x, t)  = ∫_t^∞  s (α+u)^{−(r+x)} (β+u)^{−(s+1)} du
 *   L ∝ D(x, T) + G(x, t_x)
 * It follows from Fader & Hardie's form (α+T)^{−(r+x)}(β+T)^{−s} + G(x, t_x) − G(x, T) by parts, so nothing cancels and
 * each table is over distinct pairs. Both integrals are (A+t)^{−(p−1)}(B+t)^{−q} F(q; k+1; 1 − (A+t)/(B+t)) / k with
 * k = r + s + x, A = min(α, β), B = max, and p, q the exponents belonging to A and B.
 * Both are returned times αʳ βˢ, with ln(1 + t/α) for ln(α + t) − ln α, so that r, α → ∞ or s, β → ∞ lose nothing.
 */
export interface Term {
  value: number;
  /** Derivatives in (r, α, s, β). */
  readonly gradient: Float64Array;
  /** 4 × 4 row-major. */
  readonly hessian: Float64Array;
}

const series = new LogSeries();

/** ln of αʳ βˢ G (`kind` 0) or αʳ βˢ D (`kind` 1), without derivatives. */
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
  const low = alpha <= beta;
  if (low) series.at(sx, k, r + x - 1 + kind, (beta - alpha) / B, A / B, false);
  else series.at(rx, k, s - kind, (alpha - beta) / A, B / A, false);
  return (
    (kind === 0 ? Math.log(s) : Math.log(r + x)) -
    (low ? x + kind - 1 : x + kind) * Math.log(A) -
    (low ? 1 - kind : -kind) * Math.log(B) -
    r * Math.log1p(t / alpha) -
    s * Math.log1p(t / beta) +
    series.value
  );
}

/** ln of αʳ βˢ G (`kind` 0) or αʳ βˢ D (`kind` 1) with gradient and Hessian. */
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
  const low = alpha <= beta; // A carries the plain power; F's q is the exponent of B
  const ea = low ? x + kind - 1 : x + kind; // exponents of A and B over r and s
  const eb = low ? 1 - kind : -kind;
  const la = Math.log1p(t / alpha);
  const lb = Math.log1p(t / beta);
  const z = low ? (beta - alpha) * iB : (alpha - beta) * iA;
  series.at(low ? sx : rx, k, low ? r + x - 1 + kind : s - kind, z, low ? A * iB : B * iA);
  const { both, alone, z: dz, bothBoth, bothAlone, bothZ, aloneAlone, aloneZ, zz } = series;
  const front = kind === 0 ? Math.log(s) : Math.log(r + x);
  out.value = front - ea * Math.log(A) - eb * Math.log(B) - r * la - s * lb + series.value;
  // z depends on α and β only; q is s + const (low) or r + const (high), k is r + s + x.
  const za = low ? -iB : B * iA * iA;
  const zb = low ? A * iB * iB : -iA;
  const zaa = low ? 0 : -2 * B * iA * iA * iA;
  const zab = low ? iB * iB : iA * iA;
  const zbb = low ? -2 * A * iB * iB * iB : 0;
  const ta = (t / alpha) * iA; // 1/α − 1/A
  const tb = (t / beta) * iB;
  const rz = low ? aloneZ : bothZ;
  const sz = low ? bothZ : aloneZ;
  g[0] = -la + (low ? alone : both);
  g[1] = -ea * iA + r * ta + dz * za;
  g[2] = -lb + (low ? both : alone);
  g[3] = -eb * iB + s * tb + dz * zb;
  h[0] = low ? aloneAlone : bothBoth;
  h[1] = ta + rz * za;
  h[2] = bothAlone;
  h[3] = rz * zb;
  h[5] = ea * iA * iA - r * ta * (iA + 1 / alpha) + zz * za * za + dz * zaa;
  h[6] = sz * za;
  h[7] = zz * za * zb + dz * zab;
  h[10] = low ? bothBoth : aloneAlone;
  h[11] = tb + sz * zb;
  h[15] = eb * iB * iB - s * tb * (iB + 1 / beta) + zz * zb * zb + dz * zbb;
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
