import { utils, write, type CellObject, type WorkSheet } from "@e965/xlsx";
import { TenureError } from "../../terms/error";
import type { Batch, ColumnRef } from "../../terms/table";
import { SHEET } from "./bookSize";
import { sortOf } from "./filter";

/** Milliseconds of a day; Excel’s day of 1 January 1970, and the first day it counts as everybody else does. */
const DAY = 86_400_000;
const EPOCH = 25_569;
const FIRST = 61;

/** A workbook of one sheet that grows by batches of the same columns. */
export interface BookSink {
  add(batch: Batch): void;
  end(): Uint8Array<ArrayBuffer>;
}

/**
 * Numbers go in as numbers, days and times as such with a format, everything else as text. No cell is a formula: a
 * text that looks like one is a text.
 *
 * @param name of the sheet
 */
export function bookSink(columns: readonly ColumnRef[], name: string): BookSink {
  const data: (CellObject | undefined)[][] = [columns.map((column) => textCell(column.name, column.name))];
  const makers = columns.map(cellOf);
  return {
    add({ rows, values }) {
      for (let row = 0; row < rows; row++) {
        data.push(makers.map((make, column) => make(values[column]![row] ?? null)));
      }
    },
    end() {
      const end = { r: data.length - 1, c: Math.max(0, columns.length - 1) };
      const sheet: WorkSheet = {
        "!data": data as CellObject[][],
        "!ref": utils.encode_range({ s: { r: 0, c: 0 }, e: end }),
      };
      const book = utils.book_new();
      utils.book_append_sheet(book, sheet, sheetName(name));
      return new Uint8Array(
        write(book, { type: "array", bookType: "xlsx", compression: true, bookSST: true }) as ArrayBuffer,
      );
    },
  };
}

type Make = (value: number | string | null) => CellObject | undefined;

function cellOf(column: ColumnRef): Make {
  const sort = sortOf(column);
  if (sort === "number") {
    return (value) => {
      if (typeof value !== "number" || Number.isNaN(value)) return undefined;
      return Number.isFinite(value) ? { t: "n", v: value } : { t: "s", v: value > 0 ? "∞" : "−∞" };
    };
  }
  if (sort === "day") {
    const format = column.type === "DATE" ? "yyyy-mm-dd" : "yyyy-mm-dd hh:mm:ss";
    return (value) => {
      if (typeof value !== "number" || Number.isNaN(value)) return undefined;
      const serial = value / DAY + EPOCH;
      // Excel has a 29 February 1900 that never was, and no year before.
      if (serial < FIRST) return { t: "s", v: new Date(value).toISOString().slice(0, format.length) };
      return { t: "n", v: serial, z: format };
    };
  }
  if (sort === "boolean") return (value) => (value === null ? undefined : { t: "b", v: value === "true" });
  return (value) => (value === null ? undefined : textCell(String(value), column.name));
}

function textCell(text: string, column: string): CellObject {
  if (text.length > SHEET.letters)
    throw new TenureError("book.long-text", { column, letters: text.length, most: SHEET.letters });
  return { t: "s", v: text };
}

/** What Excel takes as the name of a sheet. */
export const sheetName = (name: string): string =>
  name
    .replace(/[[\]:*?/\\]/g, " ")
    .replace(/^'+|'+$/g, "")
    .trim()
    .slice(0, 31) || "1";
