import { literal } from "../../tables/quote";
import type { TableRef } from "../../terms/table";
import type { Plan } from "./plan";
import { slicesOf } from "./slices";

/** Columns every analysis of orders needs. */
export const ORDER_COLUMNS = ["customer", "order", "date", "amount"] as const;

/** Columns of purchase histories, as the `customers` analysis makes them. */
export const HISTORY_COLUMNS = ["customer", "first", "last", "x", "tx", "T", "spend"] as const;

/** Less than half a penny either way is nothing: sums of binary fractions rarely cancel exactly. */
const NOTHING = 0.005;

/**
 * Purchase days: orders of one customer on one day are one purchase. A day counts when its net is above zero; a day of
 * free orders counts too, one whose sale was taken back the same day does not.
 *
 * @param to last day observed, ISO, or null for all
 * @param slice condition on `customer`: only these
 */
function daysSql(orders: TableRef, to: string | null, slice = ""): string {
  const quantity = orders.columns.some(({ name }) => name === "quantity")
    ? " AND coalesce(min(quantity), 0) >= 0"
    : "";
  return `
    SELECT customer, date, sum(amount) AS amount, count(*)::INTEGER AS orders
    FROM ${orders.sql}
    WHERE customer IS NOT NULL AND date IS NOT NULL${to === null ? "" : ` AND date <= DATE ${literal(to)}`}${slice}
    GROUP BY customer, date
    HAVING sum(amount) > ${NOTHING}
      OR (abs(sum(amount)) <= ${NOTHING} AND min(amount) >= 0${quantity})`;
}

/** Stores {@link daysSql} beside the cell, as `<cell>:days`; with it the slices in which customers are gone through. */
export async function storeDays(
  plan: Plan,
  orders: TableRef,
  to: string | null = null,
): Promise<{ readonly days: TableRef; readonly slices: readonly string[] }> {
  const slices = await slicesOf(plan, orders);
  const pieces = slices.map((slice) => daysSql(orders, to, ` AND ${slice}`));
  const days = await plan.create(daysSql(orders, to), { part: "days", like: orders, pieces });
  return { days, slices };
}
