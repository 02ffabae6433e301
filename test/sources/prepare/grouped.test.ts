import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { customers } from "../../../src/analyses/customers";
import { loadSource, ordersSql, settle } from "../../../src/sources";
import { dialectOf } from "../../../src/sources/prepare/dialects";
import type { Definition } from "../../../src/sources/prepare/definition";
import { groupedSql } from "../../../src/sources/prepare/grouped";
import { orders, world, type World } from "../../analyses/world";
import { job, textFile } from "../read";
import { clickhouse, duckdb, postgres, postgresFolder, type Place } from "./places";
import { csv, rules, shop, source } from "./shop";

const postgresAt = postgresFolder();
const chdb = process.env["TENURE_CHDB"];
const UNTIL = "2024-02-10";

const places = [
  { id: "duckdb", table: "orders", why: null, open: duckdb },
  {
    id: "postgresql",
    table: "orders",
    why: postgresAt === null ? "needs PostgreSQL in /usr/lib/postgresql" : null,
    open: () => postgres(postgresAt!),
  },
  {
    id: "clickhouse",
    table: "shop.orders",
    why: chdb === undefined ? "needs TENURE_CHDB, a folder with the package chdb" : null,
    open: () => Promise.resolve(clickhouse(chdb!)),
  },
];

const definition = (
  table: string,
  until: string | null = null,
  own: Partial<Definition["rules"]> = {},
): Definition => ({
  source,
  rules: { ...rules, ...own },
  table,
  until,
});

/** Numbers as numbers, days as days. */
const plain = (rows: readonly (readonly string[])[]): (number | string)[][] =>
  rows.map((row) => row.slice(0, 6).map((cell) => (/^\d{4}-\d\d-\d\d$/.test(cell) ? cell : Number(cell))));

let here: World;
beforeAll(async () => {
  here = await world();
}, 60_000);
afterAll(() => here.engine.close());

const known = new Map<string, Promise<(number | string)[][]>>();
const ours = (...about: Parameters<typeof made>): ReturnType<typeof made> => {
  const key = JSON.stringify(about);
  if (!known.has(key)) known.set(key, made(...about));
  return known.get(key)!;
};

/** The same summary by the notebook's own cells: source, ledger, customers. */
async function made(
  until: string | null,
  own: Partial<Definition["rules"]> = {},
): Promise<(number | string)[][]> {
  const loaded = await loadSource(
    here.engine,
    textFile(csv(shop()), "shop.csv"),
    source,
    "sales",
    job,
    "2026-11-22",
  );
  const settled = await settle(here.engine, loaded, { rules: { ...rules, ...own } }, "taken", job);
  await orders(here, ordersSql(settled.sorted), "EUR");
  await here.run("customers", customers, { from: "orders" }, until === null ? {} : { to: until });
  const rows = await here.engine.rows(`
    SELECT x, tx, T, round(x * spend, 6) AS money, count(*) AS n, (any_value(first) + any_value(T))::VARCHAR AS until
    FROM notebook.customers GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`);
  return rows.map((row) => Object.values(row).map((cell) => cell ?? NaN));
}

describe.each(places)("the summary made in $id", ({ id, table, why, open }) => {
  let place: Place;
  beforeAll(async () => {
    if (why !== null) return;
    place = await open();
    await place.fill(shop());
  }, 60_000);
  afterAll(async () => {
    if (why === null) await place.close();
  });

  const cases: [string, string | null, Partial<Definition["rules"]>][] = [
    ["every rule that drops", null, {}],
    ["a last day", UNTIL, {}],
    [
      "kept doubles, free lines, returns and testers",
      null,
      {
        "duplicate-row": "keep",
        "zero-price": "keep",
        "negative-quantity": "keep",
        "test-customer": "keep",
        "guest-customer": "keep",
        cancelled: "keep",
      },
    ],
  ];
  test.skipIf(why !== null).each(cases)(
    `equals the notebook's own: %s${why === null ? "" : ` (skipped: ${why})`}`,
    async (_, until, own) => {
      const there = plain(await place.ask(groupedSql(definition(table, until, own), dialectOf(id))));
      const mine = await ours(until, own);
      expect(mine.length).toBeGreaterThan(100);
      expect(there).toEqual(mine);
    },
  );
});
