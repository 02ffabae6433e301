import { afterAll, expect, inject, test } from "vitest";
import { closeBrowser, openPage } from "../browser";
import { code, isFocused, press, runText, write } from "../hands";
import { openSmall, removeCell, names } from "../kept";
import { region, settled, until } from "../steps";

/**
 * Point 1: first paint < 1 s, usable shell before the engine is up; engine state shown ("starting · ready · busy ·
 * restarting"). Time is for `npm run bench notebook`; here the engine's program is held back, and the shell is used.
 */

/** One call of a function that takes about a minute: the engine does not look up meanwhile, and has to be ended. */
const DEAF = "SELECT levenshtein(repeat('a', 100000), repeat('b', 100000)) AS far";

afterAll(closeBrowser);

test("the shell is used while the engine has not come, and says what the engine does", async () => {
  const opened = await openPage(inject("site"));
  const { page } = opened;
  try {
    await page.getByRole("heading", { name: "What is a customer worth?" }).waitFor();
    // The shell has painted, and nothing of the engine was asked for.
    expect(opened.requests.filter(({ url }) => /\.wasm/.test(url))).toEqual([]);
    let come = () => {};
    const held = new Promise<void>((resolve) => (come = resolve));
    await opened.context.route(/duckdb[^/]*\.wasm/, async (route) => {
      await held;
      await route.continue();
    });
    await openSmall(page);
    const side = page.getByRole("complementary", { name: "Sidebar" });
    const engine = side.getByRole("status");
    expect(await engine.innerText()).toContain("not started");
    const asked = page.waitForRequest(/duckdb[^/]*\.wasm/);
    await page.getByRole("button", { name: "Run all" }).click();
    await asked;
    await expect.poll(() => engine.innerText()).toContain("starting");
    expect(await region(page, "twice").getAttribute("data-state")).toMatch(/running|queued/);

    // Meanwhile one writes, takes away, puts back, looks for a command, changes the language and back.
    await write(page, "large", "SELECT 'written meanwhile' AS it");
    await press(page, "Escape");
    await removeCell(page, "threshold");
    await expect.poll(() => names(page)).not.toContain("threshold");
    await page.keyboard.press("z");
    await expect.poll(() => names(page)).toContain("threshold");
    await press(page, "Control+k");
    await page.getByRole("combobox", { name: /Type a command/ }).fill("Polski");
    await press(page, "Enter");
    await page.getByText("uruchamia się").waitFor();
    await page.getByRole("button", { name: "Język" }).click();
    await page.getByRole("menuitemradio", { name: "English" }).click();
    await expect.poll(() => engine.innerText()).toContain("starting");

    come();
    await settled(page);
    await expect.poll(() => engine.innerText()).toContain("ready");
    await expect
      .poll(() => region(page, "large").locator("[role=gridcell]").first().innerText(), { timeout: 60_000 })
      .toBe("written meanwhile");

    await runText(page, "large", DEAF);
    await expect.poll(() => engine.innerText()).toContain("busy");
    await expect.poll(isFocused(code(page, "large"))).toBe(true);
    await until(async () => (await region(page, "large").getAttribute("data-state")) === "running");
    await page.getByRole("banner").getByRole("button", { name: "Stop" }).click();
    await expect.poll(() => engine.innerText(), { interval: 20 }).toMatch(/restarting engine, \d+/);
    await expect.poll(() => engine.innerText(), { timeout: 60_000 }).toContain("ready");
    expect(opened.errors).toEqual([]);
  } finally {
    await opened.close();
  }
});
