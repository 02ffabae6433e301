import type { Page } from "playwright-core";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { axe } from "./axe";
import { closeBrowser, type Opened } from "./browser";
import { code, codeOf, focusedCell, isFocused, line, on, openOwn, press } from "./hands";
import { names } from "./kept";
import { ranDuring, region, settled, states } from "./steps";

/** The keyboard's table of a notebook: command and edit mode, find and replace. */

let opened: Opened;
let page: Page;

async function open(): Promise<void> {
  opened = await openOwn();
  ({ page } = opened);
}

afterEach(() => opened.close());
afterAll(closeBrowser);

describe("command and edit mode", () => {
  test("letters act on cells: insert, change the kind, copy, cut, paste, delete, undo, redo", async () => {
    await open();
    await on(page, "threshold");
    await press(page, "b");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "query", "twice", "more"]);
    await expect.poll(() => focusedCell(page)).toBe("query");
    await press(page, "m");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "text 2", "twice", "more"]);
    await expect.poll(() => focusedCell(page)).toBe("text 2");
    await press(page, "q");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "query", "twice", "more"]);
    await press(page, "d", "d");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "more"]);
    await expect.poll(() => focusedCell(page)).toBe("twice");
    await press(page, "a");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "query", "twice", "more"]);
    await press(page, "z");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "more"]);
    await press(page, "Shift+Z");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "query", "twice", "more"]);
    await on(page, "more");
    await press(page, "c", "v");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "query", "twice", "more", "more_2"]);
    await on(page, "query");
    await press(page, "x");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "more", "more_2"]);
    await on(page, "more_2");
    await press(page, "Shift+V");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "more", "query", "more_2"]);
    expect(opened.errors).toEqual([]);
  });

  test("what is typed before the editor has come is written in it, and is no command", async () => {
    await open();
    let come = () => {};
    const held = new Promise<void>((resolve) => (come = resolve));
    await opened.context.route("**/assets/editor-*.js", async (route) => {
      await held;
      await route.continue();
    });
    await page.reload();
    await page.locator("main button.id").first().waitFor({ state: "attached" });
    const before = await names(page);
    await on(page, "more");
    await press(page, "Enter");
    await page.keyboard.type("-- ddabzy");
    await press(page, "Backspace", "ArrowDown", "Enter");
    expect(await names(page)).toEqual(before);
    come();
    await expect.poll(() => codeOf(page, "more")).toMatch(/^-- ddabz\nSELECT twice\.twice/);
    // From here on as ever.
    await page.keyboard.type("-- more\n");
    await expect.poll(() => codeOf(page, "more")).toMatch(/^-- ddabz\n-- more\nSELECT/);
    expect(await names(page)).toEqual(before);
    expect(opened.errors).toEqual([]);
  });

  test("the mode is seen and said; Escape and Tab lead out of an editor", async () => {
    await open();
    await on(page, "twice");
    await expect.poll(() => line(page).textContent()).toContain("Command mode");
    await press(page, "Enter");
    await expect.poll(isFocused(code(page, "twice"))).toBe(true);
    await expect.poll(() => line(page).textContent()).toContain("Edit mode");
    // Letters are letters here.
    await press(page, "End");
    await page.keyboard.type(", 1 AS dd");
    expect(await codeOf(page, "twice")).toContain(", 1 AS dd");
    expect(await names(page)).toHaveLength(4);
    // The first closes the list of names that typing has opened.
    await press(page, "Escape", "Escape");
    await expect.poll(() => focusedCell(page)).toBe("twice");
    await expect.poll(() => line(page).textContent()).toContain("Command mode");
    await press(page, "Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".cm-editor") === null)).toBe(true);
  });

  test("letters never act in a field, on a button or inside a result table", async () => {
    await open();
    await settled(page);
    await region(page, "twice").locator(".views").getByRole("button").first().focus();
    await press(page, "d", "d", "a", "x");
    await page.getByRole("textbox", { name: "Title of the notebook" }).focus();
    await press(page, "d", "d", "b");
    await on(page, "twice");
    await region(page, "twice").getByRole("toolbar").getByRole("button").first().focus();
    await press(page, "d", "d", "x");
    expect(await names(page)).toEqual(["text 1", "threshold", "twice", "more"]);
    const inside = region(page, "twice").locator(".views [tabindex='0']").first();
    await inside.focus();
    await press(page, "x", "b");
    expect(await names(page)).toEqual(["text 1", "threshold", "twice", "more"]);
  });

  test("arrows and j k go from cell to cell; Alt moves; Shift chooses several, which are deleted and had again at once", async () => {
    await open();
    await on(page, "text 1");
    await press(page, "j");
    await expect.poll(() => focusedCell(page)).toBe("threshold");
    await press(page, "ArrowDown", "k");
    await expect.poll(() => focusedCell(page)).toBe("threshold");
    await press(page, "Alt+ArrowDown");
    await expect.poll(() => names(page)).toEqual(["text 1", "twice", "threshold", "more"]);
    await expect.poll(() => focusedCell(page)).toBe("threshold");
    await press(page, "Alt+ArrowUp");
    await press(page, "Shift+ArrowDown", "Shift+J");
    await expect.poll(() => focusedCell(page)).toBe("more");
    await expect.poll(() => line(page).textContent()).toContain("3 cells chosen");
    expect(await page.locator("section.cell.marked").count()).toBe(3);
    await press(page, "Alt+ArrowUp");
    await expect.poll(() => names(page)).toEqual(["threshold", "twice", "more", "text 1"]);
    await press(page, "d", "d");
    await expect.poll(() => names(page)).toEqual(["text 1"]);
    await press(page, "z");
    await expect.poll(() => names(page)).toEqual(["threshold", "twice", "more", "text 1"]);
    expect(opened.errors).toEqual([]);
  });

  test("runs and stays, runs and goes on, runs and inserts, from a cell and from its text", async () => {
    await open();
    await settled(page);
    await on(page, "twice");
    expect(await ranDuring(page, () => press(page, "Control+Enter"))).toEqual(["twice"]);
    expect(await focusedCell(page)).toBe("twice");
    await press(page, "Shift+Enter");
    await expect.poll(() => focusedCell(page)).toBe("more");
    await press(page, "Enter");
    await expect.poll(isFocused(code(page, "more"))).toBe(true);
    await press(page, "Control+a");
    await page.keyboard.insertText("SELECT 7 AS more");
    await press(page, "Alt+Enter");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "more", "query"]);
    await settled(page);
    expect((await states(page))["more"]).toBe("done");
    expect(await region(page, "more").locator(".views").textContent()).toContain("7");
  });

  test("splits at the caret and merges again; a text splits too", async () => {
    await open();
    await on(page, "more");
    await press(page, "Enter");
    await expect.poll(isFocused(code(page, "more"))).toBe(true);
    await press(page, "Control+Home", "ArrowDown", "Home", "Control+Shift+Minus");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "more", "more_2"]);
    await expect.poll(() => codeOf(page, "more")).toBe("SELECT twice.twice + 1 AS more");
    await on(page, "more");
    await press(page, "Shift+M");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "more"]);
    await expect.poll(() => codeOf(page, "more")).toContain("FROM twice");
    await on(page, "text 1");
    await press(page, "Enter");
    await page.getByRole("textbox", { name: "Edit text 1" }).waitFor();
    await press(page, "Control+Home", "End", "Control+Shift+Minus");
    await expect.poll(() => names(page)).toEqual(["text 1", "text 2", "threshold", "twice", "more"]);
    await expect.poll(() => focusedCell(page)).toBe("text 2");
    await expect.poll(() => region(page, "text 2").textContent()).toContain("Twice the threshold");
    // The editor that was taken away has not written its old text over the first half.
    expect(await region(page, "text 1").textContent()).not.toContain("Twice the threshold");
    await press(page, "z");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "more"]);
    await expect.poll(() => region(page, "text 1").textContent()).toContain("Twice the threshold");
  });
});

describe("find and replace", () => {
  test("across cells, with case and words, one by one and all at once, as one step of undo", async () => {
    await open();
    await on(page, "twice");
    await press(page, "Control+k");
    await page.getByRole("combobox", { name: /Type a command/ }).waitFor();
    await press(page, "Control+f");
    const panel = page.getByRole("dialog", { name: "Find and replace in all cells" });
    await panel.getByRole("textbox", { name: "Find" }).fill("twice");
    await panel.getByText("7 places in 3 cells").waitFor();
    expect(await axe(page, "find and replace", "dialog")).toEqual([]);
    await panel.getByRole("button", { name: "Capitals count" }).click();
    await panel.getByText("6 places in 3 cells").waitFor();
    await panel.getByRole("button", { name: "Regular expression" }).click();
    await panel.getByRole("textbox", { name: "Find" }).fill("(");
    await panel.getByText(/This pattern cannot be read/).waitFor();
    await panel.getByRole("textbox", { name: "Find" }).fill("AS (\\w+)");
    await panel.getByText("2 places in 2 cells").waitFor();
    await panel.getByRole("textbox", { name: "Replace with" }).fill("AS the_$1");
    await panel.getByRole("button", { name: "Replace all" }).click();
    await panel.getByText("Replaced 2 places. One undo takes it back.").waitFor();
    await expect.poll(() => codeOf(page, "twice")).toContain("AS the_twice");
    await expect.poll(() => codeOf(page, "more")).toContain("AS the_more");
    await press(page, "Escape");
    await on(page, "twice");
    await press(page, "z");
    await expect.poll(() => codeOf(page, "twice")).toContain("AS twice");
    expect(await codeOf(page, "more")).toContain("AS more");
  });

  test("a place found is one press away, selected in its cell", async () => {
    await open();
    await on(page, "twice");
    await press(page, "f");
    const panel = page.getByRole("dialog", { name: "Find and replace in all cells" });
    await panel.getByRole("textbox", { name: "Find" }).fill("FROM twice");
    await panel.getByRole("button", { name: /more, line 2/ }).click();
    await expect.poll(isFocused(code(page, "more"))).toBe(true);
    await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe("FROM twice");
  });
});
