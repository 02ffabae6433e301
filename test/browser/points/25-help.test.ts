import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { serve } from "../../../.run/serve.mjs";
import { axe } from "../axe";
import { closeBrowser, openPage, type Opened, type OpenOptions } from "../browser";
import { focusedCell, on, openOwn, press, SMALL } from "../hands";
import { giveTo, names, NOTEBOOK, openSmall, SALES_CSV, SALES_NOTEBOOK } from "../kept";
import { region, settled, unfinished, until } from "../steps";

/**
 * Point 25: help without leaving: `?` shows keys, palette finds every command, each model has a "what is this / when not
 * to use it" note with formula and reference; UI language switch; installable and working offline.
 */

let opened: Opened | null = null;
let page: Page;

async function open(options: OpenOptions = {}): Promise<void> {
  opened = await openOwn(SMALL, options);
  ({ page } = opened);
}
afterEach(async () => {
  await opened?.close();
  opened = null;
});
afterAll(closeBrowser);

describe("the palette", () => {
  test("opens from anywhere, narrows, runs with Enter, and gives the keyboard back", async () => {
    await open();
    await on(page, "twice");
    await press(page, "Control+k");
    const field = page.getByRole("combobox", { name: "Type a command or the name of a cell" });
    await field.waitFor();
    expect(await axe(page, "palette", "dialog")).toEqual([]);
    await page.keyboard.type("dupl");
    await press(page, "Enter");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "twice_2", "more"]);
    await expect.poll(() => focusedCell(page)).toBe("twice_2");
    await press(page, "Control+k");
    await field.waitFor();
    await press(page, "Escape");
    await expect.poll(() => focusedCell(page)).toBe("twice_2");
    await press(page, "Enter");
    await press(page, "Control+k");
    await field.waitFor();
    await page.keyboard.type("go to threshold");
    await press(page, "Enter");
    await expect.poll(() => focusedCell(page)).toBe("threshold");
  });

  test("by pointer from the bar, with or without a notebook", async () => {
    opened = await openPage(inject("site"));
    ({ page } = opened);
    await page.getByRole("button", { name: "Commands" }).click();
    await page.getByRole("option", { name: /Русский/ }).click();
    await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("ru");
    expect(await page.getByRole("option", { name: /Удалить/ }).count()).toBe(0);
  });

  test("help hands the program over as one file, or says that this site has none", async () => {
    opened = await openPage(inject("site"));
    ({ page } = opened);
    const program = `<!doctype html><title>Tenure</title><!--notebook-->`;
    let there = false;
    // In the place of one: whether the real one works from a disk is asked in `test/browser/single.test.ts`.
    await opened.context.route(/\/tenure\.html$/, (route) =>
      there ? route.fulfill({ contentType: "text/html", body: program }) : route.fulfill({ status: 404 }),
    );
    await page.getByRole("button", { name: "Help", exact: true }).click();
    const save = page.getByRole("button", { name: "Download Tenure as one file" });
    await save.click();
    await page.getByText("This site does not have the program as one file").waitFor();
    there = true;
    const waiting = page.waitForEvent("download");
    await save.click();
    const file = await waiting;
    expect(file.suggestedFilename()).toBe("tenure.html");
    expect(await readFile(await file.path(), "utf8")).toBe(program);
  });
});

describe("help and keys", () => {
  test("? lists the keys as they are; a key can be given, refused, and taken back, and it lasts", async () => {
    await open();
    await on(page, "twice");
    await press(page, "?");
    const help = page.getByRole("dialog", { name: "Keys and what they do" });
    await help.waitFor();
    expect(await axe(page, "keys", "dialog")).toEqual([]);
    expect(await help.textContent()).toContain("Merge with the next, or all that are chosen");
    // What code of a cell finds stands there too.
    await expect
      .poll(() => help.textContent())
      .toMatch(/await orders\.column\("amount"\)[\s\S]*clv[\s\S]*Plot\.dot/);
    await help.getByRole("button", { name: "Change the keys" }).click();
    const keys = page.getByRole("dialog", { name: "Change the keys" });
    await keys.waitFor();
    expect(await axe(page, "change of keys", "dialog")).toEqual([]);
    const give = keys.getByRole("button", { name: "Add keys for: Duplicate", exact: true });
    await give.click();
    await press(page, "x");
    await keys
      .getByRole("alert")
      .getByText(/x already means: Cut the cells/)
      .waitFor();
    await give.click();
    await press(page, "Control+Shift+P");
    await keys
      .getByRole("alert")
      .getByText(/belongs to the browser/)
      .waitFor();
    await give.click();
    await press(page, "Shift+D");
    await keys.getByRole("button", { name: "Take Shift+D away from: Duplicate" }).waitFor();
    await press(page, "Escape");
    await on(page, "twice");
    await press(page, "Shift+D");
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice", "twice_2", "more"]);
    await page.getByText("kept in this browser", { exact: true }).waitFor();
    await page.reload();
    await page.locator("main button.id").first().waitFor({ state: "attached" });
    await on(page, "more");
    await press(page, "Shift+D");
    await expect.poll(() => names(page)).toContain("more_2");
    await press(page, "?");
    await help.getByRole("button", { name: "Change the keys" }).click();
    await keys.getByRole("button", { name: "Undo 1 change" }).click();
    await expect.poll(() => keys.getByRole("button", { name: /Shift\+D/ }).count()).toBe(0);
  });

  test("letters of another alphabet act by their place", async () => {
    await open();
    await on(page, "more");
    for (let i = 0; i < 2; i++) {
      await page.evaluate(() =>
        document.activeElement?.dispatchEvent(
          new KeyboardEvent("keydown", { key: "в", code: "KeyD", bubbles: true, cancelable: true }),
        ),
      );
    }
    await expect.poll(() => names(page)).toEqual(["text 1", "threshold", "twice"]);
  });
});

/** The engine, a model and a figure: each brings files that come with nothing else. */
const WHOLE = `${NOTEBOOK}
${SALES_NOTEBOOK.slice(SALES_NOTEBOOK.indexOf("```source"))}
\`\`\`customers id=customers from=orders
\`\`\`

\`\`\`fit id=repeat from=customers
model: bg-nbd
unit: week
\`\`\`

\`\`\`chart id=drawn from=large
mark: bar
x: it
\`\`\`

\`\`\`ts id=tried
const rows = await large.count;
try { return (await fetch("https://example.org/")).status; } catch { return "refused beside " + rows; }
\`\`\`
`;

describe("working offline", () => {
  const soon = { timeout: 60_000 };
  let dist: string;
  let server: Awaited<ReturnType<typeof serve>>;
  let away: Opened;
  let off = 0;

  beforeAll(async () => {
    // A copy, which a test may change.
    dist = await mkdtemp(join(tmpdir(), "tenure-offline-"));
    await cp(inject("dist"), dist, { recursive: true });
    server = await serve({ root: dist, base: "/off/line/" });
    away = await openPage(server.url, { offline: true });
  });
  afterAll(async () => {
    await away.close();
    await server.close();
    await rm(dist, { recursive: true, force: true });
  });

  const kept = () =>
    away.page.evaluate(async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith("tenure-offline-"));
      const registration = await navigator.serviceWorker.getRegistration();
      return { names, active: registration?.active?.state ?? null, waiting: Boolean(registration?.waiting) };
    });

  test("everything is kept, and it works with the server switched off", async () => {
    await until(async () => (await kept()).active === "activated", 120_000);
    const port = Number(new URL(server.url).port);
    await server.close();
    off = port;
    await away.page.reload();
    await openSmall(away.page, WHOLE);
    await away.page.getByRole("button", { name: "Run all" }).first().click();
    await giveTo(away.page, "sales", "sales.csv", SALES_CSV);
    const states = await settled(away.page);
    expect(unfinished(states)).toEqual([]);
    await region(away.page, "repeat").getByText("BG/NBD").first().waitFor();
    await region(away.page, "drawn").locator(".drawn svg").waitFor();
    await region(away.page, "tried")
      .getByText(/^refused beside \d+$/)
      .waitFor();
    expect(away.foreign).toEqual([]);
  });

  test("a newer version says so and waits; taking it loses nothing", async () => {
    server = await serve({ root: dist, base: "/off/line/", port: off });
    const script = await readFile(join(dist, "sw.js"), "utf8");
    await writeFile(join(dist, "sw.js"), script.replace(/const VERSION = "\w+"/, 'const VERSION = "newer"'));
    await away.page.reload();
    await away.page.getByText("A new version of Tenure is ready").waitFor({ timeout: 60_000 });
    expect((await kept()).waiting).toBe(true);
    const cells = await away.page.getByRole("main").getByRole("region").count();
    await Promise.all([
      away.page.waitForEvent("load"),
      away.page.getByRole("button", { name: "Reload with it" }).click(),
    ]);
    await expect.poll(() => away.page.getByRole("main").getByRole("region").count(), soon).toBe(cells);
    await expect.poll(async () => (await kept()).names, soon).toEqual(["tenure-offline-newer"]);
  });

  test("to forget everything is to forget this too", async () => {
    const { page } = away;
    await page.getByRole("link", { name: "Tenure, home" }).click();
    await page.getByRole("button", { name: "Forget everything …" }).click();
    expect(await axe(page, "forget everything", "dialog[open]")).toEqual([]);
    await Promise.all([
      page.waitForEvent("load"),
      page.getByRole("dialog").getByRole("button", { name: "Forget everything" }).click(),
    ]);
    await page.getByRole("button", { name: "Try sample data" }).waitFor();
    // Longer than the page waits before it keeps itself.
    await page.waitForTimeout(4000);
    expect(await kept()).toEqual({ names: [], active: null, waiting: false });
  });
});
