import { decay } from "../../math/decay";
import type { Random } from "../../math/random";
import type { Future } from "./law";

/** Purchases of one customer in one future beyond which they are not walked one by one. */
export const MANY_ARRIVALS = 5000;

/** Expected purchases beyond which drawing their number and which is the last costs less than a walk through them. */
export const FEW_ARRIVALS = 40;

/**
 * Σ e^{−δt} over `count` purchase times spread uniformly over (0, end]. Beyond {@link MANY_ARRIVALS} times it is its
 * mean, from which it then strays by less than one per cent.
 */
export function discountedArrivals(
  count: number,
  end: number,
  delta: number,
  random: Pick<Random, "uniform">,
): number {
  if (delta === 0) return count;
  if (count > MANY_ARRIVALS) return (count * -Math.expm1(-delta * end)) / (delta * end);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += decay(delta * end * random.uniform());
  return sum;
}

/**
 * The future of a customer who buys at `rate` and leaves after each purchase with a chance p ~ Beta(a, c), without
 * walking through the purchases: N ~ Poisson(rate·horizon) arrivals, of which the K-th, K geometric, is the last.
 */
export function manyArrivals(
  rate: number,
  a: number,
  c: number,
  horizon: number,
  delta: number,
  random: Random,
  out: Future,
): void {
  const count = random.poisson(rate * horizon);
  const leave = a === 0 ? 0 : random.beta(a, c);
  const last = leave > 0 ? Math.max(1, Math.ceil(-random.exponential() / Math.log1p(-leave))) : Infinity;
  if (count < last) {
    out.count = count;
    out.discounted = discountedArrivals(count, horizon, delta, random);
    out.alive = 1;
    return;
  }
  // The K-th of N uniform arrivals, and K − 1 before it.
  const end = horizon * random.beta(last, count - last + 1);
  out.count = last;
  out.discounted = discountedArrivals(last - 1, end, delta, random) + Math.exp(-delta * end);
  out.alive = 0;
}
