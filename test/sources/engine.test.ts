import { afterAll, beforeAll, expect, test } from "vitest";
import { type NodeEngine, nodeEngine } from "../engine";

let engine: NodeEngine;
const signal = new AbortController().signal;
beforeAll(async () => {
  engine = await nodeEngine();
}, 60_000);
afterAll(() => engine.close());

test("the engine of the unit tests decodes and stores as the browser's does", async () => {
  await engine.registerFile("a.csv", new Blob(["a,b\n1,x\n2,y\n"]));
  const ref = await engine.create(
    "t",
    "SELECT a::BIGINT AS n, b, DATE '2024-01-05' AS d, 1.25::DECIMAL(18,6) AS m, sum(a::INT) OVER () AS s FROM read_csv('files/a.csv', all_varchar = true)",
    signal,
  );
  expect(ref.rows).toBe(2);
  expect(await engine.row(`FROM ${ref.sql}`)).toEqual({
    n: 1,
    b: "x",
    d: Date.UTC(2024, 0, 5),
    m: 1.25,
    s: 3,
  });
  await expect(engine.create("u", "SELECT 1; SELECT 2", signal)).rejects.toThrow();
  const stored = await engine.store("k", [
    { name: "row", type: "DOUBLE", values: Float64Array.of(1, NaN) },
    { name: "day", type: "DATE", values: Float64Array.of(Date.UTC(2024, 1, 29), NaN) },
  ]);
  expect(await engine.rows(`FROM ${stored.sql}`)).toEqual([
    { row: 1, day: Date.UTC(2024, 1, 29) },
    { row: NaN, day: NaN },
  ]);
});
