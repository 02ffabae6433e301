import { TenureError } from "../../terms/error";
import { NAME, read, understand, type Cell, type Document, type Kinds } from "../document";
import { fold } from "../graph";
import type { Attributes, CellId, Follow, Reference, Renamed } from "../kind";
import { setAttributes, setBody } from "../text/edit";
import { lineOf } from "../text/newlines";

/** A place that still says the old name: it may mean a column, or stands in text that could not be read. */
export interface Left {
  readonly cell: string;
  readonly line: number;
}

export interface Renaming {
  readonly text: string;
  /** Places that now say the new name. */
  readonly followed: number;
  readonly left: readonly Left[];
}

/** Kinds, and how bodies of some of them follow; in the others the bare name stands at every range. */
export interface Names {
  readonly kinds: Kinds;
  readonly following: ReadonlyMap<string, Follow>;
}

/**
 * Gives a cell another id, and every reference to it the new name: attributes, `${…}`, and whatever the kinds of the
 * other cells can follow. Throws `rename.bad-name`, `rename.taken` with the other cell's name, and `rename.captured`
 * where a cell would take the new name for something of its own.
 */
export function rename(draft: Document, { kinds, following }: Names, cell: Cell, to: CellId): Renaming {
  const from = cell.id;
  if (from === null || to === from) return { text: draft.text, followed: 0, left: [] };
  if (!NAME.test(to)) throw new TenureError("rename.bad-name", { name: to });
  const other = draft.cells.find((one) => one !== cell && one.id !== null && fold(one.id) === fold(to));
  if (other)
    throw new TenureError("rename.taken", { name: to, cell: other.name }, { at: { cell: other.name } });

  const found = draft.cells.map((one) => change(one, { kinds, following }, from, to));
  let now = draft;
  for (const [index, { body, attributes }] of found.entries()) {
    const own = now.cells[index]!;
    const next = own.body === body ? now.text : setBody(now, own, body);
    now = next === now.text ? now : read(next, kinds, now.cells);
    const named = index === draft.cells.indexOf(cell) ? { ...attributes, id: to } : attributes;
    if (JSON.stringify(named) === JSON.stringify(now.cells[index]!.attributes)) continue;
    now = read(setAttributes(now, now.cells[index]!, named), kinds, now.cells);
  }
  for (const [index, { references, before }] of found.entries()) {
    if (fold(from) !== fold(to) && placesOf(now.cells[index]!, kinds, to) < before + references)
      throw new TenureError("rename.captured", { name: to, cell: draft.cells[index]!.name });
  }
  return {
    text: now.text,
    followed: found.reduce((sum, { places }) => sum + places, 0),
    left: found.flatMap(({ left }, index) => left.map((line) => ({ cell: draft.cells[index]!.name, line }))),
  };
}

interface Change {
  readonly body: string;
  readonly attributes: Attributes;
  readonly places: number;
  /** How many of them are references; a link is none. */
  readonly references: number;
  /** Places that said the new name already. */
  readonly before: number;
  /** Lines, from 1. */
  readonly left: readonly number[];
}

function change(cell: Cell, { kinds, following }: Names, from: CellId, to: CellId): Change {
  const { spec, references } = understand(cell, cell.body, kinds);
  const unchanged = { body: cell.body, attributes: cell.attributes, places: 0, references: 0, before: 0 };
  if (spec === null) {
    // What cannot be read cannot be followed; where the name stands in it is said.
    return { ...unchanged, left: linesWith(cell.body, from) };
  }
  const mine = references.filter(({ id }) => fold(id) === fold(from));
  const follow = following.get(cell.kind);
  const inBody = follow ? follow(cell.body, references, from, to) : plainly(mine, from, to);
  const attributes = { ...cell.attributes };
  const ranges = new Set(mine.map(({ range }) => range?.join()));
  let found = inBody.edits.filter(({ range }) => ranges.has(range.join())).length;
  const links = inBody.edits.length - found;
  for (const { attribute } of mine) {
    if (attribute === undefined) continue;
    const value = attributes[attribute];
    if (typeof value !== "string") continue;
    attributes[attribute] = inList(value, from, to);
    if (attributes[attribute] !== value) found++;
  }
  let body = cell.body;
  for (const { range, text } of [...inBody.edits].sort((a, b) => b.range[0] - a.range[0]))
    body = body.slice(0, range[0]) + text + body.slice(range[1]);
  return {
    body,
    attributes,
    places: found + links,
    references: found,
    before: placesOf(cell, kinds, to),
    left: inBody.left.map(([at]) => lineOf(cell.body, at)),
  };
}

/** References that stand as the bare name, in a kind that knows no more about them. */
function plainly(references: readonly Reference[], from: CellId, to: CellId): Renamed {
  const ranges = new Map(references.flatMap((one) => (one.range ? [[one.range.join(), one]] : [])));
  return {
    edits: [...ranges.values()].flatMap(({ range, shorthand }) =>
      range ? [{ range, text: shorthand ? `${from}: ${to}` : to }] : [],
    ),
    left: [],
  };
}

/** How many places of a cell name another; those in links and the like, which are no references, are not counted. */
function placesOf(cell: Cell, kinds: Kinds, id: CellId): number {
  const mine = understand(cell, cell.body, kinds).references.filter((one) => fold(one.id) === fold(id));
  return new Set(mine.map(({ range, attribute }) => attribute ?? range?.join())).size;
}

/** An attribute that names one cell, or several with marks between them. */
function inList(value: string, from: CellId, to: CellId): string {
  return value.replace(/[\p{L}\p{N}_-]+/gu, (word) => (fold(word) === fold(from) ? to : word));
}

function linesWith(body: string, name: string): number[] {
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(name)}(?![\\p{L}\\p{N}_])`, "giu");
  return [...new Set([...body.matchAll(word)].map(({ index }) => lineOf(body, index)))];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
