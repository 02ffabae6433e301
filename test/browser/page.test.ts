import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { axe } from "./axe";
import { closeBrowser, launch, openPage, type Opened } from "./browser";
import { crowded } from "./crowded";
import { keptText } from "./kept";
import { settled, unfinished } from "./steps";

/** A notebook as one page to send: results and figures, the text inside, no row about a customer unless one says so. */

const ATTACK = '<img src="https://elsewhere.example/x.png" onerror="window.hit=1">';
const NOTEBOOK = `---
title: "Sent </title><script>window.hit=1</script>"
---

# What is sent

Of all orders \${percent(share)} are large.${"\r\n"}

\`\`\`source id=sales
file: sales.csv
read: {format: csv, encoding: utf-8, delimiter: ",", decimal: ".", dates: yyyy-mm-dd, header: 1}
columns: {who: text, day: date, paid: decimal}
roles: {customer: who, date: day, amount: paid}
\`\`\`

\`\`\`ledger id=orders from=sales
no-customer: drop
\`\`\`

\`\`\`input id=least
type: range
label: Smallest order
min: 0
max: 100
value: 5
\`\`\`

\`\`\`sql id=renamed
SELECT customer AS "</script><b>" FROM orders
\`\`\`

\`\`\`sql id=attack
SELECT '${ATTACK}' AS "</style><script>window.hit=1</script>", count(*) AS n FROM orders
\`\`\`

\`\`\`sql id=months
SELECT date_trunc('month', date) AS month, sum(amount) AS revenue FROM orders GROUP BY ALL ORDER BY 1
\`\`\`

\`\`\`chart id=drawn from=months
mark: bar
x: month
y: revenue
\`\`\`

\`\`\`sql id=share
SELECT 0.25 AS share
\`\`\`
`;
const CSV = ["who,day,paid"]
  .concat(
    Array.from(
      { length: 120 },
      (_, at) => `secret-${at % 40},2024-0${1 + (at % 6)}-1${at % 9},${10 + (at % 7)}.50`,
    ),
  )
  .join("\n");

let opened: Opened;
let page: Page;
let folder: string;

const choose = async (what: "Only summed-up" | "Rows of customers") => {
  await page.getByRole("dialog").getByRole("radio", { name: what }).check();
  await page
    .getByRole("dialog")
    .getByText(/^Size: /)
    .waitFor();
};
const send = async (what: "Only summed-up" | "Rows of customers") => {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("menuitem", { name: /^Page to send/ }).click();
  await choose(what);
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: "Make the page" }).click();
  const file = await waiting;
  return { name: file.suggestedFilename(), html: readFileSync(await file.path(), "utf8") };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tenure-page-"));
  opened = await openPage(inject("site"));
  page = opened.page;
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open files" }).first().click();
  await (
    await chooser
  ).setFiles([
    { name: "sent.md", mimeType: "text/markdown", buffer: Buffer.from(NOTEBOOK) },
    { name: "sales.csv", mimeType: "text/csv", buffer: Buffer.from(CSV) },
  ]);
  await page.getByRole("heading", { name: "What is sent" }).waitFor();
  await page.getByRole("button", { name: "Run all" }).first().click();
  expect(unfinished(await settled(page))).toEqual([]);
});
afterAll(async () => {
  await opened.close();
  await closeBrowser();
  await rm(folder, { recursive: true, force: true });
});

test("the dialog says what goes in, who is left out and how large it is, by keyboard too", async () => {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("menuitem", { name: /^Page to send/ }).click();
  const dialog = page.getByRole("dialog", { name: "Page to send" });
  await dialog.getByText(/^Size: [\d.,]+\s.?B/).waitFor();
  expect(await dialog.getByRole("radio", { name: "Only summed-up" }).isChecked()).toBe(true);
  const said = await dialog.innerText();
  expect(said).toContain("1 figure");
  expect(said).toMatch(/renamed 120 rows/);
  expect(said).not.toMatch(/months \d+ rows/);
  expect(await axe(page, "page to send", "dialog")).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await dialog.count()).toBe(0);
});

test("the page opens from a disk, asks nobody, runs nothing, and shows no customer", async () => {
  const { name, html } = await send("Only summed-up");
  expect(name).toMatch(/^Sent.*\.html$/);
  expect(html.replace(/<script type="application\/json"[^<]*<\/script>/g, "")).not.toMatch(/secret-\d/);
  await writeFile(join(folder, "a.html"), html);
  const context = await (await launch()).newContext({ colorScheme: "dark", javaScriptEnabled: true });
  const alone = await context.newPage();
  try {
    const asked: string[] = [];
    const errors: string[] = [];
    alone.on("request", (request) => asked.push(request.url()));
    alone.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await alone.goto(pathToFileURL(join(folder, "a.html")).href);
    await alone.getByRole("heading", { name: "What is sent", level: 1 }).waitFor();
    expect(asked.filter((url) => !url.startsWith("data:"))).toHaveLength(1);
    expect(errors).toEqual([]);
    expect(await alone.evaluate(() => (window as unknown as { hit?: number }).hit)).toBeUndefined();
    expect(await alone.locator("main img, main script, button, [onerror]").count()).toBe(0);
    const text = await alone.locator("main").innerText();
    expect(text).toContain("25");
    expect(text).toContain(ATTACK);
    expect(text).toContain("120 rows about single customers are left out");
    expect(await alone.getByRole("table", { name: "months" }).getByRole("row").count()).toBe(7);
    expect(await alone.locator("[data-cell=drawn] figure svg").count()).toBeGreaterThan(0);
    expect(await alone.locator("[data-cell=drawn] .source-line").innerText()).toContain("sales.csv");
    expect(await axe(alone, "page that was sent")).toEqual([]);
    // It wears the letters of the page it was made of, and its words keep off the edge of the paper.
    const worn = await alone.evaluate(() => {
      const of = (node: Element) => getComputedStyle(node).fontFamily.split(",")[0];
      const [paper, words] = [document.querySelector("main")!, document.querySelector("main h1")!];
      const edge = words.getBoundingClientRect().left - paper.getBoundingClientRect().left;
      return { body: of(document.body), prose: of(document.querySelector("main p")!), edge };
    });
    expect(worn).toMatchObject({ body: '"Golos Text Variable"', prose: '"Brygada 1918 Variable"' });
    expect(worn.edge).toBeGreaterThanOrEqual(16);
    // Chromium cannot write a shorthand of variables down once a longhand has changed a part of it: nothing is lost so.
    const [, styles] = /<style>([^]*?)<\/style>/.exec(html)!;
    expect(styles!.match(/[{;]\s*[a-z][\w-]*:\s*;/g)).toBeNull();
    const ground = () =>
      alone.evaluate(() => getComputedStyle(document.querySelector("main")!).backgroundColor);
    const dark = await ground();
    await alone.emulateMedia({ colorScheme: "light" });
    expect(await ground()).not.toBe(dark);
    await alone.setViewportSize({ width: 360, height: 700 });
    expect(await crowded(alone)).toEqual([]);
    expect((await alone.pdf({ format: "A4" })).subarray(0, 5).toString()).toBe("%PDF-");
  } finally {
    await context.close();
  }
});

test("rows of customers go in when one says so", async () => {
  const { html } = await send("Rows of customers");
  expect(html).toMatch(/<td[^>]*>secret-\d/);
  expect(html).toContain("The first 20 of 120 rows.");
});

test("the page opens as the notebook it was made of, letter by letter, and runs nothing", async () => {
  const { html } = await send("Only summed-up");
  await page.getByRole("link", { name: "Tenure, home" }).click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a notebook" }).click();
  await (await chooser).setFiles({ name: "sent.html", mimeType: "text/html", buffer: Buffer.from(html) });
  await page.getByRole("heading", { name: "What is sent" }).waitFor();
  expect(await keptText(page)).toBe(NOTEBOOK);
  await page.getByText("This notebook came from outside").waitFor();
  expect(opened.foreign).toEqual([]);
});
