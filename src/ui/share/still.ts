import { say, type Speech } from "../../i18n";
import type { CellView, NotebookView } from "../../notebook/view";
import type { Engine } from "../../tables/client";
import type { View } from "../../terms/view";
import { sourceLine } from "../parts/figure/source";
import { Customers } from "./customers";
import { hush, textsOf, valuesOfControls } from "./quiet";
import { made, stillTable } from "./stillTable";

/** What a page to send shows and what it leaves out. */
export interface Contents {
  figures: number;
  tables: number;
  /** Names of cells whose rows of customers are left out, or would be, and how many rows each has. */
  readonly customers: { readonly cell: string; readonly rows: number }[];
  /** Cells that have no result, or an old one. */
  unfinished: number;
}

interface Making {
  readonly notebook: NotebookView;
  readonly engine: Engine;
  readonly speech: Speech;
  /** Rows of single customers may be shown. */
  readonly rows: boolean;
  readonly customers: Customers;
  readonly contents: Contents;
}

/**
 * The sheet as it stands, to be read and nothing else: every cell with what came out, its code behind its name. `live`
 * stays as it is.
 */
export async function stillOf(
  live: Element,
  notebook: NotebookView,
  given: Pick<Making, "engine" | "speech" | "rows">,
): Promise<{ readonly sheet: HTMLElement; readonly contents: Contents }> {
  const contents: Contents = { figures: 0, tables: 0, customers: [], unfinished: 0 };
  const making = { ...given, notebook, contents, customers: new Customers(notebook, given.engine) };
  const sheet = made("main", live.className);
  for (const cell of notebook.cells) {
    const region = live.querySelector(`#${CSS.escape(`cell-${cell.key}`)}`);
    if (region) sheet.append(await cellOf(region, cell, making));
  }
  return { sheet, contents };
}

async function cellOf(region: Element, cell: CellView, making: Making): Promise<HTMLElement> {
  const still = region.cloneNode(true) as HTMLElement;
  valuesOfControls(region, still);
  for (const name of ["tabindex", "id", "data-state", "data-runs"]) still.removeAttribute(name);
  still.classList.remove("selected", "marked");
  still.dataset["cell"] = cell.name;
  still.querySelector(".gutter")?.remove();
  if (cell.kind !== "prose") {
    if (cell.state !== "done") making.contents.unfinished++;
    still.querySelector(".code")?.remove();
    still.querySelector(".content")?.prepend(codeOf(cell));
  } else if (!making.rows) await withholdWords(still, making);
  for (const [index, view] of (cell.result?.views ?? []).entries()) {
    const place = still.querySelector<HTMLElement>(`.view[data-view="${String(index)}"]`);
    if (place) await viewOf(place, view, cell, making);
  }
  hush(still);
  return still;
}

async function viewOf(place: HTMLElement, view: View, cell: CellView, making: Making): Promise<void> {
  const { contents, customers, engine, notebook, rows, speech } = making;
  const { t } = speech;
  const leftOut = (n: number) => made("p", "left-out", t("page.leftOut", { n, rows: n }));
  if (view.show === "download") place.replaceChildren();
  else if (view.show === "table") {
    const people = await customers.inTable(view.table);
    if (people) contents.customers.push({ cell: cell.name, rows: view.table.rows });
    if (people && !rows) {
      place.replaceChildren(leftOut(view.table.rows));
      return;
    }
    contents.tables++;
    place.replaceChildren(
      await stillTable(view.table, view.title ? say(t, view.title) : cell.name, engine, speech),
    );
  } else if (view.show === "card" && view.card === "ranking") {
    const n = view.table?.rows ?? 0;
    contents.customers.push({ cell: cell.name, rows: n });
    if (!rows) {
      for (const one of place.querySelectorAll("table tbody")) one.remove();
      place.append(leftOut(n));
    }
  } else {
    const drawn = view.show === "figure" || view.show === "plot";
    if (drawn) contents.figures++;
    // Rows a rule of the ledger has found, if they are open.
    if (view.show === "card" && view.card === "ledger" && !rows)
      for (const one of place.querySelectorAll(".scroll")) one.remove();
    const people = await customers.among(textsOf(place), { figure: drawn });
    if (people.size > 0) {
      contents.customers.push({ cell: cell.name, rows: people.size });
      if (!rows) {
        place.replaceChildren(leftOut(people.size));
        return;
      }
    }
    if (drawn) {
      const source = made("p", "source-line", sourceLine(notebook, cell.name, t));
      place.querySelector("figure")?.append(source);
    }
  }
}

/** A value in running text that is the id of a customer. */
async function withholdWords(still: HTMLElement, { customers, speech: { t } }: Making): Promise<void> {
  const values = [...still.querySelectorAll(".prose .value, .prose .yours")];
  const people = await customers.among(values.map((one) => one.textContent.trim()));
  for (const one of values) if (people.has(one.textContent.trim())) one.textContent = t("page.leftOutWord");
}

/** What a cell says, behind its name. */
function codeOf({ name, kind, body }: CellView): HTMLElement {
  return made(
    "details",
    "still-code",
    made("summary", "", `${kind} `, made("b", "", name)),
    made("pre", "", body),
  );
}
