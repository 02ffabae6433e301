/** Equal rows of numeric columns, found exactly by hashing their bits. */
export interface Distinct {
  readonly count: number;
  /** Group of each row, numbered by first appearance. */
  readonly group: Int32Array;
  /** The first row of each group. */
  readonly row: Int32Array;
}

/**
 * Group the rows of `columns` (equal lengths). −0 and 0 count as equal; NaN never reaches this point.
 * Open addressing, one pass: about 60 ns a row.
 */
export function distinctRows(columns: readonly Float64Array[]): Distinct {
  const n = columns[0]?.length ?? 0;
  const group = new Int32Array(n);
  let capacity = 1024;
  let slots = new Int32Array(capacity).fill(-1);
  let rows = new Int32Array(512);
  let hashes = new Int32Array(512);
  let count = 0;
  const bits = new Float64Array(1);
  const words = new Int32Array(bits.buffer);
  for (let i = 0; i < n; i++) {
    let hash = 0x9e3779b9 | 0;
    for (const column of columns) {
      bits[0] = column[i]! + 0; // −0 + 0 = 0
      hash = Math.imul(hash ^ words[0]!, 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 15) ^ words[1]!, 0xc2b2ae35);
    }
    hash ^= hash >>> 14;
    let slot = hash & (capacity - 1);
    for (;;) {
      const candidate = slots[slot]!;
      if (candidate < 0) {
        slots[slot] = count;
        if (count === rows.length) {
          rows = grow(rows);
          hashes = grow(hashes);
        }
        rows[count] = i;
        hashes[count] = hash;
        group[i] = count++;
        break;
      }
      if (hashes[candidate] === hash && equalRows(columns, rows[candidate]!, i)) {
        group[i] = candidate;
        break;
      }
      slot = (slot + 1) & (capacity - 1);
    }
    if (count * 2 > capacity) {
      capacity *= 4;
      slots = new Int32Array(capacity).fill(-1);
      for (let g = 0; g < count; g++) {
        let slot = hashes[g]! & (capacity - 1);
        while (slots[slot]! >= 0) slot = (slot + 1) & (capacity - 1);
        slots[slot] = g;
      }
    }
  }
  return { count, group, row: rows.slice(0, count) };
}

function grow(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

function equalRows(columns: readonly Float64Array[], a: number, b: number): boolean {
  for (const column of columns) if (column[a] !== column[b]) return false;
  return true;
}
