import { TenureError } from "../terms/error";
import { disk, dropFolder, folderOf } from "./disk";

/** Copies of data files that the reader asked to keep on this device: the origin's private files, nothing else reads them. */
const FOLDER = "tenure-files";

/** Names that a file system would read as a path are written otherwise. */
const entry = (name: string): string => encodeURIComponent(name).slice(-200);

/**
 * Copies a file; what was kept under the name before stays until the copy is whole, and where it fails.
 *
 * @throws TenureError `keep.no-room` where the browser has no room, or no such files; `keep.unreadable` where the file
 *   itself has gone or changed meanwhile.
 */
export async function keepCopy(notebook: string, name: string, file: File, on = disk()): Promise<void> {
  const params = { file: name, size: file.size };
  const { quota, usage } = (await on.estimate?.().catch(() => undefined)) ?? {};
  // Asked first: to fill the disk to its last byte and then fail helps nobody.
  if (quota !== undefined && file.size > quota - (usage ?? 0)) throw new TenureError("keep.no-room", params);
  const had = await hasCopy(notebook, name, on);
  try {
    const folder = await folderOf(FOLDER, notebook, true, on);
    const handle = await folder!.getFileHandle(entry(name), { create: true });
    const writer = await handle.createWritable();
    await file.stream().pipeTo(writer);
  } catch (cause) {
    // To ask for an entry makes an empty one, which the next start would take for the file.
    if (!had) await dropCopy(notebook, name, on);
    const gone = cause instanceof DOMException && /NotReadable|NotFound/.test(cause.name);
    throw new TenureError(gone ? "keep.unreadable" : "keep.no-room", params, { cause });
  }
}

/** The copy kept under this name, bearing it; null where there is none. */
export async function findCopy(notebook: string, name: string, on = disk()): Promise<File | null> {
  const folder = await folderOf(FOLDER, notebook, false, on);
  const handle = await folder?.getFileHandle(entry(name)).catch(() => null);
  if (!handle) return null;
  const file = await handle.getFile();
  return new File([file], name, { lastModified: file.lastModified });
}

/** Whether a copy is kept. */
export async function hasCopy(notebook: string, name: string, on = disk()): Promise<boolean> {
  const folder = await folderOf(FOLDER, notebook, false, on);
  return (await folder?.getFileHandle(entry(name)).catch(() => null)) != null;
}

export async function dropCopy(notebook: string, name: string, on = disk()): Promise<void> {
  const folder = await folderOf(FOLDER, notebook, false, on);
  await folder?.removeEntry(entry(name)).catch(() => undefined);
}

/** All copies of a notebook that is kept no more. */
export async function dropCopies(notebook: string, on = disk()): Promise<void> {
  await dropFolder(FOLDER, notebook, on);
}
