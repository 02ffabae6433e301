import type { Page } from "playwright-core";
import { afterAll, afterEach, expect, test } from "vitest";
import { closeBrowser, type Opened } from "../browser";
import { on, openOwn, runText } from "../hands";
import { giveTo, SALES_CSV, SALES_NOTEBOOK } from "../kept";
import { region, settled, states, until } from "../steps";

/**
 * Point 16: stop always works within 1 s, even for `while(true)`; after a hard stop data is restored without asking for
 * files again.
 */

let opened: Opened;
afterEach(() => opened.close());
afterAll(closeBrowser);

const cell = (id: string, body: string): string => `\n\`\`\`ts id=${id} seconds=600\n${body}\n\`\`\`\n`;

/** Opens a notebook of this text which runs at once. */
async function open(text: string): Promise<Page> {
  opened = await openOwn(text);
  return opened.page;
}
const valueOf = (page: Page, id: string) => region(page, id).locator("output").innerText();

// The second holds ever more memory, up to gigabytes, without asking for any at once: the browser sees no limit yet.
test.each([
  ["an endless loop", "while (true) {}"],
  ["an endless list of small things", "const all = [];\nwhile (true) all.push({ n: all.length });"],
])("%s is ended within a second, and the next cell runs", async (_, body) => {
  const page = await open(cell("endless", body) + cell("after", "return 6 * 7;"));
  await until(async () => (await states(page))["endless"] === "running");
  // The page answers while the code runs.
  await page.getByRole("tab", { name: "Outline" }).click();
  const jail = () => page.frames().filter((frame) => frame.url().endsWith("/jail.html")).length;
  await until(() => Promise.resolve(jail() === 1));
  const size = () =>
    page.evaluate(
      () => (performance as never as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
    );
  const before = await size();
  await page.waitForTimeout(2000);
  // What the code holds is nothing of the page's.
  expect((await size()) - before).toBeLessThan(50e6);
  await region(page, "endless").getByRole("button", { name: "Stop" }).first().click();
  const took = await page.evaluate(async () => {
    const start = performance.now();
    const late = () => performance.now() - start > 20_000;
    const held = () =>
      document.querySelector('iframe[src$="jail.html"]') === null &&
      document.querySelector("[data-id=endless]")?.getAttribute("data-state") === "cancelled";
    while (!held() && !late()) await new Promise((done) => setTimeout(done, 10));
    return performance.now() - start;
  });
  expect(took).toBeLessThan(1000);
  await region(page, "after").focus();
  await page.keyboard.press("Control+Enter");
  await until(async () => (await states(page))["after"] === "done");
  expect(await valueOf(page, "after")).toBe("42");
  expect(opened.errors).toEqual([]);
});

test("a query that does not hear is ended with the engine; files and tables are there again, and nobody is asked", async () => {
  opened = await openOwn(SALES_NOTEBOOK);
  const { page } = opened;
  await giveTo(page, "sales", "sales.csv", SALES_CSV);
  await until(async () => (await states(page))["overview"] === "done");
  const before = await settled(page);
  let asked = 0;
  page.on("filechooser", () => asked++);

  await page.getByRole("button", { name: "Add cell", exact: true }).first().click();
  await page.keyboard.type("SQL");
  await page.keyboard.press("Enter");
  await on(page, "query");
  // One call of a function that takes about a minute: there is no point at which the engine would look up.
  await runText(page, "query", "SELECT levenshtein(repeat('a', 100000), repeat('b', 100000)) AS far");
  await until(async () => (await states(page))["query"] === "running");
  const pressed = await page.evaluate(() => performance.now());
  await page.getByRole("banner").getByRole("button", { name: "Stop", exact: true }).click();
  // It says so at once; the cell is free as soon as the engine is ended, not when it is there again.
  await until(async () => /stopping|cancelled/.test((await states(page))["query"] ?? ""), 1000);
  await until(async () => (await states(page))["query"] === "cancelled");
  expect(pressed).toBeGreaterThan(0);

  await runText(page, "query", "SELECT count(*) AS n, (SELECT count(*) FROM sales) AS read FROM orders");
  await settled(page);
  await expect
    .poll(() => region(page, "query").locator("[role=gridcell]").allInnerTexts(), { timeout: 60_000 })
    .toEqual(["60", "60"]);
  const after = await states(page);
  for (const [name, state] of Object.entries(before)) expect([name, after[name]]).toEqual([name, state]);

  // By hand too: its memory is given back, and what it held is there again.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Type a command or the name of a cell" }).waitFor();
  await page.keyboard.insertText("restart the engine");
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText("The engine runs again, with every table").waitFor();
  await runText(page, "query", "SELECT 1 + count(*) AS n, (SELECT count(*) FROM sales) AS read FROM orders");
  await settled(page);
  await expect
    .poll(() => region(page, "query").locator("[role=gridcell]").allInnerTexts(), { timeout: 60_000 })
    .toEqual(["61", "60"]);
  expect(asked).toBe(0);
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(opened.errors).toEqual([]);
});
