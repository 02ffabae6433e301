import { change, orders, sum, type Fault, type Row } from "./fault";

/** Days that are none, or not yet. */

const which = [33, 66] as const;
const dated = (name: string, rule: Fault["rule"], date: string): Fault => ({
  name,
  in: "orders",
  rule,
  rows: which.length,
  cents: sum(orders(), which),
  plant: (rows) => change(rows, which, (row): Row => ({ ...row, date })),
  spoils: true,
});

export const faults: readonly Fault[] = [
  dated("no day", "bad-date", ""),
  dated("31 February", "bad-date", "2024-02-31"),
  dated("month 13", "bad-date", "2024-13-01"),
  dated("a day of zeros", "bad-date", "0000-00-00"),
  dated("a word where the day should be", "bad-date", "soon"),
  dated("the zero of a spreadsheet", "bad-date", "1900-01-01"),
  dated("the zero of Unix", "bad-date", "1970-01-01"),
  dated("a day far ahead", "future-date", "2099-12-31"),
];
