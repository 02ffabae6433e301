import { TenureError, type Params } from "../terms/error";
import type { SpendData, Who } from "./types";

/** Nobody buys so often, or is watched for so long in any unit: beyond, sums of squares leave the range of numbers. */
const MOST_X = 1e9;
const MOST_T = 1e12;

const fail = (problem: string, params: Params): never => {
  throw new TenureError(`history.${problem}`, params);
};

/** @throws `history.column` unless every one of these columns is a list, `history.not-finite` where one holds words */
function checkColumns(data: object, names: readonly string[]): void {
  // Who writes JavaScript may hand over anything.
  const given = (data as unknown) ?? {};
  for (const name of names) {
    const column = (given as Readonly<Record<string, unknown>>)[name];
    if (!ArrayBuffer.isView(column) && !Array.isArray(column)) fail("column", { name });
    // A file of text gives "3", which adds up to something else than 3.
    const word = Array.isArray(column) ? column.findIndex((value) => typeof value !== "number") : -1;
    if (word >= 0) fail("not-finite", { row: word + 1 });
  }
}

/**
 * Check that every row is a possible history: finite, x a whole number ≥ 0, 0 ≤ t_x ≤ T, t_x > 0 exactly when x > 0.
 * @throws `history.column`, `.length`, `.not-finite`, `.negative`, `.fraction`, `.huge`, `.late`, `.tx-without-x`,
 * `.x-without-tx`, `.weight`
 */
export function checkHistories(
  data: Who & { readonly weight?: Float64Array; readonly lnGaps?: Float64Array },
): void {
  checkColumns(data, ["x", "tx", "T"]);
  const { x, tx, T, weight, lnGaps } = data;
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
    if (xi > MOST_X || Ti > MOST_T) fail("huge", { row: i + 1, x: xi, T: Ti });
    if (ti > Ti) fail("late", { row: i + 1, tx: ti, T: Ti });
    if (xi === 0 && ti !== 0) fail("tx-without-x", { row: i + 1, tx: ti });
    if (xi > 0 && ti === 0) fail("x-without-tx", { row: i + 1, x: xi });
    if (weight) checkWeight(weight[i]!, i);
    if (lnGaps && !Number.isFinite(lnGaps[i])) fail("not-finite", { row: i + 1 });
  }
}

/** Amounts beyond leave the range of numbers once multiplied and summed. */
export const MOST_MONEY = 1e100;

/**
 * Histories whose value is asked for: besides, a mean spend of each customer; whose mean is no number is taken for one
 * without. @throws as {@link checkHistories}
 */
export function checkWorth(who: Who & { readonly spend: Float64Array }): void {
  checkHistories(who);
  checkColumns(who, ["spend"]);
  const { x, spend, T, tx } = who;
  if (spend.length !== x.length)
    fail("length", { x: x.length, tx: tx.length, T: T.length, spend: spend.length });
  for (let i = 0; i < x.length; i++)
    if (x[i]! > 0 && Math.abs(spend[i]!) > MOST_MONEY) fail("not-finite", { row: i + 1 });
}

/** @throws `history.column`, `.length`, `.not-finite`, `.negative`, `.fraction`, `.huge`, `.weight` */
export function checkSpend(data: SpendData): void {
  checkColumns(data, ["x", "spend"]);
  const { x, spend, weight } = data;
  const n = x.length;
  if (spend.length !== n || (weight && weight.length !== n)) fail("length", { x: n, spend: spend.length });
  for (let i = 0; i < n; i++) {
    const xi = x[i]!;
    // A customer without a repeat purchase has no mean of one: its spend is not looked at.
    if (!Number.isFinite(xi) || (xi > 0 && !Number.isFinite(spend[i]))) fail("not-finite", { row: i + 1 });
    if (xi < 0) fail("negative", { row: i + 1 });
    if (xi !== Math.floor(xi)) fail("fraction", { row: i + 1, x: xi });
    if (xi > MOST_X) fail("huge", { row: i + 1, x: xi, T: 0 });
    if (weight) checkWeight(weight[i]!, i);
  }
}

function checkWeight(weight: number, i: number): void {
  if (!(weight > 0 && Number.isFinite(weight))) fail("weight", { row: i + 1, weight });
}
