import { inject } from "vitest";
import type { Locator, Page } from "playwright-core";
import { openPage, type Opened, type OpenOptions } from "./browser";
import { region } from "./steps";

/** A hand on the cells of an open notebook: keys, and where they act. */

/** Three cells that read one another, and a text that reads them. */
export const SMALL = `---
title: Small
---

# A small one

Twice the threshold is \${twice}, see [the query](#twice).

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

\`\`\`sql id=more
SELECT twice.twice + 1 AS more
FROM twice
\`\`\`
`;

/** A notebook of the site's own, which runs at once; its commands are there. */
export async function openOwn(own = SMALL, options: OpenOptions = {}): Promise<Opened> {
  const opened = await openPage(inject("site"), { ...options, own });
  const { page } = opened;
  await page.locator("main button.id").first().waitFor({ state: "attached" });
  return opened;
}

export const press = async (page: Page, ...keys: string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Command mode on a cell. */
export const on = (page: Page, id: string): Promise<void> => region(page, id).focus();
/** Name of the cell that has the keyboard itself; null while something in it or elsewhere has. */
export const focusedCell = (page: Page): Promise<string | null> =>
  page.evaluate(() =>
    document.activeElement?.matches("section.cell")
      ? document.activeElement.getAttribute("aria-label")
      : null,
  );
export const isFocused = (locator: Locator) => (): Promise<boolean> =>
  locator.evaluate((node) => node === document.activeElement || node.contains(document.activeElement));
export const code = (page: Page, id: string): Locator =>
  page.getByRole("textbox", { name: `Code of ${id}`, exact: true });
export const codeOf = (page: Page, id: string): Promise<string> =>
  code(page, id).evaluate((node) => (node as HTMLElement).innerText.trim());
/** What was done last, as the page says it. */
export const line = (page: Page): Locator => page.locator(".line[role=status]");

/** Puts `text` in place of what a cell says; the keyboard stays in it. */
export async function write(page: Page, id: string, text: string): Promise<void> {
  await on(page, id);
  await press(page, "Enter");
  await code(page, id).and(page.locator(":focus")).waitFor();
  await press(page, "Control+a");
  await page.keyboard.insertText(text);
}
/** The same, and runs it. */
export async function runText(page: Page, id: string, text: string): Promise<void> {
  await write(page, id, text);
  await press(page, "Control+Enter");
}
