import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readDate } from "../../src/sources/read/dates";
import { guessNumbers, readNumber } from "../../src/sources/read/numbers";
import { bareDateSql, bareNumberSql, groupedNumberSql, saneSql, typing } from "../../src/sources/read/typed";
import { nodeEngine, type NodeEngine } from "../engine";

/** The dialog reads cells in JavaScript, the engine in SQL: on every kind of cell they must say the same. */
const NUMBERS =
  `0|1|-1|+1|1.5|1,5|.5|,5|12.|1234.56|1234,56|1,234.56|1.234,56|1 234,56|1\u00a0234,56|1\u202f234.56|1'234.50|1’234,5|12,345,678|12.345.678|1,23,456|(123.00)|(1 234,50)|-(5)|−12.5|– 3|- 4|12-|$5|5 $|£1,000.00|€ 12,50|12,50 zł|12.50 PLN|PLN 12.50|15руб.|'3100.00|85123A|A12|SKU-03|C536379|1e5|NaN|inf|N/A|-|12 szt.|1,23,45,678.50|12,34|5 tys. zł|1,2k|3 M|5.00 DR|5.00CR|$(5.00)|(5 zł)|5,00 zł-|5- zł|−€5|USD5.00|US$5|R$ 5,00|Rs. 5|1.5E+03|٥٫٥٠|۱٬۲۳۴|="5.00"|1\u20071|1.2.3|1,2,3|0.125|1.234|1,234|007|12:30|2024-01-05`.split(
    "|",
  );
const DATES: readonly (readonly [string, string])[] = (
  [
    [
      "yyyy-mm-dd hh:mm",
      "2024-01-05|2024-1-5|2024-01-05 09:30:15+00|2024-01-05 09:30:15.123456789+02|2024-01-05 09:30 CET|2024-01-05T09:30:15+01:00[Europe/Warsaw]|2024-01-05 09:30|2024-01-05 09:30:15|2024-01-05T09:30:15|2024-01-05T09:30:15Z|2024-01-05 09:30:15 +0200|2024-01-05T09:30:15.250+02:00|2024-02-30|2023-02-29|0000-00-00|2024-13-01|05.01.2024|soon|2999-01-01",
    ],
    [
      "dd.mm.yyyy hh:mm",
      "05.01.2024|5.1.2024|05.01.2024 8:05|05.01.2024, 08:05|31.02.2024|00.00.0000|31.12.2199|2024-01-05",
    ],
    ["dd/mm/yyyy", "13/01/2024|01/13/2024|5/1/2024 17:45|'13/01/2024|17:45 5/1/2024|5/1/2024\u00a017:45"],
    ["mm/dd/yyyy hh:mm", "01/13/2024 5:30 PM|1/5/2024 5:30 p.m.|01/13/2024 12:00 AM|13/01/2024|1/5/2024"],
    ["dd.mm.yy", "05.01.24|05.01.2024"],
    ["dd-mm-yy", "05-01-24|05-13-24"],
    ["mm-dd-yy", "05-01-24|05-13-24"],
    ["dd mon yy", "05-Jan-24|05-JAN-70 09:30|5 sty 24|05-Jan-2024"],
    ["yyyy mon dd", "2024-Jan-05|2024 Jan 5 09:30|2024-Foo-05"],
    ["yyyymmdd", "20240105|20241305|2024010|20240105093007|20240105T093007Z|20240105 09:30"],
    [
      "mon dd yyyy",
      "Jan 5, 2024|Fri Jan 05 2024 09:30:00 GMT+0100 (Central European Standard Time)|Sat Jan 20 09:30:00 UTC 2023|January 5th, 2024|Jan 5, 2024 at 9:30\u202fPM|January 22, 2024|Jan 5, 2024 9:30|Foo 5, 2024",
    ],
    [
      "dd mon yyyy hh:mm",
      "5 stycznia 2024|Fri, 05 Jan 2024 09:30:00 GMT|5. Januar 2024|05. Mär. 2024 09:30|05JAN2024|05-Jan-2024|05 sty 2024|5 styczeń 2024 r.|5 Stycznia 2024 09:30|31 lut 2024|12 maja 2024|12-Oct-2024|5 января 2024 г.|5 янв. 2024|5 ЯНВ 2024, 8:05|7 мая 2024|1 paź 2024|1 października 2024|5 smok 2024|stycznia 2024",
    ],
    ["yyyy-mm-dd, dd mon yyyy", "2024-01-05|5 lutego 2024|5.02.2024"],
    ["unix-seconds", "1704445800|12|x"],
    ["unix-milliseconds", "1704445800000|12"],
    ["unix-nanoseconds", "1704445800000000000|12"],
    ["excel-serial", "45296.39583333|45296|1"],
  ] as const
).flatMap(([dates, cells]) => cells.split("|").map((cell) => [dates, cell] as const));

describe("reading in the page and in the engine", () => {
  let engine: NodeEngine;
  beforeAll(async () => {
    engine = await nodeEngine();
  }, 60_000);
  afterAll(() => engine.close());
  const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

  for (const decimal of [".", ","] as const) {
    test(`numbers, decimal ${decimal}`, async () => {
      const { value } = typing("c", "decimal", { format: "csv", decimal }, false, "b");
      const batch = await engine.query(
        `SELECT ${value} AS v FROM (SELECT c, ${bareNumberSql("c")} AS b FROM (VALUES ${NUMBERS.map((n) => `(${quote(n)})`).join(", ")}) t(c))`,
      );
      const engines = NUMBERS.map((cell, i) => [cell, batch.values[0]![i]]);
      const pages = NUMBERS.map((cell) => [cell, readNumber(cell, { decimal })]);
      // "1e5" is a number to the engine's cast alone; nobody writes an amount so.
      const apart = (pair: readonly unknown[]) => pair[0] !== "1e5";
      expect(engines.filter(apart)).toEqual(pages.filter(apart));
      expect(groupedNumberSql("b", decimal)).toContain("b");
    });
  }

  test("dates", async () => {
    const show = (ms: number): string =>
      Number.isNaN(ms) ? "none" : new Date(Math.floor(ms / 1000) * 1000).toISOString();
    // One statement for all layouts: each alone would cost the planning of its long expression.
    const layouts = [...new Set(DATES.map(([dates]) => dates))];
    const parts = layouts.map((dates) => {
      const cells = DATES.flatMap(([layout, cell], at) =>
        layout === dates ? [`(${at}, ${quote(cell)})`] : [],
      );
      const { value, bare } = typing("c", "datetime", { format: "csv", dates }, false, "b");
      const text = bare ?? bareDateSql("c");
      return `SELECT i, ${saneSql("v")} AS v FROM (SELECT i, ${value} AS v FROM (SELECT i, c, ${text} AS b FROM (VALUES ${cells.join(", ")}) t(i, c)))`;
    });
    const batch = await engine.query(`SELECT i, v FROM (${parts.join(" UNION ALL ")}) ORDER BY i`);
    expect(batch.rows).toBe(DATES.length);
    const both = DATES.map(
      ([dates, cell], i) =>
        [`${dates}: ${cell}`, show(Number(batch.values[1]![i])), show(readDate(cell, dates))] as const,
    );
    expect(both.map(([what, sql]) => [what, sql])).toEqual(both.map(([what, , page]) => [what, page]));
  });

  test("what decides how numbers are written", () => {
    const how = (...cells: string[]) => {
      const { decimal, thousands, clear } = guessNumbers([cells]);
      return [decimal, thousands, clear];
    };
    expect(how("1.234", "2.500")).toEqual([".", "", "unclear"]);
    expect(how("1.234", "2.50")).toEqual([".", "", "seen"]);
    expect(how("1.234", "899,00")).toEqual([",", "", "seen"]);
    expect(how("1.234,56")).toEqual([",", ".", "seen"]);
    expect(how("1\u00a0234,5")).toEqual([",", " ", "seen"]);
    expect(how("12", "7")).toEqual([".", "", "whole"]);
    expect(how("1.234.567")).toEqual([",", ".", "seen"]);
  });
});
