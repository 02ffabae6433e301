import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openPage, type Opened } from "./browser";

/** A notebook from outside that tries to carry something away, opened in the finished page. */

let catcher: Server;
let opened: Opened;
const heard: string[] = [];

const cell = (id: string): Locator => opened.page.getByRole("region", { name: id, exact: true });
const state = (id: string) => cell(id).getAttribute("data-state");
const becomes = (id: string, wanted: string) =>
  expect.poll(() => state(id), { timeout: 120_000, message: id }).toBe(wanted);

const IDS = ["one", "remote", "copy", "install", "load", "attach", "second"];

beforeAll(async () => {
  catcher = createServer((request, response) => {
    // A browser asks for this by itself, also late.
    if (request.url !== "/favicon.ico") heard.push(request.url ?? "");
    response.writeHead(200, { "access-control-allow-origin": "*", "content-type": "text/plain" });
    response.end("a\n1\n");
  });
  await new Promise<void>((done) => catcher.listen(0, "127.0.0.1", done));
  const there = `http://127.0.0.1:${(catcher.address() as AddressInfo).port}`;
  const sql = [
    "SELECT 42 AS answer",
    `SELECT * FROM read_csv('${there}/read.csv')`,
    `COPY (SELECT 1) TO '${there}/copy.csv'`,
    `INSTALL httpfs FROM '${there}/install'`,
    "LOAD httpfs",
    `ATTACH '${there}/attach.db' AS away`,
    `SELECT 1; COPY (SELECT 1) TO '${there}/second.csv'`,
  ];
  const cells = sql.map((text, i) => `\`\`\`sql id=${IDS[i]!}\n${text}\n\`\`\`\n`);
  const text = ["---\ntitle: From outside\n---\n", ...cells].join("\n");
  opened = await openPage(inject("site"), { allow: [there] });
  // The net of this test is open towards the catcher, and the catcher does hear a page without our locks.
  const control = await openPage(`${there}/control`, { allow: [there] });
  // What goes astray is noted, by whatever way it goes, and names of the world lead nowhere.
  const strays = ["http://127.0.0.1:9/stray", "https://example.com/stray"];
  await control.page.evaluate((urls) => Promise.allSettled(urls.map((url) => fetch(url))), strays);
  expect(control.foreign).toEqual(strays);
  await control.close();
  expect(heard).toContain("/control");
  heard.length = 0;
  const chooser = opened.page.waitForEvent("filechooser");
  await opened.page.getByRole("button", { name: "Open a notebook" }).first().click();
  await (
    await chooser
  ).setFiles({ name: "outside.md", mimeType: "text/markdown", buffer: Buffer.from(text) });
  await cell("one").waitFor();
});

afterAll(async () => {
  await opened.close();
  catcher.close();
});

test("it runs nothing until the reader says so", async () => {
  await opened.page.waitForTimeout(500);
  for (const id of IDS) expect([id, await state(id)]).not.toEqual([id, "done"]);
  expect(await state("one")).toMatch(/idle|stale/);
});

test("nor does it when it is opened again", async () => {
  await opened.page.reload();
  await cell("one").waitFor();
  await opened.page.waitForTimeout(500);
  for (const id of IDS) expect([id, await state(id)]).not.toEqual([id, "done"]);
});

test("its attempts fail where they stand, in words, and reach nobody", async () => {
  await opened.page.getByRole("button", { name: "Run all" }).first().click();
  await becomes("one", "done");
  const words: Record<string, RegExp> = {
    remote: /nothing is read from or written to the network/,
    copy: /COPY is not allowed here/,
    install: /INSTALL is not allowed here/,
    load: /LOAD is not allowed here/,
    attach: /ATTACH is not allowed here/,
    second: /a second statement begins here/,
  };
  for (const [id, said] of Object.entries(words)) {
    await becomes(id, "failed");
    expect(await cell(id).innerText()).toMatch(said);
  }
  expect(heard).toEqual([]);
  expect(opened.foreign).toEqual([]);
});
