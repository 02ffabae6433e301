import { expect, test } from "vitest";
import { bringKinds, isComing, kinds } from "../../src/kinds/coming";
import { Notebook } from "../../src/notebook/runtime";
import { fakeHost } from "../notebook/host";

test("kinds that come later have their names and places from the start, and mean something once they are here", async () => {
  const names = [...kinds.keys()];
  const before = names.filter(isComing);
  expect(before).not.toContain("sql");
  expect(before).not.toContain("prose");
  const notebook = new Notebook(kinds, fakeHost(), "```input id=margin\ntype: number\nvalue: 0.4\n```\n");
  notebook.auto = false;
  expect(notebook.view.cells[0]).toMatchObject({ kind: "input", problems: [], schema: null });
  await bringKinds();
  const whole = await import("../../src/kinds");
  expect(names).toEqual([...whole.kinds.keys()]);
  expect(names.filter(isComing)).toEqual([]);
  for (const [name, kind] of whole.kinds) expect(kinds.get(name)).toBe(kind);
  notebook.reread();
  expect(notebook.view.cells[0]?.schema).not.toBeNull();
});
