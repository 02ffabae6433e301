import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kinds } from "../../src/kinds";
import { read, type Document } from "../../src/notebook/document";
import {
  duplicateAll,
  freshId,
  moveAll,
  pasteAfter,
  removeAll,
  turn,
} from "../../src/notebook/structure/cells";
import { merge, mergeable, split } from "../../src/notebook/structure/split";

const draftOf = (text: string) => read(text, kinds);
const keyAt = ({ cells }: Document, index: number) => cells[index]!.key;
const bodies = (text: string) => draftOf(text).cells.map(({ body }) => body);
const names = (text: string) => draftOf(text).cells.map(({ name }) => name);
const a = "```sql id=a\nSELECT 1\n```";
const b = "```sql id=b view\nSELECT 2\n```";

describe("splitting", () => {
  test("a query at the caret; the second half gets a name like it and the same attributes", () => {
    const draft = draftOf("```sql id=a view\nSELECT 1;\nSELECT 2\n```\n");
    const { text, at } = split(draft, kinds, "a", 10);
    expect(text).toBe("```sql id=a view\nSELECT 1;\n```\n\n```sql id=a_2 view\nSELECT 2\n```\n");
    expect(at).toEqual([0, 1]);
  });

  test("a text at the caret", () => {
    const draft = draftOf("# Head\n\none two\n");
    expect(bodies(split(draft, kinds, keyAt(draft, 0), 12).text)).toEqual(["# Head\n\none", "two"]);
  });

  test.each([0, 2, 8])("does nothing where a half would be empty (%i)", (offset) => {
    const draft = draftOf("```sql id=a\n  SELECT\n```\n");
    expect(split(draft, kinds, "a", offset).text).toBe(draft.text);
  });
});

describe("merging", () => {
  test("the first one's name stays, the others' are said to be gone", () => {
    const draft = draftOf(`${a}\n\n${b}\n\ntext\n`);
    const made = merge(draft, kinds, ["a", "b"]);
    expect(made.text).toBe("```sql id=a\nSELECT 1\nSELECT 2\n```\n\ntext\n");
    expect(made.lost).toEqual(["b"]);
  });

  test("only neighbours of one kind", () => {
    const { cells } = draftOf(`${a}\n\n${b}\n\ntext\n\n\`\`\`sql id=c\nSELECT 3\n\`\`\`\n`);
    const key = (index: number) => cells[index]!.key;
    expect(mergeable(cells, [key(0), key(1)])).toBe(true);
    expect(mergeable(cells, [key(1), key(2)])).toBe(false);
    expect(mergeable(cells, [key(0), key(3)])).toBe(false);
    expect(mergeable(cells, [key(0)])).toBe(false);
  });
});

const line = fc.constantFrom("SELECT 1", "a", "-- é😀", "```", "~~~", "", "  x", "\ttab", "FROM orders");
const codes = fc
  .array(line, { minLength: 2, maxLength: 6 })
  .filter((lines) => lines[0]!.trim() !== "" && lines.at(-1)!.trim() !== "");
const around = fc.constantFrom("", "before\n\n", "---\ntitle: t\n---\n\n", `${b}\n\n`);
const after = fc.constantFrom("\n", "\n\nafter\n", `\n\n${b}\n`);
const eols = fc.constantFrom("\n", "\r\n");

describe("a split, merged again, is what it was", () => {
  test("code cut between two lines: byte for byte, wherever it stands", () => {
    fc.assert(
      fc.property(codes, around, after, eols, fc.nat(9), (lines, before, rest, eol, at) => {
        const text = `${before}\`\`\`\`\`sql id=x\n${lines.join("\n")}\n\`\`\`\`\`${rest}`.replaceAll(
          "\n",
          eol,
        );
        const draft = draftOf(text);
        const key = draft.cells.find(({ id }) => id === "x")!.key;
        const cut = lines.slice(0, 1 + (at % (lines.length - 1)));
        const parted = split(draft, kinds, key, cut.join("\n").length + 1);
        const halves = draftOf(parted.text);
        if (parted.at.length === 1) {
          expect(parted.text).toBe(text);
          return;
        }
        expect(halves.cells).toHaveLength(draft.cells.length + 1);
        const keys = parted.at.map((index) => keyAt(halves, index));
        expect(merge(halves, kinds, keys).text).toBe(text);
      }),
    );
  });

  const paragraph = fc.constantFrom(
    "# Head",
    "one two",
    "- a\n- b",
    "> quote",
    "> a\nlazy",
    "1. x",
    "| a |\n|---|",
  );
  test("text cut between two paragraphs: byte for byte", () => {
    fc.assert(
      fc.property(
        fc.array(paragraph, { minLength: 2, maxLength: 5 }),
        around,
        fc.nat(9),
        (parts, before, at) => {
          const text = `${before === "before\n\n" ? "" : before}${parts.join("\n\n")}\n\n${a}\n`;
          const draft = draftOf(text);
          const index = draft.cells.findIndex(({ id }) => id === "a") - 1;
          const cut = parts.slice(0, 1 + (at % (parts.length - 1))).join("\n\n").length;
          const parted = split(draft, kinds, keyAt(draft, index), cut);
          const halves = draftOf(parted.text);
          expect(halves.cells).toHaveLength(draft.cells.length + 1);
          expect(merge(halves, kinds, [keyAt(halves, index), keyAt(halves, index + 1)]).text).toBe(text);
        },
      ),
    );
  });

  test("anywhere else: nothing but white space at the cut is different", () => {
    const bare = (text: string) => text.replace(/\s+/g, "");
    fc.assert(
      fc.property(codes, fc.nat(60), (lines, at) => {
        const body = lines.join("\n");
        const draft = draftOf(`\`\`\`\`\`sql id=x\n${body}\n\`\`\`\`\`\n`);
        const parted = split(draft, kinds, "x", at % (body.length + 1));
        if (parted.at.length === 1) return;
        const halves = draftOf(parted.text);
        const back = draftOf(merge(halves, kinds, [keyAt(halves, 0), keyAt(halves, 1)]).text);
        expect(bare(back.cells[0]!.body)).toBe(bare(body));
        expect(back.cells).toHaveLength(1);
      }),
    );
  });
});

describe("several cells at once", () => {
  const text = `one\n\n${a}\n\n${b}\n\ntwo\n`;
  test("are removed", () => {
    const draft = draftOf(text);
    expect(names(removeAll(draft, kinds, ["a", "b"]).text)).toEqual(["text 1"]);
    expect(
      removeAll(
        draft,
        kinds,
        draft.cells.map(({ key }) => key),
      ).text.trim(),
    ).toBe("");
  });

  test("are moved together, and stay where they are at the edge", () => {
    const draft = draftOf(text);
    const down = moveAll(draft, kinds, ["a", "b"], 1);
    expect(names(down.text)).toEqual(["text 1", "text 2", "a", "b"]);
    expect(down.at).toEqual([2, 3]);
    const there = draftOf(down.text);
    expect(moveAll(there, kinds, ["a", "b"], 1).text).toBe(down.text);
    expect(moveAll(there, kinds, ["a", "b"], -1).text).toBe(text);
  });

  test("are duplicated with names of their own and their attributes", () => {
    const made = duplicateAll(draftOf(text), kinds, ["a", "b"]);
    expect(names(made.text)).toEqual(["text 1", "a", "b", "a_2", "b_2", "text 2"]);
    expect(made.text).toContain("```sql id=b_2 view\nSELECT 2\n```");
    expect(made.at).toEqual([3, 4]);
  });

  test("are pasted first, where asked, and keep a free name", () => {
    const copies = [{ kind: "sql", body: "SELECT 3", attributes: { id: "c" } }];
    expect(names(pasteAfter(draftOf(text), kinds, null, copies).text)).toEqual([
      "c",
      "text 1",
      "a",
      "b",
      "text 2",
    ]);
  });

  test("a number at the end of a name is counted on", () => {
    expect(freshId(["a", "a_2"], "a_2")).toBe("a_3");
    expect(freshId([], "my query")).toBe("my_query");
  });
});

describe("another kind", () => {
  test("text becomes a query in its place", () => {
    const draft = draftOf(`one\n\n${a}\n`);
    const { text, at } = turn(draft, kinds, keyAt(draft, 0), "sql", { body: "one", id: "q" });
    expect(text).toBe(`\`\`\`sql id=q\none\n\`\`\`\n\n${a}\n`);
    expect(at).toEqual([0]);
  });

  test("a query becomes text, and does not run into its neighbours", () => {
    const draft = draftOf(`one\n\n${a}\n\ntwo\n`);
    expect(bodies(turn(draft, kinds, "a", "prose", { body: "SELECT 1" }).text)).toEqual([
      "one",
      "SELECT 1",
      "two",
    ]);
  });

  test("a cell keeps its name", () => {
    const draft = draftOf(`${a}\n`);
    const { text } = turn(draft, kinds, "a", "input", { body: "type: text", id: "a" });
    expect(text).toBe("```input id=a\ntype: text\n```\n");
  });
});
