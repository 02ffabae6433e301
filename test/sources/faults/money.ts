import { change, orders, sum, type Fault, type Row } from "./fault";

/** Amounts that are none, or not to be believed. */

const which = [15, 16] as const;
const orderly = (
  name: string,
  rule: Fault["rule"],
  amount: string,
  cents: number,
  more: Partial<Fault> = {},
): Fault => ({
  name,
  in: "orders",
  rule,
  rows: which.length,
  cents: cents * which.length,
  plant: (rows) => change(rows, which, (row): Row => ({ ...row, amount })),
  spoils: true,
  ...more,
});

export const faults: readonly Fault[] = [
  orderly("an amount of nothing", "zero-price", "0.00", 0),
  orderly("an amount in words", "rejected", "sixty", 0),
  orderly("no amount", "rejected", "N/A", 0),
  orderly("a decimal point that slipped far", "outlier", "999999.00", 99_999_900, {
    also: { "one-customer": 0 },
  }),
  {
    name: "a price of nothing",
    in: "lines",
    rule: "zero-price",
    rows: 2,
    cents: 0,
    plant: (rows) => change(rows, [7, 9], (row) => ({ ...row, price: "0" })),
    spoils: true,
  },
  {
    name: "a price below zero",
    in: "lines",
    rule: "negative-price",
    rows: 1,
    cents: -1100,
    plant: (rows) => [
      ...rows,
      { ...rows[0]!, order_id: "A700", product: "bad debt", quantity: "1", price: "-11.00" },
    ],
  },
  {
    name: "another currency far down the file",
    in: "orders",
    rule: "other-currency",
    rows: 2,
    cents: sum(orders(), [70, 71]),
    plant: (rows) => rows.map((row, i) => ({ ...row, currency: i === 70 || i === 71 ? "USD" : "EUR" })),
    spoils: true,
  },
  {
    name: "a row with more cells than the header",
    in: "lines",
    rule: "rejected",
    rows: 1,
    cents: 0,
    plant: (rows) => change(rows, [50], (row) => ({ ...row, price: `${row["price"]!},x,y` })),
    spoils: true,
  },
];
