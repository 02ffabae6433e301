import { storeDays } from "./days";
import type { Plan } from "./plan";
import { DAY, first, isoDay } from "./rows";
import type { TableRef } from "../../terms/table";

/** Where fitting ends and where the data end, as days. */
export interface Split {
  /** First day of any history. */
  readonly start: string;
  /** Last day the histories were observed. */
  readonly end: string;
  /** Last day in the orders. */
  readonly last: string;
  /** Whole days after `end`; 0: nothing was held out. */
  readonly heldOut: number;
  /** All purchase days of the orders, as a table `<cell>:days`. */
  readonly days: TableRef;
}

/** What histories and orders together say about calibration and holdout; null without a single history. */
export async function splitOf(plan: Plan, histories: TableRef, orders: TableRef): Promise<Split | null> {
  const { days } = await storeDays(plan, orders);
  const row = await plan.query(
    "calibration and holdout",
    `
    SELECT (SELECT min(first) FROM ${histories.sql}) AS start,
      (SELECT any_value(first + T) FROM ${histories.sql}) AS stop,
      (SELECT max(date) FROM ${orders.sql} WHERE customer IS NOT NULL) AS last`,
  );
  const [start, end, last] = [first(row, "start"), first(row, "stop"), first(row, "last")];
  if (Number.isNaN(start) || Number.isNaN(last)) return null;
  const heldOut = Math.max(0, Math.round((last - end) / DAY));
  return { start: isoDay(start), end: isoDay(end), last: isoDay(last), heldOut, days };
}
