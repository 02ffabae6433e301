import { existsSync, readFileSync } from "node:fs";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { carriedFile, carryFile, carryText } from "../../src/storage/formats/carried";
import { listen, type Listener } from "./attacks/listener";
import { closeBrowser, launch } from "./browser";
import { region, settled, unfinished } from "./steps";

/** The product as one file, opened from a disk: `npm run build:single` makes it, and CI does before this. */
const built = join(inject("dist"), "tenure.html");

describe.skipIf(!existsSync(built))("tenure.html from a disk", () => {
  let folder: string;
  let context: BrowserContext;
  let page: Page;
  let ear: Listener;
  const asked: string[] = [];
  const errors: string[] = [];

  const open = async (file: string) => {
    page = await context.newPage();
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(pathToFileURL(join(folder, file)).href);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "tenure-single-"));
    await copyFile(built, join(folder, "tenure.html"));
    context = await (await launch()).newContext({ locale: "en-GB", acceptDownloads: true });
    ear = await listen([]);
  });
  afterAll(async () => {
    await context.close();
    await ear.close();
    await closeBrowser();
    await rm(folder, { recursive: true, force: true });
  });

  test("opens, loads the sample and gives values, and asks nobody", async () => {
    await open("tenure.html");
    await page.getByRole("button", { name: "Try sample data" }).click();
    expect(unfinished(await settled(page))).toEqual([]);
    expect(await page.getByRole("table").first().innerText()).toMatch(/\d/);
    expect(asked.filter((url) => !/^(blob|data):/.test(url))).toEqual([
      pathToFileURL(join(folder, "tenure.html")).href,
    ]);
    expect(errors).toEqual([]);
  });

  test("brings a notebook and its file along, runs nothing until told, and then reaches nobody", async () => {
    const text = `# Brought along

\`\`\`source id=sales
file: brought.csv
read: {format: csv, encoding: utf-8, delimiter: ",", decimal: ".", dates: yyyy-mm-dd, header: 1}
columns: {who: text, day: date, paid: decimal}
roles: {customer: who, date: day, amount: paid}
\`\`\`

\`\`\`sql id=paid
SELECT sum(paid) AS paid FROM sales
\`\`\`

\`\`\`ts id=code
const tried = [];
for (const act of [() => fetch("${ear.base}/x"), () => importScripts("${ear.base}/x.js"), () => new WebSocket("${ear.base.replace("http", "ws")}/x"), () => fetch("file:///etc/hostname")]) {
  try { await act(); tried.push("out"); } catch { tried.push("refused"); }
}
return (await paid.column("paid"))[0] + eval("1") + " " + tried.join(" ");
\`\`\`
`;
    const file = await carriedFile(
      "brought.csv",
      new Blob(["who,day,paid\na,2024-01-01,10\nb,2024-02-01,32\n"]),
    );
    const program = readFileSync(built, "utf8");
    const live = program.replace("<!--notebook-->", () => carryText(text) + carryFile(file));
    expect(live).not.toBe(program);
    await writeFile(join(folder, "live.html"), live);
    await open("live.html");
    await page.getByText("This notebook came from outside").waitFor();
    expect(await page.locator("[data-state=done]:not([data-kind=prose])").count()).toBe(0);
    await page.getByRole("button", { name: "Let it run" }).click();
    await expect
      .poll(() => region(page, "code").getAttribute("data-state"), { timeout: 60_000 })
      .toBe("done");
    const said = await region(page, "code").locator(".views").innerText();
    expect(said).toMatch(/43 refused refused (refused|out) refused/);
    // As text: what the test's own tools would make of an import here is another thing.
    const reached = await page.evaluate(`(async (base) => {
      const tries = [() => fetch(base + "/page"), () => import(base + "/page.js")];
      return (await Promise.allSettled(tries.map(async (act) => act()))).map(({ status }) => status);
    })(${JSON.stringify(ear.base)})`);
    expect(reached).toEqual(["rejected", "rejected"]);
    expect([...ear.heard]).toEqual([]);
  });

  test("makes the next page with live data out of itself", async () => {
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await page.getByRole("menuitem", { name: /^Page to send/ }).click();
    await page.getByRole("radio", { name: /^Live/ }).check();
    await page.getByText("brought.csv").last().waitFor();
    await page.getByText(/^Size: /).waitFor();
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Make the page" }).click();
    await (await waiting).saveAs(join(folder, "next.html"));
    await open("next.html");
    await page.getByRole("button", { name: "Let it run" }).click();
    await expect.poll(() => region(page, "paid").innerText(), { timeout: 60_000 }).toContain("42");
  });
});
