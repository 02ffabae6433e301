import type { Formatters } from "../../i18n";
import type { ColumnRef, Values } from "../../terms/table";

const INTEGER = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;
const DECIMAL = /^(FLOAT|REAL|DOUBLE|DECIMAL)/;
/** Whole numbers that name something rather than count it are not grouped. */
const NAMED = /(^|_)(id|year|month|week|day|code|rank|row)$/i;

/** Money stands in cents wherever it can be summed by eye. */
const MONEY = /^(amount|spend|revenue|money|price|clv|low|high|total|value)(_|$)/i;

export type Writing = "text" | "integer" | "decimal" | "date" | "time" | "boolean";

/** How a column is written, by the engine's name of its type. */
export function writingOf(column: ColumnRef): Writing {
  if (INTEGER.test(column.type)) return "integer";
  if (DECIMAL.test(column.type)) return "decimal";
  if (column.type === "DATE") return "date";
  if (column.type.startsWith("TIMESTAMP")) return "time";
  return column.type === "BOOLEAN" ? "boolean" : "text";
}

export function isNumeric(column: ColumnRef): boolean {
  const writing = writingOf(column);
  return writing === "integer" || writing === "decimal";
}

/** Decimals that show the column's largest value with four figures, the same for every row; none when all are whole. */
export function decimalsFor(values: Float64Array): number {
  let most = 0;
  let whole = true;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    most = Math.max(most, Math.abs(value));
    whole &&= Number.isInteger(value);
  }
  if (whole) return 0;
  if (most >= 100) return 2;
  if (most >= 1) return 3;
  return Math.min(8, 3 - Math.floor(Math.log10(most)));
}

/** Text of row `i` of a column; null where the value is missing. Dates stand as ISO, like in the file. */
export function writer(
  column: ColumnRef,
  values: Values,
  format: Formatters,
): (index: number) => string | null {
  if (!(values instanceof Float64Array)) return (index) => values[index] ?? null;
  const writing = writingOf(column);
  const digits = writing !== "decimal" ? 0 : MONEY.test(column.name) ? 2 : decimalsFor(values);
  const plain = NAMED.test(column.name) && writing === "integer";
  return (index) => {
    const value = values[index] ?? NaN;
    if (Number.isNaN(value)) return null;
    if (writing === "date") return isoDay(value);
    if (writing === "time") return `${isoDay(value)} ${new Date(value).toISOString().slice(11, 16)}`;
    return plain ? String(value) : format.fixed(value, digits);
  };
}

/** The raw text of a value, for the clipboard: full precision, a point, ISO dates. */
export function raw(column: ColumnRef, values: Values, index: number): string {
  const value = values[index] ?? null;
  if (value === null || (typeof value === "number" && Number.isNaN(value))) return "";
  if (typeof value === "string") return value.replace(/[\t\r\n]+/g, " ");
  const writing = writingOf(column);
  if (writing === "date") return isoDay(value);
  return writing === "time" ? new Date(value).toISOString().slice(0, 19).replace("T", " ") : String(value);
}

function isoDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
