import { inject, expect } from "vitest";
import type { Locator, Page } from "playwright-core";
import { openPage, type Opened, type OpenOptions } from "./browser";
import { openFiles } from "./steps";

/** A file on its way into a notebook: the import dialog as a person reads it. */

export const csv = (name: string, text: string) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(text),
});

/** 300 order lines; one in ten has no customer, six others no price. */
export function shop(): string {
  const lines = Array.from({ length: 300 }, (_, index) => {
    const day = new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);
    const customer = index % 10 === 0 ? "" : `K${(index * 7) % 41}`;
    return `${1000 + index},${customer},${day},${1 + (index % 3)},${(index % 50 === 1 ? 0 : 5 + ((index * 13) % 37)).toFixed(2)}`;
  });
  return `order_id,customer_id,order_date,quantity,unit_price\n${lines.join("\n")}\n`;
}

/** The dialog as it stands over a page. */
export async function dialogOf(page: Page): Promise<{ page: Page; dialog: Locator; make: Locator }> {
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return { page, dialog, make: dialog.getByRole("button", { name: "Make the notebook", exact: true }) };
}

/** A fresh page with this file in the dialog. */
export async function reading(file: Parameters<typeof openFiles>[1], options: OpenOptions = {}) {
  const opened: Opened = await openPage(inject("site"), options);
  await openFiles(opened.page, file);
  return { opened, ...(await dialogOf(opened.page)) };
}

/** What the dialog says would be made, once it has counted. */
export const counted = (dialog: Locator) =>
  expect.poll(() => dialog.getByRole("status").last().innerText(), { timeout: 60_000 });

/** The text of what is chosen in a list. */
export const shown = (dialog: Locator, name: string): Promise<string | undefined> =>
  dialog
    .getByRole("combobox", { name, exact: true })
    .evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.text);
