import type { Translate } from "../../../i18n";
import type { NotebookView } from "../../../notebook/view";

/** Where the rows of a cell come from: the files of all sources it stands on, nearest first. */
export function filesBehind(notebook: NotebookView, name: string): readonly string[] {
  const cells = new Map(notebook.cells.map((cell) => [cell.name, cell]));
  const seen = new Set<string>();
  const files: string[] = [];
  const visit = (id: string) => {
    const cell = cells.get(id);
    if (!cell || seen.has(id)) return;
    seen.add(id);
    const file = cell.kind === "source" ? /^file:\s*(.+?)\s*$/m.exec(cell.body)?.[1] : undefined;
    if (file) files.push(file.replace(/^(["'])(.*)\1$/, "$2"));
    cell.reads.forEach(visit);
  };
  visit(name);
  return files;
}

/** The line below a figure that leaves the notebook: its files, its notebook, its cell. */
export function sourceLine(notebook: NotebookView, name: string, t: Translate): string {
  const files = filesBehind(notebook, name);
  return t("figure.source", {
    files: files.join(", "),
    known: files.length > 0,
    notebook: notebook.title,
    titled: notebook.title !== "",
    cell: name,
  });
}
