import type { Page } from "playwright-core";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, type Opened, type OpenOptions } from "../browser";
import { focusedCell, isFocused, on, openOwn, press, SMALL } from "../hands";
import { names } from "../kept";
import { region } from "../steps";

/** Point 9: add-cell affordance between any two cells and at the end, with type-to-filter menu; `a`/`b` in command mode. */

let opened: Opened;
let page: Page;

async function open(options: OpenOptions = {}): Promise<void> {
  opened = await openOwn(SMALL, options);
  ({ page } = opened);
}

afterEach(() => opened.close());
afterAll(closeBrowser);

describe("inserting between two cells", () => {
  test("type to narrow the list of kinds, each with a sentence; Enter inserts there", async () => {
    await open();
    await page.getByRole("button", { name: "Add a cell here" }).nth(1).focus();
    await press(page, "Enter");
    const field = page.getByRole("combobox", { name: /Which kind of cell/ });
    await field.waitFor();
    expect(await axe(page, "menu of cells", ".insert")).toEqual([]);
    await expect
      .poll(() => page.getByRole("option", { name: /^SQL/ }).textContent())
      .toContain("One query over your tables");
    await page.keyboard.type("slid");
    await expect.poll(() => page.getByRole("option").count()).toBe(1);
    await press(page, "Enter");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold_2", "threshold", "twice", "more"]);
    await press(page, "Escape");
    // Between any two, before the first and after the last: one way more than there are cells.
    expect(
      await page
        .getByRole("main")
        .getByRole("button", { name: /^Add (a )?cell/ })
        .count(),
    ).toBe(6);
    await page.getByRole("button", { name: "Add cell", exact: true }).first().click();
    await page.keyboard.type("typescr");
    await press(page, "Enter");
    await expect.poll(async () => (await names(page)).at(-1)).toBe("code");
    await press(page, "Escape", "Escape");
    await on(page, "more");
    await press(page, "a");
    await expect.poll(() => focusedCell(page)).toBe("query");
    expect((await names(page)).slice(-3)).toEqual(["query", "more", "code"]);
    await on(page, "more");
    await press(page, "b");
    await expect.poll(() => focusedCell(page)).toBe("query_2");
    expect((await names(page)).slice(-3)).toEqual(["more", "query_2", "code"]);
  });

  test("what is pressed before the list has come is not lost, and acts on no cell", async () => {
    await open();
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await opened.context.route(/InsertMenu[^/]*\.js$/, async (route) => {
      await held;
      await route.continue();
    });
    const asked = page.waitForRequest(/InsertMenu[^/]*\.js$/);
    await page.getByRole("button", { name: "Add a cell here" }).nth(1).focus();
    await press(page, "ArrowDown");
    await page.keyboard.type("slidx");
    await press(page, "Backspace", "Enter");
    await asked;
    release();
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold_2", "threshold", "twice", "more"]);
    await expect.poll(isFocused(region(page, "threshold_2"))).toBe(true);
    expect(await page.getByRole("combobox").count()).toBe(0);
  });

  test("on a phone, by touch: from between the cells, from the bar, and the tools of a cell", async () => {
    await open({ width: 390, height: 844 });
    const plus = page.getByRole("button", { name: "Add a cell here" }).nth(1);
    expect(Number(await plus.evaluate((node) => getComputedStyle(node).opacity))).toBe(1);
    await plus.click();
    await page.getByRole("option", { name: /^Text/ }).click();
    await expect.poll(() => names(page)).toEqual(["text 1", "text 2", "threshold", "twice", "more"]);
    await press(page, "Escape");
    await region(page, "twice").click({ position: { x: 5, y: 5 } });
    await region(page, "twice").getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: /Choose the cell below too/ }).click();
    await expect.poll(() => page.locator("section.cell.marked").count()).toBe(2);
    await page.getByRole("banner").getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Commands" }).click();
    await page.getByRole("option", { name: /^Delete/ }).click();
    await expect.poll(() => names(page)).toEqual(["text 1", "text 2", "threshold"]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});
