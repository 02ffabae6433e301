/** Copies of data files that the reader asked to keep on this device: the origin's private files, nothing else reads them. */
const FOLDER = "tenure-files";

/** The parts of the folder used here; TypeScript's DOM does not have all of it everywhere. */
type Folder = FileSystemDirectoryHandle;

const root = (): Promise<Folder> => navigator.storage.getDirectory();

/** The folder of one notebook; null where there is none and none is made. */
async function folderOf(notebook: string, create: boolean): Promise<Folder | null> {
  try {
    const all = await (await root()).getDirectoryHandle(FOLDER, { create });
    return await all.getDirectoryHandle(encodeURIComponent(notebook), { create });
  } catch (error) {
    if (create) throw error;
    return null;
  }
}

/** Names that a file system would read as a path are written otherwise. */
const entry = (name: string): string => encodeURIComponent(name).slice(-200);

/** Copies a file. Throws where the browser has no room, or no such files. */
export async function keepCopy(notebook: string, name: string, file: File): Promise<void> {
  const folder = await folderOf(notebook, true);
  const handle = await folder!.getFileHandle(entry(name), { create: true });
  const writer = await handle.createWritable();
  // The copy takes the place of the one before it only when it is whole.
  await file.stream().pipeTo(writer);
}

/** The copy kept under this name, bearing it; null where there is none. */
export async function findCopy(notebook: string, name: string): Promise<File | null> {
  const folder = await folderOf(notebook, false);
  const handle = await folder?.getFileHandle(entry(name)).catch(() => null);
  if (!handle) return null;
  const file = await handle.getFile();
  return new File([file], name, { lastModified: file.lastModified });
}

/** Whether a copy is kept. */
export async function hasCopy(notebook: string, name: string): Promise<boolean> {
  const folder = await folderOf(notebook, false);
  return (await folder?.getFileHandle(entry(name)).catch(() => null)) != null;
}

export async function dropCopy(notebook: string, name: string): Promise<void> {
  const folder = await folderOf(notebook, false);
  await folder?.removeEntry(entry(name)).catch(() => undefined);
}

/** All copies of a notebook that is kept no more. */
export async function dropCopies(notebook: string): Promise<void> {
  const all = await (await root()).getDirectoryHandle(FOLDER).catch(() => null);
  await all?.removeEntry(encodeURIComponent(notebook), { recursive: true }).catch(() => undefined);
}
