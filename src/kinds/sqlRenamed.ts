import { RESERVED } from "../notebook/dialect";
import type { Renamed, Reference } from "../notebook/kind";
import { sqlReferences } from "../notebook/references";
import { tokens, type Token } from "../notebook/text/tokens";

const reserved = new Set(RESERVED.split(" "));
/** Words after a table's name that are no alias, though the engine lets some of them be names. */
const AFTER = new Set(
  "anti asof cross full inner join left natural on pivot positional right semi tablesample unpivot using window".split(
    " ",
  ),
);

type Range = readonly [number, number];
type Edit = Renamed["edits"][number];

/** Names of a cell in a query, as the engine reads them: quoted or not, in any case, in texts that are SQL. */
export function sqlRenamed(sql: string, references: readonly Reference[], from: string, to: string): Renamed {
  const mine = distinct(references.filter(({ id }) => id.toLowerCase() === from.toLowerCase()));
  const all = tokens(sql);
  const edits: Edit[] = [];
  const left: Range[] = [];
  const tables = mine.filter(({ soft }) => soft === "table");
  // `orders.amount` means the table, unless the table goes by another name here.
  const own = tables.some(({ range }) => alias(all, range) === null);
  const shadowed = all.some((_, at) => isAlias(all, at) && all[at]!.name === from.toLowerCase());
  for (const { range, soft, shorthand } of mine) {
    const text = sql.slice(...range);
    if (soft === undefined) edits.push({ range, text: shorthand ? `${from}: ${to}` : to });
    else if (soft === "table") {
      const next = tableName(text, from, to);
      if (next === null) left.push(range);
      else edits.push({ range, text: next });
    } else if (own && !shadowed && /^\s*\./.test(sql.slice(range[1])))
      edits.push({ range, text: tableName(text, from, to) ?? to });
    else left.push(range);
  }
  return { edits, left };
}

type Placed = Reference & { readonly range: Range };

/** One of those that stand at the same place; a table's name is surer than a word. */
function distinct(references: readonly Reference[]): Placed[] {
  const found = new Map<string, Placed>();
  for (const one of references) {
    if (!one.range) continue;
    const key = one.range.join();
    if (found.get(key)?.soft !== "table") found.set(key, { ...one, range: one.range });
  }
  return [...found.values()];
}

/** How the new name stands where the old one stood; null: in a text that cannot be followed. */
function tableName(text: string, from: string, to: string): string | null {
  if (text.startsWith('"')) {
    const rest = /:.*$/s.exec(text.slice(1, -1))?.[0] ?? "";
    return `"${to}${rest}"`;
  }
  if (!text.startsWith("'")) return plain(to);
  const inner = text.slice(1, -1);
  if (inner.toLowerCase() === from.toLowerCase()) return `'${to}'`;
  if (inner.toLowerCase().startsWith(`${from.toLowerCase()}:`)) return `'${to}${inner.slice(from.length)}'`;
  if (inner.includes("'")) return null;
  const { edits, left } = sqlRenamed(inner, sqlReferences(inner), from, to);
  if (left.length > 0 || edits.length === 0) return null;
  return `'${replaced(inner, edits)}'`;
}

function replaced(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.range[0] - a.range[0])
    .reduce((now, { range, text: next }) => now.slice(0, range[0]) + next + now.slice(range[1]), text);
}

/** A name as SQL wants it: in quotes where it would be read as something else. */
const plain = (name: string): string =>
  /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !reserved.has(name.toLowerCase()) ? name : `"${name}"`;

/** What a table is called in this query, if not by its own name. */
function alias(all: readonly Token[], range: Range): string | null {
  const at = all.findIndex((token) => token.range[1] === range[1]);
  const next = all[at + 1]?.name === "as" ? at + 2 : at + 1;
  if (isAlias(all, next)) return all[next]!.name;
  // `FROM o : orders`.
  return all[at - 1]?.name === ":" && all[at - 2]?.name !== ":" ? (all[at - 2]?.name ?? null) : null;
}

/** A name right after AS, or right after another name. */
function isAlias(all: readonly Token[], at: number): boolean {
  const [token, before] = [all[at], all[at - 1]];
  if (!token || !before || !isName(token)) return false;
  if (before.is === "word" && before.name === "as") return true;
  return isName(before) || (before.is === "mark" && before.name === ")");
}

const isName = ({ is, name }: Token): boolean =>
  is === "quoted" || (is === "word" && !reserved.has(name) && !AFTER.has(name));
