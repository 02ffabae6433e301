import { DATABASES, type Shelf } from "./shelf";

/** Everything of ours in this browser begins with this word; the origin may be shared with other pages. */
const OURS = /^tenure\b/;
/** Milliseconds a database may keep us waiting that another tab still holds open; it is empty already. */
const PATIENCE = 3000;

/** Removes all that this program has ever kept in this browser: databases, files, preferences, caches. */
export async function forgetAll(shelf: Shelf): Promise<void> {
  await shelf.end();
  await Promise.all([databases(), files(), caching()]);
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (OURS.test(key)) storage.removeItem(key);
  }
}

async function databases(): Promise<void> {
  const listed = await indexedDB.databases();
  const names = new Set([...listed.flatMap(({ name }) => name ?? []), ...Object.values(DATABASES)]);
  await Promise.all([...names].filter((name) => OURS.test(name)).map(deleted));
}

function deleted(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = request.onerror = () => resolve();
    setTimeout(resolve, PATIENCE);
  });
}

/** Copies of data files. */
async function files(): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const names: string[] = [];
  for await (const name of root.keys()) if (OURS.test(name)) names.push(name);
  for (const name of names) await root.removeEntry(name, { recursive: true });
}

async function caching(): Promise<void> {
  const names = await caches.keys();
  const ours = names.filter((name) => OURS.test(name) || name.endsWith(new URL(".", location.href).href));
  await Promise.all(ours.map((name) => caches.delete(name)));
}
