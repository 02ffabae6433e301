import { TenureError } from "../terms/error";
import { disk, dropFolder, folderOf } from "./disk";

/** Results of cells of notebooks whose data the reader keeps on this device: a cache, nothing else reads it. */
const FOLDER = "tenure-results";

/** A table of a cell, as one Arrow IPC stream. */
export interface KeptTable {
  readonly name: string;
  readonly fingerprint: string;
  readonly ipc: Uint8Array;
}

export interface KeptResult {
  /** Plain data; numbers that JSON has no word for included. */
  readonly result: unknown;
  readonly tables: readonly KeptTable[];
}

interface Written {
  readonly key: string;
  readonly result: unknown;
  readonly tables: readonly {
    readonly name: string;
    readonly fingerprint: string;
    readonly file: string;
    readonly sum: string;
  }[];
}

const entry = (cell: string, part = ""): string => `${encodeURIComponent(cell).slice(-180)}${part}`;

async function write(folder: FileSystemDirectoryHandle, name: string, content: BlobPart): Promise<void> {
  const writer = await (await folder.getFileHandle(name, { create: true })).createWritable();
  await writer.write(new Blob([content]));
  await writer.close();
}

/**
 * Keeps what a cell has found under a key that says everything it depends on, over what was kept of the cell before.
 *
 * @throws TenureError `results.no-room` where the browser has no room; then nothing of the cell is kept.
 */
export async function keepResult(
  notebook: string,
  cell: string,
  key: string,
  { result, tables }: KeptResult,
  on = disk(),
): Promise<void> {
  try {
    const size = tables.reduce((sum, { ipc }) => sum + ipc.length, 0);
    const { quota, usage } = (await on.estimate?.().catch(() => undefined)) ?? {};
    if (quota !== undefined && size > quota - (usage ?? 0)) throw new Error("quota");
    await dropResult(notebook, cell, on);
    const folder = (await folderOf(FOLDER, notebook, true, on))!;
    const files = tables.map((_, index) => entry(cell, `.${index}.arrow`));
    for (const [index, { ipc }] of tables.entries())
      await write(folder, files[index]!, ipc as Uint8Array<ArrayBuffer>);
    // Last, so that what is there is whole.
    const named = await Promise.all(
      tables.map(async ({ name, fingerprint, ipc }, index) => ({
        ...{ name, fingerprint, file: files[index]! },
        sum: await sumOf(ipc),
      })),
    );
    await write(
      folder,
      entry(cell, ".json"),
      JSON.stringify({ key, result: plain(result), tables: named } satisfies Written),
    );
  } catch (cause) {
    await dropResult(notebook, cell, on);
    throw new TenureError("results.no-room", { cell }, { cause });
  }
}

/**
 * What was kept of a cell under this key; null where nothing is, or something of another key.
 *
 * @throws TenureError `results.damaged` where it cannot be read any more
 */
export async function findResult(
  notebook: string,
  cell: string,
  key: string,
  on = disk(),
): Promise<KeptResult | null> {
  const folder = await folderOf(FOLDER, notebook, false, on);
  const handle = await folder?.getFileHandle(entry(cell, ".json")).catch(() => null);
  if (!folder || !handle) return null;
  try {
    const kept = JSON.parse(await (await handle.getFile()).text()) as Written;
    if (kept.key !== key) return null;
    const tables = await Promise.all(
      kept.tables.map(async ({ name, fingerprint, file, sum }) => {
        const from = await (await folder.getFileHandle(file)).getFile();
        const ipc = new Uint8Array(await from.arrayBuffer());
        // An engine that was given a damaged stream answers no more.
        if ((await sumOf(ipc)) !== sum) throw new Error(`${file} is not what was written`);
        return { name, fingerprint, ipc };
      }),
    );
    return { result: revived(kept.result), tables };
  } catch (cause) {
    throw new TenureError("results.damaged", { cell }, { cause });
  }
}

async function sumOf(bytes: Uint8Array): Promise<string> {
  const sum = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Forgets what was kept of one cell. */
export async function dropResult(notebook: string, cell: string, on = disk()): Promise<void> {
  const folder = await folderOf(FOLDER, notebook, false, on);
  if (!folder) return;
  const gone = async (name: string) =>
    folder.removeEntry(name).then(
      () => true,
      () => false,
    );
  await gone(entry(cell, ".json"));
  for (let index = 0; await gone(entry(cell, `.${index}.arrow`)); index++);
}

/** Forgets all that was kept of a notebook. */
export async function dropResults(notebook: string, on = disk()): Promise<void> {
  await dropFolder(FOLDER, notebook, on);
}

/** Numbers that JSON cannot say, and rows of numbers, under names that no result uses. */
const NUMBER = "number of tenure";
const NUMBERS = "numbers of tenure";

/** Plain data as JSON can say it. */
export function plain(value: unknown): unknown {
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)))
    return { [NUMBER]: Object.is(value, -0) ? "-0" : String(value) };
  if (value instanceof Float64Array) return { [NUMBERS]: Array.from(value, plain) };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) throw new Error("no plain data");
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}

export function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first?.[0] === NUMBER) return Number(first[1]);
  if (entries.length === 1 && first?.[0] === NUMBERS)
    return Float64Array.from((first[1] as unknown[]).map((one) => Number(revived(one))));
  return Object.fromEntries(entries.map(([name, one]) => [name, revived(one)]));
}
