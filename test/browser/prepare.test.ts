import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { axe } from "./axe";
import { closeBrowser, openPage, type Opened } from "./browser";
import { drop, makeNotebook, openFiles, region, states, until } from "./steps";

/** From the notebook to the SQL, from the SQL to the summary, and from the summary to the same values: as a person would. */

const samples = resolve("public/samples");
const sample = join(
  samples,
  readdirSync(samples).find((name) => name.endsWith(".csv"))!,
);
const folder = mkdtempSync(join(tmpdir(), "tenure-prepare-"));
/** The completed sales of the sample alone: netting is held to the notebook's own in the unit tests. */
const file = join(folder, "kept.csv");
const shots = process.env["TENURE_SHOTS"];

let opened: Opened;
let page: Page;
const shot = async (name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
};

const finished = (): Promise<void> =>
  until(async () => {
    const all = Object.values(await states(page));
    return all.length > 0 && all.every((state) => state === "done");
  }, 150_000);

/** The total the ranking begins with, without its interval: that is drawn for each customer anew. */
const worth = async (): Promise<string[]> => {
  const text = await region(page, "scores").innerText();
  return [...text.matchAll(/\d{1,3}(?:,\d{3})+(?:\.\d+)?/g)].map(([money]) => money).slice(0, 1);
};

beforeAll(async () => {
  const database = await (await DuckDBInstance.create(":memory:")).connect();
  const kept = `FROM read_csv('${sample}') WHERE quantity > 0 AND status = 'completed'`;
  await database.run(`COPY (${kept}) TO '${file}' (HEADER)`);
  database.closeSync();
  opened = await openPage(inject("site"));
  page = opened.page;
});
afterAll(async () => {
  await opened.close();
  await closeBrowser();
  rmSync(folder, { recursive: true });
});

test("a file too large for the page leaves as SQL from the dialog that refuses it, by keyboard", async () => {
  // Only its beginning is looked at: the rest need not stand on the disk.
  const huge = join(folder, "huge.csv");
  const row = (i: number): string => `A${i},somebody with a long name ${i % 977},2024-01-31,${i % 89}.50\n`;
  writeFileSync(huge, `Order,Client,Date,Amount\n${Array.from({ length: 9000 }, (_, i) => row(i)).join("")}`);
  truncateSync(huge, 6e9);
  await openFiles(page, huge);
  const refused = page.getByRole("dialog", { name: "Read huge.csv" });
  const button = refused.getByRole("alert").getByRole("button", { name: "Prepare where the data live" });
  await button.waitFor({ timeout: 60_000 });
  await shot("too-large");
  await button.press("Enter");
  const sheet = page.getByRole("dialog", { name: "Prepare where the data live" });
  const text = sheet.getByRole("region");
  await text.waitFor();
  expect(await text.innerText()).toMatch(/"Client"[^]*FROM orders/);
  // What lies under two dialogs is out of reach.
  expect(await axe(page, "prepare elsewhere", "dialog.sheet")).toEqual([]);
  await shot("too-large-sheet");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await shot("too-large-sheet-dark-390");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "hidden" });
  await shot("too-large-dark-390");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  // The dialog below is as it was, and the way back leads to the button.
  expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.press("Escape");
  await refused.waitFor({ state: "hidden" });
}, 90_000);

test("the definition of a notebook leaves as SQL, and its summary comes back to the same values", async () => {
  await openFiles(page, file);
  await makeNotebook(page);
  await finished();
  const before = await worth();
  expect(before).toHaveLength(1);
  // From the card of the orders, and by its name.
  const dialog = page.getByRole("dialog", { name: "Prepare where the data live" });
  await region(page, "orders").getByRole("button", { name: "Prepare where the data live" }).click();
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  await page.keyboard.press("Control+k");
  await page.locator("dialog[data-palette] input").fill("Prepare where");
  await page.locator("dialog[data-palette] [role=option]", { hasText: "Prepare where" }).click();
  const text = dialog.getByRole("region");
  await text.waitFor();
  await dialog.getByLabel("Where the orders live").selectOption("postgresql");
  await dialog.getByLabel("Table of the orders").fill("shop.orders");
  expect(await text.innerText()).toMatch(
    /FROM shop\.orders[^]*SELECT x, t_x, t, repeat_money, COUNT\(\*\) AS customers/,
  );
  expect(await axe(page, "prepare elsewhere")).toEqual([]);
  await shot("prepare-light");
  await dialog.getByLabel("2. Take the scores back").check();
  expect(await text.innerText()).toMatch(/LEFT JOIN scores s/);
  await dialog.getByLabel("1. Make the summary").check();
  await dialog.getByLabel("Where the orders live").selectOption("duckdb");
  await dialog.getByLabel("Table of the orders").fill("orders");
  const sql = (await text.innerText()).trim();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await shot("prepare-dark-390");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });

  const database = await (await DuckDBInstance.create(":memory:")).connect();
  await database.run(`CREATE TABLE orders AS FROM read_csv('${file}')`);
  await database.run(`COPY (${sql}) TO '${folder}/summary.csv' (HEADER)`);
  const summary = readFileSync(join(folder, "summary.csv"), "utf8");
  database.closeSync();
  await drop(page, "summary.csv", summary);
  await region(page, "customers")
    .getByText(/Nobody is named/)
    .waitFor({ timeout: 120_000 });
  await finished();
  await shot("prepared");
  expect(await worth()).toEqual(before);
  expect(await region(page, "back").innerText()).toMatch(/distinct histories with scores/);
  expect(opened.errors).toEqual([]);
  expect(opened.foreign).toEqual([]);
}, 170_000);
