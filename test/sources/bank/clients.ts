import { type Case, comma, day, dot, grid, grouped, made, sales, text, totals, written } from "./shop";

/** What SQL clients, editors and wikis print, and what databases write. */

const widths = (rows: readonly (readonly string[])[]): number[] =>
  rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));

interface Box {
  readonly side: string;
  readonly lines: readonly (readonly [left: string, fill: string, cross: string, right: string])[];
}
/** A table in a box: over it, under its names, under all. */
function box(rows: readonly (readonly string[])[], { side, lines }: Box, between = false): string {
  const wide = widths(rows);
  const [top, middle, bottom] = lines.map(
    ([left, fill, cross, right]) => left + wide.map((n) => fill.repeat(n + 2)).join(cross) + right,
  );
  const cells = rows.map(
    (row) => `${side} ${row.map((cell, i) => cell.padEnd(wide[i]!)).join(` ${side} `)} ${side}`,
  );
  const under = between
    ? cells.slice(1).flatMap((row, i) => (i === 0 ? [row] : [middle!, row]))
    : cells.slice(1);
  return [top, cells[0], middle, ...under, bottom].join("\n");
}
const plus = ["+", "-", "+", "+"] as const;
const MYSQL: Box = { side: "|", lines: [plus, plus, plus] };
const LINES: Box = {
  side: "│",
  lines: [
    ["┌", "─", "┬", "┐"],
    ["├", "─", "┼", "┤"],
    ["└", "─", "┴", "┘"],
  ],
};
const HEAVY: Box = {
  side: "┃",
  lines: [
    ["┏", "━", "┳", "┓"],
    ["┡", "━", "╇", "┩"],
    ["└", "─", "┴", "┘"],
  ],
};

const ORACLE = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");

export const clients: readonly Case[] = [
  made("a box of mysql", 1101, (l) => `${box(grid(l), MYSQL)}\n24 rows in set (0.00 sec)\n`),
  made(
    "a box of mysql with its prompt",
    1102,
    (l) =>
      `mysql> SELECT * FROM orders;\n${box(grid(l), MYSQL)}\n24 rows in set (0.00 sec)\n\nmysql> exit\nBye\n`,
  ),
  made("a box of DuckDB", 1103, (l) => {
    const [head, ...rows] = grid(l);
    return box([head!, ["varchar", "varchar", "date", "decimal(9,2)"], ...rows], LINES);
  }),
  made("a box of sqlite", 1104, (l) => box(grid(l), LINES)),
  made("a box of ClickHouse", 1105, (l) => box(grid(l), HEAVY)),
  made("a grid of reStructuredText", 1106, (l) =>
    box(grid(l), { side: "|", lines: [plus, ["+", "=", "+", "+"], plus] }, false),
  ),
  made("a grid with lines between rows", 1107, (l) => box(grid(l), MYSQL, true)),
  made("a table of Org", 1108, (l) => {
    const rows = grid(l).map((row) => `| ${row.join(" | ")} |`);
    return ["#+TITLE: orders", rows[0], "|-------+------+------------+----------|", ...rows.slice(1)].join(
      "\n",
    );
  }),
  made(
    "a table of a wiki",
    1109,
    (l) => {
      const [head, ...rows] = grid(l);
      return [`||${head!.join("||")}||`, ...rows.map((row) => `|${row.join("|")}|`)].join("\n");
    },
    { refuse: /^source\./ },
  ),
  made("sqlcmd: dashes under names, rows counted", 1111, (l) => {
    const rows = grid(l);
    const wide = widths(rows);
    const [head, ...cells] = rows.map((row) => row.map((cell, i) => cell.padEnd(wide[i]!)).join(" "));
    return [head, wide.map((n) => "-".repeat(n)).join(" "), ...cells, "", "(24 rows affected)"].join("\r\n");
  }),
  made("sqlcmd parted by commas, dashes under names", 1112, (l) => {
    const [head, ...rows] = written(grid(l)).trimEnd().split("\n");
    return [head, "--------,-----------,----------,------", ...rows, "", "(24 rows affected)"].join("\r\n");
  }),
  made("COPY of Postgres", 1113, (l) =>
    written(
      [
        ["order_id", "customer_id", "coupon", "order_date", "amount"],
        ...grid(l)
          .slice(1)
          .map(([a, b, c, d]) => [a!, b!, "\\N", `${c} 10:00:00+00`, d!]),
      ],
      { delimiter: "\t" },
    ),
  ),
  made("quotes behind backslashes, as MySQL writes", 1114, (l) =>
    [
      '"order_id","customer_id","note","order_date","amount"',
      ...l.map(
        ({ order, who, at, cents }, i) =>
          `"${order}","${who}","the \\"best\\", ${i}","${day("yyyy-mm-dd")(at)}","${dot(cents)}"`,
      ),
    ].join("\n"),
  ),
  made("nulls of MySQL without quotes", 1115, (l) =>
    [
      '"order_id","customer_id","note","order_date","amount"',
      ...l.map(
        ({ order, who, at, cents }, i) =>
          `"${order}","${who}",${i % 2 ? "\\N" : '"O\\\'Brien\\\\"'},"${day("yyyy-mm-dd")(at)}",${dot(cents)}`,
      ),
    ].join("\n"),
  ),
  made("single quotes around cells", 1116, (l) =>
    [
      "'order_id','customer_id','order_date','amount'",
      ...l.map(
        ({ order, who, at, cents }) =>
          `'${order}','${who}, Ltd','${day("yyyy-mm-dd")(at)}','${comma(cents)}'`,
      ),
    ].join("\n"),
  ),
  made("every row within quotes", 1117, (l) =>
    written(grid(l, { money: grouped(",", ".") }))
      .trimEnd()
      .split("\n")
      .map((row) => `"${row.replaceAll('"', '""')}"`)
      .join("\r\n"),
  ),
  made("inches in tab-parted names", 1118, (l) =>
    [
      "order_id\tcustomer_id\titem\torder_date\tamount",
      ...l.map(({ order, who, at, cents }, i) =>
        [order, who, i % 3 ? 'pipe 5" long' : '"5 inch', day("yyyy-mm-dd")(at), dot(cents)].join("\t"),
      ),
    ].join("\n"),
  ),
  made("timestamps of DB2", 1119, (l) =>
    written(grid(l, { day: (at) => `${day("yyyy-mm-dd")(at)}-10.30.00.000000` })),
  ),
  made("timestamps of Oracle", 1121, (l) =>
    written(
      grid(l, {
        day: (at) =>
          `${day("dd")(at)}-${ORACLE[new Date(at).getUTCMonth()]}-${day("yy")(at)} 10.30.00.000000 AM`,
      }),
    ),
  ),
  made(
    "midnight as 24:00",
    1122,
    (l) => written(grid(l, { day: (at) => `${day("yyyy-mm-dd")(at - 86_400_000)} 24:00:00` }), {}),
    {
      read: (({ rows, customers, cents }) => ({ rows, customers, cents }))(
        totals(sales(1122, { back: true })),
      ),
    },
  ),
  made("milliseconds behind a colon", 1123, (l) =>
    written(grid(l, { day: (at) => `${day("yyyy-mm-dd")(at)} 10:30:00:123` })),
  ),
  made("days of .NET in JSON", 1124, (l) =>
    text(
      JSON.stringify({
        d: {
          results: l.map(({ order, who, at, cents }) => ({
            __metadata: { uri: "x" },
            OrderID: order,
            CustomerID: who,
            OrderDate: `/Date(${at})/`,
            Amount: dot(cents),
          })),
        },
      }),
    ),
  ),
  made("edges and nodes", 1125, (l) =>
    text(
      JSON.stringify({
        data: {
          orders: {
            pageInfo: { hasNextPage: false },
            edges: l.map(({ order, who, at, cents }) => ({
              cursor: "x",
              node: {
                id: `gid://shop/Order/${order}`,
                createdAt: `${day("yyyy-mm-dd")(at)}T10:00:00Z`,
                customer: { id: `gid://shop/Customer/${who}` },
                totalPriceSet: { shopMoney: { amount: dot(cents), currencyCode: "EUR" } },
              },
            })),
          },
        },
      }),
    ),
  ),
  made("hits of a search engine", 1126, (l) =>
    text(
      JSON.stringify({
        took: 3,
        hits: {
          total: 24,
          hits: l.map(({ order, who, at, cents }) => ({
            _index: "orders",
            _id: order,
            _score: 1.5,
            _source: { customer_id: who, order_date: day("yyyy-mm-dd")(at), amount: cents / 100 },
          })),
        },
      }),
    ),
  ),
  made(
    "INSERT statements",
    1127,
    (l) =>
      l
        .map(
          ({ order, who, at, cents }) =>
            `INSERT INTO orders VALUES ('${order}', '${who}', '${day("yyyy-mm-dd")(at)}', ${dot(cents)});`,
        )
        .join("\n"),
    { refuse: /^source\./ },
  ),
  made(
    "records down the page",
    1128,
    (l) =>
      l
        .map(
          ({ order, who, at, cents }, i) =>
            `*************************** ${i + 1}. row ***************************\n   order_id: ${order}\ncustomer_id: ${who}\n order_date: ${day("yyyy-mm-dd")(at)}\n     amount: ${dot(cents)}`,
        )
        .join("\n"),
    { refuse: /^source\./ },
  ),
  made(
    "XML",
    1129,
    (l) =>
      `<?xml version="1.0"?>\n<orders>\n${l.map(({ order, who, at, cents }) => `  <order id="${order}"><customer>${who}</customer><date>${day("yyyy-mm-dd")(at)}</date><amount>${dot(cents)}</amount></order>`).join("\n")}\n</orders>`,
    { refuse: /^source\./ },
  ),
  made(
    "one key and value after another",
    1131,
    (l) =>
      l
        .map(
          ({ order, who, at, cents }) =>
            `time=${day("yyyy-mm-dd")(at)} order=${order} customer=${who} amount=${dot(cents)}`,
        )
        .join("\n"),
    { refuse: /^source\./ },
  ),
];
