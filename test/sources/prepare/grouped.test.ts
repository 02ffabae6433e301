import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { customers } from "../../../src/analyses/customers";
import { loadSource, ordersSql, settle } from "../../../src/sources";
import { dialectOf } from "../../../src/sources/prepare/dialects";
import type { Definition } from "../../../src/sources/prepare/definition";
import { groupedSql } from "../../../src/sources/prepare/grouped";
import { orders, world, type World } from "../../analyses/world";
import { TenureError } from "../../../src/terms/error";
import type { SourceSpec } from "../../../src/sources/spec";
import { job, textFile } from "../read";
import { clickhouse, duckdb, postgres, postgresFolder, type Place } from "./places";
import { random } from "../../../src/math/random";
import { csv, rules, shop, source, source as plainly, type Row } from "./shop";

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

/** Everything that may be netted is. */
const NET = {
  refund: "net",
  cancelled: "net",
  "negative-quantity": "net",
  "negative-price": "net",
} as const;
const detailed: SourceSpec = {
  ...source,
  ids: ["trim", "case"],
  roles: { ...source.roles, product: "product", date: "moment" },
};
const orderless = Object.fromEntries(
  Object.entries({ ...detailed.roles, date: "Day" }).filter(([role]) => role !== "order"),
);
const nameless: SourceSpec = { ...detailed, ids: [], roles: orderless };

const scaled = (scale: number): SourceSpec => ({ ...plainly, read: { ...plainly.read, scale } });
const { currency: code, quantity, price, ...others } = plainly.roles;
/** What is paid in dollars takes away: any column of two words may say the side. */
const signedBeside: SourceSpec = {
  ...plainly,
  roles: { ...others, quantity: quantity!, price: price!, sign: code! },
  read: { ...plainly.read, minus: "usd", plus: "eur" },
};
/** Some rows have a price alone, some only pieces, most have both. */
const twoColumns: SourceSpec = { ...plainly, roles: { ...others, amount: price!, refunded: quantity! } };

const definition = (
  table: string,
  until: string | null = null,
  own: Partial<Definition["rules"]> = {},
  source: SourceSpec = plainly,
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

const file = textFile(csv(shop()), "shop.csv");
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
  source: SourceSpec = plainly,
  from: File = file,
): Promise<(number | string)[][]> {
  const loaded = await loadSource(
    here.engine,
    from,
    { ...source, read: { ...source.read, dates: "yyyy-mm-dd hh:mm" } },
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

  const cases: [string, string | null, Partial<Definition["rules"]>, SourceSpec?][] = [
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
    ["returns netted by order and by customer", null, NET],
    ["returns netted by product and time of day, ids evened out", UNTIL, NET, detailed],
    ["returns netted without order numbers", null, NET, nameless],
    ["prices in pennies", null, {}, scaled(0.01)],
    ["prices in thousands", UNTIL, {}, scaled(1000)],
    ["a sign that stands in a column of its own", null, { "negative-quantity": "keep" }, signedBeside],
    ["debits and credits in a column each", null, {}, twoColumns],
  ];
  test.skipIf(why !== null).each(cases)(
    `equals the notebook's own: %s${why === null ? "" : ` (skipped: ${why})`}`,
    async (_, until, own, told) => {
      const there = plain(await place.ask(groupedSql(definition(table, until, own, told), dialectOf(id))));
      const mine = await ours(until, own, told);
      expect(mine.length).toBeGreaterThan(100);
      expect(there).toEqual(mine);
      if (told?.read.scale !== undefined) expect(mine).not.toEqual(await ours(until, own, scaled(1)));
      if (told?.roles.sign !== undefined) expect(mine).not.toEqual(await ours(until, own, plainly));
      // Taken off earlier purchases, returns leave other histories than returns that are only left out.
      if (own.cancelled === "net") {
        const dropped = Object.fromEntries(Object.keys(NET).map((rule) => [rule, "drop"]));
        expect(mine).not.toEqual(await ours(until, dropped, told));
      }
    },
  );
});

/** Heaps in which many returns find too little: each makes another round of telling which ones take nothing. */
describe("returns that find too little", () => {
  let place: Place;
  beforeAll(async () => {
    place = await duckdb();
  }, 60_000);
  afterAll(() => place.close());

  test("are told in rounds, and where those do not suffice the summary is refused, never another", async () => {
    const draw = random(11);
    const heaps: Row[] = [];
    const day = (n: number): string => new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10);
    const put = (who: string, at: number, pieces: number): void =>
      void heaps.push([
        who,
        null,
        day(at),
        pieces < 0 ? -1 : 1,
        Math.abs(pieces),
        "EUR",
        null,
        `${day(at)} 10:00:00`,
      ]);
    const told = { equal: 0, refused: 0 };
    const answers: { who: string; mine: unknown; there: unknown }[] = [];
    const people = Array.from({ length: 10 }, (_, i) => `W-${i}`);
    for (const [i, who] of people.entries()) {
      if (i < 3) {
        for (let n = 1; n < 24; n++)
          put(who, n * 3, draw.below(2) === 0 ? 1 + draw.below(9) : -(1 + draw.below(i % 2 === 0 ? 30 : 6)));
        continue;
      }
      // One stays, then one too few stays for the next to be known: as many rounds as there are turns.
      for (let turn = 0; turn <= i - 3; turn++) {
        put(who, turn * 9, 10);
        put(who, turn * 9 + 1, turn === 0 ? -9 : -10);
        put(who, turn * 9 + 2, -2);
      }
    }
    put("B", 1, 5);
    put("B", 40, 7);
    for (const who of people) {
      // Somebody else buys and keeps all of it: what cannot be told of one is not lost where nothing of it remains.
      const rows = heaps.filter(([one]) => one === who || one === "B");
      await place.ask("DROP TABLE IF EXISTS orders");
      await place.fill(rows);
      const about: Definition = definition("orders", null, { ...NET, "zero-price": "keep" }, nameless);
      const there = plain(await place.ask(groupedSql(about, dialectOf("duckdb"))));
      const mine = await made(
        null,
        { ...NET, "zero-price": "keep" },
        nameless,
        textFile(csv(rows), `${who}.csv`),
      );
      // An empty number is what a summary that cannot be told consists of.
      const refused = there.some((row) => row.some((cell) => typeof cell === "number" && Number.isNaN(cell)));
      told[refused ? "refused" : "equal"]++;
      if (!refused) answers.push({ who, mine, there });
    }
    for (const { who, mine, there } of answers) expect([who, there]).toEqual([who, mine]);
    expect(told.equal).toBeGreaterThan(4);
    expect(told.refused).toBeGreaterThan(0);
  }, 120_000);
});

describe("what cannot be said is refused, never said otherwise", () => {
  const codes = (own: Partial<Definition["rules"]>, more: Partial<SourceSpec> = {}, id = "duckdb") => {
    try {
      groupedSql(definition("orders", null, own, { ...source, ...more }), dialectOf(id));
      return null;
    } catch (error) {
      const { code, params } = TenureError.from(error);
      return [code, params["rules"]];
    }
  };
  test.each([
    ["rules that look at the whole file", { outlier: "drop" }, {}, "duckdb", ["outlier"]],
    ["returns where rows repeat totals", NET, { amountOf: "order" }, "duckdb", ["net-of-totals"]],
    [
      "refunds under numbers of their own",
      NET,
      { roles: { ...source.roles, original: "product" } },
      "duckdb",
      ["linked-refunds"],
    ],
    ["letters made one where no word is for it", {}, { ids: ["nfc"] }, "spark", ["ids-nfc"]],
  ] as const)("%s", (_, own, more, id, rules) => {
    expect(codes(own, more, id)).toEqual(["prepare.unsaid", rules]);
  });

  test("and what can be said is not", () => {
    expect(codes({}, { ids: ["nfc"] })).toBeNull();
    expect(codes(NET)).toBeNull();
  });
});
