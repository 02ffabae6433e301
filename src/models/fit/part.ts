import { pick } from "./distinct";
import type { Grouped } from "./grouped";

/** A part's search that went farther than this in a logarithm ran off to a limit that the whole may not know. */
export const ASTRAY = 3;
/** Customers drawn for a part: their distinct histories are two or three thousand. */
const CUSTOMERS = 6_000;
/** Counts above this are one stratum. */
const MOST = 64;

/**
 * A stratified part of many histories: those of every k-th customer, in order of purchases, weighted by how many of
 * the drawn customers have them.
 */
export function partOf(data: Grouped): Grouped {
  const { n } = data;
  const strata = new Uint8Array(n);
  const place = new Int32Array(MOST + 2);
  for (let i = 0; i < n; i++) {
    const stratum = data.x[i]! < MOST ? data.x[i]! | 0 : MOST;
    strata[i] = stratum;
    place[stratum + 1] = place[stratum + 1]! + 1;
  }
  for (let k = 0; k <= MOST; k++) place[k + 1] = place[k + 1]! + place[k]!;
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const at = place[strata[i]!]!;
    place[strata[i]!] = at + 1;
    order[at] = i;
  }
  const step = data.customers / CUSTOMERS;
  const rows: number[] = [];
  const drawn: number[] = [];
  let passed = 0;
  let next = step / 2;
  for (const i of order) {
    passed += data.weight[i]!;
    if (passed <= next) continue;
    const hits = Math.ceil((passed - next) / step);
    next += hits * step;
    rows.push(i);
    drawn.push(hits);
  }
  const weight = Float64Array.from(drawn);
  const customers = weight.reduce((sum, w) => sum + w, 0);
  const { x, tx, T } = data;
  return {
    ...data,
    n: rows.length,
    x: pick(x, rows),
    tx: pick(tx, rows),
    T: pick(T, rows),
    weight,
    customers,
  };
}
