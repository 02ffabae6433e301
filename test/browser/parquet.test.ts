import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBench, type Bench } from "./workbench";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

test("a Parquet file of several row groups becomes a table, types and gaps kept, and survives a restart", async () => {
  const rows = 25_000;
  const each = <T>(make: (i: number) => T): T[] => Array.from({ length: rows }, (_, i) => make(i));
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: "customer", type: "STRING", data: each((i) => (i % 10 === 3 ? null : `zażółć ${i % 700}`)) },
      { name: "amount", type: "DOUBLE", data: each((i) => i / 4) },
      { name: "quantity", type: "INT32", data: each((i) => i % 9) },
      { name: "order", type: "INT64", data: each((i) => 9_000_000_000_000_000n + BigInt(i)) },
      { name: "when", type: "TIMESTAMP", data: each((i) => new Date(Date.UTC(2011, 0, 1 + (i % 300)))) },
    ],
    rowGroupSize: 10_000,
  });
  const bytes = Buffer.from(buffer).toString("base64");
  const loaded = await bench.page.evaluate(async (base64) => {
    const { engine } = globalThis;
    const file = new File(
      [Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))],
      "orders.parquet",
    );
    await engine.registerFile(file.name, file);
    const heard: number[] = [];
    await engine.insertParquet("sales", file.name, undefined, {
      progress: (done, of) => heard.push(done / of),
    });
    const ref = await engine.describe('sources."sales"');
    return { ref, heard };
  }, bytes);
  expect(loaded.ref.rows).toBe(rows);
  expect(loaded.ref.columns).toEqual([
    { name: "customer", type: "VARCHAR" },
    { name: "amount", type: "DOUBLE" },
    { name: "quantity", type: "INTEGER" },
    { name: "order", type: "BIGINT" },
    { name: "when", type: "TIMESTAMP" },
  ]);
  expect(loaded.heard.length).toBeGreaterThan(1);
  expect(loaded.heard.at(-1)).toBe(1);
  const facts = `SELECT count(*), count(customer), count(DISTINCT customer), sum(amount), sum(quantity),
    max("order")::VARCHAR, min("when")::DATE::VARCHAR, max("when")::DATE::VARCHAR FROM sources.sales`;
  const expected = [
    [rows],
    [rows - rows / 10],
    [700 - 70],
    [each((i) => i / 4).reduce((a, b) => a + b, 0)],
    [each((i) => i % 9).reduce((a, b) => a + b, 0)],
    [String(9_000_000_000_000_000n + BigInt(rows - 1))],
    ["2011-01-01"],
    ["2011-10-27"],
  ];
  expect((await bench.ask(facts)).values).toEqual(expected);

  // Only what is asked for is read; a restart asks for the same.
  await bench.page.evaluate(() =>
    globalThis.engine.insertParquet("few", "orders.parquet", undefined, { columns: ["amount", "quantity"] }),
  );
  const few = async () => (await bench.ask("SELECT column_name AS c FROM (DESCRIBE sources.few)")).values[0];
  expect(await few()).toEqual(["amount", "quantity"]);

  await bench.page.evaluate(async () => {
    const controller = new AbortController();
    const running = globalThis.harness.settle(
      globalThis.engine.query(
        "SELECT levenshtein(repeat('a', 100000 + x::INTEGER), repeat('b', 100000)) FROM range(1) t(x)",
        controller.signal,
      ),
    );
    setTimeout(() => controller.abort(), 100);
    await running;
  });
  expect((await bench.ask(facts)).values).toEqual(expected);
  expect(await few()).toEqual(["amount", "quantity"]);
});

test.each([
  "read_parquet('https://data.example/orders.parquet')",
  "'https://data.example/orders.parquet'",
  "read_csv('https://data.example/orders.csv')",
  "'s3://orders/2024.parquet'",
])("a file of another place is refused and never asked for: FROM %s", async (from) => {
  const problem = await bench.refusal(`SELECT * FROM ${from}`);
  expect(problem.code).toMatch(/^(engine|sql)\./);
  expect(bench.foreign).toEqual([]);
});

test("a file that is no Parquet is refused with a code", async () => {
  const answer = await bench.page.evaluate(async () => {
    const { engine, harness } = globalThis;
    await engine.registerFile("fake.parquet", new File(["a,b\n1,2\n"], "fake.parquet"));
    return harness.settle(engine.insertParquet("fake", "fake.parquet"));
  });
  expect(answer).toMatchObject({ error: { code: "engine.parquet", params: { file: "fake.parquet" } } });
});
