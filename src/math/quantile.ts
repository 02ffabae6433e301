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
