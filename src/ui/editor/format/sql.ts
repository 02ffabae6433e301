import { duckdb, formatDialect } from "sql-formatter";
import { expressions } from "../../../notebook/expressions";
import { tokens } from "../../../notebook/text/tokens";

/**
 * A query laid out afresh: only white space changes, `${…}` and comments stay as they are.
 *
 * @returns null where that cannot be promised: the query does not parse, or a word of it would become another.
 */
export function formatSql(sql: string): string | null {
  const holes = expressions(sql).map(({ range: [from, to] }) => ({ from, to, text: sql.slice(from, to) }));
  const mark = unused(sql);
  const stood: string[] = [];
  let masked = "";
  let at = 0;
  for (const { from, to, text } of holes) {
    // As long as what it stands for, so that lines break where they would.
    const name = `${mark}${stood.length}_`.padEnd(to - from, "x");
    stood.push(text);
    masked += sql.slice(at, from) + name;
    at = to;
  }
  masked += sql.slice(at);
  let laid: string;
  try {
    laid = formatDialect(masked, {
      dialect: duckdb,
      tabWidth: 2,
      keywordCase: "preserve",
      expressionWidth: 72,
    });
  } catch {
    // Half a query is nothing to lay out; the cell itself says what is wrong with it.
    return null;
  }
  if (!sameWords(masked, laid)) return null;
  return laid.replace(new RegExp(`${mark}(\\d+)_x*`, "g"), (_, index: string) => stood[Number(index)] ?? "");
}

/** The start of a name that the query does not hold. */
function unused(sql: string): string {
  let mark = "hole_";
  while (sql.includes(mark)) mark += "_";
  return mark;
}

/** The formatter may not change what the engine reads, nor lose a comment. */
function sameWords(before: string, after: string): boolean {
  const read = (text: string) => tokens(text).map(({ range }) => text.slice(...range));
  const bare = (text: string) => text.replace(/\s+/g, "");
  return bare(before) === bare(after) && read(before).join("\n") === read(after).join("\n");
}
