import { isCounted, readDate, readings, mixture, type DateReading } from "./dates";
import { saysId } from "./names";
import { isNothing, readNumber, looksNumeric, type Convention } from "./numbers";
import type { ColumnType } from "../spec";

/** What the first rows tell about one column. */
export interface Column {
  readonly name: string;
  readonly cells: readonly string[];
  /** Cells that hold something. */
  readonly filled: readonly string[];
  readonly distinct: number;
  readonly type: ColumnType;
  /** How its days are written, the best first; empty when it holds none. */
  readonly days: readonly DateReading[];
}

/** Share of filled cells that must be of a kind for the column to be of it; what is left is counted as unreadable. */
const MOSTLY = 0.8;

const TRUTHS = /^(true|false|yes|no|tak|nie|да|нет|y|n|t|f)$/i;

/** Looks at one column; `written` is the layout the user chose, if any. */
export function lookAt(
  name: string,
  cells: readonly string[],
  convention: Convention,
  written?: string,
): Column {
  const filled = cells.filter((cell) => !isNothing(cell));
  const days = dayReadings(name, filled, written);
  return {
    name,
    cells,
    filled,
    distinct: new Set(filled.map((cell) => cell.trim())).size,
    type: typeOf(name, filled, days, convention),
    days,
  };
}

function dayReadings(name: string, filled: readonly string[], written?: string): readonly DateReading[] {
  const found = readings(filled, written === undefined ? undefined : [written]);
  // A count of days or seconds is a number like any other: it is a date only by name or by choice.
  const counted =
    written !== undefined ||
    /date|time|data|дата|day|created|ordered|purchased|placed|[ _]at$|[ _]on$|utworzon|создан|datum|zeit|fecha|tarih|日|时间|날짜|일$/iu.test(
      name,
    );
  const plain = found.filter(
    ({ dates, share }) =>
      share >= MOSTLY && (!isCounted(dates) || counted) && !(dates === "yyyymmdd" && saysId(name)),
  );
  if (plain.length > 0 || written !== undefined) return plain;
  const mixed = mixture(filled);
  return mixed ? [mixed] : [];
}

function typeOf(
  name: string,
  filled: readonly string[],
  days: readonly DateReading[],
  convention: Convention,
): ColumnType {
  if (filled.length === 0) return "text";
  const day = days[0];
  if (day) return day.timed ? "datetime" : "date";
  if (filled.every((cell) => TRUTHS.test(cell.trim()))) return "boolean";
  const leadingZero = filled.some((cell) => /^0\d/.test(cell.trim()) && !/[.,]/.test(cell));
  if (leadingZero || saysId(name)) return "text";
  const numbers = filled.map((cell) => readNumber(cell, convention)).filter((value) => !Number.isNaN(value));
  if (numbers.length < filled.length * MOSTLY) return "text";
  const whole = filled.every(
    (cell) => /^\s*[-+]?\d{1,18}\s*$/.test(cell) || Number.isNaN(readNumber(cell, convention)),
  );
  return whole ? "integer" : "decimal";
}

/** Whether a cell looks like data no column name would be: a number or a day. */
export function looksTyped(cell: string): boolean {
  const text = cell.trim();
  if (text === "") return false;
  // `Tax 1 Name` is no amount with its currency on both sides.
  if (looksNumeric(text)) return !/\p{L}\s+[\d.,]+\s+\p{L}/u.test(text);
  return readings([text]).some(({ dates }) => !isCounted(dates));
}

/** Whether a cell is a day under the layout. */
export const isDay = (cell: string, dates: string): boolean => !Number.isNaN(readDate(cell, dates));
