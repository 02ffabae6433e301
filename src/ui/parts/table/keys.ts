import type { PageContext } from "../../context";
import { isNumeric, ROW } from "./column";
import { copy } from "./copy";
import type { Layout, Way } from "./layout.svelte";
import type { Looked } from "./looked.svelte";
import { stepOf, type Selection, type Spot } from "./selection.svelte";

/** Pixels by which a key makes a column wider or narrower. */
const STEP = 16;

/** With Alt and Shift, on a head. */
const WAYS: Readonly<Record<string, Way>> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "pin",
  ArrowDown: "unpin",
};

export interface Keyed {
  readonly page: PageContext;
  readonly looked: Looked;
  readonly selection: Selection;
  readonly layout: Layout;
  go(to: Spot, extend: boolean): void;
  /** Moves or pins a column. */
  stand(column: number, way: Way): void;
  /** Opens the filter of a column. */
  filter(column: number): void;
}

/** What a key does in the table; whether it meant something here. */
export function pressed(event: KeyboardEvent, { page, looked, selection, layout, ...on }: Keyed): boolean {
  const { key, shiftKey } = event;
  const far = event.ctrlKey || event.metaKey;
  const { at } = selection;
  const { columns, rows, widths } = layout;
  const head = at.row < 0;
  const column = columns[at.column];
  if (!column) return false;
  if (far && key.toLowerCase() === "c") {
    // What is marked with the mouse as text is what the reader wants.
    if (String(getSelection() ?? "") !== "") return false;
    void copy(page, looked, selection, page.t);
  } else if (far && key.toLowerCase() === "a") selection.all(rows);
  else if (key === "Escape" && selection.block) selection.clear();
  else if (head && event.altKey && shiftKey && WAYS[key]) on.stand(at.column, WAYS[key]);
  else if (head && event.altKey && key === "ArrowDown") on.filter(at.column);
  else if (event.altKey) return false;
  else if (head && shiftKey && key === "ArrowRight") layout.resize(at.column, widths[at.column]! + STEP);
  else if (head && shiftKey && key === "ArrowLeft") layout.resize(at.column, widths[at.column]! - STEP);
  else if (head && (key === "Enter" || key === " ")) looked.sortBy(column.name, isNumeric(column), shiftKey);
  else {
    const view = Math.max(1, Math.floor(layout.view / ROW) - 1);
    const to = stepOf(key, at, { rows, columns: columns.length, view }, far);
    if (!to) return false;
    on.go(to, shiftKey && to.row >= 0);
  }
  return true;
}
