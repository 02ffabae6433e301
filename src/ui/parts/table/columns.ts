import type { ColumnRef } from "../../../terms/table";

/**
 * In which order the reader has put the columns, and how many at the left stay while the others are scrolled. It is a
 * way of looking: the table, its downloads and the text of the notebook know nothing of it.
 */
export interface Standing {
  /** Names in the reader's order; columns that are not named come after, as they are stored. */
  readonly names: readonly string[];
  readonly pinned: number;
}

export const AS_THEY_COME: Standing = { names: [], pinned: 0 };

export function standing(columns: readonly ColumnRef[], { names }: Standing): readonly ColumnRef[] {
  const place = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length);
  return columns.toSorted((a, b) => place(a.name) - place(b.name));
}

/** One place to the left or right, within the pinned columns or within the others. Null: there is no such place. */
export function moved(
  columns: readonly ColumnRef[],
  from: number,
  by: 1 | -1,
  pinned: number,
): Standing | null {
  const to = from + by;
  if (to < 0 || to >= columns.length || from < pinned !== to < pinned) return null;
  return { names: placed(columns, from, to), pinned };
}

/** The last of the pinned columns. */
export const pinned = (columns: readonly ColumnRef[], from: number, already: number): Standing => ({
  names: placed(columns, from, already),
  pinned: already + 1,
});

/** The first of those that are scrolled. */
export const unpinned = (columns: readonly ColumnRef[], from: number, already: number): Standing => ({
  names: placed(columns, from, already - 1),
  pinned: already - 1,
});

function placed(columns: readonly ColumnRef[], from: number, to: number): string[] {
  const names = columns.map(({ name }) => name);
  const [name] = names.splice(from, 1);
  return names.toSpliced(to, 0, name!);
}
