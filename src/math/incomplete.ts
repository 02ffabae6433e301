import { lnBeta, lnGamma } from "./gamma";
import { gaussLegendre } from "./quadrature";

/** Incomplete gamma and beta functions, the normal distribution, and the scaled exponential integral. */

/**
 * Regularised lower incomplete gamma P(a, x) = γ(a, x)/Γ(a): the gamma(a, rate 1) distribution function.
 * @param a positive
 * @param x non-negative
 */
export function gammaP(a: number, x: number): number {
  if (!(x > 0)) return x === 0 ? 0 : NaN;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** Regularised upper incomplete gamma Q(a, x) = 1 − P(a, x). */
export function gammaQ(a: number, x: number): number {
  if (!(x > 0)) return x === 0 ? 1 : NaN;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 100_000; n++) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * 1e-17) break;
  }
  return Math.min(1, sum * Math.exp(a * Math.log(x) - x - lnGamma(a)));
}

function upperFraction(a: number, x: number): number {
  if (x === Infinity) return 0;
  return Math.min(1, scaledUpperGamma(a, x) * Math.exp(a * Math.log(x) - x - lnGamma(a)));
}

/** eˣ x^{−a} Γ(a, x) by Lentz's continued fraction; any real a, x well above 0. */
function scaledUpperGamma(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let i = 1; i < 100_000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (Math.abs(d) < 1e-300) d = 1e-300;
    c = b + an / c;
    if (Math.abs(c) < 1e-300) c = 1e-300;
    d = 1 / d;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 2e-16) break;
  }
  return h;
}

/**
 * eˣ E_s(x) = ∫₀^∞ e^{−xv}(1 + v)^{−s} dv, the scaled exponential integral of real order.
 * @param s real order, not below 0
 * @param x positive; 0 gives 1/(s − 1) for s > 1, else +∞
 */
export function scaledExpIntegral(s: number, x: number): number {
  if (!(x > 0)) return s > 1 && x === 0 ? 1 / (s - 1) : Infinity;
  if (x >= 1) return scaledUpperGamma(1 - s, x);
  // In w = ln(1 + v) the integrand e^{(1−s)w − x(eʷ−1)} is smooth and dies doubly exponentially.
  const far = Math.log1p(45 / x);
  const end = s > 1 ? Math.min(far, 45 / (s - 1)) : far;
  const { nodes, weights } = gaussLegendre(16);
  const panels = Math.ceil(end / 2) + 2;
  const half = end / panels / 2;
  let sum = 0;
  for (let panel = 0; panel < panels; panel++) {
    const middle = (2 * panel + 1) * half;
    for (let i = 0; i < 16; i++) {
      const w = middle + half * nodes[i]!;
      sum += weights[i]! * Math.exp((1 - s) * w - x * Math.expm1(w));
    }
  }
  return sum * half;
}

/**
 * Regularised incomplete beta I_x(a, b), by Lentz's continued fraction.
 * @param x in [0, 1]
 * @param a positive
 * @param b positive
 */
export function betaI(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - lnBeta(a, b));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  if (Math.abs(d) < 1e-300) d = 1e-300;
  d = 1 / d;
  let h = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    if (Math.abs(d) < 1e-300) d = 1e-300;
    c = 1 + even / c;
    if (Math.abs(c) < 1e-300) c = 1e-300;
    d = 1 / d;
    h *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    if (Math.abs(d) < 1e-300) d = 1e-300;
    c = 1 + odd / c;
    if (Math.abs(c) < 1e-300) c = 1e-300;
    d = 1 / d;
    const step = d * c;
    h *= step;
    if (Math.abs(step - 1) < 2e-16) break;
  }
  return h;
}

/** Standard normal distribution function Φ(z). */
export function normalCdf(z: number): number {
  const tail = gammaQ(0.5, (z * z) / 2) / 2;
  return z > 0 ? 1 - tail : tail;
}

/**
 * Standard normal quantile Φ⁻¹(p): Acklam's rational start, two Halley steps.
 * @param p in (0, 1)
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  const t = Math.sqrt(-2 * Math.log(p));
  let z = -(
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  );
  for (let i = 0; i < 3; i++) {
    const u = (normalCdf(z) - p) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2);
    z -= u / (1 + (z * u) / 2);
  }
  return z;
}

/** Upper tail of the χ² distribution with `df` degrees of freedom. */
export function chiSquaredTail(x: number, df: number): number {
  return gammaQ(df / 2, Math.max(0, x) / 2);
}
