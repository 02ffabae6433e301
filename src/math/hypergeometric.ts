/** Gauss's hypergeometric function in the two shapes that the CLV models need. */

const TINY = 1e-300;

/**
 * 2F1(1, b; c; z) by Gauss's continued fraction (modified Lentz).
 * Used by discounted expected lifetime and residual lifetime.
 * @param b real
 * @param c positive
 * @param z below 1; at z = 1 the closed limit (c − 1)/(c − b − 1) if c > b + 1, else +∞
 */
export function hyp2f1(b: number, c: number, z: number): number {
  if (z === 0) return 1;
  if (z === 1) return c > b + 1 ? (c - 1) / (c - b - 1) : Infinity;
  if (!(z < 1)) return NaN;
  // F(b, 1; c; z) with d = c − 1: d/F = d − u₁z/(d + 1 − u₂z/(d + 2 − …)).
  const d = c - 1;
  if (Math.abs(d) < 1e-9) return 1 / (1 - z) ** b; // 2F1(1, b; 1; z)
  let f = d;
  let up = d;
  let down = 0;
  for (let j = 1; j < 400_000; j++) {
    const n = j >> 1;
    const u = j & 1 ? (b + n) * (d + n) : n * (d - b + n);
    const numerator = -u * z;
    down = d + j + numerator * down;
    if (Math.abs(down) < TINY) down = TINY;
    up = d + j + numerator / up;
    if (Math.abs(up) < TINY) up = TINY;
    down = 1 / down;
    const step = up * down;
    f *= step;
    if (Math.abs(step - 1) < 2e-16) break;
  }
  return d / f;
}

/**
 * S(a, B; C; z) = Σ_{n≥1} (a)_{n−1}(B)_n / ((C)_n n!) zⁿ, the cancellation-free core of the BG/NBD expectations
 * (Euler's transformation of Fader, Hardie & Lee 2005, eq. 9–10).
 * @param a non-negative
 * @param c positive
 * @param z in [0, 1)
 */
export function betaGeometricSeries(a: number, b: number, c: number, z: number): number {
  let term = (b / c) * z;
  let sum = term;
  for (let n = 1; n < 200_000; n++) {
    term *= (((a + n - 1) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (Math.abs(term) <= 1e-17 * Math.abs(sum)) break;
  }
  return sum;
}
