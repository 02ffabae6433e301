import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, openPage, type Opened } from "../browser";
import { keptText, names, NOTEBOOK, openSmall } from "../kept";
import { region, states } from "../steps";

/** A notebook goes to somebody else, and comes from somebody else. */

const soon = { timeout: 60_000 };
let opened: Opened;
let page: Page;
let link = "";

const share = async (what: string | RegExp) => {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("menuitem", { name: what }).click();
};
const saved = async (what: string | RegExp) => {
  const waiting = page.waitForEvent("download");
  await share(what);
  const file = await waiting;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
};
const openFile = async (name: string, text: string) => {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a notebook" }).click();
  await (await chooser).setFiles({ name, mimeType: "", buffer: Buffer.from(text) });
};
const home = async () => {
  await page.getByRole("link", { name: "Tenure, home" }).click();
  await page.getByRole("button", { name: "Open a notebook" }).waitFor();
};

beforeAll(async () => {
  opened = await openPage(inject("site"));
  page = opened.page;
  await openSmall(page);
});
afterAll(async () => {
  await opened.close();
  await closeBrowser();
});

test("a link tells its size and what is in it before it is copied", async () => {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("menuitem", { name: /^Link to this notebook/ }).waitFor();
  expect(await axe(page, "menu of the bar", "header")).toEqual([]);
  await page.keyboard.press("Escape");
  await share(/^Link to this notebook/);
  const dialog = page.getByRole("dialog", { name: "Link to this notebook" });
  const field = dialog.getByRole("textbox", { name: "The link" });
  await field.waitFor();
  link = await field.inputValue();
  const bytes = new TextEncoder().encode(NOTEBOOK).length;
  expect(await dialog.innerText()).toContain(`${link.length} characters, from ${bytes} bytes of text.`);
  expect(await dialog.innerText()).toContain("It holds no rows of your data.");
  expect(await axe(page, "link to share", "dialog")).toEqual([]);
  await opened.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await dialog.getByRole("button", { name: "Copy the link" }).click();
  await dialog.getByText("The link is copied.").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await page.keyboard.press("Escape");
  expect(await dialog.count()).toBe(0);
});

test("whoever opens it has the text letter by letter, and nothing runs until they say so", async () => {
  const other = await openPage(link);
  try {
    await expect.poll(() => names(other.page), soon).toContain("large");
    expect(await keptText(other.page)).toBe(NOTEBOOK);
    expect(new URL(other.page.url()).hash).toMatch(/^#notebook=/);
    await other.page.waitForTimeout(400);
    expect(Object.values(await states(other.page))).not.toContain("done");
    // Another link in the address bar of the same page.
    await other.page.goto(link.slice(0, -10));
    await other.page.getByText("The notebook in this link is damaged or cut off").waitFor();
    expect(await keptText(other.page)).toBe(NOTEBOOK);
    await other.page.getByRole("button", { name: "Run all" }).first().click();
    await expect.poll(() => region(other.page, "large").getAttribute("data-state"), soon).toBe("done");
    expect(other.requests.filter(({ url }) => url.includes("link="))).toEqual([]);
    expect(other.errors).toEqual([]);
  } finally {
    await other.close();
  }
});

test("it goes out as Jupyter and as Notebook Kit, and comes back from both", async () => {
  const files = [await saved(/^Jupyter notebook/), await saved(/^Notebook Kit/)];
  expect(files.map(({ name }) => name)).toEqual(["A small one.ipynb", "A small one.notebook.html"]);
  expect(JSON.parse(files[0]!.text)).toMatchObject({ nbformat: 4, nbformat_minor: 5 });
  for (const { name, text } of files) {
    await home();
    await openFile(name, text);
    const report = page.getByRole("dialog", { name: `${name}: what did not carry over` });
    expect(await report.innerText()).toContain("everything carried over");
    await report.getByRole("button", { name: "Look at the notebook" }).click();
    expect(await names(page)).toEqual(["text 1", "threshold", "twice", "large"]);
    expect(Object.values(await states(page))).not.toContain("done");
  }
});

test("a stranger's notebook opens with a report of what did not carry over", async () => {
  const folder = resolve(import.meta.dirname, "../../storage/formats/fixtures");
  await home();
  await openFile("kit-modules.html", readFileSync(join(folder, "kit-modules.html"), "utf8"));
  const report = page.getByRole("dialog", { name: "kit-modules.html: what did not carry over" });
  await report.waitFor();
  expect(await report.innerText()).toMatch(/The module npm:d3 is not loaded.*\s+cell 1/);
  expect(await axe(page, "what did not carry over", "dialog")).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await names(page)).toContain("data");

  await home();
  await openFile("broken.ipynb", "{");
  await page.getByText("broken.ipynb is no Jupyter notebook").waitFor();
  expect(opened.foreign).toEqual([]);
});
