import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { VIEWS } from "./browser/axe";

/** Every view that can stand before a reader is looked at by axe in some browser test; the list is in `browser/axe.ts`. */

const root = resolve(import.meta.dirname, "..");
const ui = join(root, "src/ui");
const files = (folder: string, end: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(end));
const drawn = new Set<string>(Object.values(VIEWS));

/** Opens over the page or drops from a control: what a test sees only when it asks for it. */
const OVER = /<dialog\b|<(?:Panel|Popover|Menu)\b|role="(?:dialog|alertdialog|menu|listbox)"/;
/** The frames themselves, and what another view holds open. */
const FRAMES = new Set(["commands/Panel", "shell/Menu", "shell/Popover", "import/Select"]);

test("every dialog, sheet, menu and popover is a view that axe looks at", () => {
  const over = files(ui, ".svelte")
    .filter((path) => OVER.test(readFileSync(join(ui, path), "utf8")))
    .map((path) => path.replace(/\.svelte$/, ""))
    .filter((name) => !FRAMES.has(name));
  expect(over.length).toBeGreaterThan(12);
  expect(over.filter((name) => !drawn.has(name))).toEqual([]);
});

test("every view of the list is drawn by a component and looked at by a test", () => {
  const folder = join(root, "test/browser");
  const tests = files(folder, ".test.ts").map((path) => readFileSync(join(folder, path), "utf8"));
  const looks = new Set(
    tests.flatMap((text) => [...text.matchAll(/\baxe\(\s*[\w.()]+,\s*"([^"]+)"/g)].map(([, view]) => view)),
  );
  expect(Object.keys(VIEWS).filter((view) => !looks.has(view))).toEqual([]);
  for (const component of drawn)
    expect(
      [".svelte", ".ts"].some((end) => existsSync(join(ui, component + end))),
      relative(root, join(ui, component)),
    ).toBe(true);
});
