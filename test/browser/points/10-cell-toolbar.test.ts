import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, expect, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, type Opened, type OpenOptions } from "../browser";
import { code, on, openOwn, press, SMALL } from "../hands";
import { names } from "../kept";
import { ranDuring, region, settled, states, until } from "../steps";

/**
 * Point 10: cell toolbar on hover *and* focus: run, stop, kind, name, fold code, move, duplicate, delete, more. No
 * control reachable by mouse only.
 */

let opened: Opened;
let page: Page;

async function open(options: OpenOptions = {}): Promise<void> {
  opened = await openOwn(SMALL, options);
  ({ page } = opened);
}

afterEach(() => opened.close());
afterAll(closeBrowser);

const tools = (id: string): Locator => region(page, id).getByRole("toolbar", { name: `Tools of ${id}` });
const tool = (id: string, name: string): Locator => tools(id).getByRole("button", { name, exact: true });
const more = async (id: string, name: string): Promise<void> => {
  await tool(id, "More").click();
  await page.getByRole("menuitem", { name }).click();
};

test("the tools of a cell come with the pointer and with the keyboard, and each does what it says", async () => {
  await open();
  await settled(page);
  expect(await tools("twice").isVisible()).toBe(false);
  await region(page, "twice").hover();
  await tools("twice").waitFor();
  await page.mouse.move(2, 400);
  await expect.poll(() => tools("twice").isVisible()).toBe(false);
  await on(page, "twice");
  await tools("twice").waitFor();
  // Of no other cell: what tools can do is asked of them with every key.
  expect(await page.locator("main [role=toolbar]").count()).toBe(1);

  // By keys alone: name, then the tools as one stop with arrows inside, every one of them.
  await press(page, "Tab");
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  expect(await focused()).toBe("twice: rename");
  await press(page, "Tab");
  const walked = new Set<string>();
  const all = await tools("twice").getByRole("button").count();
  for (let step = 0; step < all; step++) {
    walked.add(await focused());
    await press(page, "ArrowRight");
  }
  for (const name of ["Run", "Show or fold the code", "Move up", "Move down", "Duplicate", "Delete", "More"])
    expect([...walked]).toContain(name);
  expect(walked.size).toBe(all);

  expect(await ranDuring(page, () => tool("twice", "Run").click())).toEqual(["twice"]);
  await tool("twice", "Show or fold the code").click();
  await expect.poll(() => code(page, "twice").count()).toBe(0);
  await tool("twice", "Show or fold the code").click();
  await code(page, "twice").waitFor();
  await tool("twice", "Move down").click();
  await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "more", "twice"]);
  await tool("twice", "Move up").click();
  await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "more"]);
  await tool("twice", "Duplicate").click();
  await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "twice_2", "more"]);
  await on(page, "twice_2");
  await tool("twice_2", "More").click();
  expect(await axe(page, "menu of a cell", '[aria-label="twice_2"]')).toEqual([]);
  await press(page, "Escape");
  await more("twice_2", "Make it TypeScript");
  await expect.poll(() => region(page, "twice_2").getAttribute("data-kind")).toBe("ts");
  await more("twice_2", "Make it SQL");
  await expect.poll(() => region(page, "twice_2").getAttribute("data-kind")).toBe("sql");
  await more("twice_2", "Rename the cell");
  await page.getByRole("textbox", { name: "New name of twice_2" }).fill("slow");
  await press(page, "Enter");
  await expect.poll(() => names(page)).toContain("slow");

  // What runs has a stop where it had a run.
  await on(page, "slow");
  await press(page, "Enter", "Control+a");
  await page.keyboard.insertText("SELECT count(*) AS n FROM range(100000000000)");
  await press(page, "Escape");
  // Leaving its text runs it.
  await until(async () => (await states(page))["slow"] === "running");
  expect(await tool("slow", "Run").count()).toBe(0);
  await tool("slow", "Stop what runs").click();
  await until(async () => (await states(page))["slow"] === "cancelled");
  await tool("slow", "Delete").click();
  await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "more"]);
  // A text has its own: it is edited, not run.
  await on(page, "text 1");
  await tool("text 1", "Edit").click();
  await page.getByRole("textbox", { name: "Edit text 1" }).waitFor();
  expect(opened.errors).toEqual([]);
});

test("folds code and results, and remembers it over a reload", async () => {
  await open();
  await settled(page);
  await on(page, "twice");
  await press(page, "o");
  await expect.poll(() => region(page, "twice").locator(".views").count()).toBe(0);
  await on(page, "twice");
  await press(page, "Shift+O");
  await expect.poll(() => code(page, "twice").count()).toBe(0);
  await page.getByText("kept in this browser", { exact: true }).waitFor();
  await page.reload();
  await page.getByRole("main", { name: "Notebook" }).waitFor();
  await expect
    .poll(() => region(page, "twice").getByRole("button", { name: "Show the result" }).count(), {
      timeout: 60_000,
    })
    .toBe(1);
  expect(await code(page, "twice").count()).toBe(0);
  await region(page, "twice").getByRole("button", { name: "Show the result" }).click();
  await expect.poll(() => region(page, "twice").locator(".views").count()).toBe(1);
});
