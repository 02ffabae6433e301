import type { Document } from "../document";
import { hasBreak } from "../text/format";
import { assemble, seal, tidy, unitsOf, type Unit, type Units } from "../units";
import { headingsOf } from "./headings";

/**
 * The section a section changes places with, by its place among all headings of the text; null: it is the first or the
 * last of its part. A section is a heading with everything up to the next heading of its level or above.
 */
export function neighbour(levels: readonly number[], at: number, by: 1 | -1): number | null {
  const level = levels[at];
  if (level === undefined) return null;
  for (let other = at + by; other >= 0 && other < levels.length; other += by) {
    if (levels[other]! < level) return null;
    if (levels[other] === level) return other;
  }
  return null;
}

/** What stands before the first heading, a heading with its text, or a cell. */
interface Piece extends Unit {
  /** What stood between it and the piece before. */
  readonly gap: string;
  readonly level: number | null;
  /** Its place among the pieces before anything moved. */
  readonly place: number;
}

/** A cell's text is cut before each heading, so that a section may begin in its middle. */
function piecesOf({ units, spaces }: Units): Piece[] {
  const pieces: Omit<Piece, "place">[] = [];
  for (const [index, unit] of units.entries()) {
    const gap = index === 0 ? "" : spaces[index - 1]!;
    const heads = unit.cell ? [] : headingsOf(unit.text);
    const starts =
      heads[0]?.offset === 0 ? heads.map(({ offset }) => offset) : [0, ...heads.map((h) => h.offset)];
    let space = gap;
    for (const [at, from] of starts.entries()) {
      const text = unit.text.slice(from, starts[at + 1]);
      const kept = at < starts.length - 1 ? text.trimEnd() : text;
      const level = heads.find(({ offset }) => offset === from)?.level ?? null;
      pieces.push({ text: kept, cell: unit.cell, gap: space, level });
      space = text.slice(kept.length);
    }
  }
  return pieces.map((piece, place) => ({ ...piece, place }));
}

/**
 * Moves the section of the heading at this place over its neighbour; `heading` is its place now. The text stays as it
 * is where the section is the first or the last of its part.
 */
export function moveSection(draft: Document, at: number, by: 1 | -1): { text: string; heading: number } {
  const all = unitsOf(draft.parts);
  const pieces = piecesOf(all);
  const heads = pieces.filter(({ level }) => level !== null);
  const levels = heads.map(({ level }) => level!);
  const other = neighbour(levels, at, by);
  if (other === null) return { text: draft.text, heading: at };
  const [first, second] = by < 0 ? [other, at] : [at, other];
  const end = levels.findIndex((level, index) => index > second && level <= levels[second]!);
  const [from, middle] = [heads[first]!.place, heads[second]!.place];
  const to = end < 0 ? pieces.length : heads[end]!.place;
  const moved = [
    ...pieces.slice(0, from),
    ...pieces.slice(middle, to),
    ...pieces.slice(from, middle),
    ...pieces.slice(to),
  ];
  const passed = by < 0 ? first - second : (end < 0 ? heads.length : end) - second;
  return { text: together(moved, all), heading: at + passed };
}

/** Pieces as units again: texts that nothing parts are one, and neighbours that are new to each other get a blank line. */
function together(pieces: readonly Piece[], all: Units): string {
  const units: Unit[] = [];
  const spaces: string[] = [];
  for (const [index, { text, cell, gap, place }] of pieces.entries()) {
    const before = units.at(-1);
    const old = index > 0 && pieces[index - 1]!.place === place - 1;
    const space = old ? gap : all.eol.repeat(2);
    if (!before || cell || before.cell || hasBreak(space)) {
      if (before) spaces.push(space);
      units.push({ text, cell });
    } else {
      const open = old ? before.text : seal(before.text, text, all.eol);
      units[units.length - 1] = { text: open + space + text, cell };
    }
  }
  return assemble({ ...all, units, spaces: tidy(units, spaces) });
}
