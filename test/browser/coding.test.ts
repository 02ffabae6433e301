import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { axe } from "./axe";
import { closeBrowser, openPage, type Opened } from "./browser";
import { region, settled, states, until } from "./steps";

// Issue 6, lines 2, 3 and 5: what helps to write cells. One notebook, one page load.

const NOTEBOOK = `---
title: Coding
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

\`\`\`input id=period
type: date-range
label: Period
value: {from: 2024-01-01, to: 2024-01-31} # to begin with
\`\`\`

\`\`\`input id=large
# why it is off
type: toggle
label: Only large
\`\`\`

\`\`\`input id=people from=orders
type: rows
label: People
column: customer
\`\`\`

\`\`\`sql id=chosen
select count(*) as n from orders where country in \${countries} and day between \${period.from} and \${period.to}
\`\`\`

\`\`\`sql id=picked
SELECT sum(amount) AS total FROM orders WHERE customer IN \${people}
\`\`\`

\`\`\`ts id=share
const amounts = await orders.column("amount");
return amounts.length;
\`\`\`
`;

let opened: Opened;
let page: Page;
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const code = (id: string) => page.getByRole("textbox", { name: `Code of ${id}`, exact: true });
const codeOf = (id: string) => code(id).evaluate((node) => (node as HTMLElement).innerText.trim());
const cell = (id: string): Locator => region(page, id);
beforeAll(async () => {
  const site = inject("site");
  opened = await openPage(site, {});
  ({ page } = opened);
  await opened.context.route(`${site}notebooks/small.md`, (route) =>
    route.fulfill({ contentType: "text/markdown", body: NOTEBOOK }),
  );
  await page.goto(`${site}?open=notebooks/small.md`);
  await page.locator("main [role=toolbar]").first().waitFor({ state: "attached" });
  await settled(page);
});
afterAll(async () => {
  await opened.close();
  await closeBrowser();
});

test("inputs of several answers reach SQL by name, and their values are written in the text", async () => {
  const value = (id: string) => cell(id).locator("[role=gridcell], td").first().textContent();
  await until(async () => (await value("chosen"))?.trim() === "1");
  await cell("countries").getByRole("checkbox", { name: "cz" }).check();
  await cell("period").getByLabel("To", { exact: true }).fill("2024-02-28");
  await cell("period").getByLabel("To", { exact: true }).blur();
  await until(async () => (await value("chosen"))?.trim() === "2");
  await cell("people").getByRole("checkbox", { name: "Choose bob" }).check();
  await until(async () => (await value("picked"))?.includes("20") === true);
  await cell("large").getByRole("switch", { name: "Only large" }).check();
  await settled(page);
  for (const id of ["countries", "period", "large", "people"]) {
    await cell(id).focus();
    await press("Shift+O");
  }
  await expect.poll(() => codeOf("countries")).toContain("value: [pl, cz]");
  await expect
    .poll(() => codeOf("period"))
    .toContain("value: {from: 2024-01-01, to: 2024-02-28} # to begin with");
  await expect
    .poll(() => codeOf("large"))
    .toBe("# why it is off\ntype: toggle\nlabel: Only large\nvalue: true");
  await expect.poll(() => codeOf("people")).toContain("value: [bob]");
  expect(await axe(page)).toEqual([]);
});

test("a form writes the same text, and remarks stay", async () => {
  await cell("period").getByRole("radio", { name: "Form" }).check();
  const form = cell("period").getByRole("form", { name: "Settings of period" });
  await form.getByLabel("Label", { exact: true }).fill("Months");
  await form.getByLabel("Label", { exact: true }).press("Enter");
  await form.getByLabel("Label", { exact: true }).blur();
  await cell("period").getByRole("radio", { name: "Text" }).check();
  await expect
    .poll(() => codeOf("period"))
    .toBe("type: date-range\nlabel: Months\nvalue: {from: 2024-01-01, to: 2024-02-28} # to begin with");
});

test("a query is laid out by its key, in one step; `${…}` stays", async () => {
  await cell("chosen").focus();
  const before = await codeOf("chosen");
  await press("Alt+Shift+F");
  await expect.poll(() => codeOf("chosen")).toContain("country in ${countries}\n");
  await settled(page);
  expect(await states(page)).toMatchObject({ chosen: "done" });
  await cell("chosen").focus();
  await press("z");
  await expect.poll(() => codeOf("chosen")).toBe(before);
});

test("completion knows functions and common table expressions, from the engine", async () => {
  await cell("picked").focus();
  await press("Enter");
  await until(() => code("picked").evaluate((node) => node === document.activeElement));
  await press("Control+A");
  await page.keyboard.type("WITH big AS (SELECT amount AS paid FROM orders) SELECT med");
  const list = page.locator(".cm-tooltip-autocomplete");
  await list
    .getByRole("option", { name: /median/ })
    .first()
    .waitFor();
  await press("Escape");
  await page.keyboard.type("ian(big.");
  await list.getByRole("option", { name: /paid/ }).first().click();
  await page.keyboard.type(") AS m FROM big");
  await expect.poll(() => codeOf("picked")).toContain("median(big.paid) AS m FROM big");
  await press("Escape");
});

test("TypeScript knows the columns of other cells, and says what does not fit", async () => {
  await cell("share").focus();
  await press("Enter");
  await until(() => code("share").evaluate((node) => node === document.activeElement));
  await press("Control+A");
  await page.keyboard.type('const wrong = await orders.column("amout");\nreturn (await orders.');
  const list = page.locator(".cm-tooltip-autocomplete");
  await list.getByRole("option", { name: "rows" }).first().waitFor({ timeout: 60_000 });
  await press("Escape");
  await page.keyboard.type("rows()).length");
  const notes = cell("share").getByRole("region", { name: "What the types say" });
  await notes
    .getByText(/"amout"/)
    .first()
    .waitFor({ timeout: 60_000 });
  await notes.getByRole("button", { name: "Line 1" }).first().click();
  await press(
    "Home",
    "ArrowRight",
    "ArrowRight",
    "ArrowRight",
    "ArrowRight",
    "ArrowRight",
    "ArrowRight",
    "ArrowRight",
    "Control+I",
  );
  await page.locator(".cm-types").getByText("const wrong").waitFor();
  await press("Control+A");
  await page.keyboard.type('return (await orders.column("amount")).length;');
  await notes.waitFor({ state: "detached" });
  // The first closes a list that is still open, the second leaves.
  await press("Escape", "Escape");
  await settled(page);
  expect((await states(page))["share"]).toBe("done");
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
  await press("ArrowRight");
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent ?? ""))
    .toMatch(/^\s*people/);
  await press("ArrowLeft");
  await side.getByText("A change here runs", { exact: false }).waitFor();
  await side.getByRole("switch", { name: "Run by itself after a change" }).uncheck();
  await cell("countries").getByRole("checkbox", { name: "sk" }).check();
  await side.getByRole("button", { name: "Run 1 stale cell" }).click();
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
  expect(await axe(page)).toEqual([]);
  expect(opened.errors).toEqual([]);
});
