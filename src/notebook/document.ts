import { TenureError, type Problem } from "../terms/error";
import { parse, textOf, type CellPart, type Part, type Parts, type TextPart } from "./text/format";
import { frontTitle } from "./text/front";
import type { Attributes, CellId, JsonSchema, Kind, Reference } from "./kind";
import { keysFor } from "./text/keys";
import { plain } from "./text/newlines";

export type Kinds = ReadonlyMap<string, Kind<unknown>>;

/** A cell as the text has it: prose, or a fence. */
export interface Cell {
  readonly key: string;
  readonly name: string;
  readonly id: CellId | null;
  readonly kind: string;
  readonly attributes: Attributes;
  /** With \n for every line end, whatever the text has. */
  readonly body: string;
  /** Index into the parts. */
  readonly part: number;
  /** Line of the text its first line is, from 1. */
  readonly line: number;
}

export interface Document {
  readonly text: string;
  readonly parts: Parts;
  readonly title: string;
  readonly cells: readonly Cell[];
}

/** What a cell's text means to its kind. */
export interface Meaning {
  readonly of: Kind<unknown> | null;
  readonly spec: unknown;
  readonly problems: readonly Problem[];
  readonly references: readonly Reference[];
  /** Draws the form; a kind may have another one for each text. */
  readonly schema: JsonSchema | null;
}

/** Reads a text; cells that were there before keep their keys. */
export function read(text: string, kinds: Kinds, before: readonly Cell[] = []): Document {
  const parts = parse(text, (word) => word !== "prose" && kinds.has(word));
  const found = parts.flatMap((part, at) => (isUnit(part) ? [{ part, at }] : []));
  const bare = found.map(({ part, at }) => ({ ...shape(part), part: at }));
  const keys = keysFor(bare, before);
  const names = namesFor(bare);
  const lines = startLines(parts);
  const cells = bare.map((cell, index) => ({
    ...cell,
    key: keys[index]!,
    name: names[index]!,
    line: lines[cell.part]!,
  }));
  return { text, parts, title: titleOf(parts), cells };
}

const isUnit = (part: Part): part is CellPart | TextPart => part.is === "cell" || part.is === "prose";

function shape(part: CellPart | TextPart): Pick<Cell, "id" | "kind" | "attributes" | "body"> {
  if (part.is !== "cell") return { id: null, kind: "prose", attributes: {}, body: plain(part.text) };
  const id = part.attributes["id"];
  return {
    id: typeof id === "string" && id !== "" ? id : null,
    kind: part.kind,
    attributes: part.attributes,
    body: plain(part.body),
  };
}

/** The id, or the kind and a number: `text 1`, `chart 2`. */
function namesFor(cells: readonly Pick<Cell, "id" | "kind">[]): string[] {
  const counts = new Map<string, number>();
  return cells.map(({ id, kind }) => {
    if (id !== null) return id;
    const word = kind === "prose" ? "text" : kind;
    counts.set(word, (counts.get(word) ?? 0) + 1);
    return `${word} ${counts.get(word)!}`;
  });
}

function startLines(parts: Parts): number[] {
  let line = 1;
  return parts.map((part) => {
    const start = line;
    line += plain(textOf(part)).split("\n").length - 1;
    return start;
  });
}

function titleOf(parts: Parts): string {
  const front = parts[0];
  const title = front?.is === "front" ? frontTitle(front.text) : null;
  if (typeof title === "string") return title;
  for (const part of parts) {
    const heading =
      part.is === "prose" ? /^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$/m.exec(plain(part.text)) : null;
    if (heading) return heading[1]!;
  }
  return "";
}

/** What may be the id of a cell. */
export const NAME = /^[\p{L}_][\p{L}\p{N}_-]*$/u;

/** Asks the kind. Never throws. */
export function understand(cell: Cell, body: string, kinds: Kinds): Meaning {
  const of = kinds.get(cell.kind) ?? null;
  const bad =
    cell.id !== null && !NAME.test(cell.id) ? [new TenureError("cell.bad-id", { id: cell.id }).toJSON()] : [];
  if (!of) {
    if (cell.kind === "prose") return { of, spec: null, problems: [], references: [], schema: null };
    const kind = new TenureError("cell.unknown-kind", { kind: cell.kind, kinds: [...kinds.keys()] });
    return { of, spec: null, problems: [...bad, kind.toJSON()], references: [], schema: null };
  }
  const { spec, problems } = of.parse(body, cell.attributes);
  const references = spec === null ? [] : of.references(spec);
  const schema = of.schemaOf?.(body) ?? of.schema ?? null;
  return { of, spec: bad.length > 0 ? null : spec, problems: [...bad, ...problems], references, schema };
}
