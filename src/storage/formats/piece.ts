import type { Attributes } from "../../notebook/kind";
import { attribute } from "../../notebook/text/info";
import { parse } from "../../notebook/text/format";
import { assemble, tidy, type Unit } from "../../notebook/units";
import type { Code, Params } from "../../terms/error";

/** One cell between two formats: text, or a fence of some kind. */
export interface Piece {
  /** `prose` for text. */
  readonly kind: string;
  readonly attributes: Attributes;
  readonly body: string;
}

/** A notebook between two formats. */
export interface Whole {
  readonly title: string;
  readonly pieces: readonly Piece[];
}

/** Something a format could not take over, in words of the catalogue; `cell` counts from 1. */
export interface Remark {
  readonly code: Code;
  readonly params: Params;
}

/** A notebook read from another format, as the text of one of ours, and what did not carry over. */
export interface Carried {
  readonly text: string;
  readonly cells: number;
  readonly remarks: readonly Remark[];
}

export type IsKind = (word: string) => boolean;

/** A notebook's text of these pieces. */
export function textOfPieces({ title, pieces }: Whole): string {
  const units = pieces.map(unit).filter(({ text }) => text !== "");
  const spaces = tidy(units, new Array<string>(Math.max(0, units.length - 1)).fill("\n\n"));
  const lead = `---\ntitle: ${JSON.stringify(title)}\n---\n${units.length > 0 ? "\n" : ""}`;
  return assemble({ lead, units, spaces, trail: "\n", eol: "\n" });
}

function unit({ kind, attributes, body }: Piece): Unit {
  if (kind !== "prose") return { text: fenced(kind, attributes, body), cell: true };
  return { text: body.replace(/^(?:[^\S\n]*\n)+/, "").trimEnd(), cell: false };
}

/** A fence long enough for what it holds. */
export function fenced(info: string, attributes: Attributes, body: string): string {
  const runs = [...body.matchAll(/`{3,}/g)].map(([run]) => run.length + 1);
  const fence = "`".repeat(Math.max(3, ...runs));
  const words = [info, ...Object.entries(attributes).map(([name, value]) => attribute(name, value))];
  return [`${fence}${words.join(" ")}`, ...(body === "" ? [] : [body]), fence].join("\n");
}

/** The one fence of a kind that a text consists of; null: it is text. */
export function onlyCell(text: string, isKind: IsKind): Piece | null {
  const parts = parse(text.trim(), isKind);
  const [first] = parts;
  if (parts.length !== 1 || first?.is !== "cell" || !first.closed || !isKind(first.kind)) return null;
  return { kind: first.kind, attributes: first.attributes, body: first.body };
}

/** A stranger's text: a fence in it is an example, not a cell, and must not become one by its first word. */
export function inert(text: string, isKind: IsKind): string {
  return text.replace(
    /^([ \t]*(?:`{3,}|~{3,})[ \t]*)([^\s`~]+)(.*)$/gm,
    (whole, mark: string, word: string, rest: string) =>
      isKind(word) || /(^|\s)id=/.test(rest) ? `${mark}${word[0]!.toUpperCase()}${word.slice(1)}` : whole,
  );
}

/** Names for cells that have none: `query_1`, `query_2` …; a wish that is taken gets a number. */
export class Names {
  readonly #taken = new Set<string>();

  take(wish: string): string {
    const base = wish.replace(/[^\p{L}\p{N}_-]+/gu, "_").replace(/^[^\p{L}_]+/u, "") || "cell";
    let name = base;
    for (let n = 2; this.#taken.has(name.toLowerCase()); n++) name = `${base}_${n}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }

  /** The wish, or the word and the next number. */
  of(wish: string | null, word: string): string {
    if (wish) return this.take(wish);
    for (let n = 1; ; n++) if (!this.#taken.has(`${word}_${n}`)) return this.take(`${word}_${n}`);
  }
}

/** Remarks of one code and the same parameters told once, with how often (`n`) and in which cells. */
export class Remarks {
  readonly #found = new Map<string, { code: Code; params: Params; cells: Set<number> }>();

  add(code: Code, cell: number, params: Params = {}): void {
    const key = JSON.stringify([code, params]);
    const found = this.#found.get(key) ?? { code, params, cells: new Set<number>() };
    found.cells.add(cell);
    this.#found.set(key, found);
  }

  get all(): Remark[] {
    return [...this.#found.values()].map(({ code, params, cells }) => ({
      code,
      params: { ...params, n: cells.size, cells: [...cells].map(String) },
    }));
  }
}
