import { select } from "./select";

/**
 * Quantile of ascending values, type 7 (linear between order statistics, as in R and NumPy).
 * @param p in [0, 1]
 * @param from start of the slice, inclusive
 * @param to end of the slice, exclusive
 */
export function quantileSorted(
  sorted: ArrayLike<number>,
  p: number,
  from = 0,
  to: number = sorted.length,
): number {
  const n = to - from;
  if (n === 0) return NaN;
  const h = (n - 1) * p;
  const i = Math.floor(h);
  const low = sorted[from + i]!;
  const high = sorted[from + Math.min(i + 1, n - 1)]!;
  return low + (h - i) * (high - low);
}

/** The same at 0 ≤ p ≤ q ≤ 1 of values in no order, which it changes: four order statistics are all that is looked for. */
export function quantilesOf(values: Float32Array, p: number, q: number): readonly [number, number] {
  const low = quantileFrom(values, p, 0);
  return [low, quantileFrom(values, q, Math.floor((values.length - 1) * p))];
}

/** @param from a place no larger than that of the quantile, with nothing larger before it */
function quantileFrom(values: Float32Array, p: number, from: number): number {
  const n = values.length;
  if (n === 0) return NaN;
  const h = (n - 1) * p;
  const i = Math.floor(h);
  const low = select(values, i, from);
  let high = i + 1 < n ? Infinity : low;
  for (let k = i + 1; k < n; k++) if (values[k]! < high) high = values[k]!;
  return low + (h - i) * (high - low);
}
