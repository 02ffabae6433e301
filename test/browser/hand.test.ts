import type { CDPSession, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { axe } from "./axe";
import { closeBrowser, openPage, type Opened } from "./browser";
import { openFiles, region, settled, until } from "./steps";

/** A notebook in a hand: 390 pixels, fingers instead of a mouse, put on the home screen. */

const LONG = `SELECT ${Array.from({ length: 40 }, (_, i) => `'a rather long text ${i}' AS column_${i}`).join(", ")}`;
const NOTEBOOK = `---
title: In a hand
---

# In a hand

\`\`\`sql id=rows
SELECT range AS id, 'name ' || range AS name, range * 2 AS twice, range * 3 AS thrice, range * 4 AS four,
  range * 5 AS five FROM range(5000)
\`\`\`

\`\`\`sql id=wide
${LONG}
\`\`\`

\`\`\`ts id=tree
return { text: "${"word ".repeat(60)}", list: [1, 2, 3] };
\`\`\`
`;

let opened: Opened;
let page: Page;
let grid: Locator;
let eye: CDPSession;

const cell = (row: number, column: number) => grid.locator(`[data-row="${row}"][data-column="${column}"]`);
const scroller = () => grid.evaluate(({ scrollTop, scrollLeft }) => ({ scrollTop, scrollLeft }));
const chosen = () => grid.locator('[aria-selected="true"]').count();
const left = async (locator: Locator) => Math.round((await locator.boundingBox())!.x);

/** Draws a finger over the table by so many pixels. */
async function swipe(by: { readonly x?: number; readonly y?: number }): Promise<void> {
  const box = (await grid.boundingBox())!;
  const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", share: number) =>
    eye.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: type === "touchEnd" ? [] : [{ x: x + (by.x ?? 0) * share, y: y + (by.y ?? 0) * share }],
    });
  await touch("touchStart", 0);
  for (let step = 1; step <= 10; step++) await touch("touchMove", step / 10);
  await touch("touchEnd", 1);
}

beforeAll(async () => {
  opened = await openPage(inject("site"), { width: 390, height: 844, touch: true });
  ({ page } = opened);
  eye = await opened.context.newCDPSession(page);
  await openFiles(page, {
    name: "hand.md",
    mimeType: "text/markdown",
    buffer: Buffer.from(NOTEBOOK),
  });
  await page.getByRole("button", { name: "Let it run" }).tap();
  await settled(page);
  grid = region(page, "rows").getByRole("grid");
  await grid.scrollIntoViewIfNeeded();
  await until(
    async () =>
      (await cell(0, 0)
        .innerText()
        .catch(() => "")) === "0",
  );
});
afterAll(async () => {
  await opened.close();
  await closeBrowser();
});

test("a finger scrolls the table and chooses nothing; a tap chooses a cell", async () => {
  await grid.evaluate((node) => node.scrollTo(0, 0));
  await cell(0, 1).waitFor();
  const { height } = (await cell(0, 1).boundingBox())!;
  await swipe({ y: -200 });
  await expect.poll(async () => (await scroller()).scrollTop).toBeGreaterThan(100);
  expect(await chosen()).toBe(0);
  // It may still glide: only what stands can be tapped.
  let top = -1;
  await expect
    .poll(async () => {
      const last = top;
      ({ scrollTop: top } = await scroller());
      return top - last;
    })
    .toBe(0);
  const row = Math.ceil(top / height) + 4;
  await cell(row, 1).tap();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent.trim()))
    .toBe(`name ${row}`);
  await swipe({ x: -150 });
  await expect.poll(async () => (await scroller()).scrollLeft).toBeGreaterThan(50);
});

test("a pinned column stays under the finger, a moved one stands in its new place", async () => {
  await grid.evaluate((node) => node.scrollTo(0, 0));
  await grid.getByRole("button", { name: "Filter name" }).tap();
  await page.getByRole("button", { name: "Pin at the left" }).tap();
  await expect.poll(() => cell(0, 0).innerText()).toBe("name 0");
  await expect.poll(() => cell(-1, 0).innerText()).toContain("name");
  const before = await left(cell(0, 0));
  await swipe({ x: -150 });
  await expect.poll(async () => (await scroller()).scrollLeft).toBeGreaterThan(50);
  expect(await left(cell(0, 0))).toBe(before);
  expect(await left(cell(-1, 0))).toBe(before);
  // The keyboard's way: the head of the next column, one place to the right, and the first lets go.
  await cell(-1, 1).focus();
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await expect.poll(() => cell(-1, 1).innerText()).toContain("twice");
  await expect.poll(() => cell(-1, 2).evaluate((node) => node === document.activeElement)).toBe(true);
  expect(await cell(0, 2).innerText()).toBe("0");
  await cell(-1, 0).focus();
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect.poll(() => grid.locator(".pinned").count()).toBe(0);
  // The head that let go has the keyboard, and may be brought into view meanwhile.
  const away = async () => {
    await grid.evaluate((node) => node.scrollTo(200, 0));
    return left(cell(0, 0));
  };
  await expect.poll(away).toBeLessThan(before);
});

test("a long line of code scrolls in its own box, which the keyboard reaches; the page stays as wide as it is", async () => {
  const section = region(page, "wide");
  await section.focus();
  await page.keyboard.press("Enter");
  const code = section.getByRole("textbox", { name: "Code of wide" });
  await code.waitFor();
  const box = section.locator(".cm-scroller");
  expect(await box.evaluate((node) => node.scrollWidth > node.clientWidth + 400)).toBe(true);
  await page.keyboard.press("End");
  await expect.poll(() => box.evaluate((node) => node.scrollLeft)).toBeGreaterThan(400);
  await page.keyboard.press("Escape");
  expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(390);
  // Whatever scrolls is reached without a finger: the code, and the tree of a value.
  for (const id of ["wide", "tree"])
    expect(await axe(page, "value of code", `section[aria-label="${id}"]`)).toEqual([]);
});

test("the page can be installed: its manifest is whole, with icons the system can cut to its shape", async () => {
  const { errors, data } = await eye.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data!) as { icons: { src: string; sizes: string; purpose: string }[] };
  for (const purpose of ["any", "maskable"])
    expect(manifest.icons.filter((icon) => icon.purpose === purpose).map(({ sizes }) => sizes)).toEqual(
      expect.arrayContaining(["192x192", "512x512"]),
    );
  // Every context of a test is a private window, in which nothing is installed.
  const { installabilityErrors } = await eye.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  // The driver holds back a touch whose target moved from under it and tries again; the browser says so when it glides.
  const heldBack = "Ignored attempt to cancel a touch";
  expect(opened.errors.filter((error) => !error.startsWith(heldBack))).toEqual([]);
});
