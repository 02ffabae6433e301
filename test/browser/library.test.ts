import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, type Opened } from "./browser";
import { openOwn } from "./hands";
import { download, region, settled, states, until } from "./steps";
import { VALUED } from "./valued";

/** The model library in cells of code, on the sample, by what a person does with the page. */

let opened: Opened;
let page: Page;
beforeAll(async () => {
  opened = await openOwn(VALUED);
  ({ page } = opened);
  await settled(page);
});
afterAll(async () => {
  await opened.close();
  await closeBrowser();
});

/** Puts `text` in place of what a cell says, and runs it to an end. */
async function write(cell: Locator, text: string): Promise<void> {
  const before = Number(await cell.getAttribute("data-runs"));
  await cell.locator(".cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
  await page.keyboard.press("Control+Enter");
  await until(
    async () =>
      Number(await cell.getAttribute("data-runs")) > before &&
      /^(done|failed|blocked)$/.test((await cell.getAttribute("data-state")) ?? ""),
    120_000,
  );
}

/** Adds a cell at the end by the menu below the last one, and gives its name. */
async function add(kind: string, text: string): Promise<string> {
  const before = Object.keys(await states(page));
  await page.getByRole("button", { name: "Add cell", exact: true }).click();
  await page.getByRole("combobox", { name: /Which kind of cell/ }).waitFor();
  await page.getByRole("option", { name: new RegExp(`^${kind}`) }).click();
  let id: string | undefined;
  await until(async () => {
    id = Object.keys(await states(page)).find((name) => !before.includes(name));
    return id !== undefined;
  });
  await write(region(page, id!), text);
  return id!;
}

const text = (id: string): Promise<string> => region(page, id).locator("output").innerText();
const csvOf = (id: string) =>
  download(page, region(page, id).getByRole("button", { name: /^Download (CSV|these rows as CSV)$/ }));
const meanOf = (rows: readonly Record<string, string>[], name: string): number =>
  rows.reduce((sum, row) => sum + Number(row[name]), 0) / rows.length;

test("a fit in a cell, and the same fit made anew by clv, give the very numbers of the scores", async () => {
  const scores = await csvOf("scores");
  expect(scores.length).toBeGreaterThan(100);

  const people = await add(
    "TypeScript",
    `const who = await repeat.histories();
const alive = repeat.probabilityAlive(who);
const orders = repeat.conditionalExpectedTransactions({ months }, who);
return who.customer.map((customer: string, i: number) => ({ customer, alive: alive[i], orders: orders[i] }));`,
  );
  const mean = await add(
    "TypeScript",
    `const who = await repeat.histories();
const alive: Float64Array = repeat.probabilityAlive(who);
return String(alive.reduce((a, b) => a + b, 0) / alive.length);`,
  );
  const anew = await add(
    "TypeScript",
    `const { x, tx, T } = await repeat.histories();
const fit = clv.bgNbd.fit({ unit: repeat.unit, x, tx, T });
const alive: Float64Array = fit.probabilityAlive({ x, tx, T });
return String(alive.reduce((a, b) => a + b, 0) / alive.length);`,
  );
  const joined = await add(
    "SQL",
    `SELECT count(*) AS customers, max(abs(alive - p_alive)) AS apart, max(abs(${people}.orders - scores.orders)) AS apart_orders
FROM ${people} JOIN scores ON customer = customer_id`,
  );
  expect(await states(page)).toMatchObject({
    [people]: "done",
    [mean]: "done",
    [anew]: "done",
    [joined]: "done",
  });
  const wanted = meanOf(scores, "p_alive");
  expect(Number((await text(mean)).replaceAll('"', ""))).toBeCloseTo(wanted, 6);
  expect(Number((await text(anew)).replaceAll('"', ""))).toBeCloseTo(wanted, 6);
  const [all] = await csvOf(joined);
  expect(Number(all!["customers"])).toBe(scores.length);
  expect(Number(all!["apart"])).toBeLessThan(1e-6);
  expect(Number(all!["apart_orders"])).toBeLessThan(1e-6);
  expect(opened.errors).toEqual([]);
  expect(opened.foreign).toEqual([]);
});

test("the settings of an analysis are computed as code is", async () => {
  const before = await csvOf("scores");
  await region(page, "scores").focus();
  await page.keyboard.press("Enter");
  await write(
    region(page, "scores"),
    "margin: ${share * 2}\nannual-rate: ${rate}\nhorizon: ${Math.round(months)} months",
  );
  expect((await settled(page))["scores"]).toBe("done");
  const after = await csvOf("scores");
  expect(after).toHaveLength(before.length);
  expect(meanOf(after, "clv") / meanOf(before, "clv")).toBeCloseTo(2, 9);
  expect(opened.errors).toEqual([]);
});
