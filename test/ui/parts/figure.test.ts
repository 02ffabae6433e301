import { expect, test } from "vitest";
import type { NotebookView } from "../../../src/notebook/view";
import { recordedOf, recorder } from "../../../src/jail/plot/recorder";
import type { Values } from "../../../src/terms/table";
import { alike, type Drawable } from "../../../src/ui/parts/figure/drawable";
import { rangesOf } from "../../../src/ui/parts/figure/faces";
import { behind, named } from "../../../src/ui/parts/figure/recorded";
import { filesBehind } from "../../../src/ui/parts/figure/source";
import type { Plot } from "../../figures/recorded";

const P = recorder as unknown as Plot;

test("a figure's rows are those of its largest mark, with the channels its functions gave", () => {
  const rows = [
    { channel: "web", n: 2 },
    { channel: "app", n: 3 },
  ];
  const record = recordedOf(
    P.plot({
      title: "Twice",
      marks: [P.ruleY([0]), P.barY(rows, { x: "channel", y: (d) => 2 * (d as { n: number }).n })],
    }),
  )!;
  const found = behind(record);
  expect(found.marks).toEqual(["ruleY", "barY"]);
  expect(found.columns).toEqual(["channel", "y"]);
  expect([0, 1].map((row) => found.columns.map((column) => found.cell(row, column)))).toEqual([
    ["web", 4],
    ["app", 6],
  ]);
  expect(named(record).names).toEqual({ title: "Twice" });
  expect((named(record).rest.args[0] as { title?: string }).title).toBeUndefined();
});

test("the files behind a cell are found through the cells it reads, each once", () => {
  const cell = (name: string, kind: string, reads: string[], body = "") => ({ name, kind, reads, body });
  const cells = [
    cell("sales", "source", [], 'file: "sales 2024.csv"\nroles: {}'),
    cell("orders", "ledger", ["sales"]),
    cell("other", "source", [], "file: other.csv"),
    cell("figure", "ts", ["orders", "sales"]),
  ];
  const view = { cells } as unknown as NotebookView;
  expect(filesBehind(view, "figure")).toEqual(["sales 2024.csv"]);
  expect(filesBehind(view, "nobody")).toEqual([]);
});

test("ranges of letters are read as CSS writes them", () => {
  expect(rangesOf("U+0-FF, U+131, U+4??")).toEqual([
    [0, 255],
    [0x131, 0x131],
    [0x400, 0x4ff],
  ]);
  expect(rangesOf("")).toEqual([]);
});

test("what a cell found again is drawn again only where something of it is another", () => {
  const rows = (values: Values[], type = "DOUBLE") => ({
    rows: 2,
    columns: values.map((_, at) => ({ name: `c${at}`, type })),
    values,
  });
  const words = ["web", null];
  const one: Drawable = { name: "chart", options: { x: "c0" }, rows: rows([Float64Array.of(1, NaN), words]) };
  const other = (change: Partial<Drawable>) => alike(one, { ...one, ...change });
  // Values beyond the rows are room, as a decoded batch may have it.
  expect(other({ options: { x: "c0" }, rows: rows([Float64Array.of(1, NaN, 7), ["web", null]]) })).toBe(true);
  expect(other({ options: { x: "c1" } })).toBe(false);
  expect(other({ name: "cohorts" })).toBe(false);
  expect(other({ rows: rows([Float64Array.of(1, 0), words]) })).toBe(false);
  expect(other({ rows: rows([Float64Array.of(1, NaN), ["web", ""]]) })).toBe(false);
  expect(other({ rows: rows([Float64Array.of(1, NaN), words], "DATE") })).toBe(false);
  expect(other({ rows: { ...one.rows, rows: 1 } })).toBe(false);
});
