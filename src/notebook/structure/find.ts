import { TenureError } from "../../terms/error";
import { read, type Document, type Kinds } from "../document";
import { setBody } from "../text/edit";
import { lineOf } from "../text/newlines";

export interface Query {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWord: boolean;
  readonly pattern: boolean;
}

/** One place found; the range is in the body of its cell. */
export interface Match {
  readonly key: string;
  readonly name: string;
  readonly line: number;
  readonly range: readonly [number, number];
  /** The line it stands on: before it, itself, after it. */
  readonly excerpt: readonly [before: string, hit: string, after: string];
}

type Body = { readonly key: string; readonly name: string; readonly body: string };

const WORD = "[\\p{L}\\p{N}_]";
/** More matches than anyone reads. */
export const MOST = 5000;

/** The expression a query means. Throws `find.bad-pattern` with the engine's own words as the cause. */
function expression({ text, matchCase, wholeWord, pattern }: Query): RegExp {
  const source = pattern ? text : text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  try {
    return new RegExp(
      wholeWord ? `(?<!${WORD})(?:${source})(?!${WORD})` : source,
      matchCase ? "gmu" : "gimu",
    );
  } catch (cause) {
    throw new TenureError("find.bad-pattern", { pattern: text }, { cause });
  }
}

/** Every match in every body, in the order of the notebook. Empty matches are none. */
export function find(cells: readonly Body[], query: Query): Match[] {
  if (query.text === "") return [];
  const wanted = expression(query);
  const found: Match[] = [];
  for (const { key, name, body } of cells) {
    for (const match of body.matchAll(wanted)) {
      if (match[0] === "") continue;
      if (found.length >= MOST) return found;
      const range = [match.index, match.index + match[0].length] as const;
      found.push({ key, name, line: lineOf(body, match.index), range, excerpt: around(body, range) });
    }
  }
  return found;
}

function around(body: string, [from, to]: readonly [number, number]): Match["excerpt"] {
  const start = body.lastIndexOf("\n", from - 1) + 1;
  const end = body.indexOf("\n", to);
  const before = body.slice(Math.max(start, from - 40), from).trimStart();
  return [before, body.slice(from, to), body.slice(to, Math.min(end < 0 ? body.length : end, to + 80))];
}

/**
 * The text with these matches replaced: in a pattern `$1` and the like are filled. What the bodies no longer say at a
 * match's place is left alone.
 */
export function replaceAll(
  draft: Document,
  kinds: Kinds,
  matches: readonly Match[],
  query: Query,
  replacement: string,
): { readonly text: string; readonly replaced: number } {
  const wanted = expression(query);
  let now = draft;
  let replaced = 0;
  for (const [index, cell] of draft.cells.entries()) {
    const mine = new Map(matches.flatMap((one) => (one.key === cell.key ? [[one.range[0], one]] : [])));
    if (mine.size === 0) continue;
    let count = 0;
    const body = cell.body.replace(wanted, (hit, ...rest: unknown[]) => {
      const offset = rest.find((one) => typeof one === "number") ?? -1;
      if (mine.get(offset)?.excerpt[1] !== hit) return hit;
      count++;
      return query.pattern ? filled(replacement, hit, rest) : replacement;
    });
    const own = now.cells[index];
    if (count === 0 || own?.body !== cell.body) continue;
    replaced += count;
    now = read(setBody(now, own, body), kinds, now.cells);
    // A text that was emptied is gone, or a fence that came is a cell more: the rest keeps its old places.
    if (now.cells.length !== draft.cells.length) {
      const left = matches.filter(({ key }) => draft.cells.findIndex((one) => one.key === key) > index);
      const more = replaceAll(now, kinds, left, query, replacement);
      return { text: more.text, replaced: replaced + more.replaced };
    }
  }
  return { text: now.text, replaced };
}

/** `$1`, `$&`, `$<name>` and `$$`, as the language itself fills them. */
function filled(replacement: string, hit: string, rest: readonly unknown[]): string {
  const at = rest.findIndex((one) => typeof one === "number");
  const groups = rest.slice(0, at) as (string | undefined)[];
  const named = rest.at(-1);
  return replacement.replace(/\$(?:(\$)|(&)|(\d{1,2})|<([^>]+)>)/g, (whole, dollar, all, index, name) => {
    if (dollar !== undefined) return "$";
    if (all !== undefined) return hit;
    if (index !== undefined)
      return Number(index) <= groups.length ? (groups[Number(index) - 1] ?? "") : whole;
    const value: unknown =
      typeof named === "object" && named !== null ? Reflect.get(named, String(name)) : undefined;
    return typeof value === "string" ? value : "";
  });
}
