import type { Rule } from "../../../src/sources";

/** A clean file and what can be done to it. Every fault stands in a file of its own kind beside this one. */

/** Cells by column, all of them text, as in the file. */
export type Row = Readonly<Record<string, string>>;

export interface Fault {
  readonly name: string;
  /** Which clean file it is planted in. */
  readonly in: "orders" | "lines";
  plant(rows: readonly Row[]): readonly Row[];
  /** The rule that must find it, or `rejected`: money that cannot be read. */
  readonly rule: Rule | "rejected";
  /** How many rows, and the cents on them. */
  readonly rows: number;
  readonly cents: number;
  /** Other rules that rightly find the same rows, and how many. */
  readonly also?: Readonly<Partial<Record<Rule, number>>>;
  /** Leaving out what was found leaves the clean file, unless the fault took something away from it. */
  readonly spoils?: boolean;
}

/** Numbers that look random and are the same every time. */
function* dice(): Generator<number, never> {
  let state = 12345;
  for (;;) yield (state = (state * 48271) % 2147483647) / 2147483647;
}

const day = (i: number): string => new Date(Date.UTC(2024, 0, 2 + i)).toISOString().slice(0, 10);
export const written = (cents: number): string => (cents / 100).toFixed(2);
export const centsOf = (row: Row): number =>
  Math.round(Number(row["amount"] ?? Number(row["quantity"]) * Number(row["price"])) * 100);

/** 80 orders of 20 customers, one row each. */
export function orders(): Row[] {
  const die = dice();
  return Array.from({ length: 80 }, (_, i) => ({
    order_id: String(1001 + i),
    customer_id: `K${100 + Math.floor(die.next().value * 20)}`,
    date: day(i * 2),
    amount: written(1000 + Math.floor(die.next().value * 9000)),
    note: "web",
  }));
}

const PRODUCTS = ["mug", "lamp", "chair", "rug"];

/** 50 orders of two lines each, pieces and a price. */
export function lines(): Row[] {
  const die = dice();
  return Array.from({ length: 100 }, (_, i) => ({
    order_id: String(5001 + Math.floor(i / 2)),
    customer_id: `K${100 + (Math.floor(i / 2) % 17)}`,
    date: day(Math.floor(i / 2) * 3),
    product: PRODUCTS[(i * 3) % 4]!,
    quantity: String(1 + (i % 3)),
    price: written(500 + Math.floor(die.next().value * 4000)),
  }));
}

export const csv = (rows: readonly Row[]): string => {
  const names = Object.keys(rows[0]!);
  return (
    [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))]
      .map((cells) => cells.join(","))
      .join("\n") + "\n"
  );
};

/** The rows with some of them written otherwise. */
export const change = (
  rows: readonly Row[],
  which: readonly number[],
  to: (row: Row, i: number) => Row,
): readonly Row[] => rows.map((row, i) => (which.includes(i) ? to(row, i) : row));

export const sum = (rows: readonly Row[], which: readonly number[]): number =>
  which.reduce((cents, i) => cents + centsOf(rows[i]!), 0);
