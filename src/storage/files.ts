/** Files in and out through the system's own dialogs. */

/** The part of the File System Access API used here; not every browser has it, and TypeScript's DOM not all of it. */
interface Pickers {
  showSaveFilePicker?: (options: {
    suggestedName: string;
    types?: readonly { accept: Readonly<Record<string, readonly string[]>> }[];
  }) => Promise<FileSystemFileHandle>;
}

const pickers = globalThis as unknown as Pickers;

/** A file that may be written back to the place it came from. */
export interface SavedTo {
  readonly name: string;
  readonly handle: FileSystemFileHandle | null;
}

const cancelled = (error: unknown): boolean => error instanceof DOMException && error.name === "AbortError";

/**
 * Hands `content` to the reader under `name`: into the file it came from, through the save dialog, or as a download.
 * Returns where it went, or null when the reader changed their mind. `download` hands a blob's address to the page;
 * without `ask` no dialog opens.
 */
export async function saveFile(
  content: Blob,
  to: SavedTo,
  download: (address: string, name: string) => void,
  { ask = true }: { ask?: boolean } = {},
): Promise<SavedTo | null> {
  try {
    const handle = to.handle ?? (ask ? await pick(to.name, content.type) : null);
    if (handle) {
      const writer = await handle.createWritable();
      await writer.write(content);
      await writer.close();
      return { name: handle.name, handle };
    }
  } catch (error) {
    if (cancelled(error)) return null;
    // The dialog is not allowed here, or the file cannot be written: a download always works.
  }
  const address = URL.createObjectURL(content);
  download(address, to.name);
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return { name: to.name, handle: null };
}

function pick(name: string, type: string): Promise<FileSystemFileHandle> | null {
  const extension = /\.[a-z0-9]+$/i.exec(name)?.[0];
  if (!pickers.showSaveFilePicker) return null;
  const accept = extension ? { [type.split(";")[0] || "text/plain"]: [extension] } : null;
  return pickers.showSaveFilePicker({ suggestedName: name, ...(accept ? { types: [{ accept }] } : {}) });
}

/** A name that every file system takes, from a title in any language. */
export function fileName(title: string, extension: string): string {
  const base = title
    .normalize("NFC")
    .replace(/[\p{C}<>:"/\\|?*]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 80)
    .replace(/[. ]+$/, "");
  return `${base || "notebook"}.${extension}`;
}
