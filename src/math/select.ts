/**
 * The k-th smallest of values[from … to), put at its place: smaller ones before it, larger ones behind.
 * @param k a place from `from` to `to` − 1
 * @source Hoare (1961), Algorithm 65: Find, Communications of the ACM 4(7):321–322.
 */
export function select(values: Float32Array, k: number, from = 0, to: number = values.length): number {
  let left = from;
  let right = to - 1;
  while (left < right) {
    const pivot = values[k]!;
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const swapped = values[i]!;
      values[i++] = values[j]!;
      values[j--] = swapped;
    }
    if (j < k) left = i;
    if (i > k) right = j;
  }
  return values[k]!;
}
