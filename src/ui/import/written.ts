import type { ReadSpec } from "../../sources/spec";

/** Encodings the reader may choose by hand, as WHATWG labels; a guess outside the list is added to it. */
export const ENCODINGS = [
  "utf-8",
  "windows-1250",
  "windows-1251",
  "windows-1252",
  "iso-8859-2",
  "utf-16le",
  "utf-16be",
  "ibm866",
  "koi8-r",
] as const;

/** A delimiter and the key of its word. */
export const DELIMITERS: readonly (readonly [string, string])[] = [
  [",", "comma"],
  [";", "semicolon"],
  ["\t", "tab"],
  ["|", "bar"],
  ["blank", "blank"],
];

const DATES = [
  "yyyy-mm-dd",
  "dd.mm.yyyy",
  "dd/mm/yyyy",
  "mm/dd/yyyy",
  "dd-mm-yyyy",
  "yyyymmdd",
  "yyyy/mm/dd",
];

/** The day every example shows: no number of it can be mistaken for another. */
const EXAMPLE: Readonly<Record<string, string>> = {
  yyyy: "2010",
  yy: "10",
  mm: "12",
  m: "12",
  mmm: "Dec",
  dd: "31",
  d: "31",
  hh: "17",
  h: "17",
  ss: "05",
};
const MINUTES = "45";

/** 31 December 2010, 17:45 written by a pattern: `dd.mm.yyyy hh:mm` → `31.12.2010 17:45`. */
export function exampleOf(pattern: string): string {
  let hours = false;
  // Seconds tell nothing about the order of day and month.
  return pattern
    .replace(/[a-z]+/gi, (part) => {
      const key = part.toLowerCase();
      if (key.startsWith("h")) hours = true;
      if (hours && key === "mm") return MINUTES;
      return EXAMPLE[key] ?? part;
    })
    .replace(/:05$/, "");
}

/** Patterns to choose from: the usual ones with the clock of the guess, and the guess itself. */
export function datePatterns(guess: string | undefined): readonly string[] {
  const clock = /[\sT]+h+:.*$/i.exec(guess ?? "")?.[0] ?? "";
  const list = DATES.map((day) => day + clock);
  return guess === undefined || list.includes(guess) ? list : [guess, ...list];
}

/** Header rows to choose from: none, the first five, and the guess. */
export function headerRows(read: ReadSpec): readonly number[] {
  const rows = [0, 1, 2, 3, 4, 5];
  return read.header === undefined || rows.includes(read.header) ? rows : [...rows, read.header];
}
