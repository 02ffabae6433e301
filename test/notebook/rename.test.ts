import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bringKinds, kinds } from "../../src/kinds/coming";
import { following } from "../../src/kinds/following";
import { read, understand } from "../../src/notebook/document";
import { link } from "../../src/notebook/graph";
import { rename, type Left } from "../../src/notebook/structure/rename";
import { TenureError } from "../../src/terms/error";

/** `rename.json`: which cell is to be called what, how many places follow, what cannot, or why it is refused. */
interface Case {
  readonly from: string;
  readonly to: string;
  readonly followed?: number;
  readonly left?: readonly Left[];
  readonly error?: { readonly code: string; readonly params: Record<string, string> };
}

const folder = join(import.meta.dirname, "rename");
const names = readdirSync(folder);
const file = (name: string, which: string) => readFileSync(join(folder, name, which), "utf8");
const caseOf = (name: string) => JSON.parse(file(name, "rename.json")) as Case;

beforeAll(() => bringKinds());

test("there are enough folders to mean something", () => {
  expect(names.length).toBeGreaterThanOrEqual(40);
});

/** Who reads whom, by place in the text: what a renaming must leave as it is. */
function edges(text: string, without: ReadonlySet<string>): string[] {
  const { cells } = read(text, kinds);
  const nodes = cells.map((cell) => ({ ...cell, references: understand(cell, cell.body, kinds).references }));
  const { reads } = link(nodes);
  const place = new Map(cells.map(({ key }, index) => [key, index]));
  return cells
    .filter(({ name }) => !without.has(name))
    .flatMap(({ key }, index) => (reads.get(key) ?? []).map((up) => `${index} reads ${place.get(up)}`))
    .sort();
}

describe("renaming a cell", () => {
  test.each(names)("%s", (name) => {
    const { from, to, followed, left = [], error } = caseOf(name);
    const before = file(name, "before.md");
    const draft = read(before, kinds);
    const cell = draft.cells.find(({ id }) => id === from);
    expect(cell, `no cell ${from}`).toBeDefined();
    if (error) {
      let thrown: unknown = null;
      try {
        rename(draft, { kinds, following }, cell!, to);
      } catch (caught) {
        thrown = caught;
      }
      expect(TenureError.from(thrown).toJSON()).toMatchObject(error);
      return;
    }
    const made = rename(draft, { kinds, following }, cell!, to);
    expect(made.text).toBe(file(name, "after.md"));
    expect(made.left).toEqual(left);
    if (followed !== undefined) expect(made.followed).toBe(followed);
    // What could not be followed is said, and everything else reads what it read.
    const said = new Set(left.map((one) => one.cell));
    expect(edges(made.text, said)).toEqual(edges(before, said));
  });

  test.each(names.filter((name) => !caseOf(name).error && !caseOf(name).left))("%s, and back", (name) => {
    const { from, to } = caseOf(name);
    const draft = read(file(name, "after.md"), kinds);
    const cell = draft.cells.find(({ id }) => id === to);
    const back = rename(draft, { kinds, following }, cell!, from);
    expect(edges(back.text, new Set())).toEqual(edges(file(name, "before.md"), new Set()));
  });
});
