import type { Page } from "playwright-core";
import { afterAll, afterEach, expect, inject, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, openPage, type Opened, type OpenOptions } from "../browser";

/**
 * Point 2: empty state with three doors: drop a file / try sample data / open a notebook. Keyboard reachable, one
 * sentence on privacy ("files stay in this tab").
 */

let opened: Opened;
let page: Page;
async function open(options: OpenOptions = {}): Promise<void> {
  opened = await openPage(inject("site"), options);
  ({ page } = opened);
  await page.getByRole("img", { name: /customers of the sample/ }).waitFor();
}
afterEach(() => opened.close());
afterAll(closeBrowser);

test("three doors are reached by Tab and by letters of their own, and lead where they say; nobody else is asked", async () => {
  await open();
  await page.getByText("Your files stay in this tab. Nothing is sent").waitFor();
  const names = ["Open files", "Try sample data", "Open a notebook"];
  const reached: string[] = [];
  for (let step = 0; step < 20 && reached.length < 3; step++) {
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => document.activeElement?.textContent.trim() ?? "");
    if (names.includes(name)) reached.push(name);
  }
  expect(reached).toEqual(names);
  // Asked for before the key: the browser takes a moment before it reports choosers.
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("o");
  expect((await chooser).isMultiple()).toBe(true);
  expect(await axe(page, "empty state")).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await axe(page, "empty state, dark")).toEqual([]);
  await page.keyboard.press("t");
  await page.getByRole("main", { name: "Notebook" }).getByRole("region").first().waitFor();
  expect(opened.foreign).toEqual([]);
  expect(opened.errors).toEqual([]);
});

test("on a phone the doors stand under each other and are pressed; the receipt says what was asked for", async () => {
  await open({ width: 390, height: 844 });
  expect(await axe(page, "empty state, 390 px")).toEqual([]);
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("n");
  expect((await chooser).isMultiple()).toBe(false);
  await page.getByRole("button", { name: "see the receipt" }).click();
  const receipt = page.getByRole("dialog", { name: "Receipt" });
  await expect.poll(() => receipt.textContent()).toMatch(/Requests elsewhere\s*0/);
  expect(await receipt.textContent()).toMatch(/Sent from this page\s*0 bytes/);
  expect(await axe(page, "receipt", "[role=dialog]")).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await receipt.count()).toBe(0);
});
