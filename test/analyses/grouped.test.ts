import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clv } from "../../src/analyses/clv";
import { customers } from "../../src/analyses/customers";
import { fit } from "../../src/analyses/fit";
import { grouped } from "../../src/analyses/grouped";
import { scoring } from "../../src/analyses/scoring";
import { spend } from "../../src/analyses/spend";
import type { SavedFit } from "../../src/models/types";
import { loadSource, ordersSql, settle } from "../../src/sources";
import { dialectOf } from "../../src/sources/prepare/dialects";
import { groupedSql, joinSql } from "../../src/sources/prepare/grouped";
import { preparedSource } from "../../src/sources/prepare/recognise";
import { job, textFile } from "../sources/read";
import { duckdb, type Place } from "../sources/prepare/places";
import { csv, rules, shop, source } from "../sources/prepare/shop";
import { orders, world, type World } from "./world";

/** One shop, told twice: its rows read in the notebook, and its summary made in a database and dropped here. */
const rows = shop(300, 11);
const definition = { source, rules, table: "orders", until: null };
const HEAD = "x,t_x,t,repeat_money,customers,observed_until";
const WHOLE = `${HEAD},currency`;

let here: World;
let place: Place;
let summary: string;

/** The file as a `source` cell reads it. */
async function drop(text: string, name = "summary.csv"): Promise<void> {
  const file = textFile(text, name);
  const spec = (await preparedSource(file))!;
  const loaded = await loadSource(here.engine, file, spec, "summary", job);
  const ref = await here.engine.create("summary", `FROM ${loaded.raw.sql}`, job.signal);
  here.give("summary", { is: "table", table: ref });
}

beforeAll(async () => {
  [here, place] = await Promise.all([world(), duckdb()]);
  await place.fill(rows);
  const made = await place.ask(groupedSql(definition, dialectOf("duckdb")));
  summary = [WHOLE, ...made.map((row) => row.join(","))].join("\n") + "\n";
  const loaded = await loadSource(
    here.engine,
    textFile(csv(rows), "shop.csv"),
    source,
    "sales",
    job,
    "2026-11-22",
  );
  const settled = await settle(here.engine, loaded, { rules }, "taken", job);
  await orders(here, ordersSql(settled.sorted), "EUR");
  await here.run("raw", customers, { from: "orders" });
  await drop(summary);
  await here.run("made", grouped, { from: "summary" });
}, 120_000);
afterAll(async () => {
  here.engine.close();
  await place.close();
});

async function fitted(kind: "fit" | "spend", from: string, values = {}): Promise<SavedFit> {
  const { value } =
    kind === "fit"
      ? await here.run(`${kind} ${from}`, fit, { from }, values)
      : await here.run(`${kind} ${from}`, spend, { from });
  return (value as { fit: SavedFit }).fit;
}

const same = (a: SavedFit, b: SavedFit): void => {
  expect(a.status).not.toBe("refused");
  expect([a.status, a.data.customers]).toEqual([b.status, b.data.customers]);
  expect(Math.abs(a.logLikelihood / b.logLikelihood - 1)).toBeLessThan(1e-9);
  for (const [name, value] of Object.entries(a.params))
    expect(Math.abs(value / b.params[name]! - 1)).toBeLessThan(1e-9);
};

describe("a summary prepared elsewhere", () => {
  test.each(["bg-nbd", "pareto-nbd"])("fits %s as the orders themselves do, to 1e-9", async (model) => {
    same(await fitted("fit", "raw", { model }), await fitted("fit", "made", { model }));
  });

  test("keeps the money's name", () => {
    expect([here.table("raw").currency, here.table("made").currency]).toEqual(["EUR", "EUR"]);
  });

  test("fits spend as the orders themselves do, to 1e-9", async () => {
    same(await fitted("spend", "raw"), await fitted("spend", "made"));
  });

  test("scores go back and join: every customer gets the value the notebook gives it", async () => {
    const values = { horizon: "12 months" };
    await fitted("fit", "raw", { model: "bg-nbd" });
    await fitted("spend", "raw");
    await fitted("fit", "made", { model: "bg-nbd" });
    await fitted("spend", "made");
    await here.run("raw scores", clv, { from: "raw", fit: "fit raw", spend: "spend raw" }, values);
    await here.run("made scores", clv, { from: "made", fit: "fit made", spend: "spend made" }, values);
    await here.run("back", scoring, { from: "made", scores: "made scores" });
    const keys = await here.engine.row(
      "SELECT count(*) AS n, count(DISTINCT (x, t_x, t, repeat_money)) AS d, sum(customers) AS c FROM notebook.back",
    );
    expect(keys["d"]).toBe(keys["n"]);
    const back = await here.engine.rows(
      "SELECT * REPLACE (repeat_money::VARCHAR AS repeat_money) FROM notebook.back",
    );
    const cells = back.map(
      (row) =>
        `(${Object.values(row)
          .map((cell) => (typeof cell === "string" ? `'${cell}'` : cell))
          .join(", ")})`,
    );
    await place.ask(
      `CREATE OR REPLACE TABLE scores AS SELECT * FROM (VALUES ${cells.join(", ")}) s(${Object.keys(back[0]!).join(", ")})`,
    );
    const joined = await place.ask(joinSql(definition, dialectOf("duckdb"), "scores"));
    const mine = await here.engine.rows(
      'SELECT customer_id, p_alive, orders, clv FROM notebook."raw scores"',
    );
    expect(joined.length).toBe(mine.length);
    const there = new Map(joined.map((row) => [row[0]!, [row[5], row[6], row[8]].map(Number)]));
    for (const { customer_id, p_alive, orders: ahead, clv: worth } of mine) {
      const [p, o, v] = there.get(String(customer_id))!;
      expect(p).toBeCloseTo(Number(p_alive), 8);
      expect(o).toBeCloseTo(Number(ahead), 8);
      expect(v! / Number(worth)).toBeCloseTo(1, 8);
    }
  });

  test("is known by its columns: another order, capitals, more of them; and nothing else is", async () => {
    const turned =
      "OBSERVED_UNTIL,CUSTOMERS,REPEAT_MONEY,T,T_X,X,NOTE\n2024-01-31,3,0,40,0,0,a\n2024-01-31,1,12.5,40,7,1,b\n";
    expect((await preparedSource(textFile(turned)))?.columns).toMatchObject({
      X: "integer",
      OBSERVED_UNTIL: "date",
    });
    await drop(turned, "turned.csv");
    await here.run("turned", grouped, { from: "summary" });
    expect(
      await here.engine.row(
        "SELECT count(*) AS n, sum(spend) AS s, max(last)::VARCHAR AS l FROM notebook.turned",
      ),
    ).toEqual({ n: 4, s: 12.5, l: "2023-12-29" });
    expect(await preparedSource(textFile("customer,date,amount\na,2024-01-01,5\n"))).toBeNull();
    expect(await preparedSource(textFile(""))).toBeNull();
  });

  test.each([
    ["a purchase after the end", "1,50,40,5.00,1,2024-01-31", "grouped.impossible"],
    ["half a customer", "0,0,40,0,0.5,2024-01-31", "grouped.impossible"],
    ["a first purchase on another day", "0,3,40,0,1,2024-01-31", "grouped.impossible"],
    ["two last days", "0,0,40,0,1,2024-01-31\n0,0,41,0,1,2024-02-01", "grouped.days"],
  ])("is refused with %s", async (_, line, code) => {
    await drop(`${HEAD}\n${line}\n1,2,9,5.00,2,2024-01-31\n`, `${code}.csv`);
    await expect(here.run("bad", grouped, { from: "summary" })).rejects.toMatchObject({ code });
  });
});
