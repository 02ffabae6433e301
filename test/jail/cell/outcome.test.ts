import { describe, expect, test } from "vitest";
import { TableHandle } from "../../../src/jail/cell/handle";
import { html } from "../../../src/jail/cell/html";
import { outcomeOf } from "../../../src/jail/cell/outcome";
import { failureOf, run } from "../../../src/jail/cell/run";
import { writers } from "../../../src/jail/cell/written";
import { outcomeFrom } from "../../../src/jail/outcome";
import type { Program } from "../../../src/terms/jail";
import type { RecordedPlot } from "../../../src/terms/plot";
import type { Batch } from "../../../src/terms/table";

class Box {
  readonly side = 1;
}

const of = (value: unknown) => outcomeOf(value, () => null);
const program = (code: string, expression = false): Program => ({ code, expression, given: {} });

describe("what a program gives back", () => {
  test("rows become columns by what is in them", () => {
    const day = new Date("2024-01-02");
    const rows = [
      { n: 1, ok: true, day, at: new Date("2024-01-02T10:00:00Z"), t: "a", mixed: 1, deep: { a: [1] } },
      { n: null, ok: null, day: null, at: day, t: undefined, mixed: "x", late: 2n },
    ];
    expect(of(rows)).toEqual({
      is: "columns",
      columns: [
        { name: "n", type: "DOUBLE", values: Float64Array.of(1, NaN) },
        { name: "ok", type: "BOOLEAN", values: [true, null] },
        { name: "day", type: "DATE", values: Float64Array.of(+day, NaN) },
        { name: "at", type: "TIMESTAMP", values: Float64Array.of(+rows[0]!.at, +day) },
        { name: "t", type: "VARCHAR", values: ["a", null] },
        { name: "mixed", type: "VARCHAR", values: ["1", "x"] },
        { name: "deep", type: "VARCHAR", values: ['{"a":[1]}', null] },
        { name: "late", type: "DOUBLE", values: Float64Array.of(NaN, 2) },
      ],
    });
  });

  test("a list with figures or markup shows each of them; a table in it says where", () => {
    const figure = { figure: true };
    const plotOf = (value: unknown) => (value === figure ? (figure as unknown as RecordedPlot) : null);
    const list = outcomeOf([figure, html`<b>${1}</b>`, "words", figure], plotOf);
    expect(list).toEqual({
      is: "several",
      parts: [
        { is: "plot", plot: figure },
        { is: "html", html: "<b>1</b>" },
        { is: "json", json: "words" },
        { is: "plot", plot: figure },
      ],
    });
    expect(outcomeFrom(structuredClone(list), { given: {} })).toEqual(list);
    expect(() => outcomeOf([figure, Float64Array.of(1)], plotOf)).toThrow(
      expect.objectContaining({ code: "jail.no-part", params: { at: 2 } }),
    );
    expect(() =>
      outcomeOf(
        Array.from({ length: 51 }, () => figure),
        plotOf,
      ),
    ).toThrow(expect.objectContaining({ code: "jail.too-many-parts" }));
    const forged = { is: "several", parts: [{ is: "given", name: "secret" }] };
    const given = { secret: { is: "table", rows: 1, columns: [] } } as const;
    expect(() => outcomeFrom(forged, { given })).toThrow(expect.objectContaining({ code: "jail.forged" }));
  });

  test("names that the engine would take for one are told apart", () => {
    const outcome = of([{ a: 1, A: 2, "": 3 }]);
    expect(outcome.is === "columns" && outcome.columns.map(({ name }) => name)).toEqual([
      "a",
      "A_2",
      "column",
    ]);
  });

  test.each<[string, unknown, unknown]>([
    ["nothing", undefined, { is: "nothing" }],
    ["a number", 1.5, { is: "json", json: 1.5 }],
    ["a list", [1, "a", null], { is: "json", json: [1, "a", null] }],
    ["no rows", [], { is: "json", json: [] }],
    [
      "a record",
      { a: new Date("2024-01-02"), b: new Set([1]), c: 2n },
      { is: "json", json: { a: "2024-01-02", b: [1], c: 2 } },
    ],
    ["a map", new Map([["a", 1]]), { is: "json", json: { a: 1 } }],
    ["a day", new Date("2024-01-02"), { is: "json", json: "2024-01-02", writer: "date" }],
    [
      "typed numbers",
      Uint8Array.of(1, 2),
      { is: "columns", columns: [{ name: "value", type: "DOUBLE", values: Float64Array.of(1, 2) }] },
    ],
    ["money", writers("en").money(2, "EUR"), { is: "json", json: 2, writer: "money", unit: "EUR" }],
    ["a share", writers("en").percent(0.25), { is: "json", json: 0.25, writer: "percent" }],
    ["what says itself", { toJSON: () => ({ a: 1 }) }, { is: "json", json: { a: 1 } }],
    ["html", html`<b>${"<i>"}</b>${[1, html`<u>2</u>`]}`, { is: "html", html: "<b>&lt;i&gt;</b>1<u>2</u>" }],
  ])("%s", (_, value, outcome) => {
    expect(of(value)).toEqual(outcome);
  });

  test.each<[string, unknown, string, object]>([
    ["a function", () => 1, "jail.not-plain", { what: "function", path: "" }],
    ["a symbol within", { a: [Symbol("x")] }, "jail.not-plain", { what: "symbol", path: "a.0" }],
    ["a thing of a class", { a: { b: new Box() } }, "jail.not-plain", { what: "Box", path: "a.b" }],
    ["a promise", Promise.resolve(1), "jail.not-plain", { what: "Promise" }],
    ["a long text", "x".repeat(2_000_001), "jail.too-large", { size: 2_000_001 }],
  ])("%s cannot leave", (_, value, code, params) => {
    expect(() => of(value)).toThrow(
      expect.objectContaining({ code, params: expect.objectContaining(params) as unknown }) as Error,
    );
  });

  test("what contains itself cannot leave", () => {
    const ring: Record<string, unknown> = {};
    ring["a"] = { ring };
    expect(() => of(ring)).toThrow(expect.objectContaining({ code: "jail.circular" }) as Error);
  });
});

describe("a handle", () => {
  const asked: unknown[] = [];
  const batch: Batch = {
    rows: 2,
    columns: [],
    values: [
      Float64Array.of(1, NaN),
      Float64Array.of(Date.UTC(2024, 0, 2), NaN),
      ["true", null],
      ["a", null],
    ],
  };
  const columns = [
    { name: "n", type: "DOUBLE" },
    { name: "Day", type: "DATE" },
    { name: "ok", type: "BOOLEAN" },
    { name: "t", type: "VARCHAR" },
  ];
  const handle = new TableHandle("orders", 2, columns, (ask) => {
    asked.push(ask);
    const values = ask.columns.map((name) => batch.values[columns.findIndex((one) => one.name === name)]!);
    return Promise.resolve({ ...batch, values });
  });

  test("gives columns by type, whatever case they are named in, and asks for nothing else", async () => {
    expect(handle.count).toBe(2);
    expect(handle.columns).toEqual(["n", "Day", "ok", "t"]);
    expect(await handle.column("N")).toEqual(Float64Array.of(1, NaN));
    expect(await handle.column("day")).toEqual([new Date("2024-01-02"), null]);
    expect(await handle.rows({ limit: 5, columns: ["ok", "t", "n"] })).toEqual([
      { ok: true, t: "a", n: 1 },
      { ok: null, t: null, n: null },
    ]);
    expect(asked).toEqual([
      { name: "orders", columns: ["n"], limit: null },
      { name: "orders", columns: ["Day"], limit: null },
      { name: "orders", columns: ["ok", "t", "n"], limit: 5 },
    ]);
    await expect(handle.column("nosuch")).rejects.toMatchObject({ code: "jail.no-column" });
    expect(of(handle)).toEqual({ is: "given", name: "orders" });
  });
});

describe("running", () => {
  test("a program may declare what it is given, and its errors count its own lines", async () => {
    expect(await run(program("const html = 2;\nreturn html + n;"), { html: 1, n: 3 })).toBe(5);
    expect(await run(program("n + // three\n1", true), { n: 3 })).toBe(4);
    const failed = async (code: string) =>
      run(program(code), {}).catch((thrown: unknown) => failureOf(thrown));
    expect(await failed("\n  null.x;")).toMatchObject({ name: "TypeError", at: { line: 2, column: 8 } });
    expect(await failed("const f = () => {\n  throw new RangeError('far');\n};\n[1].map(f);")).toMatchObject({
      message: "far",
      at: { line: 2 },
      stack: expect.stringMatching(/^f, 2:\d+\n.*4:\d+/s) as unknown,
    });
    expect(await failed("throw { a: 1 };")).toMatchObject({ message: '{"a":1}', at: null });
  });
});

describe("an outcome that was forged is refused", () => {
  const given: Program = {
    ...program(""),
    given: { orders: { is: "table", rows: 1, columns: [] }, k: { is: "json", json: 1 } },
  };
  test.each<[string, unknown]>([
    ["nothing at all", null],
    ["another kind", { is: "shell" }],
    ["a table it was not given", { is: "given", name: "secret" }],
    ["a name of every object", { is: "given", name: "toString" }],
    ["a value as a table", { is: "given", name: "k" }],
    ["a column of objects", { is: "columns", columns: [{ name: "a", type: "DOUBLE", values: [{}] }] }],
    [
      "columns of two lengths",
      {
        is: "columns",
        columns: [
          { name: "a", type: "DOUBLE", values: Float64Array.of(1) },
          { name: "b", type: "VARCHAR", values: [] },
        ],
      },
    ],
    ["a type of its own", { is: "columns", columns: [{ name: "a", type: "BLOB", values: [] }] }],
    ["no data", { is: "json", json: new Map() }],
  ])("%s", (_, said) => {
    expect(() => outcomeFrom(said, given)).toThrow(expect.objectContaining({ code: "jail.forged" }) as Error);
  });

  test("what is right goes through", () => {
    expect(outcomeFrom({ is: "given", name: "orders" }, given)).toEqual({ is: "given", name: "orders" });
    expect(outcomeFrom({ is: "json", json: { a: [1] }, unit: "week", writer: 5 }, given)).toEqual({
      is: "json",
      json: { a: [1] },
      unit: "week",
    });
  });
});
