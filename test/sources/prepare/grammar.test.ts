import nodeSqlParser from "node-sql-parser";
import { describe, expect, test } from "vitest";
import type { Definition } from "../../../src/sources/prepare/definition";
import { DIALECTS, dialectOf } from "../../../src/sources/prepare/dialects";
import { groupedSql, joinSql } from "../../../src/sources/prepare/grouped";
import { rules, source } from "./shop";

/** What a grammar has against a text; empty: nothing. */
type Grammar = (sql: string) => readonly string[];

const byPeg = (database: string): Grammar => {
  const parser = new nodeSqlParser.Parser();
  return (sql) => {
    try {
      parser.astify(sql, { database });
      return [];
    } catch (error) {
      return [String(error)];
    }
  };
};

/**
 * DuckDB, PostgreSQL and ClickHouse are not here: they are asked themselves, in `grouped.test.ts`. Athena speaks
 * Trino's SQL; Spark's grammar grew out of Hive's.
 */
const GRAMMARS: readonly (readonly [dialect: string, grammar: string, check: Grammar])[] = [
  ["bigquery", "BigQuery", byPeg("BigQuery")],
  ["snowflake", "Snowflake", byPeg("Snowflake")],
  ["trino", "Athena", byPeg("Athena")],
  ["spark", "Hive", byPeg("Hive")],
];

const definitions: readonly (readonly [string, Definition])[] = [
  ["every rule", { source, rules, table: "shop.orders", until: null }],
  [
    "a last day",
    { source, rules: { ...rules, "duplicate-row": "keep" }, table: "shop.orders", until: "2024-02-10" },
  ],
  [
    "netting",
    { source, rules: { ...rules, cancelled: "net", refund: "net" }, table: "shop.orders", until: null },
  ],
  [
    "an amount alone, and names that need quotes",
    {
      source: {
        columns: { "Kto?": "text", "it's": "date", Kwota: "decimal" },
        roles: { customer: "Kto?", date: "it's", amount: "Kwota" },
      },
      rules,
      table: "my-shop.orders",
      until: null,
    },
  ],
];

describe.each(GRAMMARS)("%s by the %s grammar", (id, _, check) => {
  test.each(definitions)("takes the summary and the joining back: %s", (_name, definition) => {
    const dialect = dialectOf(id);
    expect(check(groupedSql(definition, dialect))).toEqual([]);
    expect(check(joinSql(definition, dialect, "shop.scores"))).toEqual([]);
  });

  test("can refuse", () => {
    const sql = groupedSql(definitions[0]![1], dialectOf(id));
    expect(check(sql.replace("GROUP BY x", "GROUP x"))).not.toEqual([]);
    expect(check(sql.replace("COUNT(*) AS customers", "COUNT(* AS customers"))).not.toEqual([]);
  });
});

test("nothing personal is in the summary: its last SELECT names neither customer nor order nor day of one", () => {
  for (const dialect of DIALECTS) {
    const last = groupedSql(definitions[0]![1], dialect).split("\n)\n").at(-1)!;
    expect(last).toMatch(
      /^SELECT x, t_x, t, repeat_money, COUNT\(\*\) AS customers, observed_until, 'EUR' AS currency\nFROM histories\n/,
    );
    expect(last).not.toMatch(/who|order_no|opened|closed/);
  }
});
