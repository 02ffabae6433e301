import { TenureError } from "../terms/error";
import type { ColumnType, SourceSpec } from "./spec";

/** From this size on (bytes, unpacked) only columns in use are kept: the others would push them out of memory. */
export const LARGE = 200_000_000;
/** The most that the columns in use may weigh in the engine. Its memory ends at 3.1 GB, and counting wants room too. */
export const MOST = 2_200_000_000;

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** The columns that are read from a file of this size: those with a role; all of a smaller file, or where none has one. */
export function keptColumns<C extends Column>(
  spec: SourceSpec,
  columns: readonly C[],
  size: number,
): readonly C[] {
  const used = new Set(Object.values(spec.roles));
  const kept = columns.filter(({ name }) => used.has(name));
  return size < LARGE || kept.length === 0 ? columns : kept;
}

/** Bytes of one value in the engine; a text of more than twelve bytes lies outside of its cell. */
const WIDTH: Readonly<Record<Exclude<ColumnType, "text">, number>> = {
  integer: 8,
  decimal: 8,
  date: 4,
  datetime: 8,
  boolean: 1,
};
const TEXT = 16;
const INLINE = 12;
/** Number of the row and its flaw. */
const OWN = 20;

/** What the first rows tell of a column: mean length of its texts, bytes. */
function widthOf(type: ColumnType, cells: readonly string[]): number {
  if (type !== "text") return WIDTH[type];
  const outside = cells.reduce((sum, cell) => sum + (cell.length > INLINE ? cell.length : 0), 0);
  return TEXT + outside / Math.max(1, cells.length);
}

/** Rows of a text file, by its size and its first rows. */
export function rowsIn(size: number, sample: readonly (readonly string[])[]): number {
  const bytes = sample.reduce(
    (sum, row) => sum + row.reduce((length, cell) => length + cell.length + 1, 0),
    0,
  );
  return sample.length === 0 ? 0 : Math.round(size / (bytes / sample.length));
}

/**
 * Says no before anything is read, where the columns in use would not fit.
 *
 * @param sample first rows, one entry per column of `all`; @param rows of the whole file, as far as one can tell
 * @throws TenureError `source.too-many` with what it would weigh, MB
 */
export function requireRoom(
  file: File,
  kept: readonly Column[],
  all: readonly Column[],
  sample: readonly (readonly string[])[],
  rows: number,
): void {
  const names = all.map(({ name }) => name);
  const width = kept.reduce((sum, { name, type }) => {
    const at = names.indexOf(name);
    return (
      sum +
      widthOf(
        type,
        sample.map((row) => row[at] ?? ""),
      )
    );
  }, OWN);
  const bytes = rows * width;
  if (bytes <= MOST) return;
  const params = {
    file: file.name,
    rows: Number(rows.toPrecision(2)),
    size: Math.round(bytes / 1e6),
    most: MOST / 1e6,
    columns: kept.map(({ name }) => name),
  };
  throw new TenureError("source.too-many", params, { at: { file: file.name } });
}
