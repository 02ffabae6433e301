import { expressions } from "../../notebook/expressions";
import { tokens, type Token } from "../../notebook/text/tokens";

/** A common table expression: its name as written, and the statement that ends with it, for asking what is in it. */
export interface Cte {
  readonly name: string;
  /** `WITH … name AS (…) FROM name`, every `${…}` a NULL. */
  readonly query: string;
}

/** The common table expressions of a query, in the order of the text; only of its outermost WITH. */
export function ctesIn(sql: string): readonly Cte[] {
  const plain = expressions(sql).reduce(
    (text, { range: [from, to] }) => text.slice(0, from) + "NULL".padEnd(to - from) + text.slice(to),
    sql,
  );
  const all = tokens(plain);
  const start = all.findIndex(({ is, name }) => is === "word" && name === "with");
  if (start < 0) return [];
  const found: Cte[] = [];
  for (let at = start + 1; at < all.length; at++) {
    const token = all[at]!;
    if (token.name === "recursive" && at === start + 1) continue;
    if (token.is !== "word" && token.is !== "quoted") break;
    const open = opening(all, at + 1);
    const close = open === null ? null : closing(all, open);
    if (open === null || close === null) break;
    const written = plain.slice(...token.range);
    found.push({
      name: token.is === "quoted" ? written.slice(1, -1).replaceAll('""', '"') : written,
      query: `${plain.slice(all[start]!.range[0], all[close]!.range[1])} FROM ${written}`,
    });
    at = close + 1;
    if (all[at]?.name !== ",") break;
  }
  return found;
}

/** Of `name (columns) AS MATERIALIZED (`: where its query opens. */
function opening(all: readonly Token[], from: number): number | null {
  let at = from;
  if (all[at]?.name === "(") at = (closing(all, at) ?? all.length) + 1;
  if (all[at]?.name !== "as") return null;
  at += 1;
  if (all[at]?.name === "not") at += 1;
  if (all[at]?.name === "materialized") at += 1;
  return all[at]?.name === "(" ? at : null;
}

function closing(all: readonly Token[], open: number): number | null {
  let depth = 0;
  for (let at = open; at < all.length; at++) {
    if (all[at]!.is !== "mark") continue;
    if (all[at]!.name === "(") depth += 1;
    else if (all[at]!.name === ")" && --depth === 0) return at;
  }
  return null;
}
