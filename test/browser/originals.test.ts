import type { Page } from "playwright-core";
import { afterAll, afterEach, expect, inject, test } from "vitest";
import { axe } from "./axe";
import { closeBrowser, openPage, type Opened } from "./browser";
import { keptText, NOTEBOOK, openSmall } from "./kept";

const soon = { timeout: 60_000 };
let opened: Opened;
let page: Page;

afterEach(() => opened.close());
afterAll(closeBrowser);

const again = async (content = NOTEBOOK) => {
  await page.getByRole("link", { name: /^Tenure/ }).click();
  await openSmall(page, content);
};
const palette = async (name: string) => {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(name);
  await page.keyboard.press("Enter");
};
const title = () => page.getByRole("textbox", { name: "Title of the notebook" });
const rename = async (name: string) => {
  await title().fill(name);
  await page.keyboard.press("Enter");
  await expect.poll(() => keptText(page), soon).toContain(`title: ${name}`);
};

test("an edited copy never hides the fresh original: open it, compare, take over, start over", async () => {
  opened = await openPage(inject("site"));
  page = opened.page;
  await page.getByRole("button", { name: "Open a notebook" }).waitFor();
  await openSmall(page);
  const banner = page.getByRole("status").filter({ hasText: "This is the original" });
  await rename("Mine");
  expect(await banner.count()).toBe(0);

  // Opened again: the original stands there, and the copy is offered.
  await again();
  await banner.waitFor();
  expect(await keptText(page)).toBe(NOTEBOOK);
  expect(await axe(page, "original")).toEqual([]);
  await banner.getByRole("button", { name: "Show the difference" }).click();
  const sheet = page.getByRole("dialog", { name: /Difference from your copy of/ });
  const first = sheet.getByRole("region", { name: "Difference 1 of 1: head of the notebook" });
  expect(await first.locator("del").textContent()).toContain("title: Mine");
  expect(await first.locator("ins").textContent()).toContain("title: A small one");
  expect(await axe(page, "difference")).toEqual([]);
  // By the keyboard alone.
  await first.getByRole("button").focus();
  await page.keyboard.press("Enter");
  await sheet.getByText("Nothing differs.").waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => title().inputValue(), soon).toBe("Mine");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Undo: took back a difference/ }).click();
  await expect.poll(() => keptText(page), soon).toBe(NOTEBOOK);

  // The copy is opened from the banner, is what it was, and knows what it was opened as, also after a reload.
  await banner.getByRole("button", { name: "Open my copy" }).click();
  await expect.poll(() => title().inputValue(), soon).toBe("Mine");
  expect(await banner.count()).toBe(0);
  await page.reload();
  await expect.poll(() => title().inputValue(), soon).toBe("Mine");
  await page.getByRole("main", { name: "Notebook" }).click({ position: { x: 5, y: 5 } });
  await palette("Start over");
  await expect.poll(() => keptText(page), soon).toBe(NOTEBOOK);
  await page.getByRole("button", { name: "Undo: started over" }).click();
  await expect.poll(() => keptText(page), soon).toContain("title: Mine");

  // The original once more, and the reader stays with it.
  await again();
  await banner.getByRole("button", { name: "Stay with the original" }).click();
  await expect.poll(() => banner.count(), soon).toBe(0);
  expect(await keptText(page)).toBe(NOTEBOOK);
  expect(opened.errors).toEqual([]);
});
