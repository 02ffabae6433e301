import { afterAll, afterEach, beforeEach, expect, inject, test } from "vitest";
import { closeBrowser, openPage, type Opened } from "../browser";
import { crowded } from "../crowded";
import { settled } from "../steps";

/** The finished notebook on paper: what one reads, nothing one presses, in light whatever the screen wears. */

/** A4 less its margins, at 96 px an inch. */
const PAPER = 688;

let opened: Opened;
beforeEach(async () => {
  opened = await openPage(inject("site"), { scheme: "dark" });
  await opened.page.getByRole("button", { name: "Try sample data" }).click();
  await opened.page.getByRole("main", { name: "Notebook" }).waitFor();
  await settled(opened.page);
});
afterEach(() => opened.close());
afterAll(closeBrowser);

test("paper shows the cells without their controls, fits its width, and is light", async () => {
  const { page } = opened;
  const cells = await page.getByRole("region").count();
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: PAPER, height: 1000 });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await expect.poll(paper).toBe("rgb(255, 255, 255)");
  await page.waitForTimeout(500);

  expect(await page.getByRole("banner").isVisible()).toBe(false);
  expect(await page.locator("main .button:visible, main [role=toolbar]:visible").count()).toBe(0);
  expect(await page.locator("main section[data-state]:visible").count()).toBe(cells);
  expect(await crowded(page)).toEqual([]);
  const ink = await page.evaluate(() => getComputedStyle(document.querySelector("main h1")!).color);
  expect(Math.max(...ink.match(/\d+/g)!.slice(0, 3).map(Number))).toBeLessThan(80);

  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBeUndefined();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
});
