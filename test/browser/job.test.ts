import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { axe } from "./axe";
import { closeBrowser, openPage, type Opened } from "./browser";
import { download, drop, makeNotebook, openFiles, region, settled } from "./steps";

/** The whole job through the visible page, as a new user would do it. */

const data = process.env["TENURE_DATA"];
const url = inject("site");

const score = (page: Opened["page"]) =>
  download(page, region(page, "scores").getByRole("button", { name: "Download CSV" }));

describe.skipIf(!data)("CDNOW sample text (needs TENURE_DATA)", () => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openPage(url);
    const { page } = opened;
    await openFiles(page, join(data!, "cdnow", "CDNOW_sample.txt"));
    const customer = page.getByRole("combobox", { name: "Customer", exact: true });
    await customer.waitFor();
    await customer.selectOption({ index: 1 });
    await makeNotebook(page);
    await settled(page);
    await page.getByLabel("Calibration end", { exact: true }).fill("1997-09-30");
    await page.getByLabel("Calibration end", { exact: true }).blur();
    await page.waitForTimeout(500);
    await settled(page);
  });
  afterAll(() => opened.close());

  test("fits BG/NBD as published", async () => {
    const check = region(opened.page, "check");
    await expect.poll(() => check.innerText()).toMatch(/[−-]9,582\.429/);
    const words = await check.innerText();
    for (const value of ["0.243", "4.414", "0.793", "2.426"]) expect(words).toContain(value);
  });

  test("fits Pareto/NBD as published", async () => {
    await opened.page.getByLabel("Model", { exact: true }).selectOption({ label: "Pareto/NBD" });
    const check = region(opened.page, "check");
    await expect.poll(() => check.innerText(), { timeout: 60_000 }).toMatch(/[−-]9,594\.976/);
    const words = await check.innerText();
    for (const value of ["0.553", "10.578", "0.606", "11.66"]) expect(words).toContain(value);
  });

  test("scores every customer", async () => {
    await settled(opened.page);
    expect(await score(opened.page)).toHaveLength(2357);
  });
});

describe.skipIf(!data)("Online Retail (needs TENURE_DATA)", () => {
  const TRAPS = ["541,909", "135,080", "9,288", "1,336", "5,268", "2,515"];

  test("finds every trap, and equals the truth once the rules are those of the clean definition", async () => {
    const opened = await openPage(url);
    await openFiles(opened.page, join(data!, "online-retail", "online_retail.csv.gz"));
    await makeNotebook(opened.page);
    await settled(opened.page);
    const ledger = region(opened.page, "orders");
    const found = await ledger.innerText();
    for (const count of TRAPS) expect(found).toContain(count);
    // What is only pointed at stays: the definition knows no doubles, no outliers and no customer too large.
    const pointed = /duplicate|listed twice|used again|out of all proportion|nearly all/i;
    const names = await ledger
      .getByRole("combobox")
      .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label") ?? ""));
    // One after the other, while what the last one set going still runs.
    for (const name of names)
      await ledger
        .getByRole("combobox", { name, exact: true })
        .selectOption(pointed.test(name) ? "keep" : "drop");
    await settled(opened.page);
    await expect.poll(() => ledger.innerText()).toContain("397,884");
    const words = await region(opened.page, "overview").innerText();
    for (const value of ["4,338", "18,532", "8,911,40"]) expect(words).toContain(value);
    expect(await score(opened.page)).toHaveLength(4338);
    const fit = await region(opened.page, "repeat").innerText();
    expect(fit).toMatch(/37,645\.538/);
    expect(fit).toMatch(/weak|boundary/i);
    expect(await region(opened.page, "basket").innerText()).toMatch(/19,083\.331/);
    await opened.close();
  });
});

describe("next month's file and what is no order file", () => {
  let opened: Opened;
  const head = "order,date,customer,amount\n";
  const rows = (months: number): string =>
    Array.from({ length: months * 40 }, (_, index) => {
      const day = new Date(Date.UTC(2024, 0, 1 + Math.floor(index * 0.75))).toISOString().slice(0, 10);
      return `${1000 + index},${day},K${(index * 7) % 61},${(20 + ((index * 13) % 37)).toFixed(2)}`;
    }).join("\n");
  beforeAll(async () => {
    opened = await openPage(url);
    await openFiles(opened.page, {
      name: "shop.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(head + rows(12)),
    });
    await makeNotebook(opened.page);
    await settled(opened.page);
  });
  afterAll(() => opened.close());

  test("more rows of the same layout run without a question", async () => {
    await drop(opened.page, "shop-next.csv", head + rows(14));
    await expect.poll(() => region(opened.page, "orders").innerText(), { timeout: 60_000 }).toContain("560");
    const all = await settled(opened.page);
    expect(all["overview"]).toBe("done");
    expect(await opened.page.getByRole("dialog").count()).toBe(0);
  });

  test.each([
    ["an empty file", "empty.csv", Buffer.alloc(0)],
    [
      "a picture",
      "picture.csv",
      Buffer.from("89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61", "hex"),
    ],
    ["rows without a date", "nodates.csv", Buffer.from("name,colour\nAnn,red\nBob,blue\nCid,green\n")],
  ])("%s is refused and the notebook stays", async (_, name, buffer) => {
    const before = await region(opened.page, "overview").innerText();
    await openFiles(opened.page, { name, mimeType: "text/csv", buffer });
    const dialog = opened.page.getByRole("dialog");
    await dialog.waitFor();
    await expect.poll(() => dialog.getByRole("alert").count(), { timeout: 30_000 }).toBeGreaterThan(0);
    await expect(dialog.getByRole("button", { name: "Make the notebook" }).isEnabled()).resolves.toBe(false);
    await opened.page.keyboard.press("Escape");
    await expect.poll(() => opened.page.getByRole("dialog").count()).toBe(0);
    expect(await region(opened.page, "overview").innerText()).toBe(before);
  });
});

describe.each([
  ["one customer", (index: number) => [`K1`, index] as const],
  ["all customers with one order", (index: number) => [`K${index}`, index] as const],
])("%s", (_, who) => {
  test("is described, and the model refuses and says why", async () => {
    const lines = Array.from({ length: 60 }, (__, index) => {
      const [customer, day] = who(index);
      return `${index},${new Date(Date.UTC(2024, 0, 1 + day * 3)).toISOString().slice(0, 10)},${customer},${10 + index}`;
    });
    const opened = await openPage(url);
    await openFiles(opened.page, {
      name: "few.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`order,date,customer,amount\n${lines.join("\n")}\n`),
    });
    await makeNotebook(opened.page);
    const all = await settled(opened.page);
    expect(all["overview"]).toBe("done");
    expect(all["repeat"]).toBe("done");
    const refused = region(opened.page, "repeat");
    expect(await refused.innerText()).toMatch(/refused/i);
    // The reason, and what can be done about it; no parameter and no value.
    await refused.getByText("Ways out", { exact: true }).waitFor();
    expect(await refused.getByRole("listitem").count()).toBeGreaterThanOrEqual(2);
    expect(await axe(opened.page, "model refused", '[aria-label="repeat"]')).toEqual([]);
    expect(all["scores"]).toBe("blocked");
    expect(await region(opened.page, "scores").innerText()).toContain("repeat");
    await opened.close();
  });
});

afterAll(closeBrowser);
