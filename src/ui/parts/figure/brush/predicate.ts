import { identifier, literal } from "../../../../tables/quote";

/** What of a column was chosen. Ends belong to it; days are ISO. */
export type Extent =
  | { readonly is: "numbers"; readonly from: number; readonly to: number }
  | { readonly is: "days"; readonly from: string; readonly to: string }
  | { readonly is: "among"; readonly values: readonly (string | number)[] };

const DAY = 86_400_000;
export const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const dayAfter = (day: string, by = 1): string => isoDay(Date.parse(day) + by * DAY);

/** An extent as the condition of a query. */
export function predicateSql(column: string, extent: Extent): string {
  const name = identifier(column);
  switch (extent.is) {
    case "numbers":
      return `${name} BETWEEN ${extent.from} AND ${extent.to}`;
    case "days":
      // A time of day on the last day belongs to it.
      return `${name} >= DATE '${extent.from}' AND ${name} < DATE '${dayAfter(extent.to)}'`;
    case "among":
      return `${name} IN (${extent.values.map((one) => (typeof one === "number" ? String(one) : literal(one))).join(", ")})`;
  }
}

const NUMBER = String.raw`(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)`;
const DATE = String.raw`DATE '(\d{4}-\d{2}-\d{2})'`;
const VALUE = String.raw`(?:'(?:[^']|'')*'|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)`;

/** The extent a condition on this column says, if it is one that {@link predicateSql} writes; else null. */
export function extentIn(column: string, sql: string): Extent | null {
  const name = escaped(identifier(column));
  const match = (pattern: string) => new RegExp(`^${pattern}$`).exec(sql.trim());
  const numbers = match(`${name} BETWEEN ${NUMBER} AND ${NUMBER}`);
  if (numbers) return { is: "numbers", from: Number(numbers[1]), to: Number(numbers[2]) };
  const days = match(`${name} >= ${DATE} AND ${name} < ${DATE}`);
  if (days) return { is: "days", from: days[1]!, to: dayAfter(days[2]!, -1) };
  const among = match(String.raw`${name} IN \((${VALUE}(?:, ${VALUE})*)\)`);
  if (!among) return null;
  const values = among[1]!.match(new RegExp(VALUE, "g")) ?? [];
  return {
    is: "among",
    values: values.map((one) => (one.startsWith("'") ? one.slice(1, -1).replaceAll("''", "'") : Number(one))),
  };
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
