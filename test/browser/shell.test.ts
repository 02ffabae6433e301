import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { axe } from "./axe";
import { closeBrowser, openPage, type Opened, type OpenOptions } from "./browser";
import { region } from "./steps";

const NOTEBOOK = `---
title: A small one
---

# A small one

Twice the threshold is \${twice}. Raw <b>html</b> stays text.

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
`;

let opened: Opened;
let page: Page;
const site = () => inject("site");

async function open(path = "", options: OpenOptions = {}): Promise<void> {
  opened = await openPage(site() + path, options);
  page = opened.page;
}

/** Serves a text under the site's own origin, as a host would that has this file. */
async function host(path: string, text: string): Promise<void> {
  await opened.context.route(site() + path, (route) =>
    route.fulfill({ contentType: "text/markdown", body: text }),
  );
}

/** Opens a notebook through the door of the empty state. */
async function openNotebook(text = NOTEBOOK, name = "small.md"): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a notebook" }).click();
  await (await chooser).setFiles({ name, mimeType: "text/markdown", buffer: Buffer.from(text) });
  await page.getByRole("heading", { name: "A small one", level: 1 }).waitFor();
}

const state = (cell: Locator) => () => cell.getAttribute("data-state");
const done = { timeout: 90_000 };

beforeEach(() => {
  opened = undefined as unknown as Opened;
});
afterEach(async () => {
  await opened.close();
});
afterAll(closeBrowser);

describe("language and theme", () => {
  test("follow the browser, change live, and are remembered", async () => {
    await open("", { locale: "pl-PL" });
    await page.getByRole("heading", { name: /Ile wart jest/ }).waitFor();
    await page.getByRole("button", { name: "Język" }).click();
    await page.getByRole("menuitemradio", { name: "Русский" }).click();
    await page.getByRole("heading", { name: /Сколько стоит/ }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("ru");
    await page.reload();
    await page.getByRole("heading", { name: /Сколько стоит/ }).waitFor();
  });

  test("the theme is chosen by keyboard and kept", async () => {
    await open();
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await paper();
    await page.getByRole("button", { name: "Theme" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await expect.poll(paper).not.toBe(light);
    await page.reload();
    await page.getByRole("button", { name: "Theme" }).waitFor();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    expect(await paper()).not.toBe(light);
  });
});

describe("a notebook", () => {
  test("from a stranger's file waits to be let; is a main region with one region a cell, none nested, each with its state in words; is accessible", async () => {
    await open();
    await openNotebook(NOTEBOOK + "\n```sql id=wrong\nSELECT nothing FROM twice\n```\n");
    const twice = region(page, "twice");
    await page.waitForTimeout(500);
    expect(await twice.getAttribute("data-state")).toBe("idle");
    await page.getByRole("button", { name: "Let it run" }).click();
    await expect.poll(state(twice), done).toBe("done");
    await expect.poll(() => region(page, "text 1").textContent()).toContain("Twice the threshold is 10");
    expect(await region(page, "text 1").locator("b").count()).toBe(0);

    const main = page.getByRole("main", { name: "Notebook" });
    const names = await main
      .getByRole("region")
      .evaluateAll((all) => all.map((node) => node.getAttribute("aria-label")));
    expect(names).toEqual(["text 1", "threshold", "twice", "wrong"]);
    expect(await main.locator("section section").count()).toBe(0);
    expect(await region(page, "twice").getByRole("status").first().textContent()).toBe("done");

    // Wide and narrow, light and dark.
    await expect.poll(state(region(page, "wrong")), done).toBe("failed");
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await axe(page, "notebook")).toEqual([]);
    expect(await wide()).toBeLessThanOrEqual(0);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await axe(page, "notebook, dark")).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await axe(page, "notebook, 390 px, dark")).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await axe(page, "notebook, 390 px")).toEqual([]);
    expect(await wide()).toBeLessThanOrEqual(0);

    // Colours of the system's own, and nothing that moves: what has the keyboard is seen, and nothing is animated.
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    await region(page, "twice").focus();
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!);
      return { outlineStyle, wide: parseFloat(outlineWidth) >= 1 };
    });
    expect(seen).toEqual({ outlineStyle: expect.not.stringMatching("none") as string, wide: true });
    await page.getByRole("button", { name: "Run all" }).click();
    expect(
      await page.evaluate(() =>
        document
          .getAnimations()
          .filter((one) => Number(one.effect?.getComputedTiming().activeDuration) > 10)
          .map((one) => (one as CSSAnimation).animationName),
      ),
    ).toEqual([]);
  });

  test("is worked by keyboard alone: edit, run, add, move, delete, undo", async () => {
    await open();
    await openNotebook();
    // The names of cells are presses once the commands have come.
    await region(page, "twice").locator("button.id").waitFor({ state: "attached" });
    await region(page, "twice").focus();
    await page.keyboard.press("Enter");
    const code = page.getByRole("textbox", { name: "Code of twice" });
    await expect.poll(() => code.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("SELECT 3 * ${threshold} AS thrice");
    await page.keyboard.press("Control+Enter");
    await expect.poll(state(region(page, "twice")), done).toBe("done");
    await expect.poll(() => region(page, "text 1").textContent()).toContain("Twice the threshold is 15");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Alt+ArrowUp");
    const names = () =>
      page
        .getByRole("main")
        .getByRole("region")
        .evaluateAll((all) => all.map((node) => node.getAttribute("aria-label")));
    await expect.poll(names).toEqual(["text 1", "twice", "threshold"]);
    await page.keyboard.press("Control+z");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice"]);
    await page.getByRole("button", { name: "Add cell" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("s");
    await page.keyboard.press("Enter");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice", "query"]);
    await page.keyboard.press("Escape");
    await expect
      .poll(() => region(page, "query").evaluate((node) => node === document.activeElement))
      .toBe(true);
    await region(page, "query").locator("[role=toolbar]").waitFor({ state: "attached" });
    // The tools are one stop of Tab (after the cell's name); the last but one deletes, the last has more.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await expect.poll(names).toEqual(["text 1", "threshold", "twice"]);
  });
});

describe("?open=", () => {
  test("opens a notebook of this site and runs it where the site ships it", async () => {
    await open();
    await host("notebooks/shipped.md", NOTEBOOK);
    await page.goto(`${site()}?open=notebooks/shipped.md`);
    await expect.poll(state(region(page, "twice")), done).toBe("done");
    expect(new URL(page.url()).search).toBe("");
  });

  test("one from elsewhere on the site waits", async () => {
    await open();
    await host("other/theirs.md", NOTEBOOK);
    await page.goto(`${site()}?open=other/theirs.md`);
    await page.getByRole("button", { name: "Let it run" }).waitFor();
    expect(await region(page, "twice").getAttribute("data-state")).toBe("idle");
  });

  test.each([
    "https://example.org/a.md",
    "//example.org/a.md",
    "/a.md",
    "../a.md",
    "notebooks/a.md?x=1",
    "a.html",
  ])("refuses %s and asks nobody", async (path) => {
    await open(`?open=${encodeURIComponent(path)}`);
    await page
      .getByRole("alert")
      .getByText(/is not a notebook of this site/)
      .waitFor();
    expect(opened.foreign).toEqual([]);
    expect(
      opened.requests.map(({ url }) => url).filter((url) => url.includes("a.md") && !url.includes("open=")),
    ).toEqual([]);
  });

  test("says so when there is none", async () => {
    await open("?open=notebooks/none.md");
    await page
      .getByRole("alert")
      .getByText(/notebooks\/none\.md is not on this site/)
      .waitFor();
  });
});
