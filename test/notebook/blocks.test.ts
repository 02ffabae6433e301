import { parser } from "@lezer/markdown";
import fc from "fast-check";
import { expect, test } from "vitest";
import { blocksOf } from "../../src/notebook/text/blocks";

/** What may stand in a notebook, and what changes the meaning of all that follows it. */
const PIECES = [
  "a line\n",
  "\n",
  "\n\n",
  "# Head\n",
  "- item\n",
  "  - deeper\n",
  "> quoted\n",
  "    indented\n",
  "```sql id=a\nSELECT 1\n```\n",
  "```\n",
  "````\n",
  "~~~ts id=b\nreturn 1;\n~~~\n",
  "<!-- cell -->\n",
  "<!-- open\n",
  "-->\n",
  "<div>\n",
  "</div>\n",
  "===\n",
  "---\n",
  "1. one\n",
  "[a]: /b\n",
  "`",
  "x",
  " ",
];
const piece = fc.constantFrom(...PIECES);

/** The top of the tree, which is all that a notebook reads of it, and the marks of fences. */
function outline(tree: ReturnType<typeof parser.parse>): string[] {
  const found: string[] = [];
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling)
    found.push(`${node.name} ${node.from} ${node.to} ${node.getChildren("CodeMark").length}`);
  return found;
}

test("a text read after another one has the blocks it has when it is read alone", () => {
  const whole = fc.array(piece, { minLength: 20, maxLength: 120 }).map((all) => all.join(""));
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 60 }), fc.array(piece, { maxLength: 3 })), {
    minLength: 1,
    maxLength: 12,
  });
  fc.assert(
    fc.property(whole, edits, (start, changes) => {
      let text = start;
      blocksOf(text);
      for (const [where, gone, come] of changes) {
        const at = where % (text.length + 1);
        text = text.slice(0, at) + come.join("") + text.slice(at + gone);
        expect(outline(blocksOf(text)), text).toEqual(outline(parser.parse(text)));
      }
    }),
    { numRuns: Number(process.env["TENURE_RUNS"] ?? 300) },
  );
});
