import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Autosave, type KeptState } from "../../src/storage/autosave";
import { Shelf, type Kept } from "../../src/storage/shelf";
import { Memory } from "./memory";

const kept = (id: string, at: number): Kept => ({ id, title: id, text: id, at, revision: 1 });

describe("shelf", () => {
  test("lists the newest first and makes room by dropping the oldest", async () => {
    const store = new Memory();
    const shelf = new Shelf(store);
    for (let n = 0; n < 25; n++) await shelf.keep(kept(`n${n}`, n));
    const list = await shelf.list();
    expect(list.map(({ id }) => id).slice(0, 2)).toEqual(["n24", "n23"]);
    expect(list).toHaveLength(20);
    expect(await shelf.find("n4")).toBeUndefined();
  });

  test("an unreadable storage is an empty shelf", async () => {
    const denied = new Memory();
    denied.all = () => Promise.reject(new Error("denied"));
    const shelf = new Shelf(denied);
    expect(await shelf.list()).toEqual([]);
  });
});

describe("autosave", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function setUp(from?: Kept) {
    const store = new Memory();
    const states: KeptState[] = [];
    const save = new Autosave(new Shelf(store), "a", {
      onstate: (state) => states.push(state),
      now: () => 5,
      ...(from ? { from } : {}),
    });
    return { store, states, save };
  }

  test("waits for quiet, then writes once with the last text", async () => {
    const { store, states, save } = setUp();
    for (const text of ["a", "ab", "abc"]) {
      save.note("t", text);
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(store.writes).toBe(0);
    await vi.advanceTimersByTimeAsync(400);
    expect(store.held.get("a")).toEqual({ id: "a", title: "t", text: "abc", at: 5, revision: 1 });
    expect(store.writes).toBe(1);
    expect(states.at(-1)).toBe("kept");
  });

  test("a change during a slow write is written after it, never lost", async () => {
    const { store, save } = setUp();
    let release: () => void = () => undefined;
    store.wait = new Promise((resolve) => (release = resolve));
    save.note("t", "first");
    const flushed = save.flush();
    save.note("t", "second");
    release();
    await flushed;
    await save.flush();
    expect(store.held.get("a")).toMatchObject({ text: "second", revision: 2 });
  });

  test("flush resolves only when what waited is written", async () => {
    const { store, save } = setUp();
    save.note("t", "now");
    await save.flush();
    expect(store.held.get("a")?.text).toBe("now");
  });

  test("an unchanged text is not written, and goes on counting revisions", async () => {
    const { store, save } = setUp({ ...kept("a", 1), text: "same", revision: 7 });
    save.note("t", "same");
    await save.flush();
    expect(store.writes).toBe(0);
    save.note("t", "other");
    await save.flush();
    expect(store.held.get("a")?.revision).toBe(8);
  });

  test("what another tab has written is not written over: what is here goes on as a copy", async () => {
    const { store, save } = setUp({ ...kept("a", 1), revision: 1 });
    store.held.set("a", { ...kept("a", 2), text: "theirs", revision: 4 });
    save.note("t", "mine");
    await save.flush();
    expect(store.held.get("a")?.text).toBe("theirs");
    expect(save.id).not.toBe("a");
    expect(store.held.get(save.id)).toMatchObject({ text: "mine", revision: 1 });
    save.note("t", "mine again");
    await save.flush();
    expect(store.held.get(save.id)).toMatchObject({ text: "mine again", revision: 2 });
  });

  test("the past is written beside the text, as it is at that moment", async () => {
    const store = new Memory();
    let past = "none";
    const save = new Autosave(new Shelf(store), "a", { past: () => past });
    save.note("t", "x");
    past = "one step";
    await save.flush();
    expect(store.pasts.get("a")).toBe("one step");
  });

  test("after the end nothing is written, not even what waits", async () => {
    const { store, save } = setUp();
    save.note("t", "x");
    save.end();
    await save.flush();
    save.note("t", "y");
    await vi.advanceTimersByTimeAsync(1000);
    expect(store.writes).toBe(0);
  });

  test("what the page had no time to write is found by whoever opens the notebook next", async () => {
    const pocket = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => pocket.get(key) ?? null,
      setItem: (key: string, text: string) => void pocket.set(key, text),
      removeItem: (key: string) => void pocket.delete(key),
    });
    const store = new Memory();
    const shelf = new Shelf(store);
    await shelf.keep({ ...kept("a", 1), text: "before" }, "old past");
    const save = new Autosave(shelf, "a", {
      from: { ...kept("a", 1), text: "before" },
      past: () => "new past",
    });
    save.note("t", "typed at the last moment");
    store.wait = new Promise(() => undefined);
    void save.hurry();
    expect(store.held.get("a")?.text).toBe("before");
    store.wait = Promise.resolve();
    expect((await new Shelf(store).find("a"))?.text).toBe("typed at the last moment");
    expect(store.held.get("a")?.text).toBe("typed at the last moment");
    expect(await shelf.past("a")).toBe("new past");
    expect(pocket.size).toBe(0);
    // What was written in time leaves nothing behind.
    const again = new Autosave(shelf, "a", { from: store.held.get("a")! });
    again.note("t", "in time");
    await again.hurry();
    expect(pocket.size).toBe(0);
    expect((await shelf.find("a"))?.text).toBe("in time");
    vi.unstubAllGlobals();
  });

  test("a refusal is told, and the next write may succeed", async () => {
    const { store, states, save } = setUp();
    store.refuses = true;
    save.note("t", "x");
    await save.flush();
    expect(states.at(-1)).toBe("refused");
    store.refuses = false;
    save.note("t", "xy");
    await save.flush();
    expect(states.at(-1)).toBe("kept");
  });
});
