import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/** The table of points and demands names tests that exist, and every one of them. */

const folder = resolve(import.meta.dirname, "browser/points");
const root = resolve(import.meta.dirname, "..");
const table = readFileSync(join(folder, "README.md"), "utf8");
const [points = "", demands = ""] = table.split(/^## Demands$/m);

/** Rows of a table whose first cell is a number. */
const rowsOf = (text: string) =>
  [...text.matchAll(/^\| *(\d+) *\|(.*)\|$/gm)].map(([, number, rest]) => ({
    number: Number(number),
    rest: rest ?? "",
  }));
/** Files a row names, as paths from the root of the tree. */
const filesOf = (rest: string) =>
  [...rest.matchAll(/`((?:points|test|src)\/[\w./-]+)`/g)].map(([, path]) =>
    path!.startsWith("points/") ? `test/browser/${path}` : path!,
  );

describe("the table of points", () => {
  test("has all 25, each with the file of its number", () => {
    const rows = rowsOf(points);
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
    const files = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
    expect(files).toHaveLength(25);
    for (const { number, rest } of rows) {
      const file = filesOf(rest).at(-1);
      expect(file).toMatch(new RegExp(`/${String(number).padStart(2, "0")}-[\\w-]+\\.test\\.ts$`));
      expect(existsSync(join(root, file!)), file).toBe(true);
    }
  });
});

describe("the table of demands", () => {
  const rows = rowsOf(demands);

  test("has all 30, each with a test or with what is not met", () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
    for (const { number, rest } of rows)
      expect(filesOf(rest).length > 0 || /not met/i.test(rest), `demand ${number}`).toBe(true);
  });

  test("names files that exist and tests that stand in them", () => {
    for (const { number, rest } of rows) {
      const files = filesOf(rest);
      for (const file of files) expect(existsSync(join(root, file)), `demand ${number}: ${file}`).toBe(true);
      const text = files.map((file) => readFileSync(join(root, file), "utf8")).join("\n");
      for (const [, title] of rest.matchAll(/“([^”]+)”/g))
        expect(text.includes(title!), `demand ${number}: “${title}”`).toBe(true);
    }
  });

  test("can fail", () => {
    expect(filesOf("`points/99-none.test.ts`")).toEqual(["test/browser/points/99-none.test.ts"]);
    expect(existsSync(join(root, "test/browser/points/99-none.test.ts"))).toBe(false);
  });
});
