import { DATE_LAYOUTS } from "../../sources";
import type { ReadSpec } from "../../sources/spec";

/** A delimiter and the key of its word. */
export const DELIMITERS: readonly (readonly [string, string])[] = [
  [",", "comma"],
  [";", "semicolon"],
  ["\t", "tab"],
  ["|", "bar"],
  ["blank", "blank"],
];

/** The day every example shows: no number of it can be mistaken for another. */
const EXAMPLE: Readonly<Record<string, string>> = {
  yyyy: "2010",
  yy: "10",
  mm: "12",
  m: "12",
  mon: "Dec",
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
    .replace(/yyyy|yy|mon|mm|m|dd|d|hh|h|ss/gi, (part) => {
      const key = part.toLowerCase();
      if (key.startsWith("h")) hours = true;
      if (hours && key === "mm") return MINUTES;
      return EXAMPLE[key]!;
    })
    .replace(/:05(\.0+)?$/, "");
}

/** Layouts that are counts, not patterns (`excel-serial`): they have words of their own. */
export const isCount = (layout: string): boolean => /^(excel|unix)-/.test(layout);

/** Layouts to choose from, written as the guess is (with its clock), the guess itself among them. */
export function dateLayouts(guess: string | undefined): readonly string[] {
  const clock = / hh.*$/.exec(guess ?? "")?.[0] ?? "";
  const list = DATE_LAYOUTS.map((day) => (isCount(day) ? day : day + clock));
  return guess === undefined || list.includes(guess) ? list : [guess, ...list];
}

/** Header rows to choose from: none, the first five, and the guess. */
export function headerRows(read: ReadSpec): readonly number[] {
  const rows = [0, 1, 2, 3, 4, 5];
  return read.header === undefined || rows.includes(read.header) ? rows : [...rows, read.header];
}

/** Currencies offered first; a guess outside the list is added to it. */
const CURRENCIES = [
  "EUR",
  "USD",
  "GBP",
  "PLN",
  "RUB",
  "CHF",
  "CZK",
  "DKK",
  "HUF",
  "NOK",
  "RON",
  "SEK",
  "UAH",
  "BYN",
  "KZT",
  "TRY",
  "AUD",
  "BRL",
  "CAD",
  "CNY",
  "INR",
  "JPY",
  "MXN",
  "ZAR",
];

/** ISO codes to choose from. */
export const currencies = (guess: string): readonly string[] =>
  guess === "" || CURRENCIES.includes(guess) ? CURRENCIES : [guess, ...CURRENCIES];
