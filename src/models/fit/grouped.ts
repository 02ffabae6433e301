import { distinctRows, pick } from "./distinct";
import { checkUnit } from "../asked";
import { checkHistories } from "../histories";
import type { Histories } from "../types";

/** Distinct histories with weights, and the distinct pairs that share transcendental work. Times in the data's unit. */
export interface Grouped {
  /** Distinct histories. */
  readonly n: number;
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  readonly weight: Float64Array;
  /** Σ over customers of the logarithms of their gaps between purchases; null when not told. */
  readonly lnGaps?: number | null;
  /** Rows given, and customers (Σ weight). */
  readonly rows: number;
  readonly customers: number;
  readonly hash: string;
}

/** Group equal histories exactly. @throws `unit.unknown`; see {@link checkHistories} */
export function groupHistories(data: Histories): Grouped {
  checkHistories(data);
  checkUnit(data.unit);
  const { group, row, count } = distinctRows([data.x, data.tx, data.T]);
  const weight = new Float64Array(count);
  const { weight: given, lnGaps: gaps } = data;
  let customers = 0;
  let lnGaps = 0;
  for (let i = 0; i < group.length; i++) {
    const g = group[i]!;
    const w = given ? given[i]! : 1;
    weight[g] = weight[g]! + w;
    customers += w;
    if (gaps) lnGaps += w * gaps[i]!;
  }
  const grouped = {
    n: count,
    x: pick(data.x, row),
    tx: pick(data.tx, row),
    T: pick(data.T, row),
    weight,
    lnGaps: gaps ? lnGaps : null,
  };
  const hash = hashRows([grouped.x, grouped.tx, grouped.T, weight]);
  return { ...grouped, rows: data.x.length, customers, hash };
}

/** A fingerprint of a set of rows: their order does not matter. */
export function hashRows(columns: readonly ArrayLike<number>[]): string {
  const bits = new Float64Array(1);
  const words = new Int32Array(bits.buffer);
  const n = columns[0]?.length ?? 0;
  let low = 0;
  let high = 0;
  for (let i = 0; i < n; i++) {
    let a = 0x811c9dc5 | 0;
    let b = 0x1b873593;
    for (let c = 0; c < columns.length; c++) {
      bits[0] = columns[c]![i]! + 0;
      for (let k = 0; k < 2; k++) {
        const word = words[k]!;
        a = Math.imul(a ^ word, 0x01000193);
        b = Math.imul((b << 13) | (b >>> 19), 5) ^ Math.imul(word, 0xcc9e2d51);
      }
    }
    low = (low + (a ^ (a >>> 15))) | 0;
    high = (high + (b ^ (b >>> 13))) | 0;
  }
  return [high, low].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
