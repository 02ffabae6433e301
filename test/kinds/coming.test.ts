import { expect, test, vi } from "vitest";
import { fakeHost } from "../notebook/host";

test("kinds that come later have their names and places from the start, and mean something once they are here", async () => {
  // As the page has it at its start, whatever other tests of this process have loaded.
  vi.resetModules();
  const { bringKinds, comesWith, kinds } = await import("../../src/kinds/coming");
  const { Notebook } = await import("../../src/notebook/run/runtime");
  const names = [...kinds.keys()];
  const before = names.filter(comesWith);
  expect(before).not.toContain("sql");
  expect(before).not.toContain("prose");
  const notebook = new Notebook(kinds, fakeHost(), "```input id=margin\ntype: number\nvalue: 0.4\n```\n");
  notebook.auto = false;
  expect(notebook.view.cells[0]).toMatchObject({ kind: "input", problems: [], schema: null });
  await bringKinds(["whole", "code"]);
  const whole = await import("../../src/kinds");
  const code = await import("../../src/kinds/code");
  expect(names.filter((name) => name !== "ts")).toEqual([...whole.kinds.keys()]);
  expect(names.filter(comesWith)).toEqual([]);
  for (const [name, kind] of [...whole.kinds, ...code.kinds]) expect(kinds.get(name)).toBe(kind);
  notebook.reread();
  expect(notebook.view.cells[0]?.schema).not.toBeNull();
});
