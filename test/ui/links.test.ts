import { describe, expect, test } from "vitest";
import type { CellView } from "../../src/notebook/view";
import { linksOf, reach } from "../../src/ui/sidebar/links";

const cells = (spec: Readonly<Record<string, readonly string[]>>): CellView[] =>
  Object.entries(spec).map(
    ([name, reads]) =>
      ({
        key: name,
        name,
        kind: name.startsWith("text") ? "prose" : "sql",
        reads,
        feeds: Object.keys(spec).filter((other) => spec[other]!.includes(name)),
      }) as unknown as CellView,
  );

describe("who reads whom", () => {
  const { rows, arcs, lanes } = linksOf(
    cells({
      "text 1": [],
      sales: [],
      orders: ["sales"],
      n: [],
      big: ["orders", "n"],
      "text 2": ["big"],
      last: ["later"],
      later: [],
    }),
  );
  const at = (name: string) => rows.findIndex(({ cell }) => cell.name === name);

  test("texts that read nothing are left out; the rest stands as in the text", () => {
    expect(rows.map(({ cell }) => cell.name)).toEqual([
      "sales",
      "orders",
      "n",
      "big",
      "text 2",
      "last",
      "later",
    ]);
  });

  test("one arc for each reading, upwards too", () => {
    expect(arcs.map(({ from, to }) => `${rows[from]!.cell.name} ${rows[to]!.cell.name}`).sort()).toEqual([
      "big text 2",
      "later last",
      "n big",
      "orders big",
      "sales orders",
    ]);
  });

  test("arcs that share a stretch never share a lane", () => {
    for (const a of arcs)
      for (const b of arcs) {
        if (a === b || a.from === b.from || a.lane !== b.lane) continue;
        const [low, high] = [
          Math.max(Math.min(a.from, a.to), Math.min(b.from, b.to)),
          Math.min(Math.max(a.from, a.to), Math.max(b.from, b.to)),
        ];
        expect(low).toBeGreaterThanOrEqual(high);
      }
    expect(lanes).toBe(2);
  });

  test("what a change sets off, and what a cell needs", () => {
    expect([...reach(rows, at("sales"), "feeds")].sort()).toEqual([at("orders"), at("big"), at("text 2")]);
    expect([...reach(rows, at("big"), "reads")].sort()).toEqual([at("sales"), at("orders"), at("n")]);
    expect(reach(rows, at("text 2"), "feeds").size).toBe(0);
  });
});
