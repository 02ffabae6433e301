import type { Batch } from "../../../terms/table";
import { literal } from "../../../tables/client";
import type { PageContext } from "../../context";

/** One row of the scores table: whole days, money in the card's currency. */
export interface Ranked {
  readonly customer: string;
  readonly x: number;
  readonly tx: number;
  readonly T: number;
  readonly alive: number;
  readonly orders: number;
  readonly spend: number;
  readonly clv: number;
  readonly low: number;
  readonly high: number;
}

/** Rows of a page of the scores table, by the names of its columns. */
export function rankedOf(batch: Batch): readonly Ranked[] {
  const at = (name: string) => batch.values[batch.columns.findIndex((column) => column.name === name)];
  const number = (name: string, row: number): number => Number(at(name)?.[row] ?? NaN);
  return Array.from({ length: batch.rows }, (_, row) => ({
    customer: String(at("customer_id")?.[row] ?? ""),
    x: number("x", row),
    tx: number("tx", row),
    T: number("T", row),
    alive: number("p_alive", row),
    orders: number("orders", row),
    spend: number("spend", row),
    clv: number("clv", row),
    low: number("low", row),
    high: number("high", row),
  }));
}

/** The next of a few round numbers times a power of ten: the end of a scale. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 1.5, 2, 2.5, 3, 4, 5, 6, 8].find((step) => step * power >= value * (1 - 1e-12)) ?? 10) * power;
}

/** Purchase days of these customers, epoch milliseconds, by customer. */
export async function daysOf(
  page: PageContext,
  days: string,
  customers: readonly string[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  if (customers.length === 0) return new Map();
  const engine = await page.engine();
  const batch = await engine.page.query(
    `SELECT customer, "date" FROM ${days} WHERE customer IN (${customers.map(literal).join(", ")}) ORDER BY ALL`,
  );
  const found = new Map<string, number[]>();
  const [who, when] = batch.values;
  for (let row = 0; row < batch.rows; row++) {
    const customer = String(who?.[row] ?? "");
    const list = found.get(customer) ?? [];
    list.push(Number(when?.[row]));
    found.set(customer, list);
  }
  return found;
}

/**
 * The parts of one customer's value; their product is the value itself.
 *
 * `orders` if alive is the expected count over P(alive); the discount is what remains once the other four are
 * multiplied: the mean discount of the orders expected, by when they are expected.
 */
export interface Parts {
  readonly alive: number;
  readonly orders: number;
  readonly spend: number;
  readonly margin: number;
  readonly discount: number;
}

/** Null where a part is not known or the value is zero because one of them is. */
export function partsOf(row: Ranked, margin: number): Parts | null {
  const undiscounted = row.orders * row.spend * margin;
  if (!(row.alive > 0) || !Number.isFinite(undiscounted) || undiscounted === 0) return null;
  return {
    alive: row.alive,
    orders: row.orders / row.alive,
    spend: row.spend,
    margin,
    discount: row.clv / undiscounted,
  };
}
