import { RESERVED } from "./dialect";
import type { Reference } from "./kind";
import { tokens, type Token } from "./text/tokens";

const reserved = new Set(RESERVED.split(" "));
/** A name after one of these is a table's. */
const BEFORE_TABLE = new Set([
  "from",
  "join",
  "table",
  "describe",
  "summarize",
  "show",
  "pivot",
  "unpivot",
  "lateral",
]);
const ENDS_FROM = new Set(
  "select where group having order limit offset qualify window union except intersect values set returning".split(
    " ",
  ),
);
/** Functions whose FROM is no clause: `extract(year FROM date)`. */
const FROM_INSIDE = new Set(["extract", "substring", "trim", "overlay", "position"]);
/** Functions that take SQL, or the name of a table, as a text. */
const TAKES_SQL = new Set(["query", "query_table"]);
/** Schemas whose tables are called as cells are. */
const SCHEMAS = new Set(["notebook", "sources"]);

interface Level {
  readonly scope: ReadonlySet<string>;
  /** FROM is a clause here. */
  readonly clauses: boolean;
  /** Texts may name tables: the arguments of a table function, or of `query`. */
  readonly texts: "no" | "names" | "sql";
  /** The first word stands where a table does: `FROM (orders JOIN …)`. */
  readonly table: boolean;
}

/**
 * Names in one query that may be cells, from the editor's syntax tree: never one too few. Left out are names after
 * a dot (but `notebook.orders`), common table expressions in scope, aliases after AS, and names of functions.
 */
export function sqlReferences(sql: string): Reference[] {
  const found: Reference[] = [];
  new Reader(tokens(sql), found).level(0, { scope: new Set(), clauses: true, texts: "no", table: false });
  return found;
}

class Reader {
  constructor(
    readonly all: readonly Token[],
    readonly found: Reference[],
  ) {}

  #is(at: number, ...words: string[]): boolean {
    const token = this.all[at];
    return token !== undefined && (token.is === "word" || token.is === "mark") && words.includes(token.name);
  }

  #named(at: number): boolean {
    const token = this.all[at];
    return token?.is === "quoted" || (token?.is === "word" && !reserved.has(token.name));
  }

  /** Reads from `at` to the bracket that closes this level; returns where that is. */
  level(at: number, level: Level): number {
    let scope = level.scope;
    let from = level.table;
    let first = level.table;
    for (; at < this.all.length && !this.#is(at, ")", "]", "}"); first = false) {
      const token = this.all[at]!;
      if (this.#is(at, "(", "[", "{")) {
        at =
          this.level(at + 1, this.#inner(at, { ...level, scope }, from, first || this.#tableAt(at, from))) +
          1;
        continue;
      }
      if (this.#is(at, "with")) {
        const after = this.#expressions(at, scope);
        if (after) {
          ({ at, scope } = after);
          continue;
        }
      }
      if (token.is === "word" && token.name === "from") from = level.clauses && !this.#is(at - 1, "distinct");
      else if (token.is === "word" && ENDS_FROM.has(token.name)) from = false;
      const table = first || this.#tableAt(at, from);
      if (token.is === "string") this.#text(token, table, level.texts);
      if (this.#named(at)) at = this.#chain(at, scope, table);
      else at++;
    }
    return at;
  }

  #tableAt(at: number, from: boolean): boolean {
    const before = this.all[at - 1];
    // `FROM t : orders` is `FROM orders AS t`; `::` is a cast.
    if (this.#is(at - 1, ":") && !this.#is(at - 2, ":"))
      return this.#named(at - 2) && this.#tableAt(at - 2, from);
    if (before?.is === "mark") return before.name === "," && from;
    if (before?.is !== "word" || !BEFORE_TABLE.has(before.name)) return false;
    return before.name !== "from" || from;
  }

  #inner(at: number, level: Level, from: boolean, table: boolean): Level {
    const name = this.#named(at - 1) && !this.#is(at - 2, "as") ? this.all[at - 1]!.name : "";
    if (name === "") return { ...level, clauses: true, table: table && this.#is(at, "(") };
    const call = TAKES_SQL.has(name) ? "sql" : this.#tableAt(at - 1, from) ? "names" : level.texts;
    return { ...level, clauses: !FROM_INSIDE.has(name), texts: call, table: false };
  }

  /** `a.b.c`: the first name, and a name right after a schema of ours. */
  #chain(at: number, scope: ReadonlySet<string>, table: boolean): number {
    const start = at;
    const path = [this.all[at]!];
    while (this.#is(at + 1, ".") && (this.all[at + 2]?.is === "word" || this.all[at + 2]?.is === "quoted")) {
      at += 2;
      path.push(this.all[at]!);
    }
    const call = this.#is(at + 1, "(") && path.length === 1;
    const alias = this.#is(start - 1, "as") || this.#is(start - 1, ".");
    const [head] = path;
    if (!call && !alias && !scope.has(head!.name)) this.#add(head!, table);
    for (const [i, part] of path.entries()) {
      if (i > 0 && i <= 2 && SCHEMAS.has(path[i - 1]!.name)) this.#add(part, true);
    }
    return at + 1;
  }

  #text(token: Token, table: boolean, texts: Level["texts"]): void {
    if (table || texts !== "no")
      this.#add({ ...token, name: token.name.toLowerCase() }, table || texts === "sql");
    if (texts !== "sql") return;
    for (const { id } of sqlReferences(token.name))
      this.found.push({ id, range: token.range, soft: "table" });
  }

  #add({ name, range }: Token, table: boolean): void {
    const soft = table ? "table" : "word";
    this.found.push({ id: name, range, soft });
    // `"orders:lines"` belongs to the cell `orders`.
    const owner = name.split(":")[0]!;
    if (owner !== name && owner !== "") this.found.push({ id: owner, range, soft });
  }

  /** `WITH [RECURSIVE] name [(…)] [USING KEY (…)] AS [[NOT] MATERIALIZED] (…), …`; null if this WITH is another. */
  #expressions(at: number, outer: ReadonlySet<string>): { at: number; scope: ReadonlySet<string> } | null {
    const scope = new Set(outer);
    const recursive = this.#is(at + 1, "recursive");
    at += recursive ? 2 : 1;
    for (let read = 0; ; read++) {
      const name = this.all[at];
      if (name?.is !== "word" && name?.is !== "quoted") return read > 0 ? { at, scope } : null;
      at++;
      for (; at < this.all.length && !this.#is(at, "as"); at++) {
        if (this.#is(at, "(")) at = this.#closing(at);
        else if (!this.#is(at, "using", "key")) return null;
      }
      for (at++; this.#is(at, "not", "materialized");) at++;
      if (!this.#is(at, "(")) return read > 0 ? { at, scope } : null;
      const own = recursive ? new Set([...scope, name.name]) : scope;
      at = this.level(at + 1, { scope: own, clauses: true, texts: "no", table: false }) + 1;
      scope.add(name.name);
      if (!this.#is(at, ",")) return { at, scope };
      at++;
    }
  }

  #closing(at: number): number {
    let depth = 0;
    for (; at < this.all.length; at++) {
      if (this.#is(at, "(")) depth++;
      else if (this.#is(at, ")") && --depth === 0) return at;
    }
    return at;
  }
}
