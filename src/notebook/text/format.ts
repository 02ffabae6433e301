import { blocksOf } from "./blocks";
import { readInfo } from "./info";
import type { Attributes } from "../kind";
import { lineEnd, plain } from "./newlines";

/** A fence that is a cell. `head + body + tail` are its bytes; the body has neither fence nor the line ends next to them. */
export interface CellPart {
  readonly is: "cell";
  readonly kind: string;
  readonly attributes: Attributes;
  readonly head: string;
  readonly body: string;
  readonly tail: string;
  /** False: the fence runs to the end of the text. */
  readonly closed: boolean;
}

/** Front matter with its `---` lines; text between cells; white space between those, and breaks between two texts. */
export interface TextPart {
  readonly is: "front" | "prose" | "space";
  readonly text: string;
}

export type Part = CellPart | TextPart;

/** A notebook taken apart: the parts in order are the text, byte for byte. */
export type Parts = readonly Part[];

/** Alone on a line, parts the text above from the text below: two cells. Unseen where the Markdown is read as a page. */
export const BREAK = "<!-- cell -->";
const BREAK_LINE = /^ {0,3}<!-- cell -->[ \t]*$/m;

export const hasBreak = (space: string): boolean => BREAK_LINE.test(plain(space));

/** White space without the breaks in it, and without the blank lines they stood in. */
export function withoutBreak(space: string): string {
  if (!hasBreak(space)) return space;
  const eol = lineEnd(space);
  return plain(space)
    .replace(/\n*^ {0,3}<!-- cell -->[ \t]*$/gm, "")
    .replace(/\n/g, eol);
}

/**
 * Takes a Markdown text apart. A cell is a fence outside lists and quotes whose first word is a kind,
 * or any word followed by `id=…`; every other fence is prose. Total: any string is a notebook.
 */
export function parse(text: string, isKind: (word: string) => boolean): Parts {
  const front = frontMatter(text);
  const parts: Part[] = front === "" ? [] : [{ is: "front", text: front }];
  const rest = text.slice(front.length);
  // The block parser knows only \n; the stand-ins keep every offset.
  const tree = blocksOf(rest.replace(/\r\n/g, " \n").replace(/\r/g, "\n"));
  let at = 0;
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling) {
    if (node.name === "CommentBlock" && BREAK_LINE.test(rest.slice(node.from, node.to))) {
      const from = lineStart(rest, node.from);
      parts.push(...prose(rest.slice(at, from)), { is: "space", text: rest.slice(from, node.to) });
      at = node.to;
    }
    if (node.name !== "FencedCode") continue;
    const from = lineStart(rest, node.from);
    const to = rest.slice(node.to - 1, node.to + 1) === "\r\n" ? node.to - 1 : node.to;
    const cell = fence(rest.slice(from, to), node.getChildren("CodeMark").length > 1);
    if (cell.kind === "" || !(isKind(cell.kind) || cell.attributes["id"] !== undefined)) continue;
    parts.push(...prose(rest.slice(at, from)), cell);
    at = to;
  }
  parts.push(...prose(rest.slice(at)));
  return parts;
}

/** From a first line `---` to the next `---` or `...` line, both included; "" without them. */
function frontMatter(text: string): string {
  let first = true;
  for (const { 0: line, index } of text.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)) {
    const mark = line.replace(first ? /^\uFEFF/ : "", "").trimEnd();
    if (first ? mark !== "---" : mark === "---" || mark === "...")
      return first ? "" : text.slice(0, index + line.length);
    first = false;
  }
  return "";
}

/** The bytes of a part. */
export function textOf(part: Part): string {
  return part.is === "cell" ? part.head + part.body + part.tail : part.text;
}

export function write(parts: Parts): string {
  return parts.map(textOf).join("");
}

const HEAD = /^[ \t]*(?:`{3,}|~{3,})[ \t]*(.*?)[ \t]*(?:\r\n|\n|\r|$)/;

function fence(text: string, closed: boolean): CellPart {
  const [head, info = ""] = HEAD.exec(text) ?? [text];
  const rest = text.slice(head.length);
  const body = closed ? rest.replace(/(?:^|\r\n|\n|\r)[^\r\n]*$/, "") : rest.replace(/(?:\r\n|\n|\r)$/, "");
  return { is: "cell", ...readInfo(info), head, body, tail: rest.slice(body.length), closed };
}

/** Text between cells: its blank lines at both ends stand apart, so that editing it leaves them alone. */
function prose(text: string): TextPart[] {
  const inner = text.trim();
  if (inner === "") return text === "" ? [] : [{ is: "space", text }];
  const from = lineStart(text, text.indexOf(inner));
  const to = text.indexOf(inner) + inner.length;
  const parts: TextPart[] = [
    { is: "space", text: text.slice(0, from) },
    { is: "prose", text: text.slice(from, to) },
    { is: "space", text: text.slice(to) },
  ];
  return parts.filter((part) => part.text !== "");
}

function lineStart(text: string, offset: number): number {
  const from = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  // Looked for in this line alone: most texts have none, and a search would go all the way back at every cell.
  return from + text.slice(from, offset).lastIndexOf("\r") + 1;
}
