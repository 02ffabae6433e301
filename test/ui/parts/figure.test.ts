import { expect, test } from "vitest";
import type { NotebookView } from "../../../src/notebook/view";
import { recordedOf, recorder } from "../../../src/jail/plot/recorder";
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
