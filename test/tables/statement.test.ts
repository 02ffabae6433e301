import { describe, expect, test } from "vitest";
import { asSelect, mayBeSplit, oneQuery, tokens } from "../../src/tables/statement";
import type { TenureError } from "../../src/terms/error";

function problem(sql: string): { code: string; text: string; params: unknown } {
  try {
    oneQuery(sql);
  } catch (error) {
    const { code, params, at } = error as TenureError;
    return { code, params, text: at.range ? sql.slice(...at.range) : "" };
  }
  throw new Error(`was accepted: ${sql}`);
}

describe("one query", () => {
  test.each([
    "SELECT 1",
    "  -- a comment; with a semicolon\n/* and; another */ select 1",
    "((SELECT 1))",
    "FROM orders",
    "WITH a AS (SELECT 1), b AS MATERIALIZED (FROM a) SELECT * FROM a, b",
    "WITH deleted AS (SELECT 'DELETE' AS \"UPDATE\") FROM deleted",
    "VALUES (1), (2)",
    "TABLE orders",
    "DESCRIBE orders",
    "SUMMARIZE orders",
    "PIVOT orders ON month USING sum(amount)",
    "SELECT 'a;b', \"c;d\", $$e;f$$, $x$g;$$;h$x$ FROM t",
    "SELECT 'it''s; fine'",
    "SELECT e'it\\'s; fine', E'\\\\'",
    "SELECT 1 /* a /* b */ ; c */",
    "SELECT $é$a;b$é$",
  ])("%s", (sql) => {
    expect(oneQuery(sql)).toBe(sql);
  });

  test("a closing semicolon and what is empty behind it go; offsets stay", () => {
    expect(oneQuery("SELECT 1 ; -- done")).toBe("SELECT 1 ");
    expect(oneQuery("SELECT 1;;\n;")).toBe("SELECT 1");
  });

  test.each(["", "  \n", "-- only a comment", ";", "/* x */;"])("nothing: %j", (sql) => {
    expect(problem(sql).code).toBe("sql.empty");
  });

  test.each([
    ["SELECT 1; SELECT 2", "SELECT 2"],
    ["SELECT 1; -- a\n DROP TABLE x ;", "DROP TABLE x ;"],
    ["SELECT ';'; COPY t TO 'x'", "COPY t TO 'x'"],
    ["SELECT $$;$$; INSTALL httpfs", "INSTALL httpfs"],
    // What looks like the rest of a string or comment to a reader who parts it otherwise than the engine.
    ["SELECT E'a\\'' ; LOAD x --'", "LOAD x --'"],
    ["SELECT 1 /* /* */ ' */ ; LOAD x --'", "LOAD x --'"],
    ["SELECT 1 -- a\r; LOAD x", "LOAD x"],
    ["SELECT $é$ ' $é$ ; LOAD x --'", "LOAD x --'"],
    ["SELECT 1 AS a\u00a0, $x$ ' $x$ ; LOAD x --'", "LOAD x --'"],
    ["SELECT\u200bE'a\\'' ; LOAD x --'", "LOAD x --'"],
    ["SELECT 1$x$ ' ; ' $x$ ; LOAD x --'", "LOAD x --'"],
    ["SELECT\u00a0E'a\\'' ; LOAD x --'", "LOAD x --'"],
  ])("two: %s", (sql, second) => {
    expect(problem(sql)).toEqual({ code: "sql.two-statements", params: {}, text: second });
  });

  test.each([
    ["drop table x", "DROP", "drop"],
    ["/* SELECT */ Copy x TO 'y'", "COPY", "Copy"],
    ["WITH a AS (SELECT 1) INSERT INTO x FROM a", "INSERT", "INSERT"],
    ["WITH a AS (SELECT 1) delete FROM x", "DELETE", "delete"],
    ["EXPLAIN SELECT 1", "EXPLAIN", "EXPLAIN"],
    ["(DROP TABLE x)", "DROP", "DROP"],
    ["42", "42", "42"],
  ])("no query: %s", (sql, statement, text) => {
    expect(problem(sql)).toEqual({ code: "sql.not-a-query", params: { statement }, text });
  });

  test("what the engine splits itself is let through only where nothing can hide", () => {
    expect(mayBeSplit("PIVOT orders ON month USING sum(amount) ;\n")).toBe(true);
    expect(mayBeSplit("FROM (pivot orders ON month USING sum(amount))")).toBe(true);
    expect(mayBeSplit("PIVOT orders ON month USING sum(amount); DROP TABLE x")).toBe(false);
    expect(mayBeSplit("PIVOT (SELECT ';' AS month, 1 AS amount) ON month USING sum(amount)")).toBe(false);
    expect(mayBeSplit("SELECT 1")).toBe(false);
  });

  test("tokens know their place and their depth", () => {
    expect(tokens("a(b) -- c\n'd'")).toEqual([
      { text: "a", at: 0, depth: 0 },
      { text: "(", at: 1, depth: 0 },
      { text: "b", at: 2, depth: 1 },
      { text: ")", at: 3, depth: 0 },
      { text: "'d'", at: 10, depth: 0 },
    ]);
  });

  test("forms that cannot stand behind AS are wrapped, a closing comment included", () => {
    expect(asSelect("DESCRIBE t -- x")).toBe("FROM (DESCRIBE t -- x\n)");
    expect(asSelect("summarize t")).toBe("FROM (summarize t\n)");
    expect(asSelect("SELECT 1")).toBe("SELECT 1");
  });
});
