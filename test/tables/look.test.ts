import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  copySql,
  hasOwnRowid,
  heldName,
  indexSql,
  rangeSql,
  type Arrangement,
} from "../../src/tables/look/arrange";
import { sortOf, type Filter } from "../../src/tables/look/filter";
import { AS_STORED, fitting, lookSql, whereSql, type Look } from "../../src/tables/look/look";
import { readShape, readValues, shapeSql, valuesSql } from "../../src/tables/look/shape";
import { identifier, literal } from "../../src/tables/quote";
import type { ColumnRef, TableRef } from "../../src/terms/table";
import { nodeEngine, type NodeEngine } from "../engine";

let engine: NodeEngine;
beforeAll(async () => {
  engine = await nodeEngine();
  await engine.exec("CREATE SCHEMA IF NOT EXISTS pages");
});
afterAll(() => engine.close());

/** A row as the test holds it: text, number (NaN stands for itself, null is missing), day. */
interface Row {
  readonly text: string | null;
  readonly number: number | null;
  readonly day: string | null;
}

const DAYS = ["2019-12-31", "2020-01-01", "2020-02-29", "2020-03-01", "1969-07-20"];
const anyText = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "a",
    "A",
    "ą",
    "b'",
    '"; DROP TABLE x; --',
    "%",
    "_",
    "\\",
    "a\0b",
    "x\ny",
    "🙂",
    "--",
  ),
  fc.string({ unit: "binary", maxLength: 6 }).filter((text) => !/\p{Surrogate}/u.test(text)),
);
const record = (zero: number): fc.Arbitrary<Row> =>
  fc.record({
    text: fc.option(anyText, { freq: 5 }),
    number: fc.option(
      fc.constantFrom(-1.5, zero, 0, 0.1, 0.30000000000000004, 7, 1e21, 1e-7, NaN, Infinity),
      {
        freq: 5,
      },
    ),
    day: fc.option(fc.constantFrom(...DAYS), { freq: 5 }),
  });
const row = record(-0);
/** The engine sorts −0 before 0. */
const sortable = record(0);
const names = fc
  .uniqueArray(
    fc.oneof(
      fc.constantFrom("rowid", 'a"b', "select", "r", "its row", "c0", "zażółć", "a.b", "'", "T"),
      fc.string({ minLength: 1, maxLength: 5 }).filter((name) => name.trim() !== "" && !name.includes("\0")),
    ),
    { minLength: 3, maxLength: 3, selector: (name) => name.toLowerCase() },
  )
  .map((all) => all as [string, string, string]);

const sqlOf = ({ text, number, day }: Row): string =>
  `(${text === null ? "NULL" : literal(text)}, ${
    number === null ? "NULL" : `'${String(number).replace("Infinity", "inf")}'::DOUBLE`
  }, ${day === null ? "NULL" : `DATE '${day}'`})`;

async function tableOf(rows: readonly Row[], [a, b, c]: [string, string, string]): Promise<TableRef> {
  const columns = `${identifier(a)} VARCHAR, ${identifier(b)} DOUBLE, ${identifier(c)} DATE`;
  await engine.exec(`CREATE OR REPLACE TABLE notebook.looked (${columns})`);
  if (rows.length > 0) await engine.exec(`INSERT INTO notebook.looked VALUES ${rows.map(sqlOf).join(", ")}`);
  return {
    sql: "notebook.looked",
    rows: rows.length,
    columns: [
      { name: a, type: "VARCHAR" },
      { name: b, type: "DOUBLE" },
      { name: c, type: "DATE" },
    ],
    fingerprint: "",
  };
}

async function arranged(ref: TableRef, look: Look): Promise<Arrangement> {
  const by = hasOwnRowid(ref) ? "copy" : "index";
  const held = heldName(1);
  await engine.exec((by === "copy" ? copySql : indexSql)(ref, look, held));
  const count = await engine.query(`SELECT count(*) FROM ${held}`);
  return { ref, look, rows: Number(count.values[0]![0]), by, held };
}

/** Every page of an arrangement, put together again. */
async function read(of: Arrangement, size: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < of.rows; from += size) {
    const { values, rows: count } = await engine.query(rangeSql(of, from, Math.min(of.rows, from + size)));
    for (let i = 0; i < count; i++) {
      const number = values[1]![i] as number;
      const day = values[2]![i] as number;
      rows.push({
        text: values[0]![i] as string | null,
        number: Number.isNaN(number) ? null : number,
        day: Number.isNaN(day) ? null : new Date(day).toISOString().slice(0, 10),
      });
    }
  }
  return rows;
}

/** As the page shows it: not a number is missing; zero has no sign. */
const shown = ({ text, number, day }: Row): Row => ({
  text,
  number: number === null || Number.isNaN(number) ? null : number + 0,
  day,
});
const key = (one: Row): string => JSON.stringify([one.text, String(one.number), one.day]);

const lower = (text: string): string =>
  Array.from(text, (letter) =>
    letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter,
  ).join("");

const filters: fc.Arbitrary<{ at: 0 | 1 | 2; filter: Filter; holds: (row: Row) => boolean }> = fc.oneof(
  fc.constantFrom("", "a", "A", "'", '"', "%", "_", "\\", "a\0", "🙂", "; DROP").map((text) => ({
    at: 0 as const,
    filter: { is: "contains", text } as const,
    holds: (one: Row) => one.text !== null && lower(one.text).includes(lower(text)),
  })),
  anyText.map((text) => ({
    at: 0 as const,
    filter: { is: "equals", text } as const,
    holds: (one: Row) => one.text === text,
  })),
  fc.array(fc.option(anyText), { maxLength: 4 }).map((values) => ({
    at: 0 as const,
    filter: { is: "among", values } as const,
    holds: (one: Row) => values.includes(one.text),
  })),
  fc
    .tuple(
      fc.option(fc.constantFrom(-1.5, 0, 0.1, 1e21, 1e-7, 7)),
      fc.option(fc.constantFrom(0, 0.30000000000000004, 8, Infinity)),
    )
    .map(([low, high]) => ({
      at: 1 as const,
      filter: { is: "between", low, high } as const,
      holds: (one: Row) =>
        (low === null && high === null) ||
        (one.number !== null &&
          !Number.isNaN(one.number) &&
          (low === null || one.number >= low) &&
          (high === null || one.number <= high)),
    })),
  fc.constant({
    at: 1 as const,
    filter: { is: "empty" } as const,
    holds: (one: Row) => one.number === null || Number.isNaN(one.number),
  }),
  fc.tuple(fc.option(fc.constantFrom(...DAYS)), fc.option(fc.constantFrom(...DAYS))).map(([from, to]) => ({
    at: 2 as const,
    filter: { is: "days", from, to } as const,
    holds: (one: Row) =>
      (from === null && to === null) ||
      (one.day !== null && (from === null || one.day >= from) && (to === null || one.day <= to)),
  })),
);

describe("a look", () => {
  test("shows exactly the rows that pass, in stored order, whatever stands in names, cells and filters", async () => {
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.array(row, { maxLength: 12 }),
        fc.array(filters, { minLength: 1, maxLength: 2 }),
        async (called, rows, asked) => {
          const ref = await tableOf(rows, called);
          const look: Look = {
            filters: asked.map(({ at, filter }) => ({ column: called[at], filter })),
            order: [],
          };
          const found = await read(await arranged(ref, look), 5);
          const expected = rows.filter((one) => asked.every(({ holds }) => holds(one)));
          expect(found.map(key)).toEqual(expected.map(shown).map(key));
        },
      ),
      { numRuns: 150 },
    );
  });

  test("sorts numbers and days both ways with missing values last, equals as stored, pages without gaps", async () => {
    await fc.assert(
      fc.asyncProperty(
        names,
        fc.array(sortable, { maxLength: 25 }),
        fc.boolean(),
        fc.boolean(),
        async (called, rows, down, downToo) => {
          const ref = await tableOf(rows, called);
          const look: Look = {
            filters: [],
            order: [
              // Any column may be sorted by, also one called as ours are.
              { column: called[1], descending: down },
              { column: called[2], descending: downToo },
            ],
          };
          const compare = <T extends string | number>(
            a: T | null,
            b: T | null,
            descending: boolean,
          ): number => {
            if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
            return a === b ? 0 : a < b === descending ? 1 : -1;
          };
          const expected = rows
            .map(shown)
            .sort((a, b) => compare(a.number, b.number, down) || compare(a.day, b.day, downToo));
          const found = await read(await arranged(ref, look), 4);
          // A table with a column called rowid has no row numbers to break ties by; its sorting is still right.
          const seen = (one: Row) => (hasOwnRowid(ref) ? JSON.stringify([one.number, one.day]) : key(one));
          expect(found.map(seen)).toEqual(expected.map(seen));
        },
      ),
      { numRuns: 60 },
    );
  });

  test("text sorts as in a dictionary", async () => {
    const rows = ["b", "ą", "B", null, "a", "Ż", "z", "A"].map((text) => ({ text, number: null, day: null }));
    const ref = await tableOf(rows, ["t", "n", "d"]);
    const up = await read(
      await arranged(ref, { filters: [], order: [{ column: "t", descending: false }] }),
      3,
    );
    expect(up.map(({ text }) => text)).toEqual(["ą", "a", "A", "b", "B", "Ż", "z", null]);
    const down = await read(
      await arranged(ref, { filters: [], order: [{ column: "t", descending: true }] }),
      3,
    );
    expect(down.at(-1)!.text).toBeNull();
  });

  test("its query, as shown to the reader, gives the same rows", async () => {
    await fc.assert(
      fc.asyncProperty(names, fc.array(row, { maxLength: 10 }), filters, async (called, rows, asked) => {
        const ref = await tableOf(rows, called);
        const look: Look = {
          filters: [{ column: called[asked.at], filter: asked.filter }],
          order: [{ column: called[2], descending: true }],
        };
        const shownSql = lookSql({ ...ref, sql: 'notebook."looked"' }, look);
        expect(shownSql).toContain('FROM "looked"');
        const counted = await engine.query(
          `SELECT count(*) FROM (${shownSql.replace('FROM "looked"', "FROM notebook.looked")})`,
        );
        expect(counted.values[0]![0]).toBe(rows.filter(asked.holds).length);
      }),
      { numRuns: 40 },
    );
  });

  test("of other columns keeps what still fits", () => {
    const ref: TableRef = { sql: "t", rows: 1, columns: [{ name: "a", type: "VARCHAR" }], fingerprint: "" };
    const filter: Filter = { is: "empty" };
    const look: Look = {
      filters: [
        { column: "a", filter },
        { column: "gone", filter },
      ],
      order: [{ column: "gone", descending: true }],
    };
    expect(fitting(look, ref)).toEqual({ filters: [{ column: "a", filter }], order: [] });
    expect(whereSql(ref, AS_STORED.filters)).toBe("");
  });
});

describe("column types", () => {
  const types: [string, string][] = [
    ["TINYINT", "number"],
    ["UBIGINT", "number"],
    ["DECIMAL(18,2)", "number"],
    ["HUGEINT", "number"],
    ["DOUBLE", "number"],
    ["DATE", "day"],
    ["TIMESTAMP", "day"],
    ["TIMESTAMP_MS", "day"],
    ["VARCHAR", "text"],
    ["ENUM('a', 'b')", "text"],
    ["BOOLEAN", "boolean"],
    ["INTEGER[]", "other"],
    ["STRUCT(a INTEGER)", "other"],
    ["INTERVAL", "other"],
    ["TIME", "other"],
  ];
  test.each(types)("%s is a %s", (type, sort) => {
    expect(sortOf({ name: "c", type })).toBe(sort);
  });

  test("columns that Arrow carries badly are written by the engine, in every way of reading", async () => {
    const ref = await engine.create(
      "odd",
      `SELECT i, INTERVAL (i) DAY AS span, [i, NULL] AS list, {'a': i} AS box, TIME '10:00:00' AS at,
        CASE WHEN i = 2 THEN 'infinity'::DOUBLE ELSE i END AS far FROM range(5) r(i)`,
      AbortSignal.timeout(60_000),
    );
    const look: Look = { filters: [], order: [{ column: "i", descending: true }] };
    for (const of of [
      { ref, look: AS_STORED, rows: 5, by: "stored", held: null } as const,
      { ref, look: AS_STORED, rows: 5, by: "counted", held: null } as const,
      await arranged(ref, look),
    ]) {
      const { values } = await engine.query(rangeSql(of, 2, 3));
      expect(values.map(([first]) => first)).toEqual([
        2,
        "2 days",
        "[2, NULL]",
        "{'a': 2}",
        "10:00:00",
        Infinity,
      ]);
    }
    const far: ColumnRef = { name: "far", type: "DOUBLE" };
    const shape = readShape(far, await engine.query(shapeSql(ref, far, [])));
    expect(shape).toMatchObject({ is: "bins", low: 0, high: 4 });
  });
});

describe("the shape of a column", () => {
  test("bins add up to the values that are there, and follow the filters", async () => {
    await fc.assert(
      fc.asyncProperty(names, fc.array(row, { maxLength: 30 }), async (called, rows) => {
        const ref = await tableOf(rows, called);
        for (const [at, of] of [
          [1, (one: Row) => one.number],
          [2, (one: Row) => one.day && Date.parse(one.day)],
        ] as const) {
          const column = ref.columns[at]!;
          const filter = [{ column: called[0], filter: { is: "contains", text: "a" } as const }];
          const passing = rows.filter(({ text }) => text !== null && lower(text).includes("a"));
          const values = passing.map(of).filter((v): v is number => v !== null && Number.isFinite(v));
          const shape = readShape(column, await engine.query(shapeSql(ref, column, filter)));
          if (shape.is !== "bins") throw new Error("numbers have bins");
          expect(shape.counts.reduce((a, b) => a + b, 0)).toBe(values.length);
          if (values.length === 0) continue;
          expect([shape.low + 0, shape.high + 0]).toEqual([Math.min(...values) + 0, Math.max(...values) + 0]);
          expect(shape.counts[0]).toBeGreaterThan(0);
          expect(shape.counts.at(-1)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("the commonest values come first; a missing one is a value", async () => {
    const ref = await tableOf(
      ["a", "b", "a", null, null, null].map((text) => ({ text, number: 1, day: null })),
      ["t", "n", "d"],
    );
    const counted = readValues(await engine.query(valuesSql(ref, ref.columns[0]!, [], 2)));
    expect(counted).toEqual([
      { value: null, rows: 3 },
      { value: "a", rows: 2 },
    ]);
  });
});
