import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, write, type CellPart } from "../../src/notebook/text/format";

const known = new Set(["sql", "input", "source"]);
const take = (text: string) => parse(text, (word) => known.has(word));
const cells = (text: string) => take(text).filter((part): part is CellPart => part.is === "cell");

/** Pieces that lie next to the grammar's edges, in any order and any number. */
const lines = fc.constantFrom(
  "",
  " ",
  "---",
  "...",
  "title: x",
  "# Head",
  "text",
  "```",
  "````",
  "~~~",
  "```sql",
  "```sql id=a",
  "   ```sql id=b view",
  "    ```sql id=c",
  '````input id=d label="a b"',
  "~~~sql id=e",
  "```python",
  "```py id=f",
  "```sql `x`",
  "- item",
  "  ```sql id=g",
  "  ```",
  "> ```sql id=h",
  "> ```",
  "<!-- c",
  "-->",
  "<script>",
  "</script>",
  "\tcode",
  "SELECT 1",
  "===",
  "| a |",
  "\u2028",
  "\uFEFF---",
  "  ",
  "\u0000",
);
const ends = fc.constantFrom("\n", "\r\n", "\r", "\n\n", "");
const markdown = fc.array(fc.tuple(lines, ends), { maxLength: 40 }).map((all) => all.flat().join(""));

describe("a notebook taken apart", () => {
  test("gives its bytes back, for random Markdown", () => {
    fc.assert(
      fc.property(markdown, (text) => write(take(text)) === text),
      { numRuns: 3000 },
    );
  });

  test("gives its bytes back, for any string", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => write(take(text)) === text),
    );
  });

  test("keeps cells whole: a cell alone parses to itself", () => {
    fc.assert(
      fc.property(markdown, (text) => {
        for (const cell of cells(text)) {
          const again = cells(cell.head + cell.body + cell.tail);
          expect(again).toEqual([cell]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each<[string, string, Partial<CellPart>[]]>([
    ["a cell", "```sql id=a\nSELECT 1\n```\n", [{ kind: "sql", body: "SELECT 1", attributes: { id: "a" } }]],
    ["CRLF", "x\r\n```sql id=a\r\nSELECT\r\n1\r\n```\r\ny", [{ body: "SELECT\r\n1", tail: "\r\n```" }]],
    ["an empty body", "```sql\n```", [{ body: "", head: "```sql\n", tail: "```" }]],
    ["a blank body", "```sql\n\n```", [{ body: "", tail: "\n```" }]],
    ["no end", "```sql id=a\nSELECT 1\n", [{ body: "SELECT 1", closed: false }]],
    ["nothing but its first line", "```sql id=a", [{ body: "", closed: false }]],
    ["a longer fence", "`````sql\n```\nx\n```\n`````", [{ body: "```\nx\n```" }]],
    ["tildes", "~~~sql\n```\n~~~", [{ body: "```" }]],
    ["an indented fence", "  ```sql\n  x\n  ```", [{ head: "  ```sql\n", body: "  x", tail: "\n  ```" }]],
    ["an unknown kind with a name", "```py id=f\nx\n```", [{ kind: "py", attributes: { id: "f" } }]],
    [
      "attributes",
      "```sql id=a view title='x y' from=\"b c\"\n```",
      [{ attributes: { id: "a", view: true, title: "x y", from: "b c" } }],
    ],
    ["two cells without a line between", "```sql\na\n```\n```sql\nb\n```", [{ body: "a" }, { body: "b" }]],
    ["a cell right after text", "text\n```sql\na\n```\ntext", [{ body: "a" }]],
    ["code that is no cell", "```python\nx\n```\n```\ny\n```", []],
    ["a fence in a list", "- item\n\n  ```sql id=g\n  x\n  ```\n", []],
    ["a fence in a quote", "> ```sql id=g\n> x\n> ```\n", []],
    ["indented code", "    ```sql id=g\n    x\n    ```\n", []],
    ["a comment", "<!--\n```sql id=g\nx\n```\n-->\n", []],
    ["a cell quoted in a longer fence", "````\n```sql id=g\nx\n```\n````\n", []],
    [
      "front matter",
      "---\ntitle: x\n```sql id=no\n```\n---\n```sql id=yes\n```",
      [{ attributes: { id: "yes" } }],
    ],
    [
      "a rule, not front matter",
      "text\n\n---\n\n```sql id=yes\n```\n\n---\n",
      [{ attributes: { id: "yes" } }],
    ],
  ])("%s", (_, text, expected) => {
    expect(cells(text)).toMatchObject(expected);
    expect(cells(text)).toHaveLength(expected.length);
    expect(write(take(text))).toBe(text);
  });

  test("text between cells is one part without the blank lines around it", () => {
    const parts = take("---\nt: 1\n---\n\n  # A\n\nb \n\n\n```sql\n```\n\n \n```sql\n```\nend");
    expect(parts.map((part) => part.is)).toEqual([
      "front",
      "space",
      "prose",
      "space",
      "cell",
      "space",
      "cell",
      "space",
      "prose",
    ]);
    expect(parts[2]).toEqual({ is: "prose", text: "  # A\n\nb" });
  });
});
