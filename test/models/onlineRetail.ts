import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import Papa from "papaparse";

/** Histories of the clean subset of Online Retail in weeks, as `truth.json` › `fits` › `preparation` says. */
export function onlineRetailHistories(data: string): {
  readonly unit: "week";
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  readonly spend: Float64Array;
} {
  const text = gunzipSync(readFileSync(join(data, "online-retail", "online_retail.csv.gz"))).toString("utf8");
  const { data: rows } = Papa.parse<string[]>(text, { skipEmptyLines: true });
  const customers = new Map<string, Map<number, number>>();
  for (const row of rows.slice(1)) {
    const [, , , quantity, date, price, customer] = row as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    if (customer === "" || !(Number(quantity) > 0) || !(Number(price) > 0)) continue;
    const day = Date.parse(date.slice(0, 10)) / 86_400_000;
    const days = customers.get(customer) ?? new Map<number, number>();
    customers.set(customer, days);
    days.set(day, (days.get(day) ?? 0) + Number(quantity) * Number(price));
  }
  const end = Date.parse("2011-12-09") / 86_400_000;
  const list = [...customers.values()].map((days) => [...days].sort(([a], [b]) => a - b));
  return {
    unit: "week",
    x: Float64Array.from(list, (days) => days.length - 1),
    tx: Float64Array.from(list, (days) => (days.at(-1)![0] - days[0]![0]) / 7),
    T: Float64Array.from(list, (days) => (end - days[0]![0]) / 7),
    spend: Float64Array.from(list, (days) =>
      days.length > 1 ? days.slice(1).reduce((sum, [, value]) => sum + value, 0) / (days.length - 1) : 0,
    ),
  };
}
