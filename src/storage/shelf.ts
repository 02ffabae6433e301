import { clear, createStore, del, entries, get, set, update } from "idb-keyval";
import { jotted, unjot } from "./jotting";

/** The text of a notebook as this browser keeps it. Data are never kept here. */
export interface Kept {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Epoch milliseconds of the last change. */
  readonly at: number;
  /** Counts up with every write: tells another tab's writing from one's own. */
  readonly revision: number;
}

/** Where notebooks are kept, and beside each its past (steps of undo, deleted cells); IndexedDB in the page, a map in tests. */
export interface Store {
  get(id: string): Promise<Kept | undefined>;
  /** Writes it unless what is there has this revision or a later one; says whether it did. */
  set(kept: Kept): Promise<boolean>;
  delete(id: string): Promise<void>;
  all(): Promise<readonly Kept[]>;
  past(id: string): Promise<unknown>;
  setPast(id: string, past: unknown): Promise<void>;
  /** Empties it for good; it must not be used after. */
  end(): Promise<void>;
}

/** How many notebooks are kept; the oldest beyond that go. */
const ROOM = 20;

/** Names of our databases; one store each. */
export const DATABASES = { notebooks: "tenure", pasts: "tenure-past" } as const;

export function browserStore(): Store {
  const lazily = (database: string, store: string) => {
    let opened: ReturnType<typeof createStore> | null = null;
    return () => (opened ??= createStore(database, store));
  };
  const notebooks = lazily(DATABASES.notebooks, "notebooks");
  const pasts = lazily(DATABASES.pasts, "pasts");
  return {
    get: (id) => get<Kept>(id, notebooks()),
    set: async (kept) => {
      let written = false;
      const newer = (there: Kept | undefined): Kept => {
        written = there === undefined || there.revision < kept.revision;
        return there === undefined || written ? kept : there;
      };
      await update<Kept>(kept.id, newer, notebooks());
      return written;
    },
    delete: async (id) => {
      const [{ dropCopies }, { dropPlaces }, { dropOriginal }, { dropResults }] = await Promise.all([
        import("./copies"),
        import("./places"),
        import("./originals"),
        import("./results"),
      ]);
      dropOriginal(id);
      await Promise.all([
        del(id, notebooks()),
        del(id, pasts()),
        dropCopies(id).catch(() => undefined),
        dropResults(id).catch(() => undefined),
        dropPlaces(id).catch(() => undefined),
      ]);
    },
    all: async () => (await entries<string, Kept>(notebooks())).map(([, kept]) => kept),
    past: (id) => get(id, pasts()),
    setPast: (id, past) => set(id, past, pasts()),
    end: async () => {
      for (const store of [notebooks(), pasts()]) {
        await clear(store);
        // A database that is held open cannot be deleted.
        await store("readonly", (objects) => objects.transaction.db.close());
      }
    },
  };
}

/** Notebooks kept in this browser. */
export class Shelf {
  readonly #store: Store;

  constructor(store: Store = browserStore()) {
    this.#store = store;
  }

  /** A notebook as it was last written, were it in the last moment of a page. */
  async find(id: string): Promise<Kept | undefined> {
    const kept = await this.#store.get(id);
    const last = jotted(id);
    if (!last) return kept;
    const newer = !kept || kept.revision < last.kept.revision;
    if (newer) {
      await this.#store.set(last.kept);
      if (last.past !== undefined) await this.#store.setPast(id, last.past).catch(() => undefined);
    }
    unjot(id);
    return newer ? last.kept : kept;
  }

  /** What was kept beside a notebook's text; undefined where there is nothing, or it cannot be read. */
  async past(id: string): Promise<unknown> {
    return this.#store.past(id).catch(() => undefined);
  }

  /** Newest first. An unreadable storage is an empty shelf. */
  async list(): Promise<readonly Kept[]> {
    try {
      return [...(await this.#store.all())].sort((a, b) => b.at - a.at);
    } catch {
      return [];
    }
  }

  /**
   * Writes a notebook's text, and its past beside it. Throws when the browser refuses storage, and `Overtaken` when
   * somebody else has written this notebook since the revision before this one.
   */
  async keep(kept: Kept, past?: unknown): Promise<void> {
    if (!(await this.#store.set(kept))) throw new Overtaken(kept.id);
    // The text is what must not be lost; where there is no room for its past, it goes without.
    if (past !== undefined) await this.#store.setPast(kept.id, past).catch(() => undefined);
    const extra = (await this.list()).slice(ROOM);
    await Promise.all(extra.filter(({ id }) => id !== kept.id).map(({ id }) => this.#store.delete(id)));
  }

  /** Forgets every notebook, for good. */
  end(): Promise<void> {
    return this.#store.end();
  }

  forget(id: string): Promise<void> {
    return this.#store.delete(id);
  }
}

/** Another tab has written this notebook: what one has must not be written over it. */
export class Overtaken extends Error {
  constructor(id: string) {
    super(`notebook ${id} was written elsewhere`);
  }
}
