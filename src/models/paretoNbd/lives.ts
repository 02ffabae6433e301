import type { Gone, Law } from "../laws/law";

/**
 * u < P(alive) of the Pareto/NBD. The odds of having left are
 *   s ∫ w(τ) g(τ) dτ over (t_x, T), w = ((α + T)/(α + τ))^{r+x}, g = ((β + T)/(β + τ))ˢ/(β + τ),
 * where w has closed moments and g falls and is convex: they are at least g at the mean of τ under w (Jensen), and at most
 * the chord of g there. Between the two the hypergeometric functions are asked.
 * @source Schmittlein, Morrison & Colombo (1987), Management Science 33(1), for the integral; the bounds are Jensen’s and
 * Edmundson’s and Madansky’s.
 */
export function livesBy(
  r: number,
  alpha: number,
  s: number,
  beta: number,
  gone: Gone,
): NonNullable<Law["lives"]> {
  const g = (T: number, tau: number): number =>
    Math.exp(-s * Math.log((beta + tau) / (beta + T))) / (beta + tau);
  return (u, x, tx, T) => {
    const exactly = (): boolean =>
      u * (Math.exp(gone.stays(x, T)) + Math.exp(gone.end(x, T) + gone.last(x, tx))) < 1;
    // Where α is so much larger than β, the mean would lose its digits.
    if ((1 + s) * (alpha + T) > LOSS * (beta + tx)) return exactly();
    const k = r + x;
    const ln = Math.log1p((T - tx) / (alpha + tx));
    const mass = powers(k - 1, ln);
    // The mean of τ under w, from that of α + τ.
    const mean = Math.min(T, Math.max(tx, ((alpha + T) * powers(k - 2, ln)) / mass - alpha));
    const weight = s * (alpha + T) * mass;
    if (u * (1 + weight * g(T, mean)) >= 1) return false;
    const first = g(T, tx);
    const chord = first + (1 / (beta + T) - first) * ((mean - tx) / (T - tx));
    if (u * (1 + weight * chord) < 1) return true;
    return exactly();
  };
}

/** A rounding error larger by this is still nothing. */
const LOSS = 1e4;

/** ∫ from 0 to `ln` of e^{et} dt. */
const powers = (e: number, ln: number): number => (e === 0 ? ln : Math.expm1(e * ln) / e);
