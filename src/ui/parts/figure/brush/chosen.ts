import { identifier } from "../../../../tables/quote";

/** The line of a query that a figure writes; the rest of the query is the reader's. */
const mark = (figure: string): string => `-- chosen in ${figure}`;
const EVERYTHING = "true";

/** The cell that holds what is chosen in a figure says so by this attribute. */
export const CHOSEN_IN = "chosen-in";

const plainName = (name: string): string => (/^[a-z_]\w*$/i.test(name) ? name : identifier(name));

/** A query over the table of a figure, narrowed to what is chosen in it. */
export const chosenBody = (from: string, figure: string, predicate: string): string =>
  `SELECT *\nFROM ${plainName(from)}\nWHERE ${predicate} ${mark(figure)}`;

const lineOf = (body: string, figure: string): { at: number; lines: string[] } => {
  const lines = body.split("\n");
  return { at: lines.findIndex((line) => line.trimEnd().endsWith(mark(figure))), lines };
};

/** The condition a figure has written; null: everything, or the line is not there any more. */
export function chosenIn(body: string, figure: string): string | null {
  const { at, lines } = lineOf(body, figure);
  const found = /^\s*(?:WHERE|AND)\s+(.*)$/i.exec(lines[at]?.trimEnd().slice(0, -mark(figure).length) ?? "");
  const predicate = found?.[1]?.trim() ?? EVERYTHING;
  return predicate === EVERYTHING ? null : predicate;
}

/** The body with another condition in that line and nothing else changed; null where it has no such line. */
export function rewritten(body: string, figure: string, predicate: string | null): string | null {
  const { at, lines } = lineOf(body, figure);
  const head = /^\s*(?:WHERE|AND)\s+/i.exec(lines[at] ?? "")?.[0];
  if (head === undefined) return null;
  return lines.with(at, `${head}${predicate ?? EVERYTHING} ${mark(figure)}`).join("\n");
}
