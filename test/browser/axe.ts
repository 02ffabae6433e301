import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/**
 * What a reader can have before them, and the component that draws it. `test/axe.test.ts` holds that every dialog,
 * sheet, menu and popover stands here, and that every name is looked at by a test.
 */
export const VIEWS = {
  "empty state": "empty/EmptyState",
  "empty state, dark": "empty/EmptyState",
  "empty state, 390 px": "empty/EmptyState",
  notebook: "sheet/Sheet",
  "notebook, dark": "sheet/Sheet",
  "notebook, 390 px": "sheet/Sheet",
  "notebook, 390 px, dark": "sheet/Sheet",
  "states of cells": "sheet/CellErrors",
  error: "parts/ProblemBox",
  "model refused": "parts/cards/ModelCard",
  "model fitted": "parts/cards/ModelCard",
  ledger: "parts/cards/LedgerTable",
  customer: "parts/cards/CustomerCard",
  "value of code": "parts/code/ValueView",
  "link that leads elsewhere": "parts/code/HtmlView",
  "result table": "parts/table/Grid",
  "filter of a column": "parts/table/FilterPanel",
  "figure of a cell": "parts/figure/FigureShell",
  "rows chosen on a figure": "parts/figure/brush/BrushForm",
  inputs: "parts/inputs/InputControl",
  "form of a cell": "sheet/form/CellForm",
  data: "sidebar/DataTab",
  "rows of a table": "sidebar/RowsSheet",
  outline: "sidebar/OutlineTab",
  links: "sidebar/LinksTab",
  help: "sidebar/HelpTab",
  "deleted cells": "session/DeletedCells",
  "another tab": "session/ElsewhereScreen",
  import: "import/ImportDialog",
  "import, 390 px, dark": "import/ImportDialog",
  "import of a known layout": "import/TablePart",
  "import refused": "import/ImportDialog",
  palette: "commands/Palette",
  keys: "commands/KeysSheet",
  "change of keys": "commands/Remap",
  "find and replace": "commands/FindPanel",
  "menu of cells": "commands/InsertMenu",
  "menu of a cell": "commands/CellTools",
  "name of a cell": "commands/RenameField",
  gallery: "gallery/Gallery",
  original: "original/Banner",
  difference: "original/DifferenceSheet",
  "prepare elsewhere": "prepare/PrepareSheet",
  "link to share": "share/LinkDialog",
  "what did not carry over": "share/CarriedDialog",
  "page to send": "share/PageDialog",
  "page that was sent": "share/page",
  reading: "share/Reading",
  presenting: "share/Reading",
  "menu of the bar": "shell/TopBar",
  receipt: "shell/Receipt",
  "forget everything": "empty/ForgetDialog",
} as const;
export type Looked = keyof typeof VIEWS;

/** What axe finds wrong in the page (or in `within`), one line each, headed by the view; an empty list is a clean page. */
export async function axe(page: Page, view: Looked, within = "body"): Promise<string[]> {
  await page.evaluate(source);
  const violations = await page.evaluate(async (selector) => {
    const { axe: tool } = globalThis as unknown as {
      axe: { run(context: string, options: object): Promise<{ violations: unknown }> };
    };
    const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (await tool.run(selector, { runOnly: rules })).violations;
  }, within);
  return (violations as readonly Violation[]).flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${view}: ${id}: ${target.join(" ")} ${failureSummary ?? ""}`),
  );
}
