import { made, byCustomer, sum } from "./reports";
import { day, dot, grid, two, written, type Case } from "./shop";

/** Shapes and names of tables: pivots, months for days, shares beside money, one name twice. */

export const shapes: readonly Case[] = [
  made(
    "a pivot table: months across",
    1015,
    (l) => [
      "Sum of Amount,Column Labels,,,",
      "Row Labels,2023-01,2023-02,2023-03,Grand Total",
      ...byCustomer(l).map(([id, own]) => `${id},${dot(sum(own))},,,${dot(sum(own))}`),
    ],
    { refuse: /^source\./ },
  ),
  made(
    "months only",
    1016,
    (l) => [
      "customer,month,amount",
      ...l.map(({ who, at, cents }) => `${who},${day("yyyy-mm")(at)},${dot(cents)}`),
    ],
    { refuse: /^source\.(no-dates|no-date|months)$/ },
  ),
  made(
    "months in words",
    1017,
    (l) => [
      "customer,month,amount",
      ...l.map(
        ({ who, at, cents }) =>
          `${who},${["Jan", "Feb", "Mar"][new Date(at).getUTCMonth() % 3]} ${new Date(at).getUTCFullYear()},${dot(cents)}`,
      ),
    ],
    { refuse: /^source\.(no-dates|no-date|months)$/ },
  ),
  made(
    "quarters",
    1018,
    (l) => [
      "customer,quarter,amount",
      ...l.map(
        ({ who, at, cents }) =>
          `${who},Q${1 + Math.floor(new Date(at).getUTCMonth() / 3)} ${new Date(at).getUTCFullYear()},${dot(cents)}`,
      ),
    ],
    { refuse: /^source\.(no-dates|no-date|months)$/ },
  ),
  made(
    "weeks",
    1019,
    (l) => [
      "customer,date,amount",
      ...l.map(
        ({ who, at, cents }, i) =>
          `${who},${new Date(at).getUTCFullYear()}-W${two(1 + (i % 52))},${dot(cents)}`,
      ),
    ],
    { refuse: /^source\.(no-dates|no-date|months)$/ },
  ),
  made("shares beside the amounts", 1021, (l) => [
    "order,customer,order date,sales %,sales",
    ...l.map(
      ({ order, who, at, cents }, i) =>
        `${order},${who},${day("yyyy-mm-dd")(at)},${(i + 0.5).toFixed(2)},${dot(cents)}`,
    ),
  ]),
  made("margins with their signs", 1022, (l) => [
    "order,customer,order date,total margin %,total discount,total",
    ...l.map(
      ({ order, who, at, cents }, i) =>
        `${order},${who},${day("yyyy-mm-dd")(at)},${i + 10}%,0.00,${dot(cents)}`,
    ),
  ]),
  made("an empty column first and between", 1023, (l) =>
    written(
      [
        ["", "order_id", "", "customer_id", "order_date", "", "amount"],
        ...grid(l)
          .slice(1)
          .map(([a, b, c, d]) => ["", a!, "", b!, c!, "", d!]),
      ],
      { delimiter: ";" },
    ),
  ),
  made("line ends within names", 1024, (l) =>
    written([["Order\nnumber", "Customer\r\nID", "Order\ndate", "Total\namount"], ...grid(l).slice(1)]),
  ),
  made(
    "two columns of money under one name",
    1025,
    (l) =>
      written([
        ["order", "customer", "date", "amount", "amount"],
        ...grid(l)
          .slice(1)
          .map(([a, b, c, d]) => [a!, b!, c!, "7.00", d!]),
      ]),
    { ask: "sniff.ask.twins" },
  ),
  made(
    "two columns of days under one name",
    1026,
    (l) =>
      written([
        ["order", "customer", "date", "date", "amount"],
        ...grid(l)
          .slice(1)
          .map(([a, b, c, d]) => [a!, b!, "2020-01-15", c!, d!]),
      ]),
    { ask: "sniff.ask.twins" },
  ),
];
