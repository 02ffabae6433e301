import { random } from "../../../src/math/random";
import { RULES, type Choice, type Rule, type SourceSpec } from "../../../src/sources/spec";

/** One row as it lies in a table of a database: text, day, numbers; null where nothing stands. */
export type Row = readonly [
  customer: string | null,
  invoice: string | null,
  day: string | null,
  pieces: number | null,
  price: number | null,
  money: string,
  product: string | null,
  moment: string | null,
];
type Sold = readonly [Row[0], Row[1], Row[2], Row[3], Row[4], Row[5]];

export const COLUMNS = [
  ...(["Client", "order", "Day", "pieces", "unit price", "currency", "product", "moment"] as const),
] as const;
export const TYPES = ["text", "text", "day", "whole", "money", "text", "text", "moment"] as const;

const PRODUCTS = ["mug", "lamp", null];
/** What was sold and when, by the price: rows alike stay alike. */
function detailed(row: Sold): Row {
  const cents = Math.round((row[4] ?? 0) * 100);
  const hour = `${cents % 24}`.padStart(2, "0");
  return [...row, PRODUCTS[cents % 3]!, row[2] === null ? null : `${row[2]} ${hour}:30:00`];
}

const iso = (day: number): string => new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10);

/**
 * A shop with everything the rules speak of: guests, testers, words for nobody, refunds by invoice number, pieces taken
 * back, free lines, doubled rows, other money, days that are missing or to come, orders over midnight and without number.
 */
export function shop(customers = 200, seed = 7): readonly Row[] {
  const draw = random(seed);
  const rows: Sold[] = [];
  let invoice = 1000;
  const price = (): number => (1 + Math.round(draw.gamma(2) * 900)) / 100;
  for (let c = 0; c < customers; c++) {
    const who = c % 3 === 0 ? `C-${c}` : `${70_000 + c}`;
    const rate = draw.gamma(0.8) * 0.02;
    const until = Math.min(500, draw.exponential() * 300);
    const from = draw.uniform() * 250;
    for (let at = from; at < from + until; at += draw.exponential() / rate) {
      const number = `${++invoice}`;
      const lines = 1 + draw.below(3);
      for (let i = 0; i < lines; i++) {
        const day = iso(Math.floor(at) + (draw.below(40) === 0 ? 1 : 0));
        const row: Sold = [who, draw.below(30) === 0 ? null : number, day, 1 + draw.below(5), price(), "EUR"];
        rows.push(row);
        if (draw.below(50) === 0) rows.push(row);
        if (draw.below(25) === 0) rows.push([who, `C${number}`, iso(Math.floor(at) + 2), -1, price(), "EUR"]);
        if (draw.below(40) === 0) rows.push([who, number, day, -1, price(), "EUR"]);
        if (draw.below(40) === 0) rows.push([who, number, day, 1, 0, "EUR"]);
        if (draw.below(60) === 0) rows.push([who, number, day, 1, 3.5, "USD"]);
      }
    }
  }
  for (const who of ["Guest", "гость", "Gość", "NULL", "", "  ", "tester 1", "протестный", null])
    rows.push([who, `${++invoice}`, iso(20), 2, 10, "EUR"]);
  for (let i = 0; i < rows.length / 15; i++) rows.push(["99999", `${++invoice}`, iso(i % 400), 1, 5, "EUR"]);
  rows.push(["C-0", `${++invoice}`, null, 2, 10, "EUR"], ["C-0", `${++invoice}`, "2998-01-01", 2, 10, "EUR"]);
  rows.push(["C-3", `${++invoice}`, iso(9), 2, null, "EUR"], ["C-3", `${++invoice}`, iso(9), null, 4, "EUR"]);
  return rows.map(detailed);
}

export const csv = (rows: readonly Row[]): string =>
  [COLUMNS.map((name) => name).join(","), ...rows.map((row) => row.map((cell) => cell ?? "").join(","))].join(
    "\n",
  ) + "\n";

export const source: SourceSpec = {
  file: "shop.csv",
  read: { format: "csv", encoding: "utf-8", delimiter: ",", decimal: ".", dates: "yyyy-mm-dd", header: 1 },
  columns: {
    Client: "text",
    order: "text",
    Day: "date",
    pieces: "integer",
    "unit price": "decimal",
    currency: "text",
    product: "text",
    moment: "datetime",
  },
  roles: {
    customer: "Client",
    order: "order",
    date: "Day",
    quantity: "pieces",
    price: "unit price",
    refund: "order",
    currency: "currency",
  },
  cancelled: ["C*"],
  currency: "EUR",
};

/** Everything that can be dropped is, and nothing is netted. */
export const rules = Object.fromEntries(
  RULES.map((rule): [Rule, Choice] => [
    rule,
    /^(refund|duplicate-order|conflicting-order|outlier|one-customer)$/.test(rule) ? "keep" : "drop",
  ]),
) as Record<Rule, Choice>;
