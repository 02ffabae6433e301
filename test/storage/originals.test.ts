import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dropOriginal, keepOriginal, openedFrom, originalOf } from "../../src/storage/originals";

let held: Map<string, string>;
beforeEach(() => {
  held = new Map();
  const methods = {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => held.set(key, value),
    removeItem: (key: string) => held.delete(key),
  };
  // Its keys are those that are held, as in a browser.
  const storage = new Proxy(methods, {
    ownKeys: () => [...held.keys()],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
  vi.stubGlobal("localStorage", storage);
});
afterEach(() => void vi.unstubAllGlobals());

test("an original is found by its notebook, and notebooks by the place they were opened from", () => {
  keepOriginal("a", { from: "file:x.md", text: "# X" });
  keepOriginal("b", { from: "site:x.md", text: "# Y" });
  keepOriginal("c", { from: "file:x.md", text: "# Z" });
  expect(originalOf("a")).toEqual({ from: "file:x.md", text: "# X" });
  expect(openedFrom("file:x.md")).toEqual(["a", "c"]);
  dropOriginal("a");
  expect(originalOf("a")).toBeNull();
  expect(openedFrom("file:x.md")).toEqual(["c"]);
});

test("what another program left under the name, and a browser that keeps nothing, is no original", () => {
  held.set("tenure.original.a", "{");
  held.set("tenure.original.b", '{"from": 1}');
  expect([originalOf("a"), originalOf("b"), originalOf("c")]).toEqual([null, null, null]);
  vi.stubGlobal("localStorage", undefined);
  keepOriginal("a", { from: "x", text: "" });
  expect(originalOf("a")).toBeNull();
  expect(openedFrom("x")).toEqual([]);
});

test("it begins with the word that is forgotten", () => {
  keepOriginal("a", { from: "x", text: "" });
  expect([...held.keys()].every((key) => /^tenure\b/.test(key))).toBe(true);
});
