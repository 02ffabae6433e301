import type { Page } from "playwright-core";
import { region, until } from "./steps";

/** What this browser keeps of the open notebook, and a small notebook to change. */

export const NOTEBOOK = `---
title: A small one
---

# A small one

Twice the threshold is \${twice}.

\`\`\`input id=threshold
type: range
label: Smallest
min: 0
max: 100
value: 5
\`\`\`

\`\`\`sql id=twice
SELECT 2 * \${threshold} AS twice
\`\`\`

\`\`\`sql id=large
SELECT 'the large one' AS it
\`\`\`
`;

/** Orders of 15 customers as a file, and the least notebook that reads it: a whole one takes a model and its figures along. */
export const SALES_CSV = [
  "customer,date,amount",
  ...Array.from({ length: 60 }, (_, n) => `K${n % 15},2024-0${(n % 8) + 1}-1${n % 9},${10 + n}.50`),
].join("\n");
export const SALES_NOTEBOOK = `---
title: Sales
---

# Sales

\`\`\`source id=sales
file: sales.csv
size: ${SALES_CSV.length}
read: {format: csv, encoding: utf-8, delimiter: ",", header: 1, decimal: ., dates: yyyy-mm-dd}
columns: {customer: text, date: date, amount: decimal}
roles: {amount: amount, customer: customer, date: date}
\`\`\`

\`\`\`ledger id=orders from=sales
\`\`\`

\`\`\`summary id=overview from=orders
\`\`\`
`;

/** Gives a file to a cell that waits for one. */
export async function giveTo(page: Page, id: string, name: string, text: string): Promise<void> {
  const cell = region(page, id);
  await until(async () => (await cell.getAttribute("data-state")) === "blocked");
  const chooser = page.waitForEvent("filechooser");
  await cell
    .getByRole("button", { name: /Give|file/i })
    .first()
    .click();
  await (await chooser).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

/** Opens a notebook through the door of the empty state. */
export async function openSmall(page: Page, content = NOTEBOOK): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a notebook" }).click();
  await (
    await chooser
  ).setFiles({ name: "small.md", mimeType: "text/markdown", buffer: Buffer.from(content) });
  await page.getByRole("heading", { name: "A small one", level: 1 }).waitFor();
}

/** The text as this browser keeps it, once the page says it is kept. */
export async function keptText(page: Page): Promise<string> {
  await page.getByText("kept in this browser", { exact: true }).waitFor();
  return page.evaluate(async () => {
    const id = new URLSearchParams(location.hash.slice(1)).get("notebook")!;
    const open = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("no database"));
      });
    const base = await open(indexedDB.open("tenure"));
    const kept = await open(
      base.transaction("notebooks").objectStore("notebooks").get(id) as IDBRequest<{ text: string }>,
    );
    base.close();
    return kept.text;
  });
}
/** Names of the cells, in order. */
export const names = (page: Page) =>
  page
    .getByRole("main")
    .getByRole("region")
    .evaluateAll((all) => all.map((node) => node.getAttribute("aria-label")));

export async function removeCell(page: Page, name: string): Promise<void> {
  await region(page, name).hover();
  await region(page, name).getByRole("button", { name: "Delete" }).click();
}

/** Opens the text of the notebook for writing, with the caret at its end. */
export async function editText(page: Page): Promise<void> {
  await region(page, "text 1").getByText("Twice the threshold").click();
  const field = page.getByRole("textbox", { name: "Edit text 1" });
  await until(() => field.evaluate((node) => node === document.activeElement));
  await page.keyboard.press("Control+End");
}
