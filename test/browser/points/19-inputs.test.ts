import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, openPage, type Opened } from "../browser";
import { codeOf, openOwn, press } from "../hands";
import { keptText } from "../kept";
import { region, settled, until } from "../steps";

/**
 * Point 19: inputs (slider, select, date, number, text) usable in SQL and TS by name; values saved in the file and link;
 * keyboard and label complete. One notebook, one page load.
 */

const NOTEBOOK = `---
title: Inputs
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

\`\`\`input id=least
type: range
label: Least amount
min: 0
max: 30
step: 5
value: 5
\`\`\`

\`\`\`input id=home
type: select
label: Home country
options: [pl, cz, sk]
value: pl
\`\`\`

\`\`\`input id=since
type: date
label: Since
value: 2024-01-01
\`\`\`

\`\`\`input id=times
type: number
label: Times
value: 2
\`\`\`

\`\`\`input id=greeting
type: text
label: Greeting
value: hello
\`\`\`

\`\`\`sql id=all_in_sql
SELECT \${greeting} || ' ' || (count(*) * \${times})::INTEGER || ' ' || count(*) FILTER (country = \${home}) AS said
FROM orders WHERE amount >= \${least} AND day >= \${since}
\`\`\`

\`\`\`ts id=all_in_ts
return [greeting, times * least, home, new Date(since).toISOString().slice(0, 10)].join(" ");
\`\`\`
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

const labels = ["Least amount", "Home country", "Since", "Times", "Greeting"];

test("slider, choice, day, number and text are found by their labels, set by keys, and read by SQL and TypeScript by name", async () => {
  const inSql = async () =>
    (await cell("all_in_sql").locator("[role=gridcell], td").first().textContent())?.trim();
  const inTs = () => cell("all_in_ts").locator("output").innerText();
  await expect.poll(inSql, { timeout: 30_000 }).toBe("hello 6 1");
  expect(await inTs()).toBe("hello 10 pl 2024-01-01");
  for (const label of labels) await page.getByLabel(label, { exact: true }).waitFor();
  await page.getByRole("slider", { name: "Least amount" }).focus();
  await press(page, "ArrowRight");
  await page.getByLabel("Home country", { exact: true }).focus();
  await press(page, "ArrowDown");
  await page.getByLabel("Since", { exact: true }).fill("2024-02-01");
  await page.getByLabel("Since", { exact: true }).blur();
  await page.getByLabel("Times", { exact: true }).fill("3");
  await press(page, "Enter");
  await page.getByLabel("Greeting", { exact: true }).fill("it's");
  await press(page, "Enter");
  await page.getByLabel("Greeting", { exact: true }).blur();
  // Of orders from 10 on since February one is left, of the Czech one.
  await expect.poll(inSql, { timeout: 30_000 }).toBe("it's 3 1");
  await expect.poll(inTs).toBe("it's 30 cz 2024-02-01");
  await settled(page);
});

test("their values are in the file, and in a link", async () => {
  const lines = ["value: 10\n", "value: cz\n", "value: 2024-02-01\n", "value: 3\n", "value: it's\n"];
  const text = await keptText(page);
  for (const line of lines) expect(text).toContain(line);
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("menuitem", { name: /^Link to this notebook/ }).click();
  const field = page.getByRole("dialog").getByRole("textbox", { name: "The link" });
  await field.waitFor();
  const other = await openPage(await field.inputValue());
  try {
    await other.page.getByRole("button", { name: "Let it run" }).click();
    await settled(other.page);
    expect(await other.page.getByLabel("Home country", { exact: true }).inputValue()).toBe("cz");
    expect(await other.page.getByRole("slider", { name: "Least amount" }).inputValue()).toBe("10");
  } finally {
    await other.close();
  }
  await page.keyboard.press("Escape");
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
    await press(page, "Shift+O");
  }
  await expect.poll(() => codeOf(page, "countries")).toContain("value: [pl, cz]");
  await expect
    .poll(() => codeOf(page, "period"))
    .toContain("value: {from: 2024-01-01, to: 2024-02-28} # to begin with");
  await expect
    .poll(() => codeOf(page, "large"))
    .toBe("# why it is off\ntype: toggle\nlabel: Only large\nvalue: true");
  await expect.poll(() => codeOf(page, "people")).toContain("value: [bob]");
  expect(await axe(page, "inputs")).toEqual([]);
});

test("a form writes the same text, and remarks stay", async () => {
  await cell("period").getByRole("radio", { name: "Form" }).check();
  const form = cell("period").getByRole("form", { name: "Settings of period" });
  await form.waitFor();
  expect(await axe(page, "form of a cell", "form")).toEqual([]);
  await form.getByLabel("Label", { exact: true }).fill("Months");
  await form.getByLabel("Label", { exact: true }).press("Enter");
  await form.getByLabel("Label", { exact: true }).blur();
  await cell("period").getByRole("radio", { name: "Text" }).check();
  await expect
    .poll(() => codeOf(page, "period"))
    .toBe("type: date-range\nlabel: Months\nvalue: {from: 2024-01-01, to: 2024-02-28} # to begin with");
  expect(opened.errors).toEqual([]);
});
