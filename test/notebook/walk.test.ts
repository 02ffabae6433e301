import fc from "fast-check";
import { expect, test } from "vitest";
import { input } from "../../src/kinds/input";
import { prose } from "../../src/kinds/prose";
import { sql } from "../../src/kinds/sql";
import { parse, textOf, write } from "../../src/notebook/text/format";
import type { Kind } from "../../src/notebook/kind";
import { Notebook } from "../../src/notebook/run/runtime";
import type { CellView } from "../../src/notebook/view";
import { fakeHost, Steps } from "./host";

const all = [new Steps(), input, sql, prose] as readonly unknown[] as readonly Kind<unknown>[];
const kinds = new Map(all.map((kind) => [kind.name, kind]));
const isKind = (word: string) => kinds.has(word) && word !== "prose";

/** Texts that try to break out of their cell, or into the next. */
const bodies = fc.constantFrom(
  "1",
  "double",
  "fail",
  "absent",
  "refuse",
  "SELECT * FROM a",
  "type: number\nvalue: 3",
  "",
  "\n",
  "a\n\nb\n",
  "```",
  "````\n```",
  "~~~",
  "```sql id=z\nSELECT 1\n```",
  "# Head\n\ntext ${a}",
  "- item",
  "- item\n\n  more",
  "> quote",
  "<!-- open",
  "<div>",
  "<script>",
  "---",
  "---\ntitle: x\n---",
  "```python\nx",
  "    code",
  "a\r\nb",
  "\u00e9\u{1F600}",
  "| a |\n|---|",
  "1. one\n   ```",
  "<?php",
  "\ttab",
);
const starts = fc.constantFrom(
  "",
  "text",
  "---\ntitle: t\n---\n",
  "---\r\ntitle: t\r\n---\r\n\r\n```step id=a\r\n1\r\n```\r\n\r\ntext\r\n",
  "```step id=a\n1\n```\n```step id=b from=a\ndouble\n```\nafter\n",
  "- list\n\n```step id=a\n1",
  "a\n\n  ~~~~sql id=q\n  SELECT 1\n  ~~~~~~\n\nb",
  "<div>\n\n```input id=n\ntype: number\nvalue: 1\n```\n",
);
const step = fc.record({
  do: fc.constantFrom(
    "body",
    "insert",
    "remove",
    "move",
    "attributes",
    "input",
    "run",
    "stop",
    "text",
    "wait",
    "runAll",
  ),
  at: fc.nat(20),
  by: fc.integer({ min: -4, max: 4 }),
  body: bodies,
  kind: fc.constantFrom("prose", "step", "sql", "input"),
  id: fc.constantFrom("a", "b", "c", "d", "n", "q"),
});

/** What of a view must follow from the text alone. */
const drawn = (cell: CellView) => ({
  name: cell.name,
  id: cell.id,
  kind: cell.kind,
  attributes: cell.attributes,
  body: cell.body,
  reads: cell.reads,
});
const bytes = (text: string) =>
  parse(text, isKind)
    .filter(({ is }) => is === "cell")
    .map(textOf);

test("hundreds of edits: the view is always that of a fresh reading, and an edit leaves other cells' bytes alone", async () => {
  await fc.assert(
    fc.asyncProperty(starts, fc.array(step, { minLength: 20, maxLength: 60 }), async (start, steps) => {
      const notebook = new Notebook(kinds, fakeHost(), start);
      for (const { do: what, at, by, body, kind, id } of steps) {
        const cells = notebook.view.cells;
        const cell = cells[at % Math.max(1, cells.length)];
        const before = bytes(notebook.text);
        const index = cells.filter((one) => one.kind !== "prose").indexOf(cell!);
        if (what === "insert") {
          const key = notebook.insert(cell?.key ?? null, kind, body, kind === "prose" ? undefined : id);
          const after = bytes(notebook.text);
          // Every cell is still there, in order, an unclosed one closed.
          expect(after.filter((one) => before.includes(one)).length).toBeGreaterThanOrEqual(
            before.length - 1,
          );
          if (kind !== "prose")
            expect(notebook.view.cells.find((one) => one.key === key)).toMatchObject({ kind, id });
          if (kind !== "prose" && body.trim() === body)
            expect(notebook.view.cells.find((one) => one.key === key)?.body).toBe(
              body.replace(/\r\n/g, "\n"),
            );
        } else if (what === "text") notebook.setText(at % 2 === 0 ? `${notebook.text}\n\n${body}` : start);
        else if (what === "stop") notebook.stop();
        else if (what === "runAll") notebook.runAll();
        else if (what === "wait") await notebook.idle();
        else if (cell) {
          if (what === "body") {
            notebook.setBody(cell.key, body);
            const after = bytes(notebook.text);
            if (index >= 0) {
              expect(after).toHaveLength(before.length);
              expect(after.filter((_, i) => i !== index)).toEqual(before.filter((_, i) => i !== index));
              const now = notebook.view.cells.find((one) => one.key === cell.key);
              expect(now?.body).toBe(body.replace(/\r\n/g, "\n"));
            } else
              expect(after.filter((one) => before.includes(one)).length).toBeGreaterThanOrEqual(
                before.length,
              );
          } else if (what === "remove") {
            notebook.remove(cell.key);
            if (index >= 0) expect(bytes(notebook.text)).toEqual(before.filter((_, i) => i !== index));
            else expect(bytes(notebook.text)).toEqual(before);
          } else if (what === "move") {
            notebook.move(cell.key, by);
            const after = bytes(notebook.text);
            expect(after).toHaveLength(before.length);
          } else if (what === "attributes" && cell.kind !== "prose") {
            notebook.setAttributes(cell.key, { ...cell.attributes, id, label: "a b" });
            expect(bytes(notebook.text).filter((_, i) => i !== index)).toEqual(
              before.filter((_, i) => i !== index),
            );
          } else if (what === "input") notebook.setInput("n", by, { transient: at % 2 === 0 });
          else if (what === "run") notebook.run([cell.key]);
        }
        const fresh = new Notebook(kinds, fakeHost(), notebook.text);
        fresh.stop();
        expect(notebook.view.cells.map(drawn)).toEqual(fresh.view.cells.map(drawn));
        expect(write(parse(notebook.text, isKind))).toBe(notebook.text);
        expect(new Set(notebook.view.cells.map(({ key }) => key)).size).toBe(notebook.view.cells.length);
      }
      notebook.stop();
      await notebook.idle();
      // Left alone, everything that can run comes to rest.
      notebook.runStale();
      const view = await notebook.idle();
      expect(view.cells.filter(({ state }) => !["done", "failed", "blocked"].includes(state))).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
