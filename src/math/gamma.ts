/**
 * The gamma function and its relatives for positive real arguments.
 * Accuracy: about 1e-15 of the larger of 1 and the value; relative near the zeros of lnΓ at 1 and 2.
 */

const EULER = 0.5772156649015329;
const HALF_LN_TWO_PI = 0.9189385332046728;

/** ζ(k) − 1 for k = 2…31 by Euler–Maclaurin: the Taylor coefficients of lnΓ about 2. */
const ZETA_LESS_ONE: readonly number[] = Array.from({ length: 30 }, (_, i) => {
  const k = i + 2;
  const n = 26;
  let sum = 0;
  for (let j = n - 1; j >= 2; j--) sum += j ** -k;
  const tail =
    n ** (1 - k) / (k - 1) +
    n ** -k / 2 +
    (k * n ** (-k - 1)) / 12 -
    (k * (k + 1) * (k + 2) * n ** (-k - 3)) / 720 +
    (k * (k + 1) * (k + 2) * (k + 3) * (k + 4) * n ** (-k - 5)) / 30240 -
    (k * (k + 1) * (k + 2) * (k + 3) * (k + 4) * (k + 5) * (k + 6) * n ** (-k - 7)) / 1209600;
  return sum + tail;
});

/** lnΓ(2 + e) for |e| ≤ 1/2: e(1 − γ) + Σ (ζ(k) − 1)(−e)^k / k. */
function lnGammaNearTwo(e: number): number {
  let sum = 0;
  for (let k = 31; k >= 2; k--) sum = -e * (sum + ZETA_LESS_ONE[k - 2]! / k);
  return e * (1 - EULER) - e * sum;
}

/** Stirling's remainder lnΓ(x) − [(x − ½) ln x − x + ½ ln 2π] for x ≥ 10. */
function stirlingRemainder(x: number): number {
  const w = 1 / (x * x);
  return (
    (1 / 12 -
      w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360360 - w * (1 / 156))))))) /
    x
  );
}

/**
 * ln Γ(x).
 * @param x positive, dimensionless; 0 gives +∞, negative gives NaN.
 */
export function lnGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : NaN;
  if (x < 0.5) return lnGammaNearTwo(x) - Math.log(x) - Math.log1p(x);
  if (x <= 1.5) return lnGammaNearTwo(x - 1) - Math.log(x);
  if (x <= 2.5) return lnGammaNearTwo(x - 2);
  let shift = 1;
  let y = x;
  while (y < 10) shift *= y++;
  const value = (y - 0.5) * Math.log(y) - y + HALF_LN_TWO_PI + stirlingRemainder(y);
  return shift === 1 ? value : value - Math.log(shift);
}

/**
 * ln B(a, b) = lnΓ(a) + lnΓ(b) − lnΓ(a + b), without cancellation when one argument is large.
 * @param a positive
 * @param b positive
 */
export function lnBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 10) return lnGamma(small) + lnGamma(large) - lnGamma(small + large);
  return lnGamma(small) - lnGammaStep(large, small);
}

/**
 * lnΓ(x + d) − lnΓ(x) without the cancellation of two large logarithms.
 * @param x positive
 * @param d non-negative
 */
export function lnGammaStep(x: number, d: number): number {
  if (d === 0) return 0;
  if (x < 10) return lnGamma(x + d) - lnGamma(x);
  const y = x + d;
  return (x - 0.5) * Math.log1p(d / x) + d * Math.log(y) - d + (stirlingRemainder(y) - stirlingRemainder(x));
}

/**
 * ψ(x) = d lnΓ(x) / dx.
 * @param x positive; else NaN (−∞ at 0).
 */
export function digamma(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  let value = 0;
  let y = x;
  while (y < 10) value -= 1 / y++;
  const w = 1 / (y * y);
  return (
    value +
    Math.log(y) -
    1 / (2 * y) -
    w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w * (1 / 240 - w * (1 / 132 - w * (691 / 32760 - w / 12))))))
  );
}

/**
 * ψ′(x) = d² lnΓ(x) / dx².
 * @param x positive; else NaN (+∞ at 0).
 */
export function trigamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : NaN;
  let value = 0;
  let y = x;
  while (y < 10) {
    value += 1 / (y * y);
    y++;
  }
  const w = 1 / (y * y);
  return (
    value +
    1 / y +
    w / 2 +
    (w / y) *
      (1 / 6 - w * (1 / 30 - w * (1 / 42 - w * (1 / 30 - w * (5 / 66 - w * (691 / 2730 - w * (7 / 6)))))))
  );
}

/**
 * ψ(x + d) − ψ(x) without the cancellation of two logarithms.
 * @param x positive
 * @param d non-negative
 */
export function digammaStep(x: number, d: number): number {
  if (x < 1e3) return digamma(x + d) - digamma(x);
  const y = x + d;
  const step = d / (x * y); // 1/x − 1/y
  const sum = 1 / x + 1 / y;
  return Math.log1p(d / x) + step * (0.5 + sum * (1 / 12 - (1 / (x * x) + 1 / (y * y)) / 120));
}

/**
 * ψ′(x + d) − ψ′(x), negative, without cancellation.
 * @param x positive
 * @param d non-negative
 */
export function trigammaStep(x: number, d: number): number {
  if (x < 1e3) return trigamma(x + d) - trigamma(x);
  const y = x + d;
  const [u, v] = [1 / x, 1 / y];
  return -(d / (x * y)) * (1 + (u + v) / 2 + (u * u + u * v + v * v) / 6);
}
