import type { Formatters } from "../../../i18n";
import type { Batch, ColumnRef, Values } from "../../../terms/table";

/** Height of a row of a table, pixels: the same for all, so that any row's place is known. */
export const ROW = 30;

const INTEGER = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;
const DECIMAL = /^(FLOAT|REAL|DOUBLE|DECIMAL)[^\]]*$/;
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
  if (/^TIMESTAMP[^\]]*$/.test(column.type)) return "time";
  return column.type === "BOOLEAN" ? "boolean" : "text";
}

export function isNumeric(column: ColumnRef): boolean {
  const writing = writingOf(column);
  return writing === "integer" || writing === "decimal";
}

/** What the pages of a table that were read say of its numbers: one column has one number of decimals, on every page. */
export class Scales {
  readonly #most = new Map<string, number>();
  readonly #broken = new Set<string>();

  see(batch: Batch): void {
    for (const [at, { name }] of batch.columns.entries()) {
      const values = batch.values[at]!;
      if (!(values instanceof Float64Array)) continue;
      let most = this.#most.get(name) ?? 0;
      for (const value of values) {
        if (!Number.isFinite(value)) continue;
        most = Math.max(most, Math.abs(value));
        if (!Number.isInteger(value)) this.#broken.add(name);
      }
      this.#most.set(name, most);
    }
  }

  /** Decimals that show the column's largest value with four figures; none when all are whole. */
  decimals(name: string): number {
    if (!this.#broken.has(name)) return 0;
    const most = this.#most.get(name) ?? 0;
    if (most >= 100) return 2;
    if (most >= 1) return 3;
    return Math.min(8, 3 - Math.floor(Math.log10(most)));
  }
}

/** The words of the two truths. */
export interface YesNo {
  readonly yes: string;
  readonly no: string;
}

/** Text of row `i` of a column; null where the value is missing. */
export function writer(
  column: ColumnRef,
  scales: Scales,
  format: Formatters,
  words: YesNo,
): (values: Values, index: number) => string | null {
  const writing = writingOf(column);
  const plain = NAMED.test(column.name) && writing === "integer";
  return (values, index) => {
    const value = values[index] ?? null;
    if (typeof value !== "number") {
      if (writing === "boolean") return value === null ? null : value === "true" ? words.yes : words.no;
      return value;
    }
    if (Number.isNaN(value)) return null;
    // A calendar has an end.
    if (Math.abs(value) > 8.64e15 && (writing === "date" || writing === "time")) return String(value);
    if (writing === "date") return format.date(value);
    if (writing === "time") return `${format.date(value)}, ${clock(value)}`;
    if (plain) return String(value);
    const digits = writing !== "decimal" ? 0 : MONEY.test(column.name) ? 2 : scales.decimals(column.name);
    return format.fixed(value, digits);
  };
}

/** Hours and minutes; seconds where there are some. */
function clock(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  return iso.slice(11, iso.slice(17, 23) === "00.000" ? 16 : 19);
}

/** The raw text of a value, for the clipboard: full precision, a point, ISO dates. */
export function raw(column: ColumnRef, values: Values, index: number): string {
  const value = values[index] ?? null;
  if (value === null || (typeof value === "number" && Number.isNaN(value))) return "";
  if (typeof value === "string") return value.replace(/[\t\r\n]+/g, " ");
  const writing = writingOf(column);
  if (Math.abs(value) > 8.64e15) return String(value);
  if (writing === "date") return new Date(value).toISOString().slice(0, 10);
  return writing === "time" ? new Date(value).toISOString().slice(0, 19).replace("T", " ") : String(value);
}
