import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, type Opened } from "../browser";
import { openOwn, press, runText } from "../hands";
import { ranDuring, region, settled, states } from "../steps";

/**
 * Point 13: editing an upstream cell or input re-runs exactly its dependants; a graph/minimap shows who depends on whom;
 * auto/lazy switch visible.
 */

const NOTEBOOK = `---
title: Dependants
---

\`\`\`sql id=orders
SELECT * FROM (VALUES ('ann', 10.5, DATE '2024-01-05', 'pl'), ('bob', 20, DATE '2024-02-05', 'cz'), ('cid', 7, DATE '2024-03-05', 'sk')) t(customer, amount, day, country)
\`\`\`

\`\`\`input id=countries
type: multi-select
label: Countries
options: [pl, cz, sk]
value: [pl]
\`\`\`

\`\`\`input id=people from=orders
type: rows
label: People
column: customer
\`\`\`

\`\`\`sql id=chosen
select count(*) as n from orders where country in \${countries}
\`\`\`

\`\`\`sql id=picked
SELECT sum(amount) AS total FROM orders WHERE customer IN \${people}
\`\`\`

\`\`\`sql id=rounded
SELECT round(n / 10) AS tens FROM chosen
\`\`\`

\`\`\`sql id=last
SELECT tens + 1 AS next FROM rounded
\`\`\`

Chosen are \${chosen}.
`;

let opened: Opened;
let page: Page;
const cell = (id: string): Locator => region(page, id);
beforeAll(async () => {
  opened = await openOwn(NOTEBOOK);
  ({ page } = opened);
  await settled(page);
});
afterAll(async () => {
  await opened.close();
  await closeBrowser();
});

test("an input runs again exactly what reads it, and stops where a table comes out the same", async () => {
  expect(
    await ranDuring(page, () => cell("countries").getByRole("checkbox", { name: "cz" }).check()),
  ).toEqual(["chosen", "countries", "rounded"]);
  await expect.poll(() => page.locator("main [data-kind=prose]").innerText()).toContain("Chosen are 2.");
});

test("so does an edited cell", async () => {
  const ran = await ranDuring(page, () => runText(page, "rounded", "SELECT n * 10 AS tens FROM chosen"));
  expect(ran).toEqual(["last", "rounded"]);
  expect(Object.values(await states(page)).filter((state) => state !== "done")).toEqual([]);
});

test("who reads whom: a list in words that the keyboard walks, and when cells run", async () => {
  const side = page.getByRole("complementary", { name: "Sidebar" });
  await side.getByRole("tab", { name: "Links" }).click();
  const list = side.getByRole("list", { name: "Who reads whom" });
  const row = (name: string) => list.getByRole("button", { name: new RegExp(`^${name}\\b`) });
  await expect
    .poll(() => row("chosen").textContent())
    .toMatch(/Reads .*orders.*countries|Reads .*countries.*orders/);
  await row("orders").focus();
  await press(page, "ArrowRight");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ""))
    .toMatch(/^\s*people/);
  await press(page, "ArrowLeft");
  await side.getByText("A change here runs", { exact: false }).waitFor();
  await side.getByRole("switch", { name: "Run by itself after a change" }).uncheck();
  await cell("countries").getByRole("checkbox", { name: "sk" }).check();
  await side.getByRole("button", { name: /^Run \d+ stale cells?$/ }).click();
  await settled(page);
  expect((await states(page))["chosen"]).toBe("done");
  await row("chosen").focus();
  await side.getByLabel("This cell runs").selectOption({ label: "By itself" });
  await cell("countries").getByRole("checkbox", { name: "sk" }).uncheck();
  await settled(page);
  expect((await states(page))["chosen"]).toBe("done");
  await row("chosen").click();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
    .toBe("chosen");
  expect(await axe(page, "links")).toEqual([]);
  expect(opened.errors).toEqual([]);
});
