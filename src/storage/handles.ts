import { createStore, get, set } from "idb-keyval";

/** The file a notebook was last saved to, so that saving finds it again after a reload. The browser asks before it is written. */
const DATABASE = "tenure-handles";

/** A database that is held open cannot be forgotten: it is opened for one act and closed again. */
async function within<T>(act: (store: ReturnType<typeof createStore>) => Promise<T>): Promise<T> {
  const store = createStore(DATABASE, "handles");
  try {
    return await act(store);
  } finally {
    await store("readonly", (objects) => objects.transaction.db.close());
  }
}

/** Null where there is none, or the browser keeps no such thing. */
export async function handleOf(id: string): Promise<FileSystemFileHandle | null> {
  const handle = await within((store) => get<FileSystemFileHandle>(id, store)).catch(() => undefined);
  return handle ?? null;
}

export async function keepHandle(id: string, handle: FileSystemFileHandle): Promise<void> {
  // Without it the next save asks where to.
  await within((store) => set(id, handle, store)).catch(() => undefined);
}
