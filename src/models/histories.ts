import { TenureError, type Params } from "../terms/error";
import type { SpendData, Who } from "./types";

const fail = (problem: string, params: Params): never => {
  throw new TenureError(`history.${problem}`, params);
};

/**
 * Check that every row is a possible history: finite, x a whole number ≥ 0, 0 ≤ t_x ≤ T, t_x > 0 exactly when x > 0.
 * @throws `history.column`, `.length`, `.not-finite`, `.negative`, `.fraction`, `.late`, `.tx-without-x`,
 * `.x-without-tx`, `.weight`
 */
export function checkHistories(
  data: Who & { readonly weight?: Float64Array; readonly lnGaps?: Float64Array },
): void {
  const { x, tx, T, weight, lnGaps } = data;
  for (const [name, column] of Object.entries({ x, tx, T }))
    if (!ArrayBuffer.isView(column) && !Array.isArray(column)) fail("column", { name });
  const n = x.length;
  if ([tx, T, weight, lnGaps].some((column) => column && column.length !== n)) {
    fail("length", { x: n, tx: tx.length, T: T.length });
  }
  for (let i = 0; i < n; i++) {
    const xi = x[i]!;
    const ti = tx[i]!;
    const Ti = T[i]!;
    const sum = xi + ti + Ti;
    if (!(sum - sum === 0)) fail("not-finite", { row: i + 1 });
    if (xi < 0 || ti < 0 || Ti < 0) fail("negative", { row: i + 1 });
    if (xi !== Math.floor(xi)) fail("fraction", { row: i + 1, x: xi });
    if (ti > Ti) fail("late", { row: i + 1, tx: ti, T: Ti });
    if (xi === 0 && ti !== 0) fail("tx-without-x", { row: i + 1, tx: ti });
    if (xi > 0 && ti === 0) fail("x-without-tx", { row: i + 1, x: xi });
    if (weight) checkWeight(weight[i]!, i);
    if (lnGaps && !Number.isFinite(lnGaps[i])) fail("not-finite", { row: i + 1 });
  }
}

/** @throws `history.length`, `.not-finite`, `.negative`, `.fraction`, `.weight` */
export function checkSpend(data: SpendData): void {
  const { x, spend, weight } = data;
  const n = x.length;
  if (spend.length !== n || (weight && weight.length !== n)) fail("length", { x: n, spend: spend.length });
  for (let i = 0; i < n; i++) {
    const xi = x[i]!;
    // A customer without a repeat purchase has no mean of one: its spend is not looked at.
    if (!Number.isFinite(xi) || (xi > 0 && !Number.isFinite(spend[i]))) fail("not-finite", { row: i + 1 });
    if (xi < 0) fail("negative", { row: i + 1 });
    if (xi !== Math.floor(xi)) fail("fraction", { row: i + 1, x: xi });
    if (weight) checkWeight(weight[i]!, i);
  }
}

function checkWeight(weight: number, i: number): void {
  if (!(weight > 0 && Number.isFinite(weight))) fail("weight", { row: i + 1, weight });
}
