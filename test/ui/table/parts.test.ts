import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatters } from "../../../src/i18n";
import type { Arrangement } from "../../../src/tables/look/arrange";
import { AS_STORED } from "../../../src/tables/look/look";
import type { Batch, ColumnRef } from "../../../src/terms/table";
import { Scales, writer } from "../../../src/ui/parts/table/column";
import { MOST_COPIED, tsvOf } from "../../../src/ui/parts/table/copy";
import { stepOf } from "../../../src/ui/parts/table/selection.svelte";
import { between, clampWidth, edges, fill, fit } from "../../../src/ui/parts/table/widths";

const column = (name: string, type: string): ColumnRef => ({ name, type });

describe("how values are written", () => {
  const format = formatters("en");
  const words = { yes: "yes", no: "no" };
  const write = (of: ColumnRef, values: Float64Array | (string | null)[]) => {
    const scales = new Scales();
    scales.see({ rows: values.length, columns: [of], values: [values] });
    const text = writer(of, scales, format, words);
    return Array.from({ length: values.length }, (_, i) => text(values, i));
  };

  test("numbers of a column have one number of decimals, missing ones are told apart", () => {
    expect(write(column("x", "DOUBLE"), Float64Array.of(1.5, 1234, NaN))).toEqual(["1.50", "1,234.00", null]);
    expect(write(column("n", "BIGINT"), Float64Array.of(1, 1234))).toEqual(["1", "1,234"]);
    expect(write(column("customer_id", "BIGINT"), Float64Array.of(12346))).toEqual(["12346"]);
    expect(write(column("amount", "DOUBLE"), Float64Array.of(3))).toEqual(["3.00"]);
    expect(write(column("x", "DOUBLE"), Float64Array.of(0, 0))).toEqual(["0", "0"]);
  });

  test("days, moments and truths are words of the language; a day beyond the calendar does no harm", () => {
    const noon = Date.UTC(2020, 1, 29, 12, 30);
    expect(write(column("d", "DATE"), Float64Array.of(noon))).toEqual(["29 Feb 2020"]);
    expect(write(column("d", "TIMESTAMP"), Float64Array.of(noon, noon + 5000))).toEqual([
      "29 Feb 2020, 12:30",
      "29 Feb 2020, 12:30:05",
    ]);
    expect(write(column("b", "BOOLEAN"), ["true", "false", null])).toEqual(["yes", "no", null]);
    expect(write(column("d", "DATE"), Float64Array.of(9e15, Infinity))).toEqual([
      "9000000000000000",
      "Infinity",
    ]);
  });

  test("a later page does not change the decimals of an earlier one downwards", () => {
    const scales = new Scales();
    const x = column("x", "DOUBLE");
    scales.see({ rows: 1, columns: [x], values: [Float64Array.of(1.5)] });
    const before = scales.decimals("x");
    scales.see({ rows: 1, columns: [x], values: [Float64Array.of(1)] });
    expect(scales.decimals("x")).toBe(before);
  });
});

describe("widths", () => {
  test("fill the room there is, and never take from a column drawn by hand", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 56, max: 400 }), fc.boolean()), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 100, max: 2000 }),
        (columns, room) => {
          const widths = columns.map(([width]) => width);
          const drawn = columns.map(([, by]) => by);
          const filled = fill(widths, drawn, room);
          for (const [i, width] of filled.entries()) {
            if (drawn[i]) expect(width).toBe(widths[i]);
            else expect(width).toBeGreaterThanOrEqual(widths[i]!);
          }
          const total = filled.reduce((a, b) => a + b, 0);
          const own = widths.reduce((a, b) => a + b, 0);
          if (own < room && drawn.includes(false)) expect(total).toBeCloseTo(room, 6);
          else expect(total).toBe(own);
          const lefts = edges(filled);
          for (let at = 0; at < total; at += 37) {
            const [first, end] = between(lefts, at, at + 50);
            expect(lefts[first]!).toBeLessThanOrEqual(at);
            expect(lefts[end]!).toBeGreaterThanOrEqual(Math.min(total, at + 50));
          }
        },
      ),
    );
  });
  test("follow what stands in the column, within reason", () => {
    const name = column("n", "VARCHAR");
    expect(fit(name, ["a".repeat(30)])).toBeGreaterThan(fit(name, ["a"]));
    expect(fit(name, ["a".repeat(3000)])).toBeLessThan(400);
    expect([clampWidth(1), clampWidth(1e9)]).toEqual([56, 1200]);
  });
});

test("every key stays within the table", () => {
  const keys = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"];
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 50 }),
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.tuple(fc.constantFrom(...keys), fc.boolean()), { maxLength: 40 }),
      (rows, columns, pressed) => {
        let at = { row: -1, column: 0 };
        for (const [key, far] of pressed) {
          at = stepOf(key, at, { rows, columns, view: 13 }, far) ?? at;
          expect(at.row).toBeGreaterThanOrEqual(-1);
          expect(at.row).toBeLessThan(Math.max(rows, 0));
          expect(at.column).toBeGreaterThanOrEqual(0);
          expect(at.column).toBeLessThan(columns);
        }
      },
    ),
  );
  expect(stepOf("x", { row: 0, column: 0 }, { rows: 1, columns: 1, view: 1 }, false)).toBeNull();
});

describe("rows for a spreadsheet", () => {
  const columns = [column("n", "BIGINT"), column("t", "VARCHAR"), column("d", "DATE")];
  const arranged: Arrangement = {
    ref: { sql: "t", rows: 120_000, columns, fingerprint: "" },
    look: AS_STORED,
    rows: 120_000,
    by: "stored",
    held: null,
  };
  const engine = {
    rowsOf: (
      _: unknown,
      from: number,
      to: number,
      __?: AbortSignal,
      asked = columns as readonly ColumnRef[],
    ) => {
      const rows = to - from;
      const all: Record<string, Batch["values"][number]> = {
        n: Float64Array.from({ length: rows }, (___, i) => from + i),
        t: Array.from({ length: rows }, (___, i) => ((from + i) % 3 === 0 ? null : `a\tb\n${from + i}`)),
        d: new Float64Array(rows).fill(Date.UTC(2020, 1, 29)),
      };
      return Promise.resolve({ rows, columns: asked, values: asked.map(({ name }) => all[name]!) });
    },
  };

  test("all of them have a header, and no more than a clipboard should hold", async () => {
    const { text, rows, of } = await tsvOf(engine, arranged, null);
    const lines = text.split("\n");
    expect([rows, of, lines.length]).toEqual([MOST_COPIED, 120_000, MOST_COPIED + 1]);
    expect(lines.slice(0, 3)).toEqual(["n\tt\td", "0\t\t2020-02-29", "1\ta b 1\t2020-02-29"]);
    expect(lines.at(-1)!.startsWith(`${MOST_COPIED - 1}\t`)).toBe(true);
  });

  test("a marked block is those cells and nothing else", async () => {
    const block = { from: { row: 25_000, column: 0 }, to: { row: 25_001, column: 1 } };
    const { text, rows } = await tsvOf(engine, arranged, block);
    expect(text).toBe("25000\ta b 25000\n25001\ta b 25001");
    expect(rows).toBe(2);
  });
});
