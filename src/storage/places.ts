import { createStore, delMany, get, keys, set } from "idb-keyval";
import { TenureError } from "../terms/error";
import { noteOrigin, type Handle } from "./origins";

/**
 * Where data files lie on the reader's disk, remembered on request: nothing is copied, the browser asks again before it
 * reads after a reload. Only browsers that hand out file handles have any.
 */

/** What is remembered: the file as it was then tells whether it has changed since. */
interface Place {
  readonly handle: Handle;
  readonly size: number;
  readonly modified: number;
}

/** IndexedDB in the page, a map in tests. Handles can be stored nowhere else. */
export interface PlaceStore {
  get(key: string): Promise<Place | undefined>;
  set(key: string, place: Place): Promise<void>;
  keys(): Promise<readonly string[]>;
  delete(keys: readonly string[]): Promise<void>;
}

const DATABASE = "tenure-places";

/** Opened for one act and closed again: a database that is held open cannot be forgotten. */
async function within<T>(act: (store: ReturnType<typeof createStore>) => Promise<T>): Promise<T> {
  const store = createStore(DATABASE, "places");
  try {
    return await act(store);
  } finally {
    await store("readonly", (objects) => objects.transaction.db.close());
  }
}

const browser: PlaceStore = {
  get: (key) => within((store) => get<Place>(key, store)),
  set: (key, place) => within((store) => set(key, place, store)),
  keys: () => within((store) => keys<string>(store)),
  delete: (some) => within((store) => delMany([...some], store)),
};

const keyOf = (notebook: string, name: string): string => `${notebook}/${name}`;

/** @throws TenureError `keep.no-room` where the browser keeps no handles. */
export async function keepPlace(
  notebook: string,
  name: string,
  file: File,
  handle: Handle,
  store = browser,
): Promise<void> {
  try {
    await store.set(keyOf(notebook, name), { handle, size: file.size, modified: file.lastModified });
  } catch (cause) {
    throw new TenureError("keep.no-room", { file: name, size: file.size }, { cause });
  }
}

export type Found =
  | { readonly is: "ready"; readonly file: File; readonly changed: boolean }
  /** The browser wants a click before it lets the file be read. */
  | { readonly is: "ask" }
  /** The reader has said no. */
  | { readonly is: "refused" }
  /** It is not there any more, or cannot be read. */
  | { readonly is: "gone" };

/**
 * The file that was remembered under a name, if it may be read; null where none is remembered.
 *
 * @param ask whether the reader has just clicked for it, so that the browser may ask them.
 */
export async function findPlace(
  notebook: string,
  name: string,
  { ask = false }: { ask?: boolean } = {},
  store = browser,
): Promise<Found | null> {
  const place = await store.get(keyOf(notebook, name)).catch(() => undefined);
  if (!place) return null;
  const { handle } = place;
  const mode = { mode: "read" } as const;
  const now = (await handle.queryPermission?.(mode)) ?? "granted";
  const allowed = now === "prompt" && ask ? ((await handle.requestPermission?.(mode)) ?? "denied") : now;
  if (allowed === "prompt") return { is: "ask" };
  if (allowed === "denied") return { is: "refused" };
  const file = await handle.getFile().catch(() => null);
  if (!file) return { is: "gone" };
  noteOrigin(file, handle);
  return { is: "ready", file, changed: file.size !== place.size || file.lastModified !== place.modified };
}

export const hasPlace = async (notebook: string, name: string, store = browser): Promise<boolean> =>
  (await store.get(keyOf(notebook, name))) !== undefined;

export const dropPlace = (notebook: string, name: string, store = browser): Promise<void> =>
  store.delete([keyOf(notebook, name)]);

/** All places of a notebook that is kept no more. */
export async function dropPlaces(notebook: string, store = browser): Promise<void> {
  const all = await store.keys();
  await store.delete(all.filter((key) => key.startsWith(keyOf(notebook, ""))));
}
