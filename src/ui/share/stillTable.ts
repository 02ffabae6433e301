import type { Speech } from "../../i18n";
import type { Engine } from "../../tables/client";
import type { TableRef } from "../../terms/table";
import { isNumeric, Scales, writer } from "../parts/table/column";

/** Rows of a table that a page to send shows. */
export const MOST_ROWS = 20;

export function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  kind: string,
  ...within: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  element.append(...within);
  return element;
}

/** The first rows of a table, written as the page writes them, and how many there are. */
export async function stillTable(
  table: TableRef,
  title: string,
  engine: Engine,
  { t, format }: Speech,
): Promise<HTMLElement> {
  const batch = await engine.preview(table, { limit: MOST_ROWS });
  const scales = new Scales();
  scales.see(batch);
  const yesNo = { yes: t("tables.yes"), no: t("tables.no") };
  const write = batch.columns.map((column) => writer(column, scales, format, yesNo));
  const kinds = batch.columns.map((column) => (isNumeric(column) ? "num" : ""));
  const head = made("tr", "");
  for (const [at, { name }] of batch.columns.entries()) {
    const cell = made("th", kinds[at]!, name);
    cell.scope = "col";
    head.append(cell);
  }
  const body = made("tbody", "");
  for (let row = 0; row < batch.rows; row++) {
    const cells = batch.columns.map((_, at) =>
      made("td", kinds[at]!, write[at]!(batch.values[at]!, row) ?? "–"),
    );
    body.append(made("tr", "", ...cells));
  }
  const many = t(table.rows > batch.rows ? "page.rowsOf" : "page.rows", {
    shown: batch.rows,
    rows: table.rows,
  });
  const grid = made("table", "", made("caption", "", title), made("thead", "", head), body);
  // A wide table scrolls by itself; the keyboard must reach it.
  const scroll = made("div", "scroll", grid);
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "group");
  scroll.setAttribute("aria-label", title);
  return made("div", "still-table", scroll, made("p", "count", many));
}
