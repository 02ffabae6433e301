import type { ColumnRef, TableRef } from "../../terms/table";
import { identifier } from "../quote";
import { conditionSql, sortOf, valueSql, type Filter } from "./filter";

export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** How the reader looks at a table: which rows, in which order. The first order counts most. */
export interface Look {
  readonly filters: readonly { readonly column: string; readonly filter: Filter }[];
  readonly order: readonly Order[];
}

/** Every row, as stored. */
export const AS_STORED: Look = { filters: [], order: [] };

/** A look at another table (or the same one with other columns): what does not fit its columns is left out. */
export function fitting(look: Look, { columns }: TableRef): Look {
  const has = ({ column }: { readonly column: string }) => columns.some(({ name }) => name === column);
  return { filters: look.filters.filter(has), order: look.order.filter(has) };
}

const columnOf = (ref: TableRef, name: string): ColumnRef =>
  ref.columns.find((column) => column.name === name) ?? { name, type: "VARCHAR" };

/** ` WHERE …`, or nothing. */
export function whereSql(ref: TableRef, filters: Look["filters"]): string {
  const parts = filters.map(({ column, filter }) => conditionSql(columnOf(ref, column), filter));
  return parts.length === 0 ? "" : ` WHERE ${parts.join(" AND ")}`;
}

/** ` ORDER BY …` with missing values last, and at the end the row's own place so that equals keep one order. */
export function orderSql(ref: TableRef, order: Look["order"], tie: string | null = null): string {
  const parts = order.map(({ column, descending }) => {
    const known = columnOf(ref, column);
    // Upper and lower case, a and ą, stand together as in a dictionary.
    const folded = known.type === "VARCHAR" ? " COLLATE NOCASE.NOACCENT" : "";
    return `${valueSql(known)}${folded}${descending ? " DESC" : ""} NULLS LAST`;
  });
  if (tie !== null) parts.push(tie);
  return parts.length === 0 ? "" : ` ORDER BY ${parts.join(", ")}`;
}

/** The look as one query the reader can take into a cell, where a cell's id is the name of its table. */
export function lookSql(ref: TableRef, look: Look): string {
  const from = ref.sql.replace(/^notebook\./, "");
  const where = whereSql(ref, look.filters).replace(" WHERE", "\nWHERE");
  const order = orderSql(ref, look.order).replace(" ORDER BY", "\nORDER BY");
  return `SELECT *\nFROM ${from}${where}${order}`;
}

const PLAIN = /^(VARCHAR|BOOLEAN|DATE|NULL|"NULL"|TIMESTAMP(_\w+)?)$/;

/** The columns for the page: what Arrow would not carry faithfully is written as text by the engine. */
export function shownSql(columns: readonly ColumnRef[], nameOf?: (index: number) => string): string {
  return columns
    .map((column, index) => {
      const as = identifier(column.name);
      const from = nameOf ? nameOf(index) : as;
      const plain = sortOf(column) === "number" || PLAIN.test(column.type);
      return plain && from === as ? as : `${from}${plain ? "" : "::VARCHAR"} AS ${as}`;
    })
    .join(", ");
}
