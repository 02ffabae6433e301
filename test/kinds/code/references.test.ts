import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readCode } from "../../../src/kinds/code/read";

const folder = join(import.meta.dirname, "references");
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts.txt"))
  .map((file) => file.slice(0, -".ts.txt".length));

/** `orders*`: the name is a key too, `{orders}`. `fetch?`: no mistake when no cell is called so. */
function written(body: string): string[] {
  const { code, problems } = readCode(body);
  expect(problems).toEqual([]);
  return code!.references.map(({ id, range, shorthand, soft }) => {
    expect(body.slice(...range!)).toBe(id);
    return `${id}${shorthand ? "*" : ""}${soft ? "?" : ""}`;
  });
}

describe("names of other cells in a program", () => {
  test("there are enough of them", () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
    const files = readdirSync(folder).length;
    expect(files).toBe(2 * names.length);
  });

  test.each(names)("%s", (name) => {
    const body = readFileSync(join(folder, `${name}.ts.txt`), "utf8");
    const expected = JSON.parse(readFileSync(join(folder, `${name}.refs.json`), "utf8")) as string[];
    expect(written(body)).toEqual(expected);
  });
});
