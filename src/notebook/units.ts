import {
  BREAK,
  hasBreak,
  parse,
  textOf,
  withoutBreak,
  write,
  type CellPart,
  type Parts,
} from "./text/format";
import { lineEnd } from "./text/newlines";

/**
 * A notebook as cells and what lies between: `lead unit space unit … unit trail`. `spaces[i]` stands before
 * `units[i + 1]`. Cells are put together in any order, and none may swallow the next.
 */
export interface Units {
  /** Front matter and the blank lines after it. */
  readonly lead: string;
  readonly units: readonly Unit[];
  readonly spaces: readonly string[];
  readonly trail: string;
  readonly eol: string;
}

/** The bytes of one cell, and whether it is a fence; else it is text. */
export interface Unit {
  readonly text: string;
  readonly cell: boolean;
}

export function unitsOf(parts: Parts): Units {
  const eol = lineEnd(write(parts));
  const at = parts.flatMap((part, index) => (part.is === "cell" || part.is === "prose" ? [index] : []));
  const between = (from: number, to: number) => write(parts.slice(from, to));
  return {
    lead: between(0, at[0] ?? parts.length),
    units: at.map((index) => ({ text: textOf(parts[index]!), cell: parts[index]!.is === "cell" })),
    spaces: at.slice(1).map((index, i) => between(at[i]! + 1, index)),
    trail: at.length > 0 ? between(at.at(-1)! + 1, parts.length) : "",
    eol,
  };
}

export function assemble({ lead, units, spaces, trail, eol }: Units): string {
  const sealed = units.map(({ text, cell }, i) => ({
    text: i < units.length - 1 ? seal(text, units[i + 1]!.text, eol) : text,
    cell,
  }));
  const text = sealed.map(
    (unit, i) => unit.text + (i < sealed.length - 1 ? apart(unit, spaces[i]!, sealed[i + 1]!, eol) : trail),
  );
  // A text that begins with a rule would turn into front matter.
  const open = lead === "" && /^\uFEFF?---/.test(text[0] ?? "") ? eol : "";
  return open + lead + (text.length > 0 ? text.join("") : trail);
}

/** Two neighbours of text keep a break between them, or they would be one; a fence needs only its own line. */
function apart(before: Unit, space: string, after: Unit, eol: string): string {
  if (!before.cell && !after.cell) return hasBreak(space) ? space : `${eol}${eol}${BREAK}${eol}${eol}`;
  const breaks = space.split(/\r\n|\n|\r/).length - 1;
  return breaks >= 1 ? space : eol;
}

/** The spaces without the breaks that part nothing: one of their neighbours is a fence now. */
export function tidy(units: readonly Unit[], spaces: readonly string[]): string[] {
  return spaces.map((space, i) => (units[i]!.cell || units[i + 1]!.cell ? withoutBreak(space) : space));
}

const isCell = (unit: string): boolean => only(unit)?.is === "cell";
const only = (unit: string) => {
  const parts = anyKind(unit);
  return parts.length === 1 ? parts[0] : undefined;
};
/** Every fence with a first word: the widest reading, so that no kind need be known here. */
const anyKind = (text: string): Parts => parse(text, () => true);

const SENTINEL = "```sentinel id=sentinel\n```";
const CLOSERS = ["-->", "?>", "]]>", "</script>", "</style>", "</pre>", "</textarea>"];

/** The unit with whatever it lacks at its end so that the cell after it stays a cell: a fence, a comment left open. */
export function seal(unit: string, next: string, eol: string): string {
  const cell = only(unit);
  if (cell?.is === "cell" && !cell.closed) return close(cell, eol);
  const following = isCell(next) ? next : SENTINEL;
  const holds = (text: string) => textOf(anyKind(text + eol + following).at(-1)!) === following;
  if (holds(unit)) return unit;
  const fences = [...unit.matchAll(/^[ \t]*(`{3,}|~{3,})/gm)].map((match) => match[1]!).reverse();
  const ends = [eol, ...[...new Set(fences), ...CLOSERS].map((mark) => eol + mark), `${eol + eol}<!-- -->`];
  return ends.map((end) => unit + end).find(holds) ?? unit;
}

/** A fence that ran to the end of the text, with its last line. */
export function close(cell: CellPart, eol: string): string {
  const fence = /`{3,}|~{3,}/.exec(cell.head)![0];
  const head = /[\r\n]$/.test(cell.head) ? cell.head : cell.head + eol;
  return head + (cell.body === "" ? "" : cell.body + eol) + fence;
}
