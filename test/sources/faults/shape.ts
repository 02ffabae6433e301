import { orders, sum, written, type Fault, type Row } from "./fault";

/** Rows of the file that are no rows of data. */

const names = Object.keys(orders()[0]!);
const header: Row = Object.fromEntries(names.map((name) => [name, name]));
const all = sum(orders(), [...orders().keys()]);
const total = (name: string, cells: Row, also: Fault["also"]): Fault => ({
  name,
  in: "orders",
  rule: "totals-row",
  rows: 1,
  cents: all,
  plant: (rows) => [
    ...rows,
    { order_id: "", customer_id: "", date: "", note: "", amount: written(all), ...cells },
  ],
  also: { outlier: 1, ...also },
});
const bare = { "no-customer": 1, "bad-date": 1 } as const;

export const faults: readonly Fault[] = [
  {
    name: "the header again in the middle",
    in: "orders",
    rule: "repeated-header",
    rows: 1,
    cents: 0,
    plant: (rows) => [...rows.slice(0, 40), header, ...rows.slice(40)],
  },
  {
    name: "the header again, twice, in capitals",
    in: "orders",
    rule: "repeated-header",
    rows: 2,
    cents: 0,
    plant: (rows) => {
      const loud = Object.fromEntries(names.map((name) => [name, name.toUpperCase()]));
      return [...rows.slice(0, 20), loud, ...rows.slice(20), loud];
    },
  },
  total("a total at the end", { order_id: "Total" }, bare),
  total("a grand total in the place of the day", { date: "Grand total:" }, bare),
  total("a total in the place of the customer", { customer_id: "TOTAL" }, { "bad-date": 1 }),
  total("a total, in Polish", { order_id: "Razem:" }, bare),
  total("a total in a note, in Russian", { note: "Итого" }, bare),
];
