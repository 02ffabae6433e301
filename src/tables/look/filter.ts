import type { ColumnRef } from "../../terms/table";
import { identifier, literal } from "../quote";

/** What the reader wants to see of one column. Ends of a range belong to it; `null` leaves an end open. */
export type Filter =
  | { readonly is: "between"; readonly low: number | null; readonly high: number | null }
  /** ISO days. */
  | { readonly is: "days"; readonly from: string | null; readonly to: string | null }
  /** Upper and lower case are the same here; in `equals` they are not. */
  | { readonly is: "contains"; readonly text: string }
  | { readonly is: "equals"; readonly text: string }
  /** No value; of a text also one of nothing but spaces. */
  | { readonly is: "empty" }
  /** Any of these, written as the engine writes the column as text; `null` is the missing one. */
  | { readonly is: "among"; readonly values: readonly (string | null)[] };

export type Sort = "number" | "day" | "text" | "boolean" | "other";

const NUMBER = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|REAL|DOUBLE|DECIMAL)/;

/** Which questions a column answers, by the engine's name of its type. */
export function sortOf({ type }: ColumnRef): Sort {
  if (type.endsWith("[]") || type.endsWith("]")) return "other";
  if (NUMBER.test(type)) return "number";
  if (type === "DATE" || /^TIMESTAMP(_\w+)?$/.test(type)) return "day";
  if (type === "VARCHAR" || type.startsWith("ENUM")) return "text";
  return type === "BOOLEAN" ? "boolean" : "other";
}

/** The column in an expression. "Not a number" is a missing value everywhere in the page, so it is one here. */
export function valueSql({ name, type }: ColumnRef): string {
  const c = identifier(name);
  return /^(FLOAT|REAL|DOUBLE)$/.test(type) ? `nullif(${c}, 'nan'::${type})` : c;
}

/** One condition for a WHERE. Any text may be in a filter: it is quoted. */
export function conditionSql(column: ColumnRef, filter: Filter): string {
  const c = valueSql(column);
  const text = column.type === "VARCHAR" ? c : `${c}::VARCHAR`;
  switch (filter.is) {
    case "between":
      return all([
        filter.low === null ? null : `${c} >= ${numberSql(filter.low, column)}`,
        filter.high === null ? null : `${c} <= ${numberSql(filter.high, column)}`,
      ]);
    case "days":
      return all([
        filter.from === null ? null : `${c} >= DATE ${literal(filter.from)}`,
        filter.to === null ? null : `${c} < DATE ${literal(filter.to)} + 1`,
      ]);
    case "contains":
      return `contains(lower(${text}), lower(${literal(filter.text)}))`;
    case "equals":
      return `${text} = ${literal(filter.text)}`;
    case "empty":
      return column.type === "VARCHAR" ? `(${c} IS NULL OR trim(${c}) = '')` : `${c} IS NULL`;
    case "among": {
      const named = filter.values.filter((value) => value !== null).map(literal);
      const parts = [
        named.length > 0 ? `${text} IN (${named.join(", ")})` : null,
        filter.values.includes(null) ? `${c} IS NULL` : null,
      ].filter((part) => part !== null);
      return parts.length === 0 ? "false" : `(${parts.join(" OR ")})`;
    }
  }
}

const all = (parts: readonly (string | null)[]): string => {
  const held = parts.filter((part) => part !== null);
  return held.length === 0 ? "true" : held.length === 1 ? held[0]! : `(${held.join(" AND ")})`;
};

/** A whole number is compared exactly; any other as the column stores it. */
function numberSql(value: number, { type }: ColumnRef): string {
  if (Number.isSafeInteger(value)) return String(value);
  return `${literal(String(value).toLowerCase())}::${type === "FLOAT" || type === "REAL" ? "FLOAT" : "DOUBLE"}`;
}
