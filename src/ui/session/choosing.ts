import type { CellView } from "../../notebook/view";
import { chosenBody, CHOSEN_IN, rewritten } from "../parts/figure/brush/chosen";
import type { Session } from "./session.svelte";

/** The query that holds what is chosen in a figure; null: none does, or the reader has made another of it. */
export function holderOf(cells: readonly CellView[], figure: string): CellView | null {
  const holds = ({ kind, attributes, body }: CellView) =>
    kind === "sql" && attributes[CHOSEN_IN] === figure && rewritten(body, figure, null) !== null;
  return cells.find(holds) ?? null;
}

/**
 * Writes what is chosen in the figure of a cell into a query of its own below it, as one step of undo. Null: everything.
 */
export function choose(session: Session, figure: string, predicate: string | null): void {
  const cell = session.cell(figure);
  const from = cell?.attributes["from"];
  if (!cell || typeof from !== "string") return;
  const holder = holderOf(session.view.cells, figure);
  if (!holder && predicate === null) return;
  session.change({ code: "history.chose", params: { name: figure } }, () => {
    if (holder) {
      session.notebook.setBody(holder.key, rewritten(holder.body, figure, predicate) ?? holder.body);
      return;
    }
    const id = session.freshId(`${figure}_rows`);
    const key = session.notebook.insert(cell.key, "sql", chosenBody(from, figure, predicate ?? "true"), id);
    session.notebook.setAttributes(key, { id, [CHOSEN_IN]: figure });
  });
}
