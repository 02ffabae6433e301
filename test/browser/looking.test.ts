import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, afterEach, describe, expect, inject, test } from "vitest";
import { sheetOf } from "../../src/sources/unpack/workbook";
import { axe } from "./axe";
import { closeBrowser, openPage, type Opened, type OpenOptions } from "./browser";
import { openOwn } from "./hands";
import { keptText } from "./kept";
import { region, settled } from "./steps";
import { VALUED } from "./valued";

const soon = { timeout: 60_000 };
const LONG = 300_000;
let opened: Opened;
let page: Page;

async function open(options: OpenOptions = {}): Promise<void> {
  opened = await openPage(inject("site"), options);
  page = opened.page;
}
afterEach(() => opened.close());
afterAll(closeBrowser);

const failed = (states: Record<string, string>) =>
  Object.entries(states).filter(([, state]) => state !== "done" && state !== "idle");

describe("the gallery", () => {
  test.each([["pl-PL", "Zacznij od szablonu", "Otwórz: Klienci z umowami"]])(
    "in %s: pictures, and a notebook with code whose cells all run",
    async (locale, door, name) => {
      await open({ locale });
      await page.getByRole("button", { name: door }).click();
      const dialog = page.getByRole("dialog");
      const stills = () =>
        dialog
          .locator(".still svg")
          .evaluateAll((all) => all.filter((one) => (one as SVGSVGElement).getBBox().width > 100).length);
      await expect.poll(stills, soon).toBe(7);
      expect(await axe(page, "gallery")).toEqual([]);
      await dialog.getByRole("button", { name, exact: true }).click();
      expect(failed(await settled(page))).toEqual([]);
      expect(await region(page, "best").textContent()).toMatch(/alpha.*0[.,]70/s);
      expect(opened.errors).toEqual([]);
      expect(opened.foreign).toEqual([]);
    },
  );

  test("its key opens it, Escape puts it away, and a template is made of one's own file", async () => {
    await open();
    await page.getByRole("button", { name: "Start from a template" }).waitFor();
    await page.keyboard.press("g");
    const dialog = page.getByRole("dialog", { name: "Templates" });
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.keyboard.press("g");
    const chooser = page.waitForEvent("filechooser");
    await dialog.getByRole("button", { name: "Open on my file: Cohorts and retention" }).click();
    const rows = Array.from(
      { length: 80 },
      (_, n) => `C${n % 20},2024-0${(n % 8) + 1}-1${n % 9},${10 + n}.50`,
    );
    const body = Buffer.from(["customer,date,amount", ...rows].join("\n"));
    await (await chooser).setFiles({ name: "mine.csv", mimeType: "text/csv", buffer: body });
    const make = page.getByRole("button", { name: "Make the notebook" });
    await expect.poll(() => make.isEnabled(), soon).toBe(true);
    await make.click();
    expect(failed(await settled(page))).toEqual([]);
    expect(await keptText(page)).toMatch(/file: mine\.csv[\s\S]*```sql id=second/);
  });
});

test(
  "what is chosen in a figure is a query: by hand, by keyboard, cleared, undone; points; a workbook",
  async () => {
    await open();
    await page.getByRole("button", { name: "Start from a template" }).click();
    await page.getByRole("button", { name: "Open on the sample: Cohorts and retention" }).click();
    expect(failed(await settled(page))).toEqual([]);
    const before = await keptText(page);
    const figure = region(page, "mix");

    // By hand, over the middle of the figure.
    const svg = figure.locator(".drawn svg").first();
    await svg.scrollIntoViewIfNeeded();
    const box = (await svg.boundingBox())!;
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.3, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => keptText(page), soon).toContain("```sql id=mix_rows chosen-in=mix\n");
    const text = await keptText(page);
    const [, from, to] = /WHERE month >= DATE '([\d-]+)' AND month < DATE '([\d-]+)' -- chosen in mix/.exec(
      text.replaceAll('"month"', "month"),
    )!;
    // Its months are days in the query it draws; the one after the last is not among them.
    expect(from! < to! && from!.endsWith("-01") && to!.endsWith("-02")).toBe(true);
    await settled(page);
    const rows = region(page, "mix_rows");
    const months = 1 + Math.round((Date.parse(to!) - Date.parse(from!)) / 2_629_800_000);
    await expect.poll(() => rows.textContent(), soon).toContain(`${2 * months} rows`);
    await figure.getByText("Chosen: month from").waitFor();
    await expect.poll(() => figure.locator(".brush:not([display])").count(), soon).toBe(1);

    // Without a hand.
    await figure.getByRole("button", { name: "Choose", exact: true }).click();
    const form = figure.getByRole("form", { name: "Choose by month" });
    expect(await form.getByLabel("From").inputValue()).toBe(from);
    await form.getByLabel("From").fill("2024-03-01");
    await form.getByLabel("To").fill("2024-04-30");
    await page.keyboard.press("Enter");
    await expect.poll(() => keptText(page), soon).toContain("DATE '2024-03-01'");
    await settled(page);
    await expect.poll(() => rows.textContent(), soon).toContain("4 rows");
    expect(await axe(page, "rows chosen on a figure", '[aria-label="mix"]')).toEqual([]);
    await form.getByLabel("To").focus();
    await page.keyboard.press("Escape");
    await expect.poll(() => keptText(page), soon).toContain("WHERE true -- chosen in mix");
    expect(await figure.locator(".brush:not([display])").count()).toBe(0);
    await page.keyboard.press("Escape");
    await form.waitFor({ state: "detached" });

    // Each choice was one step.
    const undo = page.getByRole("button", { name: "Undo: chose rows in mix" });
    await undo.click();
    await expect.poll(() => keptText(page), soon).toContain("DATE '2024-03-01'");
    await undo.click();
    await undo.click();
    await expect.poll(() => keptText(page), soon).toBe(before);

    // The figure point by point.
    await figure.getByRole("button", { name: "Points" }).click();
    const points = figure.getByRole("slider", { name: "Points of the figure, one by one" });
    await points.focus();
    await page.keyboard.press("ArrowRight");
    expect(await points.getAttribute("aria-valuetext")).toMatch(/^2 of \d+: month 1 Feb 2024, revenue \d/);

    // The rows as a workbook.
    const waiting = page.waitForEvent("download");
    await region(page, "monthly").getByRole("button", { name: "Download these rows as Excel" }).click();
    const file = await waiting;
    expect(file.suggestedFilename()).toBe("monthly.xlsx");
    const bytes = readFileSync(await file.path());
    const sheet = await sheetOf(new File([new Uint8Array(bytes)], "monthly.xlsx"), "workbook", undefined);
    expect(sheet.sheet).toBe("monthly");
    expect(sheet.text.split("\n")[0]).toBe("month,who,revenue");
    expect(sheet.text.split("\n")[1]).toMatch(/^\d{4}-\d\d-01,new,\d+(\.\d+)?$/);
    expect(opened.errors).toEqual([]);
  },
  LONG,
);

test(
  "results of unchanged cells come back after a reload without a model, are checked, and go when told so",
  async () => {
    opened = await openOwn(VALUED);
    page = opened.page;
    await settled(page);
    await page.getByRole("tab", { name: "Data" }).click();
    const keep = page.getByRole("checkbox", { name: /^Keep sample-orders.csv/ });
    await keep.check();
    await expect.poll(() => keep.isEnabled(), soon).toBe(true);
    await page.getByRole("button", { name: "Run all" }).first().click();
    expect(failed(await settled(page))).toEqual([]);
    const kept = () =>
      page.evaluate(async () => {
        const names: string[] = [];
        const root = await navigator.storage.getDirectory();
        const all = await root.getDirectoryHandle("tenure-results", { create: true });
        for await (const [, folder] of all as unknown as AsyncIterable<[string, FileSystemDirectoryHandle]>)
          for await (const name of folder.keys()) names.push(name);
        return names.sort();
      });
    await expect
      .poll(kept, soon)
      .toEqual(expect.arrayContaining(["basket.json", "repeat.json", "scores.json"]));
    // How long it took is another matter.
    const money = async () => (await region(page, "scores").textContent())!.replace(/[\d.,]+\sm?s\s·/, "");
    const drawn = () => region(page, "segments").locator("svg text").allTextContents();
    const [was, drew] = [await money(), await drawn()];
    const asked = () => opened.requests.filter(({ url }) => /\/models-[^/]*\.js$/.test(url)).length;
    const models = asked();
    expect(models).toBeGreaterThan(0);

    await page.reload();
    expect(failed(await settled(page))).toEqual([]);
    await expect.poll(money, soon).toBe(was);
    await expect.poll(drawn, soon).toEqual(drew);
    expect(asked()).toBe(models);

    // One that changed runs, and what reads it; the fit does not.
    await region(page, "rate").getByRole("slider").focus();
    await page.keyboard.press("ArrowRight");
    expect(failed(await settled(page))).toEqual([]);
    await expect.poll(money, soon).not.toBe(was);
    expect(asked()).toBeGreaterThan(models);

    // One that cannot be read is said, and runs.
    await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const all = await root.getDirectoryHandle("tenure-results");
      for await (const [, folder] of all as unknown as AsyncIterable<[string, FileSystemDirectoryHandle]>) {
        const writer = await (await folder.getFileHandle("scores.0.arrow")).createWritable();
        await writer.write("no arrow at all");
        await writer.close();
      }
    });
    await page.reload();
    await page
      .getByRole("alert")
      .filter({ hasText: "What was kept of scores cannot be read any more" })
      .waitFor();
    expect(failed(await settled(page))).toEqual([]);

    // No longer kept: nothing of it is.
    await page.getByRole("tab", { name: "Data" }).click();
    await keep.uncheck();
    await expect.poll(kept, soon).toEqual([]);
    expect(opened.errors).toEqual([]);
  },
  LONG,
);
