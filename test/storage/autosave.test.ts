import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Autosave, type KeptState } from "../../src/storage/autosave";
import { Shelf, type Kept, type Store } from "../../src/storage/shelf";

/** A store in memory that can be slow or refuse. */
class Memory implements Store {
  readonly held = new Map<string, Kept>();
  writes = 0;
  refuses = false;
  wait: Promise<void> = Promise.resolve();
  get(id: string) {
    return Promise.resolve(this.held.get(id));
  }
  async set(kept: Kept) {
    await this.wait;
    if (this.refuses) throw new Error("QuotaExceededError");
    this.writes += 1;
    this.held.set(kept.id, kept);
  }
  delete(id: string) {
    this.held.delete(id);
    return Promise.resolve();
  }
  all() {
    return Promise.resolve([...this.held.values()]);
  }
}

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
