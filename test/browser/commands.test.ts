import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, describe, expect, inject, test } from "vitest";
import { axe } from "./axe";
import { closeBrowser, openPage, type Opened, type OpenOptions } from "./browser";
import { ranDuring, region, settled, states } from "./steps";

const NOTEBOOK = `---
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

let opened: Opened;
let page: Page;

/** A notebook of the site's own, which runs at once. */
async function open(options: OpenOptions = {}, text = NOTEBOOK): Promise<void> {
  const site = inject("site");
  opened = await openPage(site, options);
  ({ page } = opened);
  await opened.context.route(`${site}notebooks/small.md`, (route) =>
    route.fulfill({ contentType: "text/markdown", body: text }),
  );
  await page.goto(`${site}?open=notebooks/small.md`);
  await page.getByRole("main", { name: "Notebook" }).waitFor();
  // The tools of the cells come with the commands.
  await page.locator("main [role=toolbar]").first().waitFor({ state: "attached" });
}

const names = () =>
  page
    .getByRole("main")
    .getByRole("region")
    .evaluateAll((all) => all.map((node) => node.getAttribute("aria-label")));
const isFocused = (locator: Locator) => () =>
  locator.evaluate((node) => node === document.activeElement || node.contains(document.activeElement));
const focusedCell = () =>
  page.evaluate(() =>
    document.activeElement?.matches("section.cell")
      ? document.activeElement.getAttribute("aria-label")
      : null,
  );
const line = () => page.locator(".line[role=status]");
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const on = async (id: string) => region(page, id).focus();
const code = (id: string) => page.getByRole("textbox", { name: `Code of ${id}`, exact: true });
const codeOf = (id: string) => code(id).evaluate((node) => (node as HTMLElement).innerText);

afterEach(() => opened.close());
afterAll(closeBrowser);

describe("command and edit mode", () => {
  test("letters act on cells: insert, change the kind, copy, cut, paste, delete, undo, redo", async () => {
    await open();
    await on("threshold");
    await press("b");
    await expect.poll(names).toEqual(["text 1", "threshold", "query", "twice", "more"]);
    await expect.poll(focusedCell).toBe("query");
    await press("m");
    await expect.poll(names).toEqual(["text 1", "threshold", "text 2", "twice", "more"]);
    await expect.poll(focusedCell).toBe("text 2");
    await press("q");
    await expect.poll(names).toEqual(["text 1", "threshold", "query", "twice", "more"]);
    await press("d", "d");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice", "more"]);
    await expect.poll(focusedCell).toBe("twice");
    await press("a");
    await expect.poll(names).toEqual(["text 1", "threshold", "query", "twice", "more"]);
    await press("z");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice", "more"]);
    await press("Shift+Z");
    await expect.poll(names).toEqual(["text 1", "threshold", "query", "twice", "more"]);
    await on("more");
    await press("c", "v");
    await expect.poll(names).toEqual(["text 1", "threshold", "query", "twice", "more", "more_2"]);
    await on("query");
    await press("x");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice", "more", "more_2"]);
    await on("more_2");
    await press("Shift+V");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice", "more", "query", "more_2"]);
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
    await page.locator("main [role=toolbar]").first().waitFor({ state: "attached" });
    const before = await names();
    await on("more");
    await press("Enter");
    await page.keyboard.type("-- ddabzy");
    await press("Backspace", "ArrowDown", "Enter");
    expect(await names()).toEqual(before);
    come();
    await expect.poll(() => codeOf("more")).toMatch(/^-- ddabz\nSELECT twice\.twice/);
    // From here on as ever.
    await page.keyboard.type("-- more\n");
    await expect.poll(() => codeOf("more")).toMatch(/^-- ddabz\n-- more\nSELECT/);
    expect(await names()).toEqual(before);
    expect(opened.errors).toEqual([]);
  });

  test("the mode is seen and said; Escape and Tab lead out of an editor", async () => {
    await open();
    await on("twice");
    await expect.poll(() => line().textContent()).toContain("Command mode");
    await press("Enter");
    await expect.poll(isFocused(code("twice"))).toBe(true);
    await expect.poll(() => line().textContent()).toContain("Edit mode");
    // Letters are letters here.
    await press("End");
    await page.keyboard.type(", 1 AS dd");
    expect(await codeOf("twice")).toContain(", 1 AS dd");
    expect(await names()).toHaveLength(4);
    // The first closes the list of names that typing has opened.
    await press("Escape", "Escape");
    await expect.poll(focusedCell).toBe("twice");
    await expect.poll(() => line().textContent()).toContain("Command mode");
    await press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".cm-editor") === null)).toBe(true);
  });

  test("letters never act in a field, on a button or inside a result table", async () => {
    await open();
    await settled(page);
    await region(page, "twice").locator(".views").getByRole("button").first().focus();
    await press("d", "d", "a", "x");
    await page.getByRole("textbox", { name: "Title of the notebook" }).focus();
    await press("d", "d", "b");
    await on("twice");
    await region(page, "twice").getByRole("toolbar").getByRole("button").first().focus();
    await press("d", "d", "x");
    expect(await names()).toEqual(["text 1", "threshold", "twice", "more"]);
    const inside = region(page, "twice").locator(".views [tabindex='0']").first();
    await inside.focus();
    await press("x", "b");
    expect(await names()).toEqual(["text 1", "threshold", "twice", "more"]);
  });

  test("arrows and j k go from cell to cell; Alt moves; Shift chooses several, which are deleted and had again at once", async () => {
    await open();
    await on("text 1");
    await press("j");
    await expect.poll(focusedCell).toBe("threshold");
    await press("ArrowDown", "k");
    await expect.poll(focusedCell).toBe("threshold");
    await press("Alt+ArrowDown");
    await expect.poll(names).toEqual(["text 1", "twice", "threshold", "more"]);
    await expect.poll(focusedCell).toBe("threshold");
    await press("Alt+ArrowUp");
    await press("Shift+ArrowDown", "Shift+J");
    await expect.poll(focusedCell).toBe("more");
    await expect.poll(() => line().textContent()).toContain("3 cells chosen");
    expect(await page.locator("section.cell.marked").count()).toBe(3);
    await press("Alt+ArrowUp");
    await expect.poll(names).toEqual(["threshold", "twice", "more", "text 1"]);
    await press("d", "d");
    await expect.poll(names).toEqual(["text 1"]);
    await press("z");
    await expect.poll(names).toEqual(["threshold", "twice", "more", "text 1"]);
    expect(opened.errors).toEqual([]);
  });

  test("runs and stays, runs and goes on, runs and inserts, from a cell and from its text", async () => {
    await open();
    await settled(page);
    await on("twice");
    expect(await ranDuring(page, () => press("Control+Enter"))).toEqual(["twice"]);
    expect(await focusedCell()).toBe("twice");
    await press("Shift+Enter");
    await expect.poll(focusedCell).toBe("more");
    await press("Enter");
    await expect.poll(isFocused(code("more"))).toBe(true);
    await press("Control+a");
    await page.keyboard.insertText("SELECT 7 AS more");
    await press("Alt+Enter");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice", "more", "query"]);
    await settled(page);
    expect((await states(page))["more"]).toBe("done");
    expect(await region(page, "more").locator(".views").textContent()).toContain("7");
  });

  test("splits at the caret and merges again; a text splits too", async () => {
    await open();
    await on("more");
    await press("Enter");
    await expect.poll(isFocused(code("more"))).toBe(true);
    await press("Control+Home", "ArrowDown", "Home", "Control+Shift+Minus");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice", "more", "more_2"]);
    await expect.poll(() => codeOf("more")).toBe("SELECT twice.twice + 1 AS more");
    await on("more");
    await press("Shift+M");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice", "more"]);
    await expect.poll(() => codeOf("more")).toContain("FROM twice");
    await on("text 1");
    await press("Enter");
    await page.getByRole("textbox", { name: "Edit text 1" }).waitFor();
    await press("Control+Home", "End", "Control+Shift+Minus");
    await expect.poll(names).toEqual(["text 1", "text 2", "threshold", "twice", "more"]);
    await expect.poll(focusedCell).toBe("text 2");
    await expect.poll(() => region(page, "text 2").textContent()).toContain("Twice the threshold");
    // The editor that was taken away has not written its old text over the first half.
    expect(await region(page, "text 1").textContent()).not.toContain("Twice the threshold");
    await press("z");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice", "more"]);
    await expect.poll(() => region(page, "text 1").textContent()).toContain("Twice the threshold");
  });

  test("folds code and results, and remembers it over a reload", async () => {
    await open();
    await settled(page);
    await on("twice");
    await press("o");
    await expect.poll(() => region(page, "twice").locator(".views").count()).toBe(0);
    await on("twice");
    await press("Shift+O");
    await expect.poll(() => code("twice").count()).toBe(0);
    await page.getByText("kept in this browser", { exact: true }).waitFor();
    await page.reload();
    await page.getByRole("main", { name: "Notebook" }).waitFor();
    await expect
      .poll(() => region(page, "twice").getByRole("button", { name: "Show the result" }).count(), {
        timeout: 60_000,
      })
      .toBe(1);
    expect(await code("twice").count()).toBe(0);
    await region(page, "twice").getByRole("button", { name: "Show the result" }).click();
    await expect.poll(() => region(page, "twice").locator(".views").count()).toBe(1);
  });
});

describe("the palette", () => {
  test("opens from anywhere, narrows, runs with Enter, and gives the keyboard back", async () => {
    await open();
    await on("twice");
    await press("Control+k");
    const field = page.getByRole("combobox", { name: "Type a command or the name of a cell" });
    await field.waitFor();
    expect(await axe(page, "dialog")).toEqual([]);
    await page.keyboard.type("dupl");
    await press("Enter");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice", "twice_2", "more"]);
    await expect.poll(focusedCell).toBe("twice_2");
    await press("Control+k");
    await field.waitFor();
    await press("Escape");
    await expect.poll(focusedCell).toBe("twice_2");
    await press("Enter");
    await press("Control+k");
    await field.waitFor();
    await page.keyboard.type("go to threshold");
    await press("Enter");
    await expect.poll(focusedCell).toBe("threshold");
  });

  test("by pointer from the bar, with or without a notebook", async () => {
    opened = await openPage(inject("site"));
    ({ page } = opened);
    await page.getByRole("button", { name: "Commands" }).click();
    await page.getByRole("option", { name: /Русский/ }).click();
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("ru");
    expect(await page.getByRole("option", { name: /Удалить/ }).count()).toBe(0);
  });
});

describe("help and keys", () => {
  test("? lists the keys as they are; a key can be given, refused, and taken back, and it lasts", async () => {
    await open();
    await on("twice");
    await press("?");
    const help = page.getByRole("dialog", { name: "Keys and what they do" });
    await help.waitFor();
    expect(await axe(page, "dialog")).toEqual([]);
    expect(await help.textContent()).toContain("Merge with the next, or all that are chosen");
    // What code of a cell finds stands there too.
    await expect
      .poll(() => help.textContent())
      .toMatch(/await orders\.column\("amount"\)[\s\S]*clv[\s\S]*Plot\.dot/);
    await help.getByRole("button", { name: "Change the keys" }).click();
    const keys = page.getByRole("dialog", { name: "Change the keys" });
    await keys.waitFor();
    expect(await axe(page, "dialog")).toEqual([]);
    const give = keys.getByRole("button", { name: "Add keys for: Duplicate", exact: true });
    await give.click();
    await press("x");
    await keys
      .getByRole("alert")
      .getByText(/x already means: Cut the cells/)
      .waitFor();
    await give.click();
    await press("Control+Shift+P");
    await keys
      .getByRole("alert")
      .getByText(/belongs to the browser/)
      .waitFor();
    await give.click();
    await press("Shift+D");
    await keys.getByRole("button", { name: "Take Shift+D away from: Duplicate" }).waitFor();
    await press("Escape");
    await on("twice");
    await press("Shift+D");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice", "twice_2", "more"]);
    await page.getByText("kept in this browser", { exact: true }).waitFor();
    await page.reload();
    await page.locator("main [role=toolbar]").first().waitFor({ state: "attached" });
    await on("more");
    await press("Shift+D");
    await expect.poll(names).toContain("more_2");
    await press("?");
    await help.getByRole("button", { name: "Change the keys" }).click();
    await keys.getByRole("button", { name: "Undo 1 change" }).click();
    await expect.poll(() => keys.getByRole("button", { name: /Shift\+D/ }).count()).toBe(0);
  });

  test("letters of another alphabet act by their place", async () => {
    await open();
    await on("more");
    for (let i = 0; i < 2; i++) {
      await page.evaluate(() =>
        document.activeElement?.dispatchEvent(
          new KeyboardEvent("keydown", { key: "в", code: "KeyD", bubbles: true, cancelable: true }),
        ),
      );
    }
    await expect.poll(names).toEqual(["text 1", "threshold", "twice"]);
  });
});

describe("renaming", () => {
  test("by F2: every reference follows and everything that reads it runs again; one undo takes it back", async () => {
    await open();
    await settled(page);
    await on("twice");
    await press("F2");
    const field = page.getByRole("textbox", { name: "New name of twice" });
    await field.waitFor();
    expect(await axe(page, ".rename")).toEqual([]);
    const ran = await ranDuring(page, async () => {
      await field.fill("double");
      await press("Enter");
      await expect.poll(names).toEqual(["text 1", "threshold", "double", "more"]);
    });
    expect(ran).toEqual(expect.arrayContaining(["double", "more"]));
    expect(await codeOf("more")).toBe("SELECT double.twice + 1 AS more\nFROM double");
    expect(unfinishedOf(await states(page))).toEqual([]);
    await expect.poll(() => region(page, "text 1").textContent()).toContain("Twice the threshold is 10");
    await expect.poll(() => line().textContent()).toContain("Now called double; 4 places follow");
    await region(page, "text 1").getByRole("link", { name: "the query" }).click();
    await expect.poll(focusedCell).toBe("double");
    await press("z");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice", "more"]);
    await expect.poll(() => codeOf("more")).toBe("SELECT twice.twice + 1 AS more\nFROM twice");
  });

  test("by pointer: a name another cell has is refused, with a way to that cell", async () => {
    await open();
    await region(page, "twice").getByRole("button", { name: "twice: rename" }).click();
    const field = page.getByRole("textbox", { name: "New name of twice" });
    await field.fill("More");
    await press("Enter");
    const alert = region(page, "twice").getByRole("alert");
    await alert.getByText(/Another cell is called more/).waitFor();
    await alert.getByRole("button", { name: "Go to more" }).click();
    await expect.poll(focusedCell).toBe("more");
    expect(await names()).toEqual(["text 1", "threshold", "twice", "more"]);
  });
});

const unfinishedOf = (all: Record<string, string>) => Object.values(all).filter((state) => state !== "done");

describe("find and replace", () => {
  test("across cells, with case and words, one by one and all at once, as one step of undo", async () => {
    await open();
    await on("twice");
    await press("Control+k");
    await page.getByRole("combobox", { name: /Type a command/ }).waitFor();
    await press("Control+f");
    const panel = page.getByRole("dialog", { name: "Find and replace in all cells" });
    await panel.getByRole("textbox", { name: "Find" }).fill("twice");
    await panel.getByText("7 places in 3 cells").waitFor();
    expect(await axe(page, "dialog")).toEqual([]);
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
    await expect.poll(() => codeOf("twice")).toContain("AS the_twice");
    await expect.poll(() => codeOf("more")).toContain("AS the_more");
    await press("Escape");
    await on("twice");
    await press("z");
    await expect.poll(() => codeOf("twice")).toContain("AS twice");
    expect(await codeOf("more")).toContain("AS more");
  });

  test("a place found is one press away, selected in its cell", async () => {
    await open();
    await on("twice");
    await press("f");
    const panel = page.getByRole("dialog", { name: "Find and replace in all cells" });
    await panel.getByRole("textbox", { name: "Find" }).fill("FROM twice");
    await panel.getByRole("button", { name: /more, line 2/ }).click();
    await expect.poll(isFocused(code("more"))).toBe(true);
    await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe("FROM twice");
  });
});

describe("inserting between two cells", () => {
  test("type to narrow the list of kinds, each with a sentence; Enter inserts there", async () => {
    await open();
    await page.getByRole("button", { name: "Add a cell here" }).nth(1).focus();
    await press("Enter");
    const field = page.getByRole("combobox", { name: /Which kind of cell/ });
    await field.waitFor();
    expect(await axe(page, ".insert")).toEqual([]);
    await expect
      .poll(() => page.getByRole("option", { name: /^SQL/ }).textContent())
      .toContain("One query over your tables");
    await page.keyboard.type("slid");
    await expect.poll(() => page.getByRole("option").count()).toBe(1);
    await press("Enter");
    await expect.poll(names).toEqual(["text 1", "threshold_2", "threshold", "twice", "more"]);
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
    await press("ArrowDown");
    await page.keyboard.type("slidx");
    await press("Backspace", "Enter");
    await asked;
    release();
    await expect.poll(names).toEqual(["text 1", "threshold_2", "threshold", "twice", "more"]);
    await expect.poll(isFocused(region(page, "threshold_2"))).toBe(true);
    expect(await page.getByRole("combobox").count()).toBe(0);
  });

  test("on a phone, by touch: from between the cells, from the bar, and the tools of a cell", async () => {
    await open({ width: 390, height: 844 });
    const plus = page.getByRole("button", { name: "Add a cell here" }).nth(1);
    expect(Number(await plus.evaluate((node) => getComputedStyle(node).opacity))).toBe(1);
    await plus.click();
    await page.getByRole("option", { name: /^Text/ }).click();
    await expect.poll(names).toEqual(["text 1", "text 2", "threshold", "twice", "more"]);
    await press("Escape");
    await region(page, "twice").click({ position: { x: 5, y: 5 } });
    await region(page, "twice").getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: /Choose the cell below too/ }).click();
    await expect.poll(() => page.locator("section.cell.marked").count()).toBe(2);
    await page.getByRole("banner").getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Commands" }).click();
    await page.getByRole("option", { name: /^Delete/ }).click();
    await expect.poll(names).toEqual(["text 1", "text 2", "threshold"]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });
});
