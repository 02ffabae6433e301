import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeBrowser, type Opened } from "../browser";
import { code, codeOf, openOwn, press, write } from "../hands";
import { region, settled, states, until } from "../steps";

/**
 * Point 17: completion for tables, columns, cell names, parameters, functions, with types; formatter; bracket and comment
 * keys. One notebook, one page load.
 */

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
const cell = (id: string): Locator => region(page, id);
const list = (): Locator => page.locator(".cm-tooltip-autocomplete");
beforeAll(async () => {
  opened = await openOwn(NOTEBOOK);
  ({ page } = opened);
  await settled(page);
});
afterAll(async () => {
  await opened.close();
  await closeBrowser();
});

test("tables, columns with their types, other cells and parameters are listed where they may stand", async () => {
  const option = (name: RegExp) => list().getByRole("option", { name }).first();
  /** The first list waits for the engine's own names: asked for again until it is there. */
  const come = (name: RegExp) =>
    expect
      .poll(
        async () => {
          if ((await list().count()) === 0) await press(page, "Control+Space");
          return option(name).count();
        },
        { timeout: 30_000, interval: 500 },
      )
      .toBe(1);
  await write(page, "picked", "FROM ");
  await page.keyboard.type("ord");
  await come(/^orders/);
  await option(/^orders/).click();
  await page.keyboard.type(" SELECT am");
  await come(/^amount/);
  expect(await option(/^amount/).innerText()).toMatch(/amount\s*.*(decimal|double)/i);
  await press(page, "Enter");
  await page.keyboard.type(" WHERE country IN ${cou");
  await come(/^countries/);
  await option(/^countries/).click();
  await press(page, "Escape", "Escape");
  // The bracket was closed by itself.
  await expect
    .poll(() => codeOf(page, "picked"))
    .toBe("FROM orders SELECT amount WHERE country IN ${countries}");
  await press(page, "Enter");
  await code(page, "picked").and(page.locator(":focus")).waitFor();
  await press(page, "Control+a");
  // Asked for by its key, with nothing typed.
  await page.keyboard.insertText("FROM ");
  await press(page, "Control+Space");
  await list()
    .getByRole("option", { name: /^chosen/ })
    .first()
    .waitFor();
  await press(page, "Escape", "Escape");
});

test("brackets close by themselves and show their pair; a line is a remark and no more by one key", async () => {
  await write(page, "picked", "SELECT ");
  await page.keyboard.type("(1 + (2");
  await expect.poll(() => codeOf(page, "picked")).toBe("SELECT (1 + (2))");
  await page.keyboard.type("))");
  await expect.poll(() => codeOf(page, "picked")).toBe("SELECT (1 + (2))");
  await expect.poll(() => cell("picked").locator(".cm-matchingBracket").count()).toBe(2);
  await press(page, "Control+/");
  await expect.poll(() => codeOf(page, "picked")).toBe("-- SELECT (1 + (2))");
  await press(page, "Control+/");
  await expect.poll(() => codeOf(page, "picked")).toBe("SELECT (1 + (2))");
  await press(page, "Escape", "Escape");
});

test("a query is laid out by its key, in one step; `${…}` stays", async () => {
  await cell("chosen").focus();
  const before = await codeOf(page, "chosen");
  await press(page, "Alt+Shift+F");
  await expect.poll(() => codeOf(page, "chosen")).toContain("country in ${countries}\n");
  await settled(page);
  expect(await states(page)).toMatchObject({ chosen: "done" });
  await cell("chosen").focus();
  await press(page, "z");
  await expect.poll(() => codeOf(page, "chosen")).toBe(before);
});

test("completion knows functions and common table expressions, from the engine", async () => {
  await cell("picked").focus();
  await press(page, "Enter");
  await until(() => code(page, "picked").evaluate((node) => node === document.activeElement));
  await press(page, "Control+A");
  await page.keyboard.type("WITH big AS (SELECT amount AS paid FROM orders) SELECT med");
  await list()
    .getByRole("option", { name: /median/ })
    .first()
    .waitFor();
  await press(page, "Escape");
  await page.keyboard.type("ian(big.");
  await list().getByRole("option", { name: /paid/ }).first().click();
  await page.keyboard.type(") AS m FROM big");
  await expect.poll(() => codeOf(page, "picked")).toContain("median(big.paid) AS m FROM big");
  await press(page, "Escape");
});

test("TypeScript knows the columns of other cells, and says what does not fit", async () => {
  await cell("share").focus();
  await press(page, "Enter");
  await until(() => code(page, "share").evaluate((node) => node === document.activeElement));
  await press(page, "Control+A");
  await page.keyboard.type('const wrong = await orders.column("amout");\nreturn (await orders.');
  await list().getByRole("option", { name: "rows" }).first().waitFor({ timeout: 60_000 });
  await press(page, "Escape");
  await page.keyboard.type("rows()).length");
  const notes = cell("share").getByRole("region", { name: "What the types say" });
  await notes
    .getByText(/"amout"/)
    .first()
    .waitFor({ timeout: 60_000 });
  await notes.getByRole("button", { name: "Line 1" }).first().click();
  await press(
    page,
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
  await press(page, "Control+A");
  await page.keyboard.type('return (await orders.column("amount")).length;');
  await notes.waitFor({ state: "detached" });
  // The first closes a list that is still open, the second leaves.
  await press(page, "Escape", "Escape");
  await settled(page);
  expect((await states(page))["share"]).toBe("done");
  expect(opened.errors).toEqual([]);
});
