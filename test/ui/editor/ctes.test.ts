import { describe, expect, test } from "vitest";
import { nodeEngine } from "../../engine";
import { ctesIn } from "../../../src/ui/editor/ctes";
import { cteTables, functionsOf } from "../../../src/ui/editor/sqlKnown";

describe("common table expressions", () => {
  test.each([
    ["SELECT 1", []],
    ["WITH a AS (SELECT 1), b(x) AS MATERIALIZED (SELECT (2)) SELECT ", ["a", "b"]],
    ['with recursive "A b" as (select 1) from ', ["A b"]],
    ["WITH a AS (SELECT ${n} AS x), b AS (SELECT", ["a"]],
    ["SELECT with_a", []],
  ])("%s", (sql, names) => {
    expect(ctesIn(sql).map(({ name }) => name)).toEqual(names);
  });

  test("the engine says what columns they have, half a query and values notwithstanding", async () => {
    const engine = await nodeEngine();
    const asking = { query: async (sql: string) => engine.query(sql) };
    const found = await cteTables(
      "WITH a AS (SELECT 1 AS n, 'x' AS s WHERE 1 > ${low}), b AS (SELECT n + 1.5 AS m FROM a), bad AS (SELECT nothing) SELECT b.",
      asking,
    );
    expect(found).toMatchObject({
      a: [{ name: "n" }, { name: "s", type: "VARCHAR" }],
      b: [{ name: "m" }],
      bad: [],
    });
    const functions = await functionsOf(asking);
    const median = functions.find(({ name }) => name === "median");
    expect(median?.signatures[0]).toMatch(/^median\(.+\) → /);
    expect(functions.length).toBeGreaterThan(300);
    engine.close();
  });
});
