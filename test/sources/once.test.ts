import { afterAll, beforeAll, expect, test } from "vitest";
import { heldBy, hold, letGo, loadSource, settle, sniff, survey, type SourceEngine } from "../../src/sources";
import { sourceBody } from "../../src/sources/write";
import { source } from "../../src/kinds/source";
import { standsFor } from "../../src/tables/itself";
import { nodeEngine, type NodeEngine } from "../engine";
import { job, textFile } from "./read";

let engine: NodeEngine & SourceEngine;
let said: string[] = [];
beforeAll(async () => {
  const real = await nodeEngine();
  const heard = {
    ...real,
    exec: (sql: string, signal?: AbortSignal) => (said.push(sql), real.exec(sql, signal)),
    query: (sql: string, signal?: AbortSignal) => (said.push(sql), real.query(sql, signal)),
  };
  engine = heard;
}, 60_000);
afterAll(() => engine.close());

const readings = (): number => said.filter((sql) => sql.includes("read_csv(")).length;
const ROWS = "numer;klient;data;kwota\n1;ala@a.pl;03.02.2024;12,50\n2;jan@b.pl;17.02.2024;7,00\n";

/** What stands for an engine before there is one, as every notebook holds it. */
function standIn(): SourceEngine {
  const one = new Proxy({} as SourceEngine, { get: (_, name) => Reflect.get(engine, name) as unknown });
  standsFor(one, () => Promise.resolve(engine));
  return one;
}

test("what the dialog has read is what the cell stands on, by the text of the cell", async () => {
  said = [];
  const file = textFile(ROWS);
  const { spec, ledger } = await sniff(file);
  const counts = await survey(engine, file, spec, ledger, job);
  expect(readings()).toBe(1);
  const again = source.parse(sourceBody(spec), {}).spec!;
  const loaded = await loadSource(standIn(), file, again, "sales", job);
  expect(loaded.marked.sql).toBe(counts.trail.marked);
  expect(readings()).toBe(1);
  // Nor is counted again what the dialog has counted, in whatever order the rules are said.
  const countings = (): number => said.filter((sql) => sql.includes("count(DISTINCT customer)")).length;
  const before = countings();
  const rules = Object.fromEntries(Object.entries(ledger.rules).reverse()) as typeof ledger.rules;
  const settled = await settle(standIn(), loaded, { rules }, "orders:taken", job);
  expect(countings()).toBe(before);
  expect(settled.ledger).toEqual({ ...counts, trail: settled.ledger.trail });
  expect(settled.ledger.trail).toMatchObject({ rows: settled.sorted.rows, marked: loaded.marked.sql });
  await settle(standIn(), loaded, { rules: { ...rules, outlier: "drop" } }, "orders:taken", job);
  expect(countings()).toBe(before + 1);
  await hold(standIn(), "sales", loaded, job);
  await letGo(engine);
  expect((await heldBy(standIn(), "sales"))?.marked.sql).toBe(loaded.marked.sql);
  // Another day asks for the same rows in other words: read anew.
  await loadSource(standIn(), file, { ...again, read: { ...again.read, dates: "mm.dd.yyyy" } }, "t", job);
  expect(readings()).toBeGreaterThan(1);
});

test("no cell takes from the dialog what it stands on; closed, it stands on nothing", async () => {
  const read = async (text: string, cell: string | null) => {
    const file = textFile(text);
    return loadSource(engine, file, (await sniff(file)).spec, cell, job);
  };
  const dialog = await read(ROWS, null);
  const there = async (): Promise<boolean> => {
    const found = await engine.rows(`FROM duckdb_tables() WHERE table_name = '${dialog.raw.name}:marked'`);
    return found.length > 0;
  };
  const other = await read(ROWS.replace("12,50", "13,50"), "other");
  await hold(engine, "other", other, job);
  expect(await there()).toBe(true);
  await letGo(engine);
  await hold(engine, "other", other, job);
  expect(await there()).toBe(false);
});

test.each([
  ["each row an order of its own", "5", { orders: 4, found: 0 }],
  ["two rows alike that name no order", "", { orders: 3, found: 1 }],
])("%s", async (_, last, { orders, found }) => {
  const text = `order;customer;date;amount
1;c1;2024-02-03;12.50
2;c2;2024-02-04;7.00
${last === "" ? "" : 4};c3;2024-02-05;9.00
${last};c3;2024-02-05;9.00
`;
  const file = textFile(text);
  const { spec, ledger } = await sniff(file);
  const rules = { ...ledger.rules, "duplicate-row": "drop" } as const;
  const counts = await survey(engine, file, spec, { rules }, job);
  expect(counts.kept).toMatchObject({ rows: orders, orders });
  expect(counts.lines.find(({ rule }) => rule === "duplicate-row")!.found.rows).toBe(found);
});

test("the rows of a large file are kept pressed, count as any others, and go with it", async () => {
  const large = (text: string): File => Object.defineProperty(textFile(text), "size", { value: 250_000_000 });
  const file = large(ROWS);
  const { spec, ledger } = await sniff(textFile(ROWS));
  const counts = await survey(engine, file, spec, ledger, job);
  const { raw } = await loadSource(engine, file, spec, null, job);
  expect(raw.sql).toMatch(/^large_sources\./);
  expect(counts.kept).toMatchObject({ rows: 2, customers: 2, money: 19.5 });
  const there = async (): Promise<number> =>
    (await engine.rows("FROM duckdb_tables() WHERE database_name = 'large_sources'")).length;
  expect(await there()).toBe(1);
  await letGo(engine);
  await loadSource(engine, textFile(ROWS), spec, null, job);
  expect(await there()).toBe(0);
});
