import type { ColumnRef, TableRef } from "../../terms/table";
import { identifier, tableName } from "../quote";
import { orderSql, shownSql, whereSql, type Look } from "./look";

/**
 * A look made ready to be read by position.
 *
 * `stored`: the table itself, by row number. `index`: a table of the row numbers that are shown, in their order, eight
 * bytes a row: sorting once lets every page be found at once, and equals stand the same on every page. `copy`: the
 * rows themselves, where the table has no row numbers (a view) or a column of that name. `counted`: a view as it
 * is, read by counting from its start.
 */
export interface Arrangement {
  readonly ref: TableRef;
  readonly look: Look;
  readonly rows: number;
  readonly by: "stored" | "counted" | "index" | "copy";
  /** The engine's own table, for `index` and `copy`. */
  readonly held: string | null;
}

export const heldName = (id: number): string => tableName("pages", `look ${id}`);

/** Whether rows of this table can be asked for by number, as far as its columns tell. */
export const hasOwnRowid = ({ columns }: TableRef): boolean =>
  columns.some(({ name }) => name.toLowerCase() === "rowid");

/** Fails in the engine when the table is a view. */
export const rowidSql = (ref: TableRef): string => `SELECT rowid FROM ${ref.sql} LIMIT 0`;

/** Names stand with the new table, not as aliases: a column of the reader's of that name would not be sorted by. */
export const indexSql = (ref: TableRef, look: Look, held: string): string =>
  `CREATE OR REPLACE TABLE ${held} (r) AS SELECT rowid FROM ${ref.sql}${whereSql(ref, look.filters)}${orderSql(ref, look.order, "rowid")}`;

/** Columns get names of ours: none of them hides the row number of the copy. */
export function copySql(ref: TableRef, look: Look, held: string): string {
  const names = ref.columns.map((_, i) => `c${i}`).join(", ");
  const columns = ref.columns.map(({ name }) => identifier(name)).join(", ");
  return `CREATE OR REPLACE TABLE ${held} (${names}) AS SELECT ${columns} FROM ${ref.sql}${whereSql(ref, look.filters)}${orderSql(ref, look.order)}`;
}

/** Rows `from` to `to` (not included) of an arrangement. `raw`: columns as stored, for a writer of files. */
export function rangeSql(
  { ref, by, held }: Arrangement,
  from: number,
  to: number,
  options: { readonly columns?: readonly ColumnRef[]; readonly raw?: boolean } = {},
): string {
  const columns = options.columns ?? ref.columns;
  const own = (index: number) => identifier(columns[index]!.name);
  const copied = (index: number) => `c${ref.columns.findIndex(({ name }) => name === columns[index]!.name)}`;
  const select = (name: (index: number) => string) =>
    options.raw ? columns.map((_, i) => `${name(i)} AS ${own(i)}`).join(", ") : shownSql(columns, name);
  const between = `rowid BETWEEN ${from} AND ${to - 1}`;
  switch (by) {
    case "stored":
      return `SELECT ${select(own)} FROM ${ref.sql} WHERE ${between} ORDER BY rowid`;
    case "counted":
      return `SELECT ${select(own)} FROM ${ref.sql} LIMIT ${to - from} OFFSET ${from}`;
    case "copy":
      // Qualified: a column that is called rowid again on the way out would be sorted by.
      return `SELECT ${select(copied)} FROM ${held} "its place" WHERE "its place".${between} ORDER BY "its place".rowid`;
    case "index":
      return (
        `SELECT ${select((i) => `"its row".${own(i)}`)} FROM ${held} "its place" ` +
        `JOIN ${ref.sql} "its row" ON "its row".rowid = "its place".r ` +
        `WHERE "its place".${between} ORDER BY "its place".rowid`
      );
  }
}
