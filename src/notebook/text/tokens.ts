import type { SyntaxNode } from "@lezer/common";
import { duckdb } from "../dialect";

/** One word or mark of a statement; comments and white space are left out. */
export interface Token {
  readonly is: "word" | "quoted" | "string" | "number" | "mark";
  /** As the engine compares it: words and names in lower case, quotes taken off. */
  readonly name: string;
  readonly range: readonly [number, number];
}

const KINDS: Readonly<Record<string, Token["is"]>> = {
  Identifier: "word",
  Keyword: "word",
  Type: "word",
  Builtin: "word",
  Bool: "word",
  Null: "word",
  QuotedIdentifier: "quoted",
  String: "string",
  Number: "number",
  Bits: "number",
  Bytes: "number",
  SpecialVar: "mark",
};

const parserText = (sql: string): string =>
  // The grammar knows only Latin letters; the stand-ins keep every offset.
  sql.replace(/[^\x00-\x7f]/g, (char) => (/\s/.test(char) ? " " : "a"));

/** The leaves of the syntax tree, in order. */
export function tokens(sql: string): Token[] {
  const found: Token[] = [];
  const visit = (node: SyntaxNode) => {
    if (node.name.endsWith("Comment")) return;
    if (node.firstChild) {
      for (let child: SyntaxNode | null = node.firstChild; child; child = child.nextSibling) visit(child);
    } else if (node.to > node.from) add(found, sql, node);
  };
  visit(duckdb.language.parser.parse(parserText(sql)).topNode);
  return found;
}

function add(found: Token[], sql: string, { name: kind, from, to }: SyntaxNode): void {
  const is = KINDS[kind] ?? "mark";
  const text = sql.slice(from, to);
  const last = found.at(-1);
  // `"a""b"` is one name with a quote mark in it, `'a''b'` one text.
  if (
    last &&
    last.range[1] === from &&
    last.is === is &&
    (is === "quoted" || is === "string") &&
    text[0] === sql[last.range[0]]
  ) {
    found[found.length - 1] = {
      is,
      name: last.name + text[0]! + unquote(text, is),
      range: [last.range[0], to],
    };
    return;
  }
  found.push({ is, name: unquote(text, is), range: [from, to] });
}

function unquote(text: string, is: Token["is"]): string {
  if (is === "quoted")
    return text.slice(1, text.endsWith('"') && text.length > 1 ? -1 : undefined).toLowerCase();
  if (is !== "string") return text.toLowerCase();
  const dollar = /^\$\w*\$/.exec(text)?.[0];
  if (dollar !== undefined)
    return text.slice(dollar.length, text.endsWith(dollar) ? -dollar.length : undefined);
  const from = text.indexOf("'") + 1;
  return text.slice(from, text.endsWith("'") && text.length > from ? -1 : undefined);
}
