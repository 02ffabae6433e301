/**
 * Σ_{k=0}^{n−1} q^k for q ≥ 0, exact to rounding also where q is near 1.
 * `n` may be Infinity, and is then 1/(1−q) for q < 1, else Infinity.
 */
export function geometricSum(q: number, n: number): number {
  if (n <= 0) return 0;
  if (n === Infinity) return q < 1 ? 1 / (1 - q) : Infinity;
  if (q === 1 || n === 1) return n;
  return -Math.expm1(n * Math.log1p(q - 1)) / (1 - q);
}

/**
 * Elasticity of {@link geometricSum} in q: Σ k q^k / Σ q^k, the mean age of a flow.
 * With u = −ln q it is 1/(e^u−1) − n/(e^{nu}−1), replaced by its series where the two cancel.
 */
export function geometricElasticity(q: number, n: number): number {
  if (n <= 1 || q === 0) return 0;
  if (n === Infinity) return q < 1 ? q / (1 - q) : Infinity;
  const u = -Math.log1p(q - 1);
  if (Math.abs(n * u) < 0.01) {
    return (n - 1) / 2 - ((n * n - 1) * u) / 12 + ((n ** 4 - 1) * u ** 3) / 720;
  }
  return 1 / Math.expm1(u) - n / Math.expm1(n * u);
}

/** ∫_0^length e^{−κt} dt for any sign of κ; `length` may be Infinity when κ > 0. */
export function exponentialIntegral(kappa: number, length: number): number {
  if (length === Infinity) return kappa > 0 ? 1 / kappa : Infinity;
  return kappa === 0 ? length : -Math.expm1(-kappa * length) / kappa;
}
