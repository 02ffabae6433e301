import type { Cell, Document } from "../document";
import { hasBreak, textOf, write, type CellPart, type TextPart } from "./format";
import { attribute, writeInfo } from "./info";
import type { Attributes, CellId } from "../kind";
import { lineEnd, plain } from "./newlines";
import { assemble, close, seal, tidy, unitsOf, type Unit, type Units } from "../units";

/** Every edit is text in, text out; what it does not name keeps its bytes. */
export function setBody(draft: Document, cell: Cell, body: string): string {
  const part = draft.parts[cell.part]!;
  const eol = lineEnd(part.is === "cell" && /[\r\n]$/.test(part.head) ? part.head : draft.text);
  const text = plain(body).replace(/\n/g, eol);
  if (part.is === "cell") return replace(draft, cell.part, withBody(part, text, eol));
  // Blank lines around a text belong to the space between cells; typing one must not add one each time.
  const own = text.replace(/^(?:[^\S\r\n]*(?:\r\n|\n|\r))+/, "").trimEnd();
  if (own === "") return remove(draft, cell);
  const next = draft.parts.slice(cell.part + 1).find(({ is }) => is === "cell" || is === "prose");
  const sealed = next ? seal(own, textOf(next), eol) : own;
  // At the very start a rule would turn into front matter.
  return replace(draft, cell.part, (cell.part === 0 && sealed.startsWith("---") ? eol : "") + sealed);
}

/** The fence grows where the body holds a line that would end it. */
function withBody(part: CellPart, body: string, eol: string): string {
  const closed = part.closed ? part.tail : `${eol}${fenceOf(part.head)}`;
  const head = /[\r\n]$/.test(part.head) ? part.head : part.head + eol;
  const tail = body === "" || /^[\r\n]/.test(closed) ? closed : eol + closed;
  const now = fenceOf(head);
  const needed = fenceFor(body, now[0]!, now.length);
  const last = fenceOf(tail);
  return head.replace(now, needed) + body + (last.length < needed.length ? tail.replace(last, needed) : tail);
}

const fenceOf = (text: string): string => /`{3,}|~{3,}/.exec(text)![0];

function fenceFor(body: string, mark: string, atLeast: number): string {
  const runs = [...body.matchAll(/^[ \t]*(`{3,}|~{3,})[ \t]*$/gm)].map((match) => match[1]!);
  const longest = Math.max(0, ...runs.filter((run) => run.startsWith(mark)).map((run) => run.length));
  return mark.repeat(Math.max(atLeast, longest + 1));
}

export function setAttributes(draft: Document, cell: Cell, attributes: Attributes): string {
  const part = draft.parts[cell.part]!;
  if (part.is !== "cell") return draft.text;
  const head = part.head.replace(
    /^([ \t]*(?:`{3,}|~{3,})[ \t]*)(.*?)([ \t]*(?:\r\n|\n|\r|$))/,
    (_, before: string, info: string, after: string) => before + writeInfo(info, attributes) + after,
  );
  return replace(draft, cell.part, head + part.body + part.tail);
}

/** A new cell after another or first of all; `offset` is where it begins in the new text. */
export function insert(
  draft: Document,
  after: Cell | null,
  kind: string,
  body: string,
  id?: CellId,
): { text: string; offset: number } {
  const eol = lineEnd(draft.text);
  return put(
    draft,
    after,
    kind === "prose"
      ? { text: plain(body).trim().replace(/\n/g, eol), cell: false }
      : { text: fenced(kind, body, id, eol), cell: true },
  );
}

/** A cell as its bytes, after another or first of all. */
export function put(draft: Document, after: Cell | null, unit: Unit): { text: string; offset: number } {
  const all = unitsOf(draft.parts);
  const at = after === null ? 0 : draft.cells.indexOf(after) + 1;
  if (unit.text === "") return { text: draft.text, offset: 0 };
  const gap = all.eol.repeat(2);
  const lead = all.lead === "" || /[\r\n]$/.test(all.lead) ? all.lead : all.lead + all.eol;
  const units = all.units.toSpliced(at, 0, unit);
  const gaps = all.units.length === 0 ? [] : all.spaces.toSpliced(at, 0, gap);
  const spaces = unit.cell ? tidy(units, gaps) : gaps;
  const trail = all.trail === "" ? all.eol : all.trail;
  const text = assemble({ lead, units, spaces, trail, eol: all.eol });
  const rest = assemble({ ...all, lead: all.eol, units: units.slice(at), spaces: spaces.slice(at), trail });
  return { text, offset: text.length - rest.length + all.eol.length };
}

function unitOf(kind: string, body: string, id: CellId | undefined, eol: string): Unit {
  return kind === "prose"
    ? { text: plain(body).trim().replace(/\n/g, eol), cell: false }
    : { text: fenced(kind, body, id, eol), cell: true };
}

/** Another cell in the place of one. */
export function exchange(draft: Document, cell: Cell, kind: string, body: string, id?: CellId): string {
  const all = unitsOf(draft.parts);
  const unit = unitOf(kind, body, id, all.eol);
  if (unit.text === "") return remove(draft, cell);
  const units = all.units.with(draft.cells.indexOf(cell), unit);
  return assemble({ ...all, units, spaces: tidy(units, all.spaces) });
}

function fenced(kind: string, body: string, id: CellId | undefined, eol: string): string {
  const text = plain(body).replace(/\n$/, "").replace(/\n/g, eol);
  const fence = fenceFor(text, "`", 3);
  const info = id === undefined ? kind : `${kind} ${attribute("id", id)}`;
  return [fence + info, ...(text === "" ? [] : [text]), fence].join(eol);
}

export function remove(draft: Document, cell: Cell): string {
  const all = unitsOf(draft.parts);
  const at = draft.cells.indexOf(cell);
  const spaces = [...all.spaces];
  // Of the two spaces around it the wider one stays.
  if (at > 0 && at < all.units.length - 1) spaces.splice(at - 1, 2, wider(spaces[at - 1]!, spaces[at]!));
  else spaces.splice(Math.max(0, at - 1), 1);
  const units = all.units.toSpliced(at, 1);
  const [before, after] = [units[at - 1], units[at]];
  // Texts that only this cell parted are one text now.
  if (cell.kind !== "prose" && before && after && !before.cell && !after.cell && !hasBreak(spaces[at - 1]!)) {
    const joined = seal(before.text, after.text, all.eol) + blank(spaces[at - 1]!, all.eol) + after.text;
    units.splice(at - 1, 2, { text: joined, cell: false });
    spaces.splice(at - 1, 1);
  }
  return assemble({ ...all, units, spaces: tidy(units, spaces) });
}

const blank = (space: string, eol: string): string =>
  space.split(/\r\n|\n|\r/).length > 2 ? space : eol.repeat(2);
const wider = (a: string, b: string): string => (b.length > a.length ? b : a);

/** The spaces stay where they are, the cells change places. */
export function move(draft: Document, cell: Cell, by: number): string {
  const all: Units = unitsOf(draft.parts);
  const from = draft.cells.indexOf(cell);
  const to = Math.min(all.units.length - 1, Math.max(0, from + by));
  if (to === from) return draft.text;
  const last = draft.parts[draft.cells.at(-1)!.part]!;
  const units = [...all.units];
  if (last.is === "cell" && !last.closed)
    units[units.length - 1] = { text: close(last, all.eol), cell: true };
  const [unit] = units.splice(from, 1);
  units.splice(to, 0, unit!);
  return assemble({ ...all, units, spaces: tidy(units, all.spaces) });
}

/** The cell whose bytes hold an offset. */
export function cellAt(draft: Document, offset: number): Cell | null {
  let end = 0;
  const part = draft.parts.findIndex((one) => (end += textOf(one).length) > offset);
  return draft.cells.find((cell) => cell.part === part) ?? null;
}

function replace(draft: Document, at: number, text: string): string {
  const part: TextPart = { is: "prose", text };
  return write(draft.parts.with(at, part));
}
