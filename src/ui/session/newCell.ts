import type { Attributes } from "../../notebook/kind";
import type { NotebookView } from "../../notebook/view";
import type { Completions } from "../editor/complete";

/** An id like the wished one that no cell has. */
export function freshId(view: NotebookView, wish: string): string {
  const base = wish.replace(/[^\p{L}\p{N}_]+/gu, "_").replace(/^_+|_+$/g, "") || "cell";
  const taken = new Set(view.cells.map(({ id }) => id?.toLowerCase()));
  let id = base;
  for (let n = 2; taken.has(id.toLowerCase()); n++) id = `${base}_${n}`;
  return id;
}

interface NewCell {
  readonly body: string;
  readonly id?: string;
  readonly attributes?: Attributes;
}

/** The text a new cell of some kind begins with: something that runs where that is possible. */
export function newCell(view: NotebookView, kind: string, after: string | null, words: string): NewCell {
  if (kind === "prose") return { body: words };
  const above = view.cells.slice(0, view.cells.findIndex(({ key }) => key === after) + 1);
  const tables = (after === null ? [] : above).filter(({ result }) => result?.value.is === "table");
  const table = tables.at(-1) ?? view.cells.find(({ kind: one }) => one === "ledger");
  if (kind === "sql") {
    return {
      id: freshId(view, "query"),
      body: table?.id ? `SELECT * FROM ${table.id} LIMIT 100` : "SELECT 1 AS one",
    };
  }
  if (kind === "ts") {
    const plain = table?.id && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(table.id);
    return {
      id: freshId(view, "code"),
      body: plain ? `const rows = await ${table.id}.rows({ limit: 100 });\nreturn rows;` : "return 1 + 1;",
    };
  }
  if (kind === "input") {
    const id = freshId(view, "threshold");
    return { id, body: `type: range\nlabel: ${id}\nmin: 0\nmax: 100\nstep: 1\nvalue: 50` };
  }
  const from = kind === "chart" ? table : (view.cells.find(({ kind: one }) => one === "ledger") ?? table);
  return { id: freshId(view, kind), body: "", ...(from?.id ? { attributes: { from: from.id } } : {}) };
}

/** What may be written in the cell of this key: tables of the others, inputs and single values, its own schema. */
export function completionsFor(view: NotebookView, key: string, asking: Completions["asking"]): Completions {
  const own = view.cells.find((cell) => cell.key === key);
  const read = view.cells.find(({ id }) => id !== null && id === own?.attributes["from"])?.result?.value;
  const others = view.cells.filter((cell) => cell.key !== key && cell.id !== null);
  return {
    tables: Object.fromEntries(
      others.flatMap(({ id, result }) =>
        id !== null && result?.value.is === "table" ? [[id, result.value.table.columns]] : [],
      ),
    ),
    values: others.flatMap(({ id, kind, result }) =>
      id !== null && (kind === "input" || result?.value.is === "json") ? [id] : [],
    ),
    asking,
    schema: own?.schema ?? null,
    columns: read && read.is !== "json" ? read.table.columns.map(({ name }) => name) : [],
  };
}
