import { literal } from "../../tables/quote";
import type { TableRef } from "../../terms/table";
import type { Plan } from "./plan";

/** Rows that one grouping by customer takes at once. The engine holds its groups in memory: some 80 bytes a row, or more. */
const AT_ONCE = 1_500_000;

/** One customer in so many is looked at to find where slices end. */
const LOOKED_AT = 512;

/**
 * Conditions that part customers by the order of their ids into slices of about so many rows of `orders`; none where one
 * grouping can take them all. Together they hold for every customer that is not missing.
 */
export async function slicesOf(
  plan: Plan,
  orders: TableRef,
  atOnce: number = AT_ONCE,
): Promise<readonly string[]> {
  const text = orders.columns.some(({ name, type }) => name === "customer" && type === "VARCHAR");
  const wanted = Math.ceil(orders.rows / atOnce);
  if (!text || wanted < 2) return [];
  const some = await plan.query(
    "where slices of customers end",
    `SELECT customer FROM ${orders.sql} WHERE hash(customer) % ${LOOKED_AT} = 0 ORDER BY customer`,
  );
  const ids = (some.values[0] ?? []) as readonly string[];
  const ends = Array.from({ length: wanted - 1 }, (_, i) => ids[Math.floor(((i + 1) * ids.length) / wanted)]);
  return between([...new Set(ends.filter((id) => id !== undefined))]);
}

/** Slices that meet at these ids, which are sorted. */
export function between(ends: readonly string[]): readonly string[] {
  if (ends.length === 0) return [];
  return [undefined, ...ends].map((from, i) => {
    const low = from === undefined ? [] : [`customer >= ${literal(from)}`];
    const high = i < ends.length ? [`customer < ${literal(ends[i]!)}`] : [];
    return `(${[...low, ...high].join(" AND ")})`;
  });
}
