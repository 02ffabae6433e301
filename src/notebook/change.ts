import type { Label, Place } from "./history";
import type { CellView, NotebookView } from "./view";

/** What of a notebook tells one change from another. */
export interface Seen {
  readonly title: string;
  readonly cells: readonly Pick<CellView, "key" | "name" | "id" | "kind" | "attributes" | "body">[];
}

type One = Seen["cells"][number];

export interface Found {
  readonly label: Label;
  readonly before: Place | null;
  readonly after: Place | null;
  /** Cells that are no more, and whose text no other cell has taken over; as indexes into those before. */
  readonly gone: readonly number[];
}

/** Kinds whose change has a word of its own. */
const OWN: Readonly<Record<string, string>> = {
  source: "history.source",
  ledger: "history.ledger",
  input: "history.input",
};

/**
 * What a change was, seen from the notebook before and after it, whoever made it. `at`: the cell the reader is at, which
 * of two that changed places is the one that moved.
 */
export function changeOf(before: Seen, after: Seen, at: string | null = null): Found {
  const old = new Map(before.cells.map((cell) => [cell.key, cell]));
  const now = new Map(after.cells.map((cell) => [cell.key, cell]));
  const lost = before.cells.every(({ key }) => now.has(key)) ? [] : lostOf(before.cells, after.cells);
  const come = after.cells.flatMap(({ key }, index) => (old.has(key) ? [] : [index]));
  const changed = after.cells.flatMap((cell, index) => {
    const was = old.get(cell.key);
    return was && !same(was, cell) ? [index] : [];
  });
  const takers = [...come, ...changed].map((index) => after.cells[index]!);
  const gone = lost.filter((index) => !takers.some((cell) => tookOver(cell, before.cells[index]!)));
  const moved = lost.length + come.length === 0 ? mover(before.cells, after.cells, at) : null;
  const first = come[0] ?? moved?.to ?? changed[0] ?? null;
  const was =
    gone[0] ??
    lost[0] ??
    moved?.from ??
    (changed[0] === undefined ? null : indexOf(before, after.cells[changed[0]]!.key));
  return {
    label: labelOf(before, after, { gone, lost, come, changed, moved }),
    // A cell that came by the change is not there before it: one goes to its neighbour.
    before: placeAt(before, was ?? (come[0] === undefined ? null : Math.max(0, come[0] - 1))),
    after: placeAt(after, first ?? (lost[0] === undefined ? null : Math.max(0, lost[0] - 1))),
    gone,
  };
}

interface Parts {
  readonly gone: readonly number[];
  /** Those of {@link gone} and those whose text another cell has now. */
  readonly lost: readonly number[];
  readonly come: readonly number[];
  readonly changed: readonly number[];
  readonly moved: { readonly to: number } | null;
}

function labelOf(before: Seen, after: Seen, { gone, lost, come, changed, moved }: Parts): Label {
  const named = (code: string, cell: One): Label => ({ code, params: { name: cell.name, kind: cell.kind } });
  const [old, fresh] = [before.cells[lost[0] ?? -1], after.cells[come[0] ?? -1]];
  if (old && fresh) {
    const renamed = lost.length === 1 && come.length === 1 && lost[0] === come[0] && old.kind === fresh.kind;
    if (renamed) return { code: "history.renamed", params: { from: old.name, to: fresh.name } };
    return { code: "history.several", params: { n: lost.length + come.length + changed.length } };
  }
  if (old) {
    if (gone.length === 0) return named("history.merged", old);
    if (gone.length > 1) return { code: "history.removedMany", params: { n: gone.length } };
    return named("history.removed", before.cells[gone[0]!]!);
  }
  if (fresh) {
    if (come.length === 1) return named("history.inserted", fresh);
    return { code: "history.insertedMany", params: { n: come.length } };
  }
  if (moved) return named("history.moved", after.cells[moved.to]!);
  const one = after.cells[changed[0] ?? -1];
  if (!one) return { code: before.title === after.title ? "history.text" : "history.title", params: {} };
  if (changed.length > 1) return { code: "history.several", params: { n: changed.length } };
  const was = before.cells[indexOf(before, one.key)]!;
  if (was.kind !== one.kind) return named("history.kind", one);
  if (was.body === one.body) return named("history.settings", one);
  return named(OWN[one.kind] ?? "history.edited", one);
}

const same = (a: One, b: One): boolean =>
  a.kind === b.kind &&
  a.body === b.body &&
  (a.attributes === b.attributes || JSON.stringify(a.attributes) === JSON.stringify(b.attributes));

/** Cells that are no more. Where two bear one name, the key goes over to the other, so what they say counts first. */
function lostOf(before: readonly One[], after: readonly One[]): number[] {
  const left = new Set(after);
  const lost = new Set(before.keys());
  const match = (alike: (a: One, b: One) => boolean) => {
    for (const index of lost) {
      const found = [...left].find((cell) => alike(cell, before[index]!));
      if (!found) continue;
      left.delete(found);
      lost.delete(index);
    }
  };
  match((a, b) => a.key === b.key && same(a, b));
  match((a, b) => a.id === b.id && same(a, b));
  match((a, b) => a.key === b.key);
  return [...lost];
}

/** Merging takes a cell's text into one of its kind; turning it into another kind takes it whole. */
const tookOver = (cell: One, lost: One): boolean =>
  cell.kind === lost.kind ? cell.body.includes(lost.body) : cell.body.trim() === lost.body.trim();

const indexOf = ({ cells }: Seen, key: string): number => cells.findIndex((cell) => cell.key === key);

function placeAt({ cells }: Seen, index: number | null): Place | null {
  const cell = index === null ? undefined : cells[index];
  return cell ? { key: cell.key, index: index! } : null;
}

/** The cell that changed places while the others kept theirs; of a swap, the one that went further or down. */
function mover(
  before: readonly One[],
  after: readonly One[],
  at: string | null,
): { from: number; to: number } | null {
  const from = before.findIndex(({ key }, index) => after[index]?.key !== key);
  if (from < 0) return null;
  let last = before.length - 1;
  while (before[last]?.key === after[last]?.key) last--;
  // Either the first of the changed stretch went to its end, or the last went to its beginning.
  const swap = last === from + 1;
  const down = before[from + 1]?.key === after[from]?.key && !(swap && before[last]?.key === at);
  return down ? { from, to: last } : { from: last, to: from };
}

/** The cell a place speaks of, as the notebook stands now. */
export function cellAtPlace(view: NotebookView, place: Place): CellView | null {
  return (
    view.cells.find(({ key }) => key === place.key) ??
    view.cells[Math.min(place.index, view.cells.length - 1)] ??
    null
  );
}
