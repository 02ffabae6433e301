import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readCatalog } from "../../src/tables/catalog";
import { previewSql } from "../../src/tables/preview";
import { profileSql, readProfiles } from "../../src/tables/profile";
import { filePath, identifier, literal, tableName } from "../../src/tables/quote";
import { rising, Watch } from "../../src/tables/watch";
import type { TenureError } from "../../src/terms/error";
import type { TableRef } from "../../src/terms/table";

const ref: TableRef = {
  sql: 'notebook."t"',
  rows: 3,
  columns: [
    { name: 'a"b', type: "DECIMAL(18,2)" },
    { name: "c", type: "VARCHAR" },
  ],
  fingerprint: "",
};

test("names and texts are quoted, whatever they hold", () => {
  expect(identifier('a"; DROP TABLE x; --')).toBe('"a""; DROP TABLE x; --"');
  expect(literal("it's")).toBe("'it''s'");
  expect(tableName("inputs", "c:1")).toBe('inputs."c:1"');
  expect(filePath("a b.csv")).toBe("files/a b.csv");
});

describe("preview", () => {
  test("all columns in stored order by default", () => {
    expect(previewSql(ref, { limit: 10 })).toBe('SELECT * FROM notebook."t" LIMIT 10 OFFSET 0');
  });
  test("named columns, order and page; odd numbers do no harm", () => {
    expect(
      previewSql(ref, {
        columns: ['a"b'],
        limit: 2.9,
        offset: -4,
        orderBy: [{ column: "c", descending: true }, { column: 'a"b' }],
      }),
    ).toBe(
      'SELECT "a""b" FROM notebook."t" ORDER BY "c" DESC NULLS LAST, "a""b" ASC NULLS LAST LIMIT 2 OFFSET 0',
    );
  });
});

describe("profile", () => {
  test("only numeric columns have a mean", () => {
    const sql = profileSql(ref);
    expect(sql).toContain('avg("a""b")');
    expect(sql).not.toContain('avg("c")');
  });
  test("rows of the answer become columns of the table", () => {
    const batch = {
      rows: 2,
      columns: [],
      values: [
        Float64Array.of(0, 1),
        Float64Array.of(3, 3),
        Float64Array.of(0, 1),
        Float64Array.of(3, 2),
        ["1.00", "x"],
        ["9.00", null],
        Float64Array.of(4, NaN),
      ],
    };
    expect(readProfiles(ref, batch)).toEqual([
      { column: ref.columns[0], rows: 3, missing: 0, distinct: 3, least: "1.00", most: "9.00", mean: 4 },
      { column: ref.columns[1], rows: 3, missing: 1, distinct: 2, least: "x", most: null, mean: null },
    ]);
  });
});

test("the catalogue groups columns by table", () => {
  const values = [
    ["notebook", "notebook", "sources"],
    ["a", "a", "a"],
    ["x", "y", "z"],
    ["DATE", "DOUBLE", "VARCHAR"],
  ];
  expect(readCatalog({ rows: 3, columns: [], values })).toEqual([
    {
      schema: "notebook",
      name: "a",
      columns: [
        { name: "x", type: "DATE" },
        { name: "y", type: "DOUBLE" },
      ],
    },
    { schema: "sources", name: "a", columns: [{ name: "z", type: "VARCHAR" }] },
  ]);
});

test("progress never falls, although a file is read again from its start", () => {
  const told: number[] = [];
  const tell = rising((bytes) => told.push(bytes));
  for (const bytes of [10, 20, 5, 20, 15, 30]) tell(bytes, 100);
  expect(told).toEqual([10, 20, 30]);
});

describe("silence while starting", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test("is an error; every sign of life puts it off", async () => {
    const watch = new Watch(1000);
    let code = "";
    watch.silent.catch((error: unknown) => (code = (error as TenureError).code));
    await vi.advanceTimersByTimeAsync(900);
    watch.heard();
    await vi.advanceTimersByTimeAsync(900);
    expect(code).toBe("");
    await vi.advanceTimersByTimeAsync(200);
    expect(code).toBe("engine.start-timeout");
  });

  test("is none of our business once it has started", async () => {
    const watch = new Watch(1000);
    let lost = false;
    watch.silent.catch(() => (lost = true));
    watch.stop();
    watch.heard();
    await vi.advanceTimersByTimeAsync(5000);
    expect(lost).toBe(false);
  });
});
