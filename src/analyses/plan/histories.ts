import type { Histories, SpendData } from "../../models/types";
import { DAYS_PER, type Unit } from "../../terms/unit";
import type { TableRef } from "../../terms/table";
import type { Plan } from "./plan";
import { numbers } from "./rows";

export const UNITS = ["day", "week", "month", "year"] as const satisfies readonly Unit[];

/** Whole days divided once. */
export function inUnit(days: Float64Array, unit: Unit): Float64Array {
  return days.map((day) => day / DAYS_PER[unit]);
}

/** Distinct histories with their weights: what a likelihood needs, however many customers there are. */
export async function distinctHistories(plan: Plan, table: TableRef, unit: Unit): Promise<Histories> {
  const rows = await plan.query(
    "distinct histories",
    `SELECT x, tx, T, count(*) AS weight FROM ${table.sql} GROUP BY x, tx, T ORDER BY x, tx, T`,
  );
  const days = await plan.part(table, "days");
  return {
    unit,
    x: numbers(rows, "x"),
    tx: inUnit(numbers(rows, "tx"), unit),
    T: inUnit(numbers(rows, "T"), unit),
    weight: numbers(rows, "weight"),
    ...(days ? { bought: await boughtBack(plan, table, days, unit) } : {}),
  };
}

/**
 * Repeat purchase days of all customers by period of one unit back from the end of observation: entry k counts those in
 * (end − k − 1, end − k].
 * @param days SQL name of the purchase days that the histories were made from
 */
async function boughtBack(plan: Plan, table: TableRef, days: string, unit: Unit): Promise<Float64Array> {
  const rows = await plan.query(
    "repeat purchases by period",
    `
    SELECT floor(date_diff('day', date, first + T) / ${DAYS_PER[unit]})::INTEGER AS back, count(*) AS bought
    FROM ${days} JOIN ${table.sql} USING (customer)
    WHERE date > first
    GROUP BY back ORDER BY back`,
  );
  const back = numbers(rows, "back");
  const bought = numbers(rows, "bought");
  const out = new Float64Array((back.at(-1) ?? -1) + 1);
  back.forEach((k, i) => (out[k] = bought[i]!));
  return out;
}

/** Repeat customers with the mean value of their repeat purchase days. */
export async function spenders(plan: Plan, table: TableRef): Promise<SpendData> {
  const rows = await plan.query(
    "repeat customers",
    `SELECT x, spend FROM ${table.sql} WHERE x > 0 ORDER BY customer`,
  );
  return { x: numbers(rows, "x"), spend: numbers(rows, "spend") };
}
