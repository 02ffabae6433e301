import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeBrowser, openPage, type Opened } from "../browser";
import { crowded } from "../crowded";
import { drop, region, settled } from "../steps";

/**
 * Point 24: read/present mode: code folded, inputs live, prints to A4/PDF cleanly, works at 360 px width, light/dark
 * follows system. And zoomed to 200 and 400 %, as WCAG 1.4.10 has it: nothing is cut and nothing scrolls sideways.
 */

/** A4 less its margins, at 96 px an inch. */
const PAPER = 688;
const soon = { timeout: 60_000 };

let opened: Opened;
let page: Page;
beforeAll(async () => {
  opened = await openPage(inject("site"), { scheme: "dark" });
  page = opened.page;
  await page.getByRole("button", { name: "Try sample data" }).click();
  await page.getByRole("main", { name: "Notebook" }).waitFor();
  await settled(page);
});
afterAll(async () => {
  await opened.close();
  await closeBrowser();
});

const ground = () => page.evaluate(() => getComputedStyle(document.querySelector("main")!).backgroundColor);
const crowds = () => expect.poll(() => crowded(page), soon);
/** Inside the window from edge to edge, or within reach by scrolling in its own box. */
const fits = (box: Locator) =>
  expect
    .poll(() =>
      box.evaluate((node) => {
        const { left, right, top, bottom } = node.getBoundingClientRect();
        const within = left >= 0 && right <= innerWidth + 0.5 && top >= 0 && bottom <= innerHeight + 0.5;
        return within && node.scrollWidth <= node.clientWidth + 1;
      }),
    )
    .toBe(true);

test("read and shown part by part: code folded, inputs live, on 360 px, light and dark as the system has it", async () => {
  const share = async (what: RegExp) => {
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await page.getByRole("menuitem", { name: what }).click();
  };
  const code = page.locator("main :is(.code, .tools, .gutter, .add):visible");
  await share(/^Read/);
  await page.getByRole("button", { name: /^Leave reading/ }).waitFor();
  expect(await code.count()).toBe(0);
  const horizon = region(page, "months").getByRole("slider");
  const value = await horizon.inputValue();
  await horizon.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => horizon.inputValue()).not.toBe(value);
  await settled(page);
  const dark = await ground();
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(ground).not.toBe(dark);
  await page.setViewportSize({ width: 360, height: 740 });
  await crowds().toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press("Escape");
  await share(/^Present/);
  await expect.poll(() => page.locator(".reading-bar [role=status]").innerText()).toMatch(/^1 of \d+/);
  expect(await code.count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.getByRole("banner").waitFor();
  await page.emulateMedia({ colorScheme: "dark" });
});

test("at 200 and 400 % everything is one column: sheet, ledger, tables, menu and dialog", async () => {
  const eye = await opened.context.newCDPSession(page);
  for (const [zoom, width, height] of [
    [2, 640, 512],
    [4, 320, 256],
  ] as const) {
    await eye.send("Emulation.setDeviceMetricsOverride", {
      ...{ width, height, deviceScaleFactor: zoom, mobile: false },
    });
    await expect.poll(() => page.evaluate(() => [innerWidth, devicePixelRatio])).toEqual([width, zoom]);
    await crowds().toEqual([]);
    await page.getByRole("banner").getByRole("button", { name: "More", exact: true }).click();
    await fits(page.getByRole("menu"));
    await page.keyboard.press("Escape");
    await drop(page, "other.csv", "who,when,paid\nA,2024-01-01,10\nB,2024-02-01,20\nA,2024-03-01,30\n");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Cancel", exact: true }).waitFor();
    await fits(dialog);
    await crowds().toEqual([]);
    await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  }
  await eye.send("Emulation.clearDeviceMetricsOverride");
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("paper shows the cells without their controls, fits its width, and is light; the window is as it was", async () => {
  const side = page.getByRole("complementary");
  await page.getByRole("banner").getByRole("button", { name: "Sidebar", exact: true }).click();
  await side.waitFor();
  const cells = await page.getByRole("main").getByRole("region").count();
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: PAPER, height: 1000 });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await expect.poll(paper).toBe("rgb(255, 255, 255)");

  expect(await page.getByRole("banner").isVisible()).toBe(false);
  expect(await page.locator("main .button:visible, main [role=toolbar]:visible").count()).toBe(0);
  expect(await page.locator("main section[data-state]:visible").count()).toBe(cells);
  await crowds().toEqual([]);
  const ink = await page.evaluate(() => getComputedStyle(document.querySelector("main h1")!).color);
  expect(Math.max(...ink.match(/\d+/g)!.slice(0, 3).map(Number))).toBeLessThan(80);

  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBeUndefined();
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ media: "screen" });
  expect(await side.isVisible()).toBe(true);
  expect(opened.errors).toEqual([]);
});
