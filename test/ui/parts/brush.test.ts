import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Batch } from "../../../src/terms/table";
import { axisOf, between, endsOf } from "../../../src/ui/parts/figure/brush/axis";
import { chosenBody, chosenIn, rewritten } from "../../../src/ui/parts/figure/brush/chosen";
import { extentIn, predicateSql, type Extent } from "../../../src/ui/parts/figure/brush/predicate";
import { nodeEngine, type NodeEngine } from "../../engine";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x));
const day = fc
  .integer({ min: Date.UTC(1970, 0, 1) / 864e5, max: Date.UTC(2090, 0, 1) / 864e5 })
  .map((n) => new Date(n * 864e5).toISOString().slice(0, 10));
const extent: fc.Arbitrary<Extent> = fc.oneof(
  fc.record({ is: fc.constant("numbers" as const), from: finite, to: finite }),
  fc.record({ is: fc.constant("days" as const), from: day, to: day }),
  fc.record({
    is: fc.constant("among" as const),
    values: fc.array(fc.oneof(fc.string(), finite), { minLength: 1, maxLength: 5 }),
  }),
);

describe("a condition", () => {
  test("says the extent it was written from, whatever the column is called", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), extent, (column, given) => {
        expect(extentIn(column, predicateSql(column, given))).toEqual(given);
      }),
    );
  });

  test.each(["true", "x > 1", '"x" BETWEEN 1 AND 2 OR true', '"y" BETWEEN 1 AND 2', ""])(
    "of the reader's own is none of a figure: %s",
    (sql) => expect(extentIn("x", sql)).toBeNull(),
  );
});

describe("the rows it names", () => {
  let engine: NodeEngine;
  beforeAll(async () => {
    engine = await nodeEngine();
    await engine.exec(
      `CREATE TABLE t AS SELECT i AS n, i / 2.0 AS half, TIMESTAMP '2024-01-01 00:00:00' + to_hours(i * 12) AS moment,
        CASE WHEN i % 3 = 0 THEN 'it''s' ELSE 'other' END AS word FROM range(10) r(i)`,
    );
  }, 120_000);
  afterAll(() => engine.close());
  const count = async (column: string, given: Extent) =>
    (await engine.row(`SELECT count(*) AS n FROM t WHERE ${predicateSql(column, given)}`))["n"];

  test("are those of the ends and between; a day is whole; a quote is a letter", async () => {
    expect(await count("half", { is: "numbers", from: 1, to: 2.5 })).toBe(4);
    expect(await count("moment", { is: "days", from: "2024-01-02", to: "2024-01-03" })).toBe(4);
    expect(await count("word", { is: "among", values: ["it's"] })).toBe(4);
    expect(await count("n", { is: "among", values: [1, 3, 99] })).toBe(2);
  });
});

describe("the query that holds it", () => {
  test("is readable, and only its own line changes", () => {
    const body = chosenBody("monthly", "mix", '"n" BETWEEN 1 AND 2');
    expect(body).toBe('SELECT *\nFROM monthly\nWHERE "n" BETWEEN 1 AND 2 -- chosen in mix');
    expect(chosenIn(body, "mix")).toBe('"n" BETWEEN 1 AND 2');
    const mine = `${body}\nORDER BY n -- mine`.replace("SELECT *", "SELECT n");
    const next = rewritten(mine, "mix", '"n" BETWEEN 3 AND 4')!;
    expect(next).toBe(mine.replace("1 AND 2", "3 AND 4"));
    expect(rewritten(next, "mix", null)).toContain("WHERE true -- chosen in mix\nORDER BY n -- mine");
    expect(chosenIn(rewritten(next, "mix", null)!, "mix")).toBeNull();
  });

  test("of another figure, or without its line, is left alone", () => {
    expect(rewritten("SELECT 1", "mix", "true")).toBeNull();
    expect(rewritten(chosenBody("a", "other", "true"), "mix", "true")).toBeNull();
    expect(chosenBody("a-b", "mix", "true")).toContain('FROM "a-b"\n');
  });
});

describe("the axis of a chart", () => {
  const months = Float64Array.from([0, 1, 2], (month) => Date.UTC(2024, month, 1));
  const batch = (columns: [string, string, Batch["values"][number]][]): Batch => ({
    rows: columns[0]![2].length,
    columns: columns.map(([name, type]) => ({ name, type })),
    values: columns.map(([, , values]) => values),
  });
  const y = ["y", "DOUBLE", Float64Array.of(1, 2, 3)] as [string, string, Float64Array];

  test("of months goes to the end of the last month that was touched", () => {
    const axis = axisOf(
      { mark: "line", x: "m", y: "y", period: "month" },
      batch([["m", "DATE", months], y]),
    )!;
    const found = between(axis, Date.UTC(2024, 0, 20), Date.UTC(2024, 1, 10));
    expect(found).toEqual({ is: "days", from: "2024-01-01", to: "2024-02-29" });
    expect(endsOf(found as never)).toEqual([Date.UTC(2024, 0, 1), Date.UTC(2024, 1, 29)]);
    expect(between(axis, Date.UTC(2030, 0, 1), Date.UTC(2031, 0, 1))).toBeNull();
  });

  test("of bins takes whole bins; of words and of numbers side by side, each by itself", () => {
    const bins = batch([
      ["n", "DOUBLE", Float64Array.of(0, 10, 20)],
      ["n to", "DOUBLE", Float64Array.of(10, 20, 30)],
      y,
    ]);
    const axis = axisOf({ mark: "histogram", x: "n", x2: "n to", y: "y" }, bins)!;
    expect(between(axis, 12, 14)).toEqual({ is: "numbers", from: 10, to: 20 });
    const words = axisOf({ mark: "bar", x: "w", y: "y" }, batch([["w", "VARCHAR", ["a", null, "a"]], y]))!;
    expect([words.is, words.values]).toEqual(["words", ["a"]]);
    const bars = axisOf(
      { mark: "bar", x: "n", y: "y" },
      batch([["n", "DOUBLE", Float64Array.of(3, 1, 2)], y]),
    )!;
    expect([bars.is, bars.values]).toEqual(["words", [3, 1, 2]]);
  });

  test("of small multiples, of days out of order and of nothing cannot be chosen from", () => {
    const rows = batch([["m", "DATE", months], y]);
    expect(axisOf({ mark: "line", x: "m", fx: "y" }, rows)).toBeNull();
    expect(axisOf({ mark: "bar", x: "m", sort: "-y" }, rows)).toBeNull();
    expect(axisOf({ mark: "bar", x: "gone" }, rows)).toBeNull();
  });
});
