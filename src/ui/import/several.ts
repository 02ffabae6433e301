import { sniff } from "../../sources";
import type { Sniffed } from "../../sources/spec";

/** Files that are read as one source: all of one layout, in the order they were given. */
export type Batch = readonly [File, ...File[]];

/** Names of columns without case, and what they are written in: what makes two files one layout. */
const layoutOf = ({ columns, spec }: Sniffed): string =>
  JSON.stringify([spec.read.format, columns.map(({ name }) => name.toLowerCase()).sort()]);

/** Files of the same columns together; each other one alone, to be asked about in its turn. */
export async function batches(files: readonly File[]): Promise<readonly Batch[]> {
  const known = new Map<string, [File, ...File[]]>();
  for (const file of files) {
    // A file that cannot be looked at says why in a dialog of its own.
    const sniffed = files.length > 1 ? await sniff(file).catch(() => null) : null;
    const key = sniffed ? layoutOf(sniffed) : `alone ${known.size}`;
    const batch = known.get(key);
    if (batch) batch.push(file);
    else known.set(key, [file]);
  }
  return [...known.values()];
}
