import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openPage, type Opened } from "./browser";

/** Stopping a query in the finished page: one that the engine hears, and one that it does not. */

let opened: Opened;
const cell = (id: string): Locator => opened.page.getByRole("region", { name: id, exact: true });
const becomes = (id: string, wanted: string | RegExp) =>
  expect
    .poll(() => cell(id).getAttribute("data-state"), { timeout: 120_000, interval: 25, message: id })
    .toMatch(wanted);

beforeAll(async () => {
  const text = [
    "---\ntitle: Endless\n---\n",
    "```sql id=kept\nSELECT 42 AS answer\n```\n",
    "```sql id=endless\nSELECT count(*) FROM range(100000000000)\n```\n",
    "```sql id=deaf\nSELECT levenshtein(repeat('a', 100000 + answer), repeat('b', 100000)) FROM kept\n```\n",
    "```sql id=after\nSELECT answer + 1 AS next FROM kept\n```\n",
  ].join("\n");
  opened = await openPage(inject("site"));
  const chooser = opened.page.waitForEvent("filechooser");
  await opened.page.getByRole("button", { name: "Open a notebook" }).first().click();
  await (
    await chooser
  ).setFiles({ name: "endless.md", mimeType: "text/markdown", buffer: Buffer.from(text) });
  await cell("kept").waitFor();
  // A state may last a few milliseconds only: the page itself writes down each one.
  await opened.page.evaluate(() => {
    const passed: string[] = [];
    Object.assign(globalThis, { passed });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = target as HTMLElement;
        passed.push(`${region.getAttribute("aria-label") ?? ""} ${region.dataset["state"] ?? ""}`);
      }
    }).observe(document.body, { subtree: true, attributeFilter: ["data-state"] });
  });
});
afterAll(() => opened.close());

/** The states a cell went through since the last time they were asked for. */
const passed = async (id: string) => {
  const all = await opened.page.evaluate(() =>
    (globalThis as unknown as { passed: string[] }).passed.splice(0),
  );
  return all.filter((line) => line.startsWith(`${id} `)).map((line) => line.slice(id.length + 1));
};

const run = async (id: string) => {
  await cell(id).hover();
  await cell(id).getByRole("button", { name: "Run", exact: true }).click();
};
const stop = () => opened.page.getByRole("button", { name: "Stop", exact: true }).first().click();

test("a query without end says stopping, then stops; the next one runs", async () => {
  await opened.page.getByRole("button", { name: "Run all" }).first().click();
  await becomes("kept", "done");
  await becomes("endless", "running");
  await stop();
  await becomes("endless", "cancelled");
  expect((await passed("endless")).slice(-2)).toEqual(["stopping", "cancelled"]);
  expect(await opened.page.getByText(/restarting engine/i).count()).toBe(0);
});

test("an engine that does not listen is started again and what was done still stands", async () => {
  await run("deaf");
  await becomes("deaf", "running");
  await opened.page.waitForTimeout(500);
  await stop();
  await opened.page
    .getByText(/restarting engine/i)
    .first()
    .waitFor({ timeout: 10_000 });
  await becomes("deaf", "cancelled");
  expect((await passed("deaf")).slice(-2)).toEqual(["stopping", "cancelled"]);
  await run("after");
  await becomes("after", "done");
  expect(await cell("after").innerText()).toContain("43");
});
