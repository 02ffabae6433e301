import { TenureError } from "../terms/error";

/** First words of what counts as one query: it gives rows and changes nothing. */
const QUERIES = new Set([
  "SELECT",
  "FROM",
  "WITH",
  "VALUES",
  "TABLE",
  "DESCRIBE",
  "DESC",
  "SHOW",
  "SUMMARIZE",
  "PIVOT",
  "PIVOT_WIDER",
  "UNPIVOT",
  "PIVOT_LONGER",
]);
/** Statements that may stand behind a WITH but change something. */
const CHANGES = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

interface Token {
  readonly text: string;
  readonly at: number;
  readonly depth: number;
}

/**
 * As DuckDB's own scanner parts a text: where the two differ, a second statement could hide in what looks like a
 * string or a comment here. A line ends at either line end; `E'…'` has escapes; comments nest (see `endOfComment`);
 * spaces of every width part words.
 */
const TOKEN =
  /--[^\n\r]*|\/\*|[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[\s\S]*?(?:\$\1\$|$)|(?![\s\u200b-\u200d\u2060])[A-Za-z_\u0080-\uffff](?:(?![\s\u200b-\u200d\u2060])[\w$\u0080-\uffff])*|\d[\w.]*|[()[\]{};]|\S/g;

/** Words and signs of a statement with their places; comments and spaces are gone, strings are one token. */
export function tokens(sql: string): Token[] {
  const found: Token[] = [];
  const next = new RegExp(TOKEN);
  let depth = 0;
  for (let match = next.exec(sql); match; match = next.exec(sql)) {
    const text = match[0];
    if (text === "/*") next.lastIndex = endOfComment(sql, match.index);
    if (text.startsWith("--") || text === "/*") continue;
    if (text === ")" || text === "]" || text === "}") depth--;
    found.push({ text, at: match.index, depth });
    if (text === "(" || text === "[" || text === "{") depth++;
  }
  return found;
}

function endOfComment(sql: string, from: number): number {
  const sign = /\/\*|\*\//g;
  sign.lastIndex = from;
  let open = 0;
  for (let match = sign.exec(sql); match; match = sign.exec(sql)) {
    open += match[0] === "/*" ? 1 : -1;
    if (open === 0) return sign.lastIndex;
  }
  return sql.length;
}

/**
 * Whether a text is one query, before the engine sees it: the engine's `prepare` is asked as well, but its messages
 * do not say which of the two rules was broken.
 *
 * @returns the text without a closing semicolon, offsets unchanged.
 * @throws TenureError `sql.empty`; `sql.two-statements`; `sql.not-a-query` with the word that is not allowed. Ranges
 *   are offsets in `sql`.
 */
export function oneQuery(sql: string): string {
  const all = tokens(sql);
  const semicolon = all.findIndex(({ text }) => text === ";");
  const own = semicolon === -1 ? all : all.slice(0, semicolon);
  const first = own.find(({ text }) => text !== "(");
  if (!first) throw new TenureError("sql.empty");
  const next = semicolon === -1 ? undefined : all.slice(semicolon).find(({ text }) => text !== ";");
  if (next) {
    throw new TenureError("sql.two-statements", {}, { at: { range: [next.at, sql.trimEnd().length] } });
  }
  const word = first.text.toUpperCase();
  const hidden = word === "WITH" ? own.find(({ text, depth }) => depth === 0 && changes(text)) : undefined;
  const culprit = QUERIES.has(word) ? hidden : first;
  if (culprit) {
    const range = [culprit.at, culprit.at + culprit.text.length] as const;
    throw new TenureError("sql.not-a-query", { statement: culprit.text.toUpperCase() }, { at: { range } });
  }
  return semicolon === -1 ? sql : sql.slice(0, all[semicolon]!.at);
}

const changes = (text: string): boolean => CHANGES.has(text.toUpperCase());

/**
 * PIVOT without a list of values is one query that the engine itself makes two of, and therefore cannot prepare. It is
 * let through only where nothing could be a second statement, however the text is read.
 */
export function mayBeSplit(sql: string): boolean {
  const pivot = tokens(sql).some(({ text }) => /^PIVOT(_WIDER)?$/i.test(text));
  return pivot && !sql.replace(/[;\s]+$/, "").includes(";");
}

/** `CREATE TABLE … AS` takes these only inside a FROM. */
export function asSelect(sql: string): string {
  const first = tokens(sql)[0]?.text.toUpperCase() ?? "";
  return /^(DESCRIBE|DESC|SHOW|SUMMARIZE)$/.test(first) ? `FROM (${sql}\n)` : sql;
}
