import { describe, expect, test } from "vitest";
import { dropCopies, findCopy, hasCopy, keepCopy } from "../../src/storage/copies";
import type { Disk } from "../../src/storage/disk";
import { noteOrigin, originOf, type Handle } from "../../src/storage/origins";
import {
  dropPlace,
  dropPlaces,
  findPlace,
  hasPlace,
  keepPlace,
  type PlaceStore,
} from "../../src/storage/places";

/** Private files of the browser in memory: `room` bytes in all, told or not. */
function memory(room: number, { tells = true } = {}): Disk & { readonly used: () => number } {
  const missing = () => new DOMException("not there", "NotFoundError");
  const sizes = new Map<string, Blob>();
  const used = () => [...sizes.values()].reduce((sum, { size }) => sum + size, 0);
  const folder = (path: string, made: Set<string>): FileSystemDirectoryHandle => {
    const below = new Map<string, FileSystemDirectoryHandle>();
    const files = made;
    return {
      getDirectoryHandle: (name: string, { create = false } = {}) => {
        if (!below.has(name)) {
          if (!create) return Promise.reject(missing());
          below.set(name, folder(`${path}/${name}`, new Set()));
        }
        return Promise.resolve(below.get(name)!);
      },
      getFileHandle: (name: string, { create = false } = {}) => {
        const at = `${path}/${name}`;
        if (!files.has(name)) {
          if (!create) return Promise.reject(missing());
          files.add(name);
          sizes.set(at, new Blob([]));
        }
        return Promise.resolve({
          getFile: () => Promise.resolve(new File([sizes.get(at)!], name)),
          createWritable: () => {
            const parts: BlobPart[] = [];
            return Promise.resolve(
              new WritableStream<Uint8Array<ArrayBuffer>>({
                write(chunk) {
                  parts.push(chunk);
                  if (used() + new Blob(parts).size > room)
                    throw new DOMException("full", "QuotaExceededError");
                },
                close: () => void sizes.set(at, new Blob(parts)),
              }),
            );
          },
        });
      },
      removeEntry: (name: string) => {
        if (!files.delete(name) && !below.delete(name)) return Promise.reject(missing());
        for (const key of sizes.keys()) if (key.startsWith(`${path}/${name}`)) sizes.delete(key);
        return Promise.resolve();
      },
    } as unknown as FileSystemDirectoryHandle;
  };
  const root = folder("", new Set());
  return {
    used,
    getDirectory: () => Promise.resolve(root),
    ...(tells ? { estimate: () => Promise.resolve({ quota: room, usage: used() }) } : {}),
  };
}
const file = (text: string, name = "sales.csv") => new File([text], name, { lastModified: 5 });

describe("copies", () => {
  test("come back under their name, and go with their notebook", async () => {
    const disk = memory(100);
    await keepCopy("a", "sales.csv", file("one"), disk);
    await keepCopy("a", "sales.csv", file("two"), disk);
    await keepCopy("b", "sales.csv", file("other"), disk);
    expect(await (await findCopy("a", "sales.csv", disk))!.text()).toBe("two");
    await dropCopies("a", disk);
    expect([await hasCopy("a", "sales.csv", disk), await hasCopy("b", "sales.csv", disk)]).toEqual([
      false,
      true,
    ]);
  });

  test.each([true, false])(
    "a full disk (told beforehand: %s) is said; nothing half is left, and what was kept stays",
    async (tells) => {
      const disk = memory(10, { tells });
      const wide = file("far more than ten bytes");
      const said = { code: "keep.no-room", params: { file: "sales.csv", size: wide.size } };
      await expect(keepCopy("a", "sales.csv", wide, disk)).rejects.toMatchObject(said);
      // An empty file left behind would be read as the whole file after the next start.
      expect(await findCopy("a", "sales.csv", disk)).toBeNull();
      await keepCopy("a", "sales.csv", file("small"), disk);
      await expect(keepCopy("a", "sales.csv", wide, disk)).rejects.toMatchObject(said);
      expect(await (await findCopy("a", "sales.csv", disk))!.text()).toBe("small");
      expect(disk.used()).toBe(5);
    },
  );

  test("a file that changed on disk meanwhile is said to be that, not a lack of room", async () => {
    const gone = file("text");
    const broken = new ReadableStream({
      pull: (to) => to.error(new DOMException("changed", "NotReadableError")),
    });
    Object.defineProperty(gone, "stream", { value: () => broken });
    await expect(keepCopy("a", "sales.csv", gone, memory(100))).rejects.toMatchObject({
      code: "keep.unreadable",
    });
  });
});

describe("places", () => {
  const shelf = (): PlaceStore => {
    const all = new Map<string, Parameters<PlaceStore["set"]>[1]>();
    return {
      get: (key) => Promise.resolve(all.get(key)),
      set: (key, place) => {
        all.set(key, place);
        return Promise.resolve();
      },
      keys: () => Promise.resolve([...all.keys()]),
      delete: (some) => {
        for (const key of some) all.delete(key);
        return Promise.resolve();
      },
    };
  };
  /** A file on the reader's disk whose permission and content the test decides. */
  function lying(at: { file: File | null; state: PermissionState; answer: PermissionState }): Handle {
    return {
      name: "sales.csv",
      queryPermission: () => Promise.resolve(at.state),
      requestPermission: () => {
        at.state = at.answer;
        return Promise.resolve(at.state);
      },
      getFile: () =>
        at.file ? Promise.resolve(at.file) : Promise.reject(new DOMException("gone", "NotFoundError")),
    };
  }
  const remembered = async () => {
    const store = shelf();
    const at = {
      file: file("text") as File | null,
      state: "prompt" as PermissionState,
      answer: "granted" as PermissionState,
    };
    await keepPlace("a", "sales.csv", file("text"), lying(at), store);
    return { store, at };
  };

  test("after a reload the browser is asked only when the reader clicks", async () => {
    const { store, at } = await remembered();
    expect(await findPlace("a", "sales.csv", {}, store)).toEqual({ is: "ask" });
    expect(await findPlace("a", "sales.csv", { ask: true }, store)).toEqual({
      is: "ready",
      file: at.file,
      changed: false,
    });
    // Once allowed, it is found without a word; and where it came from is known again.
    expect(await findPlace("a", "sales.csv", {}, store)).toMatchObject({ is: "ready" });
    expect(originOf(at.file!)).not.toBeNull();
    expect(await findPlace("b", "sales.csv", {}, store)).toBeNull();
  });

  test("a refused or revoked permission, a file that is gone, a file that changed", async () => {
    const { store, at } = await remembered();
    at.answer = "denied";
    expect(await findPlace("a", "sales.csv", { ask: true }, store)).toEqual({ is: "refused" });
    at.state = "denied";
    expect(await findPlace("a", "sales.csv", {}, store)).toEqual({ is: "refused" });
    at.state = "granted";
    at.file = new File(["text"], "sales.csv", { lastModified: 6 });
    expect(await findPlace("a", "sales.csv", {}, store)).toMatchObject({ is: "ready", changed: true });
    at.file = file("longer text");
    expect(await findPlace("a", "sales.csv", {}, store)).toMatchObject({ is: "ready", changed: true });
    at.file = null;
    expect(await findPlace("a", "sales.csv", {}, store)).toEqual({ is: "gone" });
    // Still remembered: it may come back.
    expect(await hasPlace("a", "sales.csv", store)).toBe(true);
  });

  test("one is dropped, or all of a notebook, and no other's", async () => {
    const store = shelf();
    const handle = lying({ file: null, state: "granted", answer: "granted" });
    for (const [notebook, name] of [
      ["a", "1"],
      ["a", "2"],
      ["ab", "1"],
    ] as const)
      await keepPlace(notebook, name, file("x"), handle, store);
    await dropPlace("a", "1", store);
    expect(await store.keys()).toEqual(["a/2", "ab/1"]);
    await dropPlaces("a", store);
    expect(await store.keys()).toEqual(["ab/1"]);
  });

  test("a browser that keeps no handles says so", async () => {
    const store = { ...shelf(), set: () => Promise.reject(new DOMException("no", "DataCloneError")) };
    const keeping = keepPlace(
      "a",
      "sales.csv",
      file("x"),
      lying({ file: null, state: "granted", answer: "granted" }),
      store,
    );
    await expect(keeping).rejects.toMatchObject({ code: "keep.no-room" });
  });

  test("where a file of this tab came from", () => {
    const [one, other] = [file("x"), file("x")];
    noteOrigin(one, lying({ file: one, state: "granted", answer: "granted" }));
    expect([originOf(one)?.name, originOf(other)]).toEqual(["sales.csv", null]);
  });
});
