import { noteOrigin } from "../../storage/origins";

/** Asks for files with the system's dialog; an empty list when the reader changed their mind. */
export function pickFrom(accept: string, multiple: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.multiple = multiple;
    input.hidden = true;
    // Some browsers open the dialog only for an input that stands in the page.
    document.body.append(input);
    const done = () => {
      input.remove();
      resolve([...(input.files ?? [])]);
    };
    input.addEventListener("change", done);
    input.addEventListener("cancel", done);
    input.click();
  });
}

/** Hands a file to the reader as a download. */
export function download(address: string, name: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}

/** Where dropped files came from, in browsers that tell: what is written there is saved to the same file. */
export type Handles = ReadonlyMap<File, Promise<FileSystemFileHandle | null>>;

/** Not every browser has it, and TypeScript does not know it yet. */
type Item = DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> };

/** The files of a drop, and where they came from; both must be asked for before the event is over. */
export function dropped({ files, items }: DataTransfer): { files: readonly File[]; handles: Handles } {
  const handles = new Map<File, Promise<FileSystemFileHandle | null>>();
  const all = [...files];
  const given: Item[] = [...items].filter(({ kind }) => kind === "file");
  for (const [at, file] of all.entries()) {
    const handle = given[at]?.getAsFileSystemHandle?.();
    if (handle)
      handles.set(
        file,
        handle.then(
          (one) => {
            if (one?.kind !== "file") return null;
            noteOrigin(file, one as FileSystemFileHandle);
            return one as FileSystemFileHandle;
          },
          () => null,
        ),
      );
  }
  return { files: all, handles };
}

export function isNotebook(file: File): boolean {
  return /\.(md|markdown)$/i.test(file.name) || file.type === "text/markdown";
}

/** The first notebook of another program, or page with one of ours; a web page says near its beginning that it is one. */
export async function foreignIn(files: readonly File[]): Promise<File | undefined> {
  for (const file of files) {
    if (/\.ipynb$/i.test(file.name)) return file;
    if (
      /\.html?$/i.test(file.name) &&
      /<notebook\b|data-tenure="notebook"/i.test(await file.slice(0, 65_536).text())
    )
      return file;
  }
  return undefined;
}

/**
 * What the clipboard holds for a notebook: a table as text, else a table as a web page has it, else files. Spreadsheets
 * put a picture of the cells beside them, so files come last.
 */
export function pastedFiles(clipboard: Pick<DataTransfer, "getData" | "files">): File[] {
  const text = pastedTable(clipboard.getData("text/plain"));
  if (text.length > 0) return text;
  const table = /<table\b[\s\S]*<\/table>/i.exec(clipboard.getData("text/html"))?.[0];
  return table === undefined
    ? [...clipboard.files]
    : [new File([table], "pasted.html", { type: "text/html" })];
}

/** A table from the clipboard as a file; nothing when the text is no table. */
export function pastedTable(text: string): File[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const divided = lines.filter((line) => /[\t;,|]/.test(line)).length;
  if (lines.length < 2 || divided < lines.length / 2) return [];
  const tabs = lines[0]?.includes("\t") ?? false;
  return [new File([text], tabs ? "pasted.tsv" : "pasted.csv", { type: "text/plain" })];
}
