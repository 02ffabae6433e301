import { betaI } from "../../math/incomplete";

/**
 * Gamma–Poisson counts: P(N(t) = n) = Γ(r+n)/(Γ(r) n!) (α/(α+t))^r (t/(α+t))ⁿ for n = 0 … size − 1.
 * @param r shape, positive @param alpha rate, time @param t time, non-negative
 */
export function negativeBinomial(r: number, alpha: number, t: number, size: number): Float64Array {
  const pmf = new Float64Array(size);
  const z = t / (alpha + t);
  const lnFirst = -r * Math.log1p(t / alpha);
  if (lnFirst < -600) {
    // P(N = 0) underflows though later ones may not.
    let ln = lnFirst;
    for (let n = 0; n < size; n++) {
      pmf[n] = Math.exp(ln);
      ln += Math.log(((r + n) / (n + 1)) * z);
    }
    return pmf;
  }
  let p = Math.exp(lnFirst);
  for (let n = 0; n < size; n++) {
    pmf[n] = p;
    p *= ((r + n) / (n + 1)) * z;
  }
  return pmf;
}

/** Add `front` times {@link negativeBinomial} to `out`, which integrals over t do thousands of times. */
export function addNegativeBinomial(
  out: Float64Array,
  front: number,
  r: number,
  alpha: number,
  t: number,
): void {
  const size = out.length;
  const lnFirst = -r * Math.log1p(t / alpha);
  if (lnFirst < -600) {
    const counts = negativeBinomial(r, alpha, t, size);
    for (let n = 0; n < size; n++) out[n] = out[n]! + front * counts[n]!;
    return;
  }
  const z = t / (alpha + t);
  let p = front * Math.exp(lnFirst);
  for (let n = 0; n < size; n++) {
    out[n] = out[n]! + p;
    p *= ((r + n) / (n + 1)) * z;
  }
}

/** P(N(t) ≥ n), accurate far into the tail. */
export function negativeBinomialTail(r: number, alpha: number, t: number, n: number): number {
  return n <= 0 ? 1 : betaI(t / (alpha + t), n, r);
}
