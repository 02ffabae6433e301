import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { load } from "../../src/sources/load";
import { LARGE, keptColumns, requireRoom, rowsIn } from "../../src/sources/scale";
import type { SourceSpec } from "../../src/sources/spec";
import { nodeEngine, type NodeEngine } from "../engine";
import { job } from "./read";

const spec: SourceSpec = {
  file: "orders.csv",
  read: { format: "csv", encoding: "utf-8", delimiter: ",", decimal: ".", dates: "yyyy-mm-dd", header: 1 },
  columns: { id: "text", note: "text", who: "text", day: "date", paid: "decimal", more: "text" },
  roles: { order: "id", customer: "who", date: "day", amount: "paid" },
};
const HEAD = "id,note,who,day,paid,more\n";
const rows = (n: number, note = "a note of some length", who = "C000123"): string =>
  HEAD +
  Array.from(
    { length: n },
    (_, i) => `${100_000 + i},${note},${who},2024-01-${10 + (i % 20)},12.50,${note}\n`,
  ).join("");

/** A file that says it is larger than what it holds: only its beginning is ever asked for. */
function claiming(size: number, text: string): File {
  const file = new File([text], "orders.csv");
  Object.defineProperty(file, "size", { value: size });
  return file;
}

let engine: NodeEngine;
beforeAll(async () => {
  engine = await nodeEngine();
}, 60_000);
afterAll(() => engine.close());

describe("a file", () => {
  test("that is small keeps every column", async () => {
    const raw = await load(engine, new File([rows(50)], "orders.csv"), "small", spec, job);
    expect(raw.columns.map(({ name }) => name)).toEqual(Object.keys(spec.columns));
  });

  test("of a gigabyte is read, and only columns with a role take memory", async () => {
    const raw = await load(engine, claiming(1e9, rows(50)), "large", spec, job);
    expect(raw.columns.map(({ name }) => name)).toEqual(["id", "who", "day", "paid"]);
    const table = await engine.rows(`SELECT column_name AS c FROM (DESCRIBE ${raw.sql})`);
    expect(table.map(({ c }) => c)).toEqual(["source_row", "id", "who", "day", "paid", "source_flaw"]);
    expect(
      await engine.row(`SELECT count(*) AS n, sum(paid) AS s, count(source_flaw) AS f FROM ${raw.sql}`),
    ).toEqual({ n: 50, s: 625, f: 0 });
  });

  test("whose columns in use cannot fit is refused before it is read, with the ways out", async () => {
    const file = claiming(4e9, rows(50, "", "somebody with a long name and an address"));
    const seen: string[] = [];
    const watched = {
      ...engine,
      registerFile: () => (seen.push("registered"), Promise.resolve()),
      exec: () => (seen.push("read"), Promise.resolve()),
    };
    await expect(load(watched, file, "huge", spec, job)).rejects.toMatchObject({
      code: "source.too-many",
      params: { file: "orders.csv", most: 2200, columns: ["id", "who", "day", "paid"] },
    });
    expect(seen).toEqual([]);
  });
});

test("a role decides what is kept, and a table beside the orders is kept whole", () => {
  const columns = Object.entries(spec.columns).map(([name, type]) => ({ name, type }));
  expect(keptColumns(spec, columns, LARGE - 1)).toBe(columns);
  expect(keptColumns(spec, columns, LARGE).map(({ name }) => name)).toEqual(["id", "who", "day", "paid"]);
  expect(keptColumns({ ...spec, roles: {} }, columns, LARGE)).toBe(columns);
});

test("rows are told from the size and the first rows, and room from the width of what is kept", () => {
  const sample = [["100001", "C000001", "2024-01-31", "12.50"]];
  expect(rowsIn(32 * 1_000_000, sample)).toBe(1_000_000);
  const columns = [
    { name: "id", type: "text" },
    { name: "who", type: "text" },
    { name: "day", type: "date" },
    { name: "paid", type: "decimal" },
  ] as const;
  const file = new File([""], "f.csv");
  // 16 + 16 + 4 + 8 and 20 of our own: 64 bytes a row.
  expect(() => requireRoom(file, columns, columns, sample, 34_000_000)).not.toThrow();
  expect(() => requireRoom(file, columns, columns, sample, 35_000_000)).toThrow();
});
