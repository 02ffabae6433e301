import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sqlReferences } from "../../src/notebook/references";
import { nodeEngine, type NodeEngine } from "../engine";

/** What one query reads; `may`: words that could be columns; `cells`: what the notebook holds, else {@link CELLS}. */
interface Fixture {
  readonly reads: readonly string[];
  readonly may?: readonly string[];
  readonly cells?: readonly string[];
}

const CELLS = ["orders", "customers", "scores", "check", "last-year", "zamówienia", "заказы"];
const folder = join(import.meta.dirname, "references");
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".sql"))
  .map((name) => name.slice(0, -4));
const sqlOf = (name: string) => readFileSync(join(folder, `${name}.sql`), "utf8").trimEnd();
const fixtureOf = (name: string) =>
  JSON.parse(readFileSync(join(folder, `${name}.refs.json`), "utf8")) as Fixture;

test("there are enough pairs to mean something", () => {
  expect(names.length).toBeGreaterThanOrEqual(60);
});

describe("references of SQL", () => {
  test.each(names)("%s", (name) => {
    const { reads, may = [], cells = CELLS } = fixtureOf(name);
    const sql = sqlOf(name);
    const found = sqlReferences(sql).filter(({ id }) => cells.includes(id.toLowerCase()));
    const ids = new Set(found.map(({ id }) => id.toLowerCase()));
    expect(
      [...ids].filter((id) => ![...reads, ...may].includes(id)),
      "one too many",
    ).toEqual([]);
    expect(
      reads.filter((id) => !ids.has(id)),
      "one too few",
    ).toEqual([]);
    // What stands where a table stands is told from what may be a column.
    const tables = new Set(found.filter(({ soft }) => soft === "table").map(({ id }) => id.toLowerCase()));
    expect(
      reads.filter((id) => !tables.has(id) && name !== "histogram-of-a-table"),
      "taken for a column",
    ).toEqual([]);
    for (const { id, range } of found) expect(sql.slice(...range!).toLowerCase()).toContain(id.split(":")[0]);
  });
});

describe("the pairs themselves", () => {
  let engine: NodeEngine;
  const table = (cell: string) => `notebook."${cell}"`;
  const make = (cell: string) =>
    `CREATE TABLE ${table(cell)} AS SELECT 'a' AS customer, DATE '2024-01-01' AS date, 1.0 AS amount, 1 AS quantity, 1 AS n`;
  const binds = async (sql: string): Promise<boolean> => {
    try {
      await engine.exec(`EXPLAIN ${sql.replace(/^(DESCRIBE|SUMMARIZE) .*/, "SELECT * FROM ($&)")}`);
      return true;
    } catch {
      return false;
    }
  };

  beforeAll(async () => {
    engine = await nodeEngine();
    await engine.exec("SET search_path = 'notebook'");
  }, 60_000);
  afterAll(() => engine.close());

  // The engine is the judge: a query reads exactly the tables it cannot be bound without.
  test.each(names)("%s: the engine agrees", async (name) => {
    const { reads, cells = CELLS } = fixtureOf(name);
    const sql = sqlOf(name);
    await engine.exec(cells.map(make).join(";"));
    expect(await binds(sql), "cannot be bound at all").toBe(true);
    const needed: string[] = [];
    for (const cell of cells.filter((one) => sql.toLowerCase().includes(one.split(":")[0]!))) {
      await engine.exec("BEGIN");
      await engine.exec(`DROP TABLE ${table(cell)}`);
      if (!(await binds(sql))) needed.push(cell);
      await engine.exec("ROLLBACK");
    }
    await engine.exec(cells.map((cell) => `DROP TABLE ${table(cell)}`).join(";"));
    expect(needed.sort()).toEqual([...reads].sort());
  });
});
