import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { kinds } from "../../src/kinds";

test("every kind of cell has a name in the interface", () => {
  const path = new URL("../../src/i18n/en/cells.json", import.meta.url);
  const words = JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
  expect([...kinds.keys()].filter((kind) => !(`kind.${kind}` in words))).toEqual([]);
});
