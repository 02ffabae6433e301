import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { input } from "../../src/kinds/input";
import { readBody, withEntry } from "../../src/kinds/yaml";
import type { Host } from "../../src/notebook/kind";
import type { Json } from "../../src/terms/view";

const control = (body: string) => input.parse(body, { id: "n" });
const run = async (body: string) => {
  const { spec, problems } = control(body);
  if (!spec) throw new Error(JSON.stringify(problems));
  return input.run(spec, new Map(), {} as Host, {
    cell: "n",
    signal: new AbortController().signal,
    progress: () => undefined,
  });
};

describe("controls", () => {
  test.each<[string, Json]>([
    [
      "type: range\nmin: 0\nmax: 10\nvalue: 3",
      { type: "range", label: "n", min: 0, max: 10, step: 1, value: 3 },
    ],
    [
      "type: range\nmin: 0\nmax: 1\nformat: percent\nlabel: Margin",
      { type: "range", label: "Margin", min: 0, max: 1, step: 0.01, value: 0, format: "percent" },
    ],
    ["type: number\nvalue: 2\nmin: 1", { type: "number", label: "n", value: 2, min: 1 }],
    ["{type: text, value: 'a: b'}", { type: "text", label: "n", value: "a: b" }],
    ["type: date\nvalue: 2024-02-29\nmin:\nmax: ", { type: "date", label: "n", value: "2024-02-29" }],
    ["type: date", { type: "date", label: "n", value: "" }],
    [
      "type: select\noptions: [a, b]",
      {
        type: "select",
        label: "n",
        value: "a",
        options: [
          { value: "a", label: "a" },
          { value: "b", label: "b" },
        ],
      },
    ],
    [
      "type: select\noptions: {bg-nbd: BG/NBD}\nvalue: bg-nbd",
      { type: "select", label: "n", value: "bg-nbd", options: [{ value: "bg-nbd", label: "BG/NBD" }] },
    ],
    [
      "type: select\noptions: [30, 60]\nvalue: 60",
      {
        type: "select",
        label: "n",
        value: "60",
        options: [
          { value: "30", label: "30" },
          { value: "60", label: "60" },
        ],
      },
    ],
    [
      "type: select\noptions: [{value: x, label: The X}]",
      { type: "select", label: "n", value: "x", options: [{ value: "x", label: "The X" }] },
    ],
    ["type: toggle\nvalue: true", { type: "toggle", label: "n", value: true }],
    ["type: toggle", { type: "toggle", label: "n", value: false }],
    [
      "type: multi-select\noptions: [2023, 2024, no]\nvalue: [2024]",
      {
        type: "multi-select",
        label: "n",
        value: ["2024"],
        options: ["2023", "2024", "no"].map((one) => ({ value: one, label: one })),
      },
    ],
    [
      "type: date-range\nmin: 2020-01-01\nvalue: {from: 2024-01-01, to: }",
      { type: "date-range", label: "n", value: { from: "2024-01-01", to: "" }, min: "2020-01-01" },
    ],
  ])("%j", (body, expected) => {
    expect(control(body)).toEqual({ spec: expected, problems: [] });
  });

  test("rows of another cell: the cell is read, its column found in any case, what is chosen is text", async () => {
    const body = "type: rows\ncolumn: ID\nvalue: [7, a b]";
    expect(input.parse(body, { id: "n" }).problems[0]).toMatchObject({ code: "analysis.missing-input" });
    const { spec } = input.parse(body, { id: "n", from: "orders" });
    expect(spec && input.references(spec)).toEqual([{ id: "orders", attribute: "from" }]);
    const table = { sql: "t", rows: 2, columns: [{ name: "id", type: "BIGINT" }], fingerprint: "f" };
    const job = { cell: "n", signal: new AbortController().signal, progress: () => undefined };
    const given = new Map([["orders", { is: "table", table } as const]]);
    const result = await input.run(spec!, given, {} as Host, job);
    expect(result.value).toEqual({ is: "json", json: ["7", "a b"] });
    expect(result.views).toMatchObject([{ control: { column: "id", table } }]);
    const other = input.parse("type: rows\ncolumn: name", { id: "n", from: "orders" }).spec!;
    await expect(async () => input.run(other, given, {} as Host, job)).rejects.toMatchObject({
      code: "chart.no-column",
    });
  });

  test("a period is two days, open where nothing is said", async () => {
    expect((await run("type: date-range\nvalue: {to: 2024-01-31}")).value).toEqual({
      is: "json",
      json: { from: null, to: "2024-01-31" },
      date: true,
    });
  });

  test("a count of months is months, an empty date is nothing, a date is a date", async () => {
    expect((await run("type: range\nmin: 1\nmax: 60\nvalue: 12\nformat: months")).value).toEqual({
      is: "json",
      json: 12,
      unit: "month",
    });
    expect((await run("type: date")).value).toEqual({ is: "json", json: null, date: true });
    expect((await run("type: date\nvalue: 2024-01-31")).value).toEqual({
      is: "json",
      json: "2024-01-31",
      date: true,
    });
  });

  test.each<[string, string, [number, number] | undefined]>([
    ["", "yaml.missing-key", undefined],
    ["type: slider", "yaml.not-one-of", [6, 12]],
    ["type: range\nmin: 0", "yaml.missing-key", undefined],
    ["type: range\nmin: 5\nmax: 1", "input.empty-range", [24, 25]],
    ["type: range\nmin: 0\nmax: 1\nvalue: 2", "yaml.too-large", [33, 34]],
    ["type: number\nvalue: 0\nmin: 1", "yaml.too-small", [20, 21]],
    ["type: number\nvalue: 5\nstep: 0", "yaml.too-small", [28, 29]],
    ["type: date\nvalue: 2024-02-30", "input.bad-date", [18, 28]],
    ["type: select\noptions: []", "input.no-options", [22, 24]],
    ["type: select\noptions: [a]\nvalue: b", "yaml.not-one-of", [33, 34]],
    ["type: toggle\nvalue: maybe", "yaml.wrong-type", [20, 25]],
    ["type: multi-select\noptions: [a]\nvalue: [a, b]", "yaml.not-one-of", [39, 45]],
    ["type: date-range\nvalue: {from: 2024-02-30}", "input.bad-date", [24, 42]],
    ["type: date-range\nvalue: {from: 2024-02-02, to: 2024-02-01}", "input.backwards", [24, 58]],
    ["type: rows", "yaml.missing-key", undefined],
    ["type: text\nvalue: ${x}", "input.no-names", [18, 22]],
    ["type: text\nlable: x", "yaml.unknown-key", [11, 16]],
  ])("%j: %s", (body, code, range) => {
    const { spec, problems } = control(body);
    expect(spec).toBeNull();
    expect(problems[0]).toMatchObject({ code, ...(range ? { at: { range } } : {}) });
  });
});

describe("moving a control writes its value and nothing else", () => {
  test.each<[string, Json, string]>([
    ["value: [a] # mine\nlabel: x", ["a", "b, c", "12"], 'value: [a, "b, c", "12"] # mine\nlabel: x'],
    ["value:\n  - a\n  - b\nlabel: x", [], "value:\n  []\nlabel: x"],
    ["value: false", true, "value: true"],
    [
      "type: date-range",
      { from: "2024-01-01", to: "" },
      'type: date-range\nvalue: {from: 2024-01-01, to: ""}',
    ],
    ["type: range\nvalue: 5 # mine\nmax: 9", 7.5, "type: range\nvalue: 7.5 # mine\nmax: 9"],
    ["value:   5", 6, "value:   6"],
    ["value:", 6, "value: 6"],
    ["value: # none yet\ntype: date", "2024-01-31", "value: 2024-01-31 # none yet\ntype: date"],
    ["{type: text, value: a}", "b, c", '{type: text, value: "b, c"}'],
    ["value: 'it''s'", "he's", "value: 'he''s'"],
    ['value: "a"', 'say "b"', 'value: "say \\"b\\""'],
    ["value: a", "yes: no", 'value: "yes: no"'],
    ["value: a", "12", 'value: "12"'],
    ["value: a", "", 'value: ""'],
    ["type: text", "new", "type: text\nvalue: new"],
    ["# only a note", 3, "# only a note\nvalue: 3"],
    ["value: |\n  two\n  lines\nlabel: x", "one", "value: one\nlabel: x"],
  ])("%j ← %j", (body, value, expected) => {
    expect(withEntry(body, "value", value)).toBe(expected);
  });

  test("any text and number is read back, and the other lines stay", () => {
    const value = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
    );
    const style = fc.constantFrom(
      "value: a",
      'value: "a"',
      "value: 'a'",
      "value: 12",
      "value:",
      "value: ~ # c",
    );
    fc.assert(
      fc.property(style, value, (line, wanted) => {
        fc.pre(!/[\uE000\uE001]|\$\{|\r/.test(String(wanted)));
        const body = withEntry(`type: text\n${line}\nlabel: x`, "value", wanted);
        expect(readBody(body).entries.get("value")?.value).toEqual(
          Object.is(wanted, -0) ? expect.closeTo(0) : wanted,
        );
        expect(body.startsWith("type: text\nvalue:")).toBe(true);
        expect(body.endsWith("\nlabel: x")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
