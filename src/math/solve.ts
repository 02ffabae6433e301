/**
 * Solves A x = b for one or several right-hand sides by LU with partial pivoting; the inverse is never formed.
 * @param a square matrix by rows, n × n
 * @param b right-hand sides, each of length n
 * @returns the solutions in order, or null when a pivot vanishes against the size of its row (singular matrix)
 */
export function solve(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): number[][] | null {
  const n = a.length;
  const rows = a.map((row, i) => [...row, ...b.map((side) => side[i]!)]);
  const scale = a.map((row) => row.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0));
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) {
      if (Math.abs(rows[i]![k]!) > Math.abs(rows[best]![k]!)) best = i;
    }
    [rows[k], rows[best]] = [rows[best]!, rows[k]!];
    [scale[k], scale[best]] = [scale[best]!, scale[k]!];
    const pivot = rows[k]![k]!;
    if (!(Math.abs(pivot) > n * Number.EPSILON * scale[k]!)) return null;
    for (let i = k + 1; i < n; i++) {
      const row = rows[i]!;
      const factor = row[k]! / pivot;
      if (factor === 0) continue;
      for (let j = k; j < row.length; j++) row[j]! -= factor * rows[k]![j]!;
    }
  }
  return b.map((_, side) => {
    const x = new Array<number>(n).fill(0);
    for (let i = n - 1; i >= 0; i--) {
      const row = rows[i]!;
      let sum = row[n + side]!;
      for (let j = i + 1; j < n; j++) sum -= row[j]! * x[j]!;
      x[i] = sum / row[i]!;
    }
    return x;
  });
}
