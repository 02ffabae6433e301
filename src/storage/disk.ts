/** The origin's own files: what the reader asked to keep on this device. The parts used here; tests bring their own. */
export interface Disk {
  getDirectory(): Promise<FileSystemDirectoryHandle>;
  estimate?(): Promise<{ quota?: number; usage?: number }>;
}

export const disk = (): Disk => navigator.storage;

/** The folder of one notebook in `room`; null where there is none and none is made. */
export async function folderOf(
  room: string,
  notebook: string,
  create: boolean,
  on: Disk,
): Promise<FileSystemDirectoryHandle | null> {
  try {
    const all = await (await on.getDirectory()).getDirectoryHandle(room, { create });
    return await all.getDirectoryHandle(encodeURIComponent(notebook), { create });
  } catch (error) {
    if (create) throw error;
    return null;
  }
}

/** Forgets all of a notebook in `room`. */
export async function dropFolder(room: string, notebook: string, on: Disk): Promise<void> {
  const all = await (await on.getDirectory()).getDirectoryHandle(room).catch(() => null);
  await all?.removeEntry(encodeURIComponent(notebook), { recursive: true }).catch(() => undefined);
}
