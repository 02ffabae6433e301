import { createStore, del, entries, get, set } from "idb-keyval";

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

/** Where notebooks are kept; IndexedDB in the page, a map in tests. */
export interface Store {
  get(id: string): Promise<Kept | undefined>;
  set(kept: Kept): Promise<void>;
  delete(id: string): Promise<void>;
  all(): Promise<readonly Kept[]>;
}

/** How many notebooks are kept; the oldest beyond that go. */
const ROOM = 20;

export function browserStore(): Store {
  let opened: ReturnType<typeof createStore> | null = null;
  const store = () => (opened ??= createStore("tenure", "notebooks"));
  return {
    get: (id) => get<Kept>(id, store()),
    set: (kept) => set(kept.id, kept, store()),
    delete: (id) => del(id, store()),
    all: async () => (await entries<string, Kept>(store())).map(([, kept]) => kept),
  };
}

/** Notebooks kept in this browser. */
export class Shelf {
  readonly #store: Store;

  constructor(store: Store = browserStore()) {
    this.#store = store;
  }

  find(id: string): Promise<Kept | undefined> {
    return this.#store.get(id);
  }

  /** Newest first. An unreadable storage is an empty shelf. */
  async list(): Promise<readonly Kept[]> {
    try {
      return [...(await this.#store.all())].sort((a, b) => b.at - a.at);
    } catch {
      return [];
    }
  }

  /** Writes a notebook's text. Throws when the browser refuses storage. */
  async keep(kept: Kept): Promise<void> {
    await this.#store.set(kept);
    const extra = (await this.list()).slice(ROOM);
    await Promise.all(extra.filter(({ id }) => id !== kept.id).map(({ id }) => this.#store.delete(id)));
  }

  forget(id: string): Promise<void> {
    return this.#store.delete(id);
  }
}
