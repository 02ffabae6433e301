import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { RESERVED, WORDS } from "../../notebook/dialect";
import { tokens } from "../../notebook/text/tokens";
import type { Completions } from "./complete";
import type { SqlFunction } from "./sqlKnown";

type Tables = Completions["tables"];

interface Known {
  readonly tables: Tables;
  readonly functions: readonly SqlFunction[];
}

const reserved = new Set(RESERVED.split(" "));
const keywords: readonly Completion[] = WORDS.map(([word, type]) => ({
  label: word.toUpperCase(),
  type,
  boost: -1,
}));

/** Tables, columns, functions and words of SQL; after a dot only the columns of what stands before it, a table or its alias. */
export function inSql(context: CompletionContext, { tables, functions }: Known): CompletionResult | null {
  if (/String|Comment/.test(syntaxTree(context.state).resolveInner(context.pos, -1).name)) return null;
  const word = context.matchBefore(/"?\w*/);
  const from = word?.from ?? context.pos;
  const quoted = word?.text.startsWith('"') === true;
  const owner = /(?:"([^"]+)"|(\w+))\.$/.exec(context.state.sliceDoc(Math.max(0, from - 200), from));
  if (owner) {
    const name = (owner[1] ?? owner[2] ?? "").toLowerCase();
    // Schemas of ours hold the tables themselves.
    if (name === "notebook") return listed(from, Object.keys(tables).map(option("type", quoted)));
    const columns = columnsOf(tables, aliases(context.state.doc.toString(), tables).get(name) ?? name);
    return columns.length === 0 ? null : listed(from, columns.map(columnOption(quoted)));
  }
  if (from === context.pos && !context.explicit) return null;
  const columns = Object.values(tables)
    .flat()
    .filter((one, index, all) => all.findIndex((other) => other.name === one.name) === index);
  return listed(from, [
    ...Object.keys(tables).map(option("type", quoted)),
    ...columns.map(columnOption(quoted)),
    ...(quoted ? [] : functions.map(functionOption)),
    ...(quoted ? [] : keywords),
  ]);
}

const listed = (from: number, options: readonly Completion[]): CompletionResult => ({
  from,
  options,
  validFor: /^"?\w*$/,
});

const option =
  (type: string, quoted: boolean) =>
  (name: string): Completion => ({
    label: quoted ? `"${name}"` : name,
    type,
    apply: quoted || needsQuotes(name) ? `"${name.replaceAll('"', '""')}"` : name,
  });

const columnOption =
  (quoted: boolean) =>
  ({ name, type }: Tables[string][number]): Completion => ({
    ...option("property", quoted)(name),
    detail: type,
  });

/** How many ways to call a function are listed beside it. */
const WAYS = 4;

/** Written with its brackets, the caret between them. */
const functionOption = ({ name, signatures, about }: SqlFunction): Completion => ({
  label: name,
  type: "function",
  boost: -2,
  detail: signatures[0]?.slice(name.length) ?? "",
  info: () => {
    const dom = document.createElement("div");
    for (const signature of signatures.slice(0, WAYS)) {
      dom.append(
        Object.assign(document.createElement("code"), { textContent: signature }),
        document.createElement("br"),
      );
    }
    dom.append(about);
    return dom;
  },
  apply: (view, _, from, to) => {
    const open = view.state.sliceDoc(to, to + 1) === "(";
    view.dispatch({
      changes: { from, to, insert: open ? name : `${name}()` },
      selection: { anchor: from + name.length + 1 },
      userEvent: "input.complete",
    });
  },
});

const needsQuotes = (name: string): boolean => !/^[a-z_]\w*$/i.test(name) || reserved.has(name.toLowerCase());

function columnsOf(tables: Tables, name: string): Tables[string] {
  return Object.entries(tables).find(([table]) => table.toLowerCase() === name)?.[1] ?? [];
}

/** What the query calls its tables, `orders o` or `orders AS o`, by the folded alias. */
export function aliases(sql: string, tables: Tables): ReadonlyMap<string, string> {
  const known = new Set(Object.keys(tables).map((name) => name.toLowerCase()));
  const found = new Map<string, string>();
  const all = tokens(sql);
  for (const [at, { is, name }] of all.entries()) {
    if ((is !== "word" && is !== "quoted") || !known.has(name)) continue;
    const next = all[at + 1]?.name === "as" ? all[at + 2] : all[at + 1];
    if (next?.is === "quoted" || (next?.is === "word" && !reserved.has(next.name)))
      found.set(next.name, name);
  }
  return found;
}
