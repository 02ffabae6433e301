import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dropOriginal, keepOriginal, openedFrom, originalOf } from "../../src/storage/originals";

let held: Record<string, string>;
beforeEach(() => {
  held = {};
  const methods = {
    getItem: (key: string) => held[key] ?? null,
    setItem: (key: string, value: string) => void (held[key] = value),
    removeItem: (key: string) => void delete held[key],
  };
  // Its keys are those that are held, as in a browser.
  const storage = new Proxy(methods, {
    ownKeys: () => Object.keys(held),
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
  held["tenure.original.a"] = "{";
  held["tenure.original.b"] = '{"from": 1}';
  expect([originalOf("a"), originalOf("b"), originalOf("c")]).toEqual([null, null, null]);
  vi.stubGlobal("localStorage", undefined);
  keepOriginal("a", { from: "x", text: "" });
  expect(originalOf("a")).toBeNull();
  expect(openedFrom("x")).toEqual([]);
});

test("it begins with the word that is forgotten", () => {
  keepOriginal("a", { from: "x", text: "" });
  expect(Object.keys(held).every((key) => /^tenure\b/.test(key))).toBe(true);
});
