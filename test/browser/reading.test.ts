import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { axe } from "./axe";
import { closeBrowser, openPage, type Opened } from "./browser";
import { crowded } from "./crowded";
import { keptText, names, openSmall } from "./kept";
import { region, settled } from "./steps";

/** A notebook to be read, and to be shown part by part; leaving either, everything is as it was. */

const NOTEBOOK = `# A small one

What comes first.

## The threshold

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

## The end

\`\`\`sql id=large
SELECT 'the large one' AS it
\`\`\`
`;

let opened: Opened;
let page: Page;
beforeAll(async () => {
  opened = await openPage(inject("site"));
  page = opened.page;
  await openSmall(page, NOTEBOOK);
  await page.getByRole("button", { name: "Run all" }).first().click();
  await settled(page);
});
afterAll(async () => {
  await opened.close();
  await closeBrowser();
});

const share = async (what: RegExp) => {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("menuitem", { name: what }).click();
};
/** What is seen of the page and its notebook, beside the reading itself. */
const standing = () =>
  page.evaluate(() => ({
    top: scrollY,
    hash: location.hash,
    seen: [...document.querySelectorAll("header, aside, .cell, .code, .gutter")].map(
      (one) => `${one.tagName} ${one.id} ${one.checkVisibility()}`,
    ),
  }));

test("reading puts code and tools away, leaves inputs live, and leaving it restores everything", async () => {
  const before = await standing();
  const cells = await names(page);
  await share(/^Read/);
  const leave = page.getByRole("button", { name: /^Leave reading/ });
  await leave.waitFor();
  expect(await page.getByRole("banner").isVisible()).toBe(false);
  expect(await page.locator("main :is(.code, .tools, .gutter, .add):visible").count()).toBe(0);
  expect(new URL(page.url()).hash).toMatch(/^#notebook=.+&read$/);
  // Letters are nobody's commands, a press on a text opens nothing, and inputs act.
  await region(page, "large").focus();
  await page.keyboard.press("d");
  await page.keyboard.press("d");
  await page.keyboard.press("b");
  await page.getByText("What comes first").click();
  expect(await page.getByRole("textbox", { name: /^Edit/ }).count()).toBe(0);
  const exact = region(page, "threshold").getByRole("textbox");
  await exact.fill("6");
  await exact.press("Tab");
  await page.getByText("Twice the threshold is 12.").waitFor();
  await exact.fill("5");
  await exact.press("Tab");
  await page.getByText("Twice the threshold is 10.").waitFor();
  expect(await axe(page, "reading")).toEqual([]);
  await page.keyboard.press("Escape");
  await leave.waitFor({ state: "detached" });
  await settled(page);
  expect(await names(page)).toEqual(cells);
  expect(await standing()).toEqual(before);
  expect(await keptText(page)).toBe(NOTEBOOK);
});

test("it reads well on 360 pixels, on paper, and after a reload", async () => {
  await share(/^Read/);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await crowded(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ media: "print" });
  expect(await page.locator(".reading-bar").isVisible()).toBe(false);
  expect(await page.locator("main :is(.code, .gutter):visible").count()).toBe(0);
  await page.emulateMedia({ media: "screen" });
  await page.reload();
  await page.getByRole("button", { name: /^Leave reading/ }).click();
  expect(new URL(page.url()).hash).not.toContain("read");
});

test("one part at a time by keys, buttons and fingers, and its place is said", async () => {
  // It was opened from a file and loaded again: it waits to be told.
  await page.getByRole("button", { name: "Run all" }).first().click();
  await settled(page);
  const before = await standing();
  await share(/^Present/);
  const said = page.locator(".reading-bar [role=status]");
  const at = async (place: string, shown: string, hidden: string) => {
    await expect.poll(() => said.innerText()).toContain(place);
    await expect.poll(() => page.locator("main").getByText(shown).first().isVisible()).toBe(true);
    expect(await page.locator("main").getByText(hidden).first().isVisible()).toBe(false);
  };
  await at("1 of 3: A small one", "What comes first", "Twice the threshold");
  await page.keyboard.press("ArrowRight");
  await at("2 of 3: The threshold", "Twice the threshold", "What comes first");
  // In a field the arrows are the field's own.
  await region(page, "threshold").getByRole("textbox").focus();
  await page.keyboard.press("ArrowRight");
  await at("2 of 3", "Twice the threshold", "What comes first");
  await page.getByRole("button", { name: "Next part" }).click();
  await at("3 of 3: The end", "The end", "Twice the threshold");
  await page.keyboard.press("PageDown");
  await at("3 of 3", "The end", "Twice the threshold");
  await page.keyboard.press("PageUp");
  await page.keyboard.press("Home");
  await at("1 of 3", "What comes first", "The end");
  await page.locator("main").evaluate((sheet) => {
    const touch = (x: number) => new Touch({ identifier: 1, target: sheet, clientX: x, clientY: 300 });
    sheet.dispatchEvent(new TouchEvent("touchstart", { touches: [touch(600)], bubbles: true }));
    sheet.dispatchEvent(new TouchEvent("touchend", { changedTouches: [touch(300)], bubbles: true }));
  });
  await at("2 of 3", "Twice the threshold", "What comes first");
  expect(await axe(page, "presenting")).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("banner").waitFor();
  expect(await page.locator("[data-away]").count()).toBe(0);
  expect(await standing()).toEqual(before);
});

test("a link may open it to be read, and nothing runs", async () => {
  await share(/^Link to this/);
  await page.getByRole("checkbox", { name: /^It opens to be read/ }).check();
  const link = await page.getByRole("textbox", { name: "The link" }).inputValue();
  expect(link).toContain("#read&link=1.");
  await page.keyboard.press("Escape");
  const other = await openPage(link);
  try {
    await other.page.getByRole("button", { name: /^Leave reading/ }).waitFor();
    await other.page.getByText("This notebook came from outside").waitFor();
    await other.page.keyboard.press("Escape");
    expect(await keptText(other.page)).toBe(NOTEBOOK);
    expect(other.errors).toEqual([]);
  } finally {
    await other.close();
  }
});
