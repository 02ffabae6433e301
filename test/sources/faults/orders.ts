import { centsOf, change, lines, orders, sum, written, type Fault, type Row } from "./fault";

/** Orders written twice, and orders taken back. */

const base = orders();
const at = (i: number): Row => base[i]!;
const twin = (name: string, rule: Fault["rule"], to: (row: Row) => Row): Fault => ({
  name,
  in: "orders",
  rule,
  rows: 1,
  cents: centsOf(to(at(30))),
  plant: (rows) => [...rows, to(rows[30]!)],
});
const back = (name: string, share: number): Fault => ({
  name,
  in: "orders",
  rule: "refund",
  rows: 1,
  cents: -Math.round(centsOf(at(30)) * share),
  plant: (rows) => [
    ...rows,
    { ...rows[30]!, date: "2024-07-01", amount: written(-Math.round(centsOf(rows[30]!) * share)) },
  ],
  also: { "negative-price": 1 },
});
/** The file says of every row how it stands. */
const marked = (name: string, fine: string, word: string): Fault => ({
  name,
  in: "orders",
  rule: "cancelled",
  rows: 3,
  cents: sum(base, [8, 18, 28]),
  plant: (rows) => rows.map((row, i) => ({ ...row, status: [8, 18, 28].includes(i) ? word : fine })),
  spoils: true,
});

export const faults: readonly Fault[] = [
  twin("a row twice", "duplicate-row", (row) => row),
  twin("an order twice, with another note", "duplicate-order", (row) => ({ ...row, note: "again" })),
  twin("an order number of another customer", "conflicting-order", (row) => ({
    ...row,
    customer_id: "K999",
  })),
  twin("an order number of another day", "conflicting-order", (row) => ({ ...row, date: "2024-07-01" })),
  twin("an order number with another amount", "conflicting-order", (row) => ({ ...row, amount: "77.77" })),
  {
    name: "an order of lines under two customers",
    in: "lines",
    rule: "conflicting-order",
    rows: 1,
    cents: sum(lines(), [21]),
    plant: (rows) => change(rows, [21], (row) => ({ ...row, customer_id: "K999" })),
    spoils: true,
  },
  back("a refund of part of its order", 0.5),
  back("a refund of a whole order", 1),
  {
    name: "a refund that names its order and no customer",
    in: "orders",
    rule: "refund",
    rows: 1,
    cents: -500,
    plant: (rows) => [...rows, { ...rows[30]!, customer_id: "", amount: "-5.00" }],
    also: { "negative-price": 1 },
  },
  {
    name: "a refund of no order in the file",
    in: "orders",
    rule: "negative-price",
    rows: 1,
    cents: -500,
    plant: (rows) => [...rows, { ...rows[30]!, order_id: "9999", amount: "-5.00" }],
  },
  marked("cancelled, in English", "paid", "Cancelled"),
  marked("cancelled, in Polish", "zrealizowane", "Anulowane"),
  marked("returned, in Russian", "выполнен", "Возврат"),
  {
    name: "cancelled by a letter before the number",
    in: "lines",
    rule: "cancelled",
    rows: 2,
    cents: -sum(lines(), [0, 1]),
    plant: (rows) => [
      ...rows,
      ...rows.slice(0, 2).map((row) => ({
        ...row,
        order_id: "C6001",
        date: "2024-07-01",
        quantity: `-${row["quantity"]!}`,
      })),
    ],
  },
  {
    name: "pieces below zero without a mark",
    in: "lines",
    rule: "negative-quantity",
    rows: 1,
    cents: -sum(lines(), [4]),
    plant: (rows) => [
      ...rows,
      { ...rows[4]!, order_id: "6002", date: "2024-07-01", quantity: `-${rows[4]!["quantity"]!}` },
    ],
  },
];
