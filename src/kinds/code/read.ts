import { parse } from "acorn";
import { transform } from "sucrase";
import { TenureError, type Problem } from "../../terms/error";
import { HARMLESS, LANGUAGE, OURS, POWERS } from "../../jail/names";
import type { Reference } from "../../notebook/kind";
import { columnBefore } from "./align";
import { freeNames, treeOf } from "./names";

/** A program read: what runs, what it names, and the way back from a place in what runs to the user's text. */
export interface Code {
  readonly js: string;
  /** It is one expression, whose value is the result; otherwise the body of a function, which returns. */
  readonly expression: boolean;
  readonly references: readonly Reference[];
  /** Range in the user's text of what stands at a line and column, from 1, of `js`. */
  place(line: number, column: number): readonly [number, number];
}

export interface ReadCode {
  readonly code: Code | null;
  readonly problems: readonly Problem[];
}

/** Takes the types away and finds the free names. Never throws; mistakes carry their place in the user's text. */
export function readCode(ts: string, options: { readonly expression?: boolean } = {}): ReadCode {
  const fail = (range: readonly [number, number], cause: string, code = "ts.syntax"): ReadCode => ({
    code: null,
    problems: [new TenureError(code, {}, { at: { range }, cause }).toJSON()],
  });
  const tree = treeOf(ts);
  let js: string;
  try {
    js = transform(ts, {
      transforms: ["typescript"],
      disableESTransforms: true,
      keepUnusedImports: true,
    }).code;
  } catch (thrown) {
    const { pos, message } = thrown as { pos?: number; message: string };
    return fail(wordAt(ts, pos ?? 0), plainly(message));
  }
  const place = (line: number, column: number) => placeOf(ts, js, line, column);
  let statement: { readonly from: number; readonly to: number } | null;
  try {
    statement = soleExpression(js);
  } catch (thrown) {
    const { loc, message } = thrown as { loc?: { line: number; column: number }; message: string };
    return fail(loc ? place(loc.line, loc.column + 1) : [0, 0], plainly(message));
  }
  const problems: Problem[] = [];
  tree.iterate({
    enter({ name, from, to }) {
      if (!/^(ImportDeclaration|ExportDeclaration|DynamicImport|ImportMeta)$/.test(name)) return;
      problems.push(new TenureError("ts.no-import", {}, { at: { range: [from, to] } }).toJSON());
    },
  });
  if (options.expression && !statement && problems.length === 0)
    return fail([0, ts.length], "", "ts.no-expression");
  if (problems.length > 0) return { code: null, problems };
  return {
    problems,
    code: {
      js: statement ? withoutSemicolon(js, statement.to) : js,
      expression: statement !== null,
      references: referencesOf(ts, tree),
      place,
    },
  };
}

const KNOWN = new Set<string>([...LANGUAGE, ...HARMLESS, ...OURS]);

function referencesOf(ts: string, tree: ReturnType<typeof treeOf>): Reference[] {
  return freeNames(ts, tree)
    .filter(({ name }) => !KNOWN.has(name))
    .map(({ name, range, shorthand, asked }) => ({
      id: name,
      range,
      ...(shorthand ? { shorthand } : {}),
      // What a browser has and a cell has not is answered for when it is used.
      ...(asked || POWERS.has(name) ? { soft: "table" as const } : {}),
    }));
}

/** The statement, if it is an expression and the only one. @throws SyntaxError with `loc` */
function soleExpression(js: string): { from: number; to: number } | null {
  const { body } = parse(js, {
    ecmaVersion: "latest",
    sourceType: "module",
    allowAwaitOutsideFunction: true,
    allowReturnOutsideFunction: true,
  });
  const [first, second] = body;
  return first?.type === "ExpressionStatement" && !second ? { from: first.start, to: first.end } : null;
}

const withoutSemicolon = (js: string, to: number): string =>
  js[to - 1] === ";" ? `${js.slice(0, to - 1)} ${js.slice(to)}` : js;

function placeOf(ts: string, js: string, line: number, column: number): readonly [number, number] {
  const own = ts.split("\n");
  const last = Math.min(Math.max(1, line), own.length);
  const start = own.slice(0, last - 1).reduce((sum, one) => sum + one.length + 1, 0);
  if (last !== line) return [start, start + (own[last - 1] ?? "").length];
  const at = columnBefore(own[last - 1] ?? "", js.split("\n")[last - 1] ?? "", column - 1);
  return wordAt(ts, start + at);
}

/** The word at an offset, or the one character. */
function wordAt(text: string, offset: number): readonly [number, number] {
  const from = Math.min(Math.max(0, offset), text.length);
  const word = /^[\p{L}\p{N}_$]+/u.exec(text.slice(from))?.[0].length ?? 1;
  return [from, Math.min(from + word, text.length)];
}

/** A parser's message without its own count of lines. */
const plainly = (message: string): string =>
  message.replace(/^Error transforming [^:]*: /, "").replace(/ \(\d+:\d+\)$/, "");
