import type { ColumnRef } from "../../../terms/table";
import { isNumeric } from "./column";

export const NARROWEST = 56;
export const WIDEST = 1200;
/** A column no hand has drawn is not wider than this. */
const WIDE = 340;
/** Pixels of a letter in a cell and in a head (code face), and the space around. */
const LETTER = 7.2;
const HEAD_LETTER = 7.4;
const AROUND = 26;
/** Room for the sort mark and the filter button in a head. */
const TOOLS = 46;

/** Pixels of a letter of the word below a head. */
const SMALL_LETTER = 6.4;

/** Width of a column that shows these texts under its name and the word for its type. */
export function fit(column: ColumnRef, texts: readonly (string | null)[], type = ""): number {
  const longest = texts.reduce((most, text) => Math.max(most, text?.length ?? 1), 1);
  const head = column.name.length * HEAD_LETTER + TOOLS + AROUND;
  const below = type.length * SMALL_LETTER + AROUND;
  return Math.round(
    Math.min(WIDE, Math.max(isNumeric(column) ? 84 : 72, head, below, longest * LETTER + AROUND)),
  );
}

export const clampWidth = (width: number): number => Math.min(WIDEST, Math.max(NARROWEST, Math.round(width)));

/** Left edges of columns of these widths, and the right edge of the last. */
export function edges(widths: readonly number[]): readonly number[] {
  const all = [0];
  for (const width of widths) all.push(all.at(-1)! + width);
  return all;
}

/** Widths that together fill `room` when they are less: each grows by its share, but those drawn by hand. */
export function fill(widths: readonly number[], drawn: readonly boolean[], room: number): readonly number[] {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const free = widths.reduce((sum, width, i) => sum + (drawn[i] ? 0 : width), 0);
  if (total >= room || free === 0) return widths;
  return widths.map((width, i) => (drawn[i] ? width : width + ((room - total) * width) / free));
}

/** First and one past the last of the columns between two places. */
export function between(lefts: readonly number[], from: number, to: number): readonly [number, number] {
  const count = lefts.length - 1;
  let first = 0;
  while (first < count - 1 && lefts[first + 1]! <= from) first++;
  let end = first + 1;
  while (end < count && lefts[end]! < to) end++;
  return [first, Math.min(end, count)];
}
