import { describe, expect, test } from "vitest";
import { formatSql } from "../../../src/ui/editor/format/sql";
import { formatYaml } from "../../../src/ui/editor/format/yaml";
import { nodeEngine } from "../../engine";

describe("formatSql", () => {
  test("lays a query out and keeps its words as they are written", () => {
    expect(formatSql("select a, sum(b) s from t where x > 1 -- why\ngroup by all")).toBe(
      "select\n  a,\n  sum(b) s\nfrom\n  t\nwhere\n  x > 1 -- why\ngroup by all",
    );
  });

  test.each([
    "SELECT ${a} FROM orders WHERE x > ${threshold} AND y < ${{b: 1}.b} LIMIT ${n}",
    "SELECT * FROM t WHERE hole_0 = ${x} AND hole__1 = ${y}",
    "SELECT '${literal}' AS \"${odd}\", ${ percent(share) }",
  ])("leaves every ${…} as it is: %s", (sql) => {
    const laid = formatSql(sql);
    const holes = (text: string) => text.match(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g);
    expect(holes(laid ?? "")).toEqual(holes(sql));
    expect((laid ?? "").replace(/\s+/g, "")).toBe(sql.replace(/\s+/g, ""));
  });

  test("is at rest: what is laid out once stays as it is", () => {
    const once = formatSql(
      "WITH a AS (FROM orders) SELECT * EXCLUDE (x), list_transform([1,2], x -> x+1) FROM a QUALIFY true",
    );
    expect(once).not.toBeNull();
    expect(formatSql(once ?? "")).toBe(once);
  });

  test.each(["select (", "select 'a"])("half a query stays as it is: %s", (sql) => {
    expect(formatSql(sql)).toBeNull();
  });
});

describe("formatYaml", () => {
  test("evens out spaces; comments, order, quotes and names stay", () => {
    const body =
      "# first\ntype:   range\nlabel: 'It''s'   # why\nmin:    ${low}\noptions: [ a,b ]\n\nunknown: {x: 1}";
    expect(formatYaml(body)).toBe(
      "# first\ntype: range\nlabel: 'It''s' # why\nmin: ${low}\noptions: [a, b]\n\nunknown: {x: 1}",
    );
  });

  test("what is no YAML stays as it is", () => {
    expect(formatYaml("a: [1")).toBeNull();
    expect(formatYaml("")).toBeNull();
  });
});

describe("formatted queries in the engine", () => {
  test("give the same rows", async () => {
    const engine = await nodeEngine();
    for (const sql of QUERIES) {
      const laid = formatSql(sql);
      expect(laid, sql).not.toBeNull();
      expect(JSON.stringify(await engine.rows(laid ?? ""))).toBe(JSON.stringify(await engine.rows(sql)));
    }
    engine.close();
  });
});

const QUERIES = [
  "select x, x*2 as y from range(5) t(x) where x > 1 order by x desc",
  "WITH a AS (FROM range(9) t(x)), b AS (SELECT x%3 AS g, sum(x) AS s FROM a GROUP BY ALL) SELECT g, s, row_number() OVER (ORDER BY s DESC) AS n FROM b QUALIFY n <= 2 ORDER BY ALL",
  "SELECT list_transform([1,2,3], v -> v + 1) AS l, {'a': 1, 'b': 'it''s'} AS r, $$ two  spaces $$ AS d, 'a  -- no comment' AS t",
  "FROM (VALUES (1,'a'),(2,'b')) v(n, s) SELECT s, n::DOUBLE AS d, n BETWEEN 1 AND 2 AS k, CASE WHEN n=1 THEN 'one' ELSE s END AS c ORDER BY n",
  "PIVOT (SELECT x%2 AS k, x AS v FROM range(6) t(x)) ON k USING sum(v)",
  "SELECT count(*) FILTER (WHERE x % 2 = 0) AS n, arg_max(x, -x) AS m, 1e3 AS e, DATE '2024-01-31' + INTERVAL 1 MONTH AS d FROM range(10) t(x)",
];
