import { TenureError } from "../../terms/error";
import type { ColumnRef } from "../../terms/table";

/** What a sheet of Excel holds: rows with the one of the names, columns, letters of a cell. */
export const SHEET = { rows: 1_048_576, columns: 16_384, letters: 32_767 } as const;
/** Cells beyond which the file no longer fits into the memory of a page. */
export const MOST_CELLS = 6_000_000;

/** A table that no workbook holds is refused before a row is read. @throws TenureError `book.too-long`, `book.too-wide`, `book.too-large` */
export function checkSize(rows: number, columns: number): void {
  if (rows + 1 > SHEET.rows) throw new TenureError("book.too-long", { rows, most: SHEET.rows - 1 });
  if (columns > SHEET.columns) throw new TenureError("book.too-wide", { columns, most: SHEET.columns });
  const cells = rows * columns;
  if (cells > MOST_CELLS) throw new TenureError("book.too-large", { cells, most: MOST_CELLS });
}

/** Excel shows fifteen digits of a number; a longer whole one is an id and stays a text. */
const DIGITS = 1e15;
const LONG = /^U?(BIG|HUGE)INT/;

/** Whether a column’s whole numbers may be longer than Excel shows. */
export const mayBeLong = ({ type }: ColumnRef): boolean => LONG.test(type);

/** The column as text: a type of its own that the reading of rows writes out in full. */
export const asText = (column: ColumnRef): ColumnRef => ({ ...column, type: "EXACT" });

/** Whether a whole number has more digits than a cell shows. */
export const isLong = (value: number): boolean => Math.abs(value) >= DIGITS;

/** Asks for the largest size of each of these columns, one row. */
export const sizesSql = (sql: string, columns: readonly string[]): string =>
  `SELECT ${columns.map((name) => `max(abs(${name}::DOUBLE))`).join(", ")} FROM ${sql}`;
