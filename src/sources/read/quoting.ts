import { literal } from "../../tables/quote";
import type { ReadSpec } from "../spec";

/** How a file's cells are quoted; nothing said: by `"`, doubled within. */
export type Quoting = Pick<ReadSpec, "quote" | "escape">;

/** One row as a whole within quotes, as a program leaves it that took a table for text: `"a,""b, c"",d"`. */
export const WRAPPED = /^"(?:[^"]|"")*"$/;

/** A row without the quotes around it. */
export const unwrapped = (line: string): string =>
  WRAPPED.test(line) ? line.slice(1, -1).replaceAll('""', '"') : line;

/** What DuckDB is told of quotes; `none`: it looks for no such sign. */
export function quotesSql({ quote, escape }: Quoting): string[] {
  const sign = quote === "none" ? "" : quote === "'" ? quote : '"';
  return [`quote = ${literal(sign)}`, `escape = ${literal(escape ?? sign)}`];
}
