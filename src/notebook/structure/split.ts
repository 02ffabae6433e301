import { read, type Document, type Kinds } from "../document";
import { insert, remove, setAttributes, setBody } from "../text/edit";
import { freshId, type Edited } from "./cells";

/**
 * Cuts a cell in two at an offset of its body; the line end at the cut goes, as the cells stand on lines of their own.
 * The first keeps the name, the second gets one like it. Nothing happens where a half would be empty.
 */
export function split(draft: Document, kinds: Kinds, key: string, offset: number): Edited {
  const index = draft.cells.findIndex((cell) => cell.key === key);
  const cell = draft.cells[index];
  if (!cell) return { text: draft.text, at: [] };
  const prose = cell.kind === "prose";
  const [head, tail] = [cell.body.slice(0, offset), cell.body.slice(offset)];
  const first = prose ? head.replace(/\s+$/, "") : head.replace(/\n$/, "");
  const second = prose
    ? tail.replace(/^(?:[^\S\n]*\n)+/, "")
    : first === head
      ? tail.replace(/^\n/, "")
      : tail;
  if (first.trim() === "" || second.trim() === "") return { text: draft.text, at: [index] };
  const id =
    cell.id === null
      ? undefined
      : freshId(
          draft.cells.map((one) => one.id),
          cell.id,
        );
  let now = read(setBody(draft, cell, first), kinds, draft.cells);
  now = read(insert(now, now.cells[index]!, cell.kind, second, id).text, kinds, now.cells);
  const own = now.cells[index + 1];
  const text =
    own && !prose
      ? setAttributes(now, own, { ...(id === undefined ? {} : { id }), ...withoutId(cell.attributes) })
      : now.text;
  return { text, at: [index, index + 1] };
}

const withoutId = (attributes: Readonly<Record<string, string | true>>) =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== "id"));

/**
 * Neighbours of one kind as one cell: code joined by a line end, text by a blank line. The first one's name and
 * attributes stay; `lost`: names that are gone.
 */
export function merge(
  draft: Document,
  kinds: Kinds,
  keys: readonly string[],
): Edited & { readonly lost: readonly string[] } {
  const at = draft.cells.flatMap(({ key }, index) => (keys.includes(key) ? [index] : []));
  const [first, ...rest] = at.map((index) => draft.cells[index]!);
  if (!first || !mergeable(draft.cells, keys)) return { text: draft.text, at, lost: [] };
  const gap = first.kind === "prose" ? "\n\n" : "\n";
  const body = [first, ...rest].map((cell) => cell.body).join(gap);
  let now = draft;
  for (const index of at.slice(1).reverse()) now = read(remove(now, now.cells[index]!), kinds, now.cells);
  const text = setBody(now, now.cells[at[0]!]!, body);
  return { text, at: [at[0]!], lost: rest.flatMap(({ id }) => (id === null ? [] : [id])) };
}

/** Whether these stand in a row and are of one kind. */
export function mergeable(
  cells: readonly { readonly key: string; readonly kind: string }[],
  keys: readonly string[],
): boolean {
  const at = cells.flatMap(({ key }, index) => (keys.includes(key) ? [index] : []));
  const kinds = new Set(at.map((index) => cells[index]!.kind));
  return at.length > 1 && kinds.size === 1 && at.at(-1)! - at[0]! === at.length - 1;
}
