import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bringKinds, kinds } from "../../src/kinds/coming";
import { read, understand } from "../../src/notebook/document";
import { write } from "../../src/notebook/text/format";
import { readJupyter } from "../../src/storage/formats/jupyterRead";
import { readKit } from "../../src/storage/formats/kitRead";
import { linkTo, readLink } from "../../src/storage/link";
import { linkIn } from "../../src/storage/linkHash";
import { TenureError } from "../../src/terms/error";
import { parseHtml } from "../storage/formats/html";

/**
 * What a stranger may hand over, bent at random: notebooks, settings, links, notebooks of other programs. Each box of
 * time is short, so that CI can afford it; TENURE_SEED looks elsewhere and TENURE_FUZZ (milliseconds) longer. What was
 * ever found is a file in `fixtures` and is tried first.
 */
const BOX = Number(process.env["TENURE_FUZZ"] ?? 1500);
const box = { interruptAfterTimeLimit: BOX, markInterruptAsFailure: false, numRuns: 1_000_000 };
const isKind = (word: string) => kinds.has(word);

const folder = resolve(import.meta.dirname, "fixtures");
const found = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
const foreign = resolve(import.meta.dirname, "../storage/formats/fixtures");
const samples = readdirSync(foreign)
  .filter((name) => /\.(ipynb|html)$/.test(name))
  .map((name) => readFileSync(join(foreign, name), "utf8"));
const shipped = readFileSync(resolve(import.meta.dirname, "../../public/notebooks/en/worth.md"), "utf8");

beforeAll(() => bringKinds());

/** Nothing but a coded error may come out. */
async function holds(act: () => unknown): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof TenureError)) throw error;
  }
}

/** A text comes back byte for byte, and every cell of it is understood or says why not. */
function notebook(text: string): void {
  const document = read(text, kinds);
  expect(write(document.parts)).toBe(text);
  for (const cell of document.cells) {
    const { problems } = understand(cell, cell.body, kinds);
    for (const { code, at } of problems) {
      expect(code).toMatch(/^[a-z]/);
      const [from, to] = at.range ?? [0, 0];
      expect(0 <= from && from <= to && to <= cell.body.length).toBe(true);
    }
  }
}

const scraps = [
  "```",
  "````",
  "~~~",
  "sql",
  "ts",
  "input",
  "clv",
  "source",
  "ledger",
  " id=",
  "id=a",
  "=",
  '"',
  "'",
  "\n",
  "\r\n",
  "\r",
  "---\n",
  "title: ",
  "...\n",
  "${",
  "}",
  "$",
  "<!-- cell -->",
  "<!--",
  "-->",
  "- ",
  "> ",
  "# ",
  "    ",
  "\t",
  "type: range",
  "value: ",
  "&a ",
  "*a",
  "!!x ",
  "? ",
  ": ",
  "[",
  "]",
  "{",
  ",",
  "|",
  ">-",
  "%YAML",
  "\u0000",
  "\uFEFF",
  "\u2028",
  "ż",
  "🙂",
  "SELECT ",
  "FROM a",
  "1e999",
  "0x",
  "__proto__",
  "constructor",
  "a: 1",
  "\ud800",
];
const bent = (texts: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(
        fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40), fc.constantFrom("", ...scraps)),
        { maxLength: 6 },
      ),
    )
    .map(([text, cuts]) =>
      cuts.reduce((now, [where, length, scrap]) => {
        const at = Math.floor(where * now.length);
        return now.slice(0, at) + scrap + now.slice(at + length);
      }, text),
    );
const soup = fc.array(fc.constantFrom(...scraps), { maxLength: 30 }).map((parts) => parts.join(""));

describe("what was found before", () => {
  test.each(found)("$name", async ({ text }) => {
    notebook(text);
    await holds(() => readJupyter(text, isKind, "x"));
    await holds(() => readKit(text, isKind, "x", parseHtml));
    await holds(() => readLink(text.trim()));
  });
});

describe("bent at random", () => {
  test("notebooks", () => {
    fc.assert(fc.property(fc.oneof(bent([shipped]), soup), notebook), box);
  });

  test("settings of every kind", () => {
    const names = [...kinds.keys()].filter((name) => name !== "prose");
    fc.assert(
      fc.property(fc.constantFrom(...names), soup, soup, (kind, id, body) => {
        notebook(`\`\`\`\`\`${kind} id=${id.replace(/\s/g, "")}\n${body}\n\`\`\`\`\`\n`);
      }),
      box,
    );
  });

  test("notebooks of other programs", async () => {
    await fc.assert(
      fc.asyncProperty(bent(samples), async (text) => {
        for (const carry of [
          () => readJupyter(text, isKind, "x"),
          () => readKit(text, isKind, "x", parseHtml),
        ])
          await holds(() => {
            const { text: ours, cells } = carry();
            notebook(ours);
            expect(read(ours, kinds).cells.length).toBe(cells);
          });
      }),
      box,
    );
  });

  test("links", async () => {
    const whole = linkIn(new URL(await linkTo(shipped, "https://example.org/")).hash)!;
    await fc.assert(
      fc.asyncProperty(bent([whole]), async (carried) => {
        await holds(async () => {
          const text = await readLink(carried);
          expect([carried, text]).toEqual([carried, shipped]);
        });
      }),
      box,
    );
  });
});
