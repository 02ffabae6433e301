import { read, type CellObject } from "@e965/xlsx";
import { expect, test } from "vitest";
import { sheetOf } from "../../src/sources/unpack/workbook";
import { asText, checkSize, isLong, mayBeLong, sizesSql } from "../../src/tables/look/bookSize";
import { bookSink, sheetName } from "../../src/tables/look/workbook";
import { shownSql } from "../../src/tables/look/look";
import { TenureError } from "../../src/terms/error";
import type { Batch, ColumnRef } from "../../src/terms/table";

const COLUMNS: readonly ColumnRef[] = [
  { name: "id", type: "VARCHAR" },
  { name: "amount", type: "DOUBLE" },
  { name: "day", type: "DATE" },
  { name: "moment", type: "TIMESTAMP" },
  { name: "good", type: "BOOLEAN" },
  { name: "=1+1", type: "VARCHAR" },
];
const NAN = Number.NaN;
const BATCH: Batch = {
  rows: 4,
  columns: COLUMNS,
  values: [
    ["007", "12345678901234567890", "1e5", "-"],
    Float64Array.of(1.5, -2, NAN, Infinity),
    Float64Array.of(Date.UTC(2024, 1, 29), Date.UTC(1899, 11, 31), NAN, Date.UTC(1900, 2, 1)),
    Float64Array.of(Date.UTC(2024, 1, 29, 23, 59, 59), NAN, NAN, Date.UTC(2024, 0, 1)),
    ["true", "false", null, "true"],
    ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", " =2 "],
  ],
};

const bytesOf = (): Uint8Array<ArrayBuffer> => {
  const sink = bookSink(COLUMNS, "a: table/of [mine]");
  sink.add(BATCH);
  return sink.end();
};
const code = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    return TenureError.from(error).code;
  }
  return "nothing";
};

test("every kind of value has its own cell; nothing is a formula", () => {
  const book = read(bytesOf(), { dense: true, cellNF: true, cellFormula: true });
  expect(book.SheetNames).toEqual(["a  table of  mine"]);
  const rows = book.Sheets[book.SheetNames[0]!]!["!data"] as (CellObject | undefined)[][];
  const seen = rows.map((row) =>
    Array.from({ length: COLUMNS.length }, (_, i) => (row[i] ? [row[i].t, row[i].v] : null)),
  );
  const [day, first] = [45351, 61];
  expect(seen).toEqual([
    COLUMNS.map(({ name }) => ["s", name]),
    [
      ["s", "007"],
      ["n", 1.5],
      ["n", day],
      ["n", expect.closeTo(day + 86399 / 86400, 9)],
      ["b", true],
      ["s", "=1+1"],
    ],
    [["s", "12345678901234567890"], ["n", -2], ["s", "1899-12-31"], null, ["b", false], ["s", "@SUM(A1)"]],
    [["s", "1e5"], null, null, null, null, ["s", "+cmd|' /C calc'!A0"]],
    [
      ["s", "-"],
      ["s", "∞"],
      ["n", first],
      ["n", 45292],
      ["b", true],
      ["s", " =2 "],
    ],
  ]);
  expect(rows.flat().filter((cell) => cell?.f !== undefined)).toEqual([]);
  expect(rows[1]![2]!.z).toBe("yyyy-mm-dd");
});

test("our own importer reads it back as it was", async () => {
  const { text } = await sheetOf(new File([bytesOf()], "mine.xlsx"), "workbook", undefined);
  expect(text.split("\n")).toEqual([
    "id,amount,day,moment,good,=1+1",
    "007,1.5,2024-02-29,2024-02-29 23:59:59,true,=1+1",
    "12345678901234567890,-2,1899-12-31,,false,@SUM(A1)",
    "1e5,,,,,+cmd|' /C calc'!A0",
    '-,∞,1900-03-01,2024-01-01,true," =2 "',
  ]);
});

test("what no sheet holds is refused by name, at the very edge", () => {
  expect(code(() => checkSize(1_048_575, 3))).toBe("nothing");
  expect(code(() => checkSize(1_048_576, 3))).toBe("book.too-long");
  expect(code(() => checkSize(10, 16_385))).toBe("book.too-wide");
  expect(code(() => checkSize(1_000_000, 7))).toBe("book.too-large");
  const sink = bookSink([{ name: "words", type: "VARCHAR" }], "x");
  const column = (text: string): Batch => ({ rows: 1, columns: [], values: [[text]] });
  expect(code(() => sink.add(column("x".repeat(32_767))))).toBe("nothing");
  expect(code(() => sink.add(column("x".repeat(32_768))))).toBe("book.long-text");
});

test("whole numbers longer than a cell shows are asked for as text", () => {
  const column = { name: "order", type: "BIGINT" };
  expect([mayBeLong(column), mayBeLong({ name: "n", type: "INTEGER" })]).toEqual([true, false]);
  expect([isLong(999_999_999_999_999), isLong(1e15), isLong(-1e15)]).toEqual([false, true, true]);
  expect(shownSql([asText(column)])).toBe('"order"::VARCHAR AS "order"');
  expect(sizesSql("t", ['"order"'])).toBe('SELECT max(abs("order"::DOUBLE)) FROM t');
});

test("a name no sheet may have gets one it may", () => {
  expect(sheetName("'x'")).toBe("x");
  expect(sheetName("???")).toBe("1");
  expect(sheetName("a".repeat(40))).toHaveLength(31);
});
