import { afterEach, describe, expect, test, vi } from "vitest";
import { isStranger, noteStranger } from "../../src/storage/strangers";

afterEach(() => vi.unstubAllGlobals());

function storage(): Map<string, string> {
  const held = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  });
  return held;
}

describe("a notebook from outside", () => {
  test("stays one until it is let run", () => {
    const held = storage();
    noteStranger("a", true);
    expect([isStranger("a"), isStranger("b")]).toEqual([true, false]);
    noteStranger("a", false);
    expect(isStranger("a")).toBe(false);
    expect(held.size).toBe(0);
  });

  test("a browser that keeps nothing is no obstacle", () => {
    vi.stubGlobal("localStorage", undefined);
    noteStranger("a", true);
    expect(isStranger("a")).toBe(false);
  });
});
