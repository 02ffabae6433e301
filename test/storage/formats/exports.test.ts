import { deserialize, transpile } from "@observablehq/notebook-kit";
import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { kinds } from "../../../src/kinds/coming";
import { read } from "../../../src/notebook/document";
import { readJupyter } from "../../../src/storage/formats/jupyterRead";
import { writeJupyter } from "../../../src/storage/formats/jupyterWrite";
import { readKit } from "../../../src/storage/formats/kitRead";
import { writeKit } from "../../../src/storage/formats/kitWrite";
import { textOfPieces, type Piece } from "../../../src/storage/formats/piece";
import { parseHtml, parser } from "./html";

const isKind = (word: string) => kinds.has(word);
const root = resolve(import.meta.dirname, "../../..");
const shipped = ["en", "pl", "ru"].flatMap((language) =>
  readdirSync(join(root, "public/notebooks", language)).map((name) => `public/notebooks/${language}/${name}`),
);
const others = readdirSync(resolve(import.meta.dirname, "fixtures"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `test/storage/formats/fixtures/${name}`);

const piecesIn = (text: string): Piece[] =>
  read(text, kinds).cells.map(({ kind, attributes, body }) => ({ kind, attributes, body }));

/** Reads an export with Notebook Kit itself; every cell must be one it can run. */
function readByKit(html: string) {
  const notebook = deserialize(html, { parser });
  for (const cell of notebook.cells) transpile(cell);
  return notebook;
}

describe.each([...shipped, ...others])("%s", (path) => {
  const text = readFileSync(join(root, path), "utf8");
  const whole = { title: `A title: with "signs" & <tags>`, pieces: piecesIn(text) };

  test("is read by Notebook Kit from our export", () => {
    const { title, cells } = readByKit(writeKit(whole));
    expect(title).toBe(whole.title);
    expect(cells.length).toBe(whole.pieces.length);
  });

  test("comes back from both formats as it went", () => {
    for (const carried of [
      readKit(writeKit(whole), isKind, "x", parseHtml),
      readJupyter(writeJupyter(whole), isKind, "x"),
    ]) {
      expect(carried.remarks).toEqual([]);
      expect(piecesIn(carried.text)).toEqual(whole.pieces);
      expect(read(carried.text, kinds).title).toBe(whole.title);
    }
  });

  test("is a Jupyter notebook of nbformat 4.5", () => {
    const made = JSON.parse(writeJupyter(whole)) as {
      cells: { id: string; cell_type: string; source: string[] }[];
    };
    expect(made).toMatchObject({ nbformat: 4, nbformat_minor: 5 });
    expect(new Set(made.cells.map(({ id }) => id)).size).toBe(made.cells.length);
    for (const cell of made.cells) {
      expect(cell.id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      expect(["markdown", "code", "raw"]).toContain(cell.cell_type);
      expect("outputs" in cell && "execution_count" in cell).toBe(cell.cell_type === "code");
      expect(cell.source.slice(0, -1).every((line) => line.endsWith("\n"))).toBe(true);
    }
  });
});

/** Bodies made of what the formats and their languages trip over. */
const scrap = fc.constantFrom(
  "${",
  "}",
  "`",
  "```",
  "~~~",
  "\\",
  "<script>",
  "</script>",
  "<\\/script>",
  "<!--",
  "-->",
  "\n",
  "\n\n",
  "    ",
  "SELECT 1",
  "a",
  "x",
  "return 1;",
  "{",
  "'",
  '"',
  "/*",
  "*/",
  "//",
  "# A",
  "%%sql",
  "---",
  "ż",
  "Ж",
  "\t",
  "&amp;",
  "<",
);
const body = fc.array(scrap, { maxLength: 12 }).map((parts) => parts.join(""));
const piece = fc.record({
  kind: fc.constantFrom("prose", "sql", "ts", "input", "chart", "source"),
  attributes: fc.record({ id: fc.constantFrom("a", "late-orders", "zażółć", "class", "_1") }),
  body,
});

describe("whatever stands in a cell", () => {
  test("Notebook Kit can read and run every cell of the export", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
        expect(readByKit(writeKit({ title: "x", pieces })).cells.length).toBe(pieces.length);
      }),
      { numRuns: 400 },
    );
  });

  test("an import is a notebook of just these cells", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
        const carried = readJupyter(writeJupyter({ title: "x", pieces }), isKind, "x");
        expect(read(carried.text, kinds).cells.length).toBe(carried.cells);
        expect(textOfPieces({ title: "x", pieces: piecesIn(carried.text) })).toBe(carried.text);
      }),
      { numRuns: 400 },
    );
  });
});
