import Papa from "papaparse";
import { cutAt, guessStarts, startsOf } from "./fixed";
import type { ReadSpec } from "../spec";
import { unwrapped, type Quoting } from "./quoting";

/** Cells of the first rows, as written. */
export type Grid = readonly (readonly string[])[];

const DELIMITERS = [",", ";", "\t", "|"] as const;
/** What programs of other trades part cells by; tried only where none of the usual does, and where it cuts every row alike. */
const RARE = ["~", "^", "\u001f", "\u0001", "§", "¦", ":"] as const;
/** Rows that are enough to tell how a file is cut into columns. */
const LOOK = 400;

/** Cuts text into rows and cells; every line is a row, blank ones too, so that row numbers are line numbers. */
export function cut(text: string, delimiter: string, rows = 0, { quote, escape }: Quoting = {}): Grid {
  const starts = startsOf(delimiter);
  if (starts) {
    const lines = text.split(/\r\n|\n|\r/);
    return (rows > 0 ? lines.slice(0, rows) : lines).map((line) => cutAt(line, starts));
  }
  if (delimiter === "blank") {
    const lines = text.split(/\r\n|\n|\r/);
    return (rows > 0 ? lines.slice(0, rows) : lines).map((line) => line.trim().split(/\s+/));
  }
  // Mixed line ends would leave a carriage return in the last cell.
  const even = text.replace(/\r\n?/g, "\n");
  const own = quote === "rows" ? even.split("\n").map(unwrapped).join("\n") : even;
  // A sign that no text has stands for none.
  const quoteChar = quote === "none" ? "\u0000" : quote === "'" ? quote : '"';
  return Papa.parse<string[]>(own, {
    delimiter,
    newline: "\n",
    preview: rows,
    quoteChar,
    ...(escape ? { escapeChar: escape } : {}),
  }).data;
}

export const isBlank = (row: readonly string[]): boolean => row.every((cell) => cell.trim() === "");

export interface Cut {
  readonly delimiter: string;
  /** Columns of a usual row. */
  readonly width: number;
  /** Share of rows that have as many. */
  readonly regular: number;
  /** The file's first line says how it is cut (`sep=;`). */
  readonly hinted: boolean;
}

/** Lines drawn over, under and between rows: `+----+----+`, `├────┼────┤`. */
const DRAWN = /^[-+=|: \u2500-\u257f]{3,}$/;

/** How a grid's rows are wide: the commonest width, and how many have it. */
function shape(grid: Grid): { width: number; regular: number } {
  const rows = grid.filter((row) => !isBlank(row) && !DRAWN.test(row.join("|")));
  const widths = new Map<number, number>();
  for (const row of rows) widths.set(row.length, (widths.get(row.length) ?? 0) + 1);
  const [width, count] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  return { width, regular: rows.length === 0 ? 0 : count / rows.length };
}

/** Which delimiter cuts the rows into the most even table; `blank` (runs of blanks) only where no other does. */
export function guessDelimiter(text: string, quoting: Quoting = {}): Cut {
  const hint = /^\uFEFF?"?sep=(.)"?[ \t;,]*\r?\n/i.exec(text);
  if (hint)
    return { delimiter: hint[1]!, ...shape(cut(text, hint[1]!, LOOK, quoting).slice(1)), hinted: true };
  const cuts = DELIMITERS.map((delimiter) => {
    const { width, regular } = shape(cut(text, delimiter, LOOK, quoting));
    return {
      delimiter,
      width,
      regular,
      hinted: false,
      score: width > 1 ? regular ** 2 * Math.sqrt(width) : 0,
    };
  }).sort((a, b) => b.score - a.score);
  const best = cuts[0]!;
  if (best.score > 0 && best.regular === 1) return best;
  const rare = RARE.map((delimiter) => ({
    delimiter,
    ...shape(cut(text, delimiter, LOOK, quoting)),
    hinted: false,
  }));
  const odd = rare.find(({ width, regular }) => width > Math.max(2, best.width) && regular === 1);
  if (odd) return odd;
  if (best.score > 0 && (best.regular > 0.8 || best.width > 3)) return best;
  const blank = shape(cut(text, "blank", LOOK));
  // Runs of blanks cut well only where no cell is empty and none holds a blank of its own.
  const fixed = blank.regular < 1 ? guessStarts(text) : null;
  if (fixed !== null && (best.score === 0 || best.regular <= 0.8))
    return { delimiter: fixed, width: startsOf(fixed)!.length, regular: 1, hinted: false };
  if (blank.width > 1 && blank.regular > 0.8) return { delimiter: "blank", ...blank, hinted: false };
  return best.score > 0 ? best : { ...best, delimiter: ",", width: 1 };
}

/**
 * The header: the first row as wide as the rest, mostly filled, in which no cell is a number or a date.
 *
 * @param typed whether a cell looks like data of a kind that no column name has.
 * @returns the 1-based line of the header, 0 when the first full row already holds data.
 */
export function guessHeader(grid: Grid, width: number, typed: (cell: string) => boolean): number {
  const full = usedWidth(grid, width);
  const rows = grid.slice(0, 30).map((row, index) => {
    const filled = row.filter((cell) => cell.trim() !== "");
    const wide = row.length >= full && filled.length >= Math.max(1, width / 2);
    return { index, wide, filled: filled.length, typed: filled.some(typed) };
  });
  const first = rows.findIndex(({ wide, typed: data }) => wide && data);
  const before = rows.slice(0, first < 0 ? rows.length : first).filter(({ wide }) => wide);
  // A title may fill half of the columns; names fill most.
  const best = before.reduce<(typeof rows)[number] | null>(
    (most, row) => (most === null || row.filled > most.filled ? row : most),
    null,
  );
  if (best) return best.index + 1;
  if (first < 0) return 0;
  // Above the names may stand a period (`From`, a day, `to`, a day): names are the one full row without any value in it.
  const names = rows
    .slice(first + 1, first + 10)
    .filter(({ filled, typed: data }) => filled >= full && !data);
  const above = rows.slice(0, names[0]?.index ?? 0).every(({ filled }) => filled <= full);
  return names.length === 1 &&
    above &&
    rows[names[0]!.index + 1]?.typed === true &&
    names[0]!.index - first <= 5
    ? names[0]!.index + 1
    : 0;
}

/** Columns of a usual row without those at its end that never hold anything: a delimiter behind each row makes such. */
function usedWidth(grid: Grid, width: number): number {
  let used = width;
  const rows = grid.filter((row) => row.length >= width);
  while (used > 1 && rows.every((row) => (row[used - 1] ?? "").trim() === "")) used--;
  return used;
}

/** Names for columns: trimmed, told apart (also for SQL, which ignores case), made up where blank. */
export function columnNames(header: readonly string[] | null, width: number): string[] {
  const taken = new Set<string>(["source_row"]);
  return Array.from({ length: width }, (_, i) => {
    const written = (header?.[i] ?? "")
      .replace(/^\uFEFF/, "")
      .replace(/\s+/g, " ")
      .trim();
    const base = written === "" ? `column ${i + 1}` : written;
    let name = base;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${base} ${n}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** Grid → names and data rows, as `read` says. */
export function table(grid: Grid, read: ReadSpec, width: number): { names: string[]; rows: string[][] } {
  const header = read.header ?? 1;
  const names = columnNames(header > 0 ? (grid[header - 1] ?? []) : null, width);
  const rows = grid
    .slice(header)
    .filter((row) => !isBlank(row))
    .map((row) => Array.from({ length: width }, (_, i) => row[i] ?? ""));
  return { names, rows };
}
