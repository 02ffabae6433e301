import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failure } from "../../src/tables/failure";
import "../../src/kinds/code";
import { sql } from "../../src/kinds/sql";
import type { Host, Value } from "../../src/notebook/kind";
import type { TenureError } from "../../src/terms/error";
import type { Outcome, Program } from "../../src/terms/jail";
import type { Json } from "../../src/terms/view";
import { jailOf } from "../jail/fake";
import { nodeEngine, type NodeEngine } from "../engine";

let engine: NodeEngine;
const signal = new AbortController().signal;

beforeAll(async () => {
  engine = await nodeEngine();
  await engine.exec("SET search_path = 'notebook'; SET errors_as_json = true");
  await engine.create(
    "orders",
    "SELECT i AS n, DATE '2024-01-01' + i::INTEGER AS date, 10.0 * i AS amount FROM range(10) t(i)",
    signal,
  );
}, 60_000);
afterAll(() => engine.close());

const json = (value: Json, date = false): Value => ({ is: "json", json: value, ...(date ? { date } : {}) });

/** Runs a body on the real engine, whose errors are worded as the page's engine words them. */
async function run(
  body: string,
  inputs: Record<string, Value> = {},
  attributes = {},
  jail: { outcome: Outcome; asked: Program[] } | null = null,
) {
  const { spec, problems } = sql.parse(body, attributes);
  if (!spec) return { problems };
  const create: NodeEngine["create"] = async (name, text, stop, options) => {
    try {
      return await engine.create(name, text, stop, options);
    } catch (thrown) {
      throw failure(thrown, text);
    }
  };
  const host = {
    engine: { ...engine, create },
    ...(jail ? { jail: jailOf(jail.outcome, jail.asked) } : {}),
  } as unknown as Host;
  const job = { cell: "q", signal, progress: () => undefined };
  const result = await sql.run(spec, new Map(Object.entries(inputs)), host, job);
  return { result, rows: await engine.rows('FROM notebook."q"'), problems };
}

describe("sql", () => {
  test("stores one query and shows it", async () => {
    const { result, rows } = await run("SELECT sum(amount) AS total\nFROM orders -- all of them");
    expect(rows).toEqual([{ total: 450 }]);
    expect(result!.value).toMatchObject({ is: "table", table: { sql: 'notebook."q"', rows: 1 } });
    expect(result!.views).toMatchObject([{ show: "table" }]);
    expect(result!.sql).toEqual([
      { name: "q", text: "SELECT sum(amount) AS total\nFROM orders -- all of them" },
    ]);
  });

  test("numbers, texts, lists and dates are bound with their types", async () => {
    const one = await run("SELECT count(*) AS c FROM orders WHERE amount > ${least} AND n IN ${some}", {
      least: json(25),
      some: json([1, 3, 5]),
    });
    expect(one.rows).toEqual([{ c: 2 }]);
    const day = await run("SELECT count(*) AS c FROM orders WHERE date >= CAST(${day} AS DATE)", {
      day: json("2024-01-08", true),
    });
    expect(day.rows).toEqual([{ c: 3 }]);
    const nasty = "'); DROP TABLE orders; --";
    const text = await run("SELECT ${t} AS t, length(${t}) AS n", { t: json(nasty) });
    expect(text.rows).toEqual([{ t: nasty, n: nasty.length }]);
    const limit = await run("SELECT n FROM orders ORDER BY n LIMIT ${k}", { k: json(2) });
    expect(limit.rows).toEqual([{ n: 0 }, { n: 1 }]);
  });

  test("the same name is bound once; a member and a column of another cell can be named", async () => {
    const table = await engine.create("one", "SELECT 5 AS low, 7 AS high", signal);
    const { rows, result } = await run("SELECT ${r.a} + ${r.a} AS s, ${one.high} AS h", {
      r: json({ a: 4 }),
      one: { is: "table", table },
    });
    expect(rows).toEqual([{ s: 8, h: 7 }]);
    expect(result!.sql![0]!.text.match(/q:1/g)).toHaveLength(2);
  });

  test("an empty date compares with dates and finds nothing", async () => {
    const { rows } = await run("SELECT count(*) AS c FROM orders WHERE date > ${d}", { d: json(null, true) });
    expect(rows).toEqual([{ c: 0 }]);
  });

  test("money keeps the currency of the one table it comes from", async () => {
    const table = await engine.create("paid", "SELECT 1 AS n", signal);
    const inCurrency = (currency: string): Value => ({ is: "table", table: { ...table, currency } });
    const one = await run("SELECT sum(n) AS n FROM paid", { paid: inCurrency("GBP"), k: json(1) });
    expect(one.result!.value).toMatchObject({ table: { currency: "GBP" } });
    const two = await run("SELECT sum(n) AS n FROM paid", {
      paid: inCurrency("GBP"),
      other: inCurrency("EUR"),
    });
    expect(two.result!.value).not.toHaveProperty("table.currency");
  });

  test("an expression is computed where code runs, once, and its value or list is bound", async () => {
    const asked: Program[] = [];
    const one = await run(
      "SELECT count(*) AS c FROM orders WHERE n > ${k * 2} OR n = ${k * 2}",
      { k: json(3) },
      {},
      { outcome: { is: "json", json: 6 }, asked },
    );
    expect(one.rows).toEqual([{ c: 4 }]);
    expect(asked).toMatchObject([{ code: "k * 2", expression: true, given: { k: { is: "json", json: 3 } } }]);
    const list = await run(
      "SELECT count(*) AS c FROM orders WHERE n IN ${[k, 2]}",
      { k: json(1) },
      {},
      {
        outcome: { is: "json", json: [1, 2] },
        asked,
      },
    );
    expect(list.rows).toEqual([{ c: 2 }]);
    await expect(
      run("SELECT ${({ k })}", { k: json(1) }, {}, { outcome: { is: "json", json: { k: 1 } }, asked }),
    ).rejects.toMatchObject({ code: "expression.no-single", at: { range: [7, 17] } });
  });

  test("the attribute view keeps a view", async () => {
    await run("SELECT n FROM orders WHERE n > ${k}", { k: json(7) }, { view: true });
    expect(
      await engine.rows("SELECT table_type FROM information_schema.tables WHERE table_name = 'q'"),
    ).toEqual([{ table_type: "VIEW" }]);
    await engine.exec('DROP VIEW notebook."q"');
  });

  test.each<[string, string, string]>([
    ["SELECT nosuch FROM orders", "sql.no-column", "nosuch"],
    ["SELECT ${k} AS a,\n  ${k} AS b, nosuch FROM orders", "sql.no-column", "nosuch"],
    ["SELECT ${k} AS a FROM ordres", "sql.no-table", "ordres"],
    ["SELECT ${k} +\n  SELEKT 1", "sql.syntax", "1"],
    ["SELECT 'zażółć' AS z, ${k} AS k, nosuch FROM orders", "sql.no-column", "nosuch"],
  ])("%j: the error stands at the user's own words", async (body, code, word) => {
    const error = await run(body, { k: json(1) }).catch((thrown: unknown) => thrown as TenureError);
    expect(error).toMatchObject({ code });
    const { range } = (error as TenureError).at;
    expect(body.slice(...range!)).toBe(word);
  });

  test.each<[string, string, [number, number] | undefined]>([
    ["  \n", "sql.empty", undefined],
    ["SELECT '${k}'", "sql.value-in-quotes", [8, 12]],
    ['SELECT "${k}"', "sql.value-in-quotes", [8, 12]],
    ["SELECT a${k}", "sql.value-misplaced", [8, 12]],
    ["SELECT ${k + }", "ts.syntax", undefined],
    ["SELECT 1, ${let k = 1}", "ts.no-expression", [12, 21]],
  ])("%j: %s", (body, code, range) => {
    const { spec, problems } = sql.parse(body, {});
    expect(spec).toBeNull();
    expect(problems).toMatchObject([{ code, ...(range ? { at: { range } } : {}) }]);
  });

  test("in a comment a name is only words", () => {
    const { spec } = sql.parse("SELECT 1 -- ${nobody + 1}\n/* ${k} */", {});
    expect(sql.references(spec!)).toEqual([]);
  });

  test("a value that is none says so at its place", async () => {
    await expect(run("SELECT ${f}", { f: json({ a: 1 }) })).rejects.toMatchObject({
      code: "expression.no-value",
      at: { range: [7, 11] },
    });
  });
});
