import { parser } from "@lezer/markdown";
import { expressions, type Expression, type Writer } from "../expressions";
import type { Result } from "../kind";
import type { Json } from "../../terms/view";

/** One value of a text, as the page writes it. */
export interface Shown {
  readonly value: string | number | boolean | null;
  readonly writer: Writer | null;
  /** A `Unit`, or a `Currency`. */
  readonly unit: string | null;
  /** The text is an ISO date. */
  readonly date: boolean;
}

/** A piece of a text: words as they stand, or one `${…}` with its value, null while that is not known. */
export type Piece = string | { readonly code: string; readonly shown: Shown | null };

const CODE =
  /^(FencedCode|CodeBlock|InlineCode|CommentBlock|Comment|HTMLBlock|HTMLTag|ProcessingInstruction(Block)?)$/;

/** The `${…}` of a text outside code, comments and HTML; `\${` is none. */
export function textExpressions(body: string): Expression[] {
  const code: [number, number][] = [];
  parser.parse(body).iterate({
    enter({ name, from, to }) {
      if (!CODE.test(name)) return;
      code.push([from, to]);
      return false;
    },
  });
  return expressions(body).filter(
    ({ range: [from] }) => body[from - 1] !== "\\" && !code.some((one) => one[0] <= from && from < one[1]),
  );
}

/**
 * A text cut at its `${…}`, with the values its last run found. The page writes each value as text, never as HTML.
 */
export function interpolate(body: string, result: Result | null): Piece[] {
  const value = result?.value;
  const values = value?.is === "json" && Array.isArray(value.json) ? (value.json as readonly Json[]) : [];
  const pieces: Piece[] = [];
  let at = 0;
  for (const [i, { range, code }] of textExpressions(body).entries()) {
    pieces.push(body.slice(at, range[0]), { code, shown: (values[i] ?? null) as Shown | null });
    at = range[1];
  }
  pieces.push(body.slice(at));
  return pieces.filter((piece) => piece !== "");
}
