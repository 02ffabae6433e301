import { languageOf } from "../editor/language";
import type { Session } from "../session/session.svelte";

/** `amount`, or `"my amount"` where a name is no plain word of SQL. */
const inSql = (name: string): string =>
  /^[a-z_]\w*$/i.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/**
 * Puts a name at the caret of the cell the reader is at. Where that is no query and no program, a query over the table
 * is made below it: there the name has a use.
 */
export async function insertName(session: Session, table: string, column: string | null): Promise<void> {
  const cell = session.view.cells.find(({ key }) => key === session.selected);
  const language = cell ? languageOf(cell.kind) : null;
  const { EditorView } = await import("@codemirror/view");
  const drawn = document.querySelector<HTMLElement>(`#cell-${CSS.escape(cell?.key ?? "")} .cm-editor`);
  const editor = drawn && EditorView.findFromDOM(drawn);
  if (editor && (language === "sql" || language === "ts")) {
    const name = column === null || language === "sql" ? inSql(column ?? table) : JSON.stringify(column);
    editor.dispatch(editor.state.replaceSelection(name), { userEvent: "input", scrollIntoView: true });
    editor.focus();
    return;
  }
  const after = session.view.cells.find(({ name }) => name === table)?.key ?? null;
  const text = `SELECT ${column === null ? "*" : inSql(column)} FROM ${inSql(table)} LIMIT 100`;
  const key = session.notebook.insert(after, "sql", text, session.freshId("query"));
  session.folds[key] = true;
  session.editing = key;
}
