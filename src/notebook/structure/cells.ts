import { read, type Cell, type Document, type Kinds } from "../document";
import { fold } from "../graph";
import type { Attributes, CellId } from "../kind";
import { exchange, insert, move, remove, setAttributes } from "../text/edit";

/** What a structure edit has made: the text, and where in it the cells it was about are now. */
export interface Edited {
  readonly text: string;
  /** Indexes of cells, in order. */
  readonly at: readonly number[];
}

/** A cell as the clipboard holds it. */
export interface Copy {
  readonly kind: string;
  readonly body: string;
  readonly attributes: Attributes;
}

export const copyOf = ({ kind, body, attributes }: Copy): Copy => ({ kind, body, attributes });

/** An id like the wished one that no cell has. */
export function freshId(taken: Iterable<CellId | null>, wish: string): CellId {
  const base = wish.replace(/[^\p{L}\p{N}_]+/gu, "_").replace(/^_+|_+$/g, "") || "cell";
  const held = new Set([...taken].map((id) => id?.toLowerCase()));
  let id = base;
  for (let n = 2; held.has(id.toLowerCase()); n++) id = `${base.replace(/_\d+$/, "")}_${n}`;
  return id;
}

/** The cells of these keys, in the order of the text. */
const pick = ({ cells }: Document, keys: readonly string[]): number[] =>
  cells.flatMap(({ key }, index) => (keys.includes(key) ? [index] : []));

/** Puts copies after a cell, or first; ids that are taken get a number. */
export function pasteAfter(
  draft: Document,
  kinds: Kinds,
  after: string | null,
  copies: readonly Copy[],
): Edited {
  let now = draft;
  let at = after === null ? -1 : draft.cells.findIndex(({ key }) => key === after);
  const made: number[] = [];
  for (const { kind, body, attributes } of copies) {
    if (kind === "prose" && body.trim() === "") continue;
    const above: Cell | null = now.cells[at] ?? null;
    const ids = now.cells.map(({ id }) => id);
    const wish = attributes["id"];
    const id = kind === "prose" ? undefined : typeof wish === "string" ? freshIfTaken(ids, wish) : undefined;
    const { text } = insert(now, above, kind, body, id);
    now = read(text, kinds, now.cells);
    at++;
    made.push(at);
    const own = now.cells[at];
    if (own && kind !== "prose") {
      const wanted = {
        ...(id === undefined ? {} : { id }),
        ...attributes,
        ...(id === undefined ? {} : { id }),
      };
      now = read(setAttributes(now, own, wanted), kinds, now.cells);
    }
  }
  return { text: now.text, at: made };
}

const freshIfTaken = (ids: readonly (CellId | null)[], wish: string): string =>
  ids.some((id) => id !== null && fold(id) === fold(wish)) ? freshId(ids, wish) : wish;

export function removeAll(draft: Document, kinds: Kinds, keys: readonly string[]): Edited {
  let now = draft;
  for (const index of pick(draft, keys).reverse()) {
    const cell = now.cells[index];
    if (cell) now = read(remove(now, cell), kinds, now.cells);
  }
  return { text: now.text, at: [] };
}

/** Moves these cells together by one, up or down; they stay in their order, and none passes an edge. */
export function moveAll(draft: Document, kinds: Kinds, keys: readonly string[], by: 1 | -1): Edited {
  const at = pick(draft, keys);
  const edge = by < 0 ? at[0] === 0 : at.at(-1) === draft.cells.length - 1;
  if (edge || at.length === 0) return { text: draft.text, at };
  let now = draft;
  for (const index of by < 0 ? at : at.toReversed())
    now = read(move(now, now.cells[index]!, by), kinds, now.cells);
  return { text: now.text, at: at.map((index) => index + by) };
}

/** A copy of each right after the last of them. */
export function duplicateAll(draft: Document, kinds: Kinds, keys: readonly string[]): Edited {
  const cells = pick(draft, keys).map((index) => draft.cells[index]!);
  return pasteAfter(draft, kinds, cells.at(-1)?.key ?? null, cells);
}

/** What a cell of another kind begins with. */
export interface Turned {
  readonly body: string;
  readonly id?: CellId;
  readonly attributes?: Attributes;
}

/** The same place, another kind. The id stays where both have one; text has none. */
export function turn(draft: Document, kinds: Kinds, key: string, kind: string, to: Turned): Edited {
  const index = draft.cells.findIndex((cell) => cell.key === key);
  const cell = draft.cells[index];
  if (!cell || cell.kind === kind) return { text: draft.text, at: cell ? [index] : [] };
  const now = read(exchange(draft, cell, kind, to.body, to.id), kinds, draft.cells);
  const own = now.cells[index];
  const attributes = { ...(to.id === undefined ? {} : { id: to.id }), ...to.attributes };
  return { text: own && kind !== "prose" ? setAttributes(now, own, attributes) : now.text, at: [index] };
}
