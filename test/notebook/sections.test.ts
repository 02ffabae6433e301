import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kinds } from "../../src/kinds";
import { read } from "../../src/notebook/document";
import { headingsOf } from "../../src/notebook/structure/headings";
import { moveSection, neighbour } from "../../src/notebook/structure/sections";

const moved = (text: string, at: number, by: 1 | -1) => moveSection(read(text, kinds), at, by);
const cell = (id: string) => `\`\`\`sql id=${id}\nSELECT 1\n\`\`\``;

describe("headings", () => {
  test("down to the third level, without marks, with their place; none in a fence", () => {
    const text = "# *One*\n\n~~~\n```\n# no\n~~~\n\n## [Two](x) ##\n#### four\n#none\n";
    expect(headingsOf(text)).toEqual([
      { level: 1, text: "One", offset: 0 },
      { level: 2, text: "Two", offset: text.indexOf("## [Two]") },
    ]);
  });
});

describe("a section changes places", () => {
  const text = `---\ntitle: T\n---\n\n# T\n\nWords.\n\n## A\n\nof a\n\n${cell("a")}\n\n### A1\n\n## B\n\n${cell("b")}\n`;

  test("with its cells and the sections in it, also where it begins within a text", () => {
    const { text: down, heading } = moved(text, 1, 1);
    expect(down).toBe(
      `---\ntitle: T\n---\n\n# T\n\nWords.\n\n## B\n\n${cell("b")}\n\n## A\n\nof a\n\n${cell("a")}\n\n### A1\n`,
    );
    expect(heading).toBe(2);
    expect(moved(down, 2, -1)).toEqual({ text, heading: 1 });
  });

  test("within its part alone", () => {
    const levels = [1, 2, 3, 2, 1, 2];
    expect([0, 1, 2, 3, 5].map((at) => neighbour(levels, at, 1))).toEqual([4, 3, null, null, null]);
    expect([4, 3, 2, 1, 5].map((at) => neighbour(levels, at, -1))).toEqual([0, 1, null, null, null]);
    expect(moved(text, 2, 1)).toEqual({ text, heading: 2 });
  });

  test("line ends, breaks between texts and open fences stay what they are", () => {
    expect(moved("## A\r\n\r\none\r\n\r\n## B\r\n", 0, 1).text).toBe("## B\r\n\r\n## A\r\n\r\none\r\n");
    expect(moved("## A\n\n<!-- cell -->\n\ntwo\n\n## B\n", 0, 1).text).toBe(
      "## B\n\n## A\n\n<!-- cell -->\n\ntwo\n",
    );
    expect(moved("## A\n\n## B\n\n```sql id=b\nSELECT 2", 1, -1).text).toContain("SELECT 2\n```\n\n## A");
  });

  test("and nothing is lost, whatever the text; back again it reads as before", () => {
    const piece = fc.constantFrom(
      "# T",
      "## A",
      "## B",
      "### C",
      "words",
      cell("x"),
      "<!-- cell -->",
      "- a\n- b",
      "~~~\n## no\n~~~",
    );
    const lines = (of: string) =>
      of
        .split("\n")
        .filter((line) => line.trim() !== "" && line !== "<!-- cell -->")
        .sort();
    const heads = (of: string) =>
      read(of, kinds).cells.flatMap((one) => (one.kind === "prose" ? headingsOf(one.body) : []));
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 2, maxLength: 9 }),
        fc.nat(6),
        fc.boolean(),
        (parts, at, down) => {
          const first = parts.join("\n\n") + "\n";
          const by = down ? 1 : -1;
          const levels = heads(first).map(({ level }) => level);
          const other = neighbour(levels, at, by);
          const there = moved(first, at, by);
          expect(lines(there.text)).toEqual(lines(first));
          if (other === null) {
            expect(there).toEqual({ text: first, heading: at });
            return;
          }
          expect(heads(there.text)[there.heading]!.text).toBe(heads(first)[at]!.text);
          const back = moved(there.text, there.heading, down ? -1 : 1);
          expect(heads(back.text).map(({ text: words }) => words)).toEqual(
            heads(first).map(({ text: words }) => words),
          );
          expect(back.heading).toBe(at);
        },
      ),
      { numRuns: 400, seed: 3 },
    );
  });
});
