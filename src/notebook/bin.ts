import { read, type Kinds } from "./document";
import type { Place } from "./history";
import { textOf } from "./text/format";

/** A cell that was taken out of the notebook, with all it needs to come back. */
export interface Deleted {
  readonly name: string;
  readonly kind: string;
  readonly id: string | null;
  /** Its bytes, fences included. */
  readonly text: string;
  /** Its first line that says something. */
  readonly line: string;
  /** The cell it stood after; null: it was the first. */
  readonly after: Place | null;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** How many deleted cells are kept, and how many characters of them; the oldest go first. */
export const BIN = { cells: 50, characters: 400_000 };

/**
 * The cells at these indexes of a text, as the bin holds them. `stays` says whether a cell that has this key is still
 * in the notebook: the neighbour is the nearest one above that is.
 */
export function taken(
  text: string,
  kinds: Kinds,
  indexes: readonly number[],
  { at, keys, stays }: { at: number; keys: readonly string[]; stays: (key: string) => boolean },
): Deleted[] {
  const { cells, parts } = read(text, kinds);
  return indexes.flatMap((index) => {
    const cell = cells[index];
    if (!cell || cell.body.trim() === "") return [];
    let near = index - 1;
    while (near >= 0 && !stays(keys[near]!)) near--;
    const line = cell.body.split("\n").find((one) => one.trim() !== "") ?? "";
    return {
      name: cell.name,
      kind: cell.kind,
      id: cell.id,
      text: textOf(parts[cell.part]!),
      line: line.trim().slice(0, 120),
      after: near < 0 ? null : { key: keys[near]!, index: near },
      at,
    };
  });
}

/** The bin with these on top; what it already held in the same words moves up. */
export function binned(bin: readonly Deleted[], more: readonly Deleted[]): readonly Deleted[] {
  const fresh = new Set(more.map(({ text }) => text));
  const all = [...more, ...bin.filter(({ text }) => !fresh.has(text))].slice(0, BIN.cells);
  let size = 0;
  return all.filter(({ text }, index) => (size += text.length) <= BIN.characters || index === 0);
}

/** What of the bin does not stand in this text: a cell that undo has brought back needs no other way. */
export const missingFrom = (bin: readonly Deleted[], text: string): readonly Deleted[] =>
  bin.filter((cell) => !standsIn(cell.text, text));

/** Whether a text holds these lines as whole lines. */
export function standsIn(lines: string, text: string): boolean {
  for (let at = text.indexOf(lines); at >= 0; at = text.indexOf(lines, at + 1)) {
    const [before, after] = [text[at - 1] ?? "\n", text[at + lines.length] ?? "\n"];
    if (/[\r\n]/.test(before) && /[\r\n]/.test(after)) return true;
  }
  return false;
}
