import { utils, write } from "@e965/xlsx";
import { BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, inject, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { axe } from "./axe";
import { closeBrowser, openPage, type Opened, type OpenOptions } from "./browser";
import { openFiles } from "./steps";

/** The import dialog through the visible page: what it asks, what it says, and what it refuses. */

const data = process.env["TENURE_DATA"];
const url = inject("site");
const ROLES = [
  "Customer",
  "Date",
  "Amount",
  "Quantity",
  "Price",
  "Order",
  "Product",
  "Refund or cancellation",
];

let opened: Opened;
afterEach(() => opened.close());
afterAll(closeBrowser);

const csv = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** 300 order lines; one in ten has no customer, six others no price. */
function shop(): string {
  const lines = Array.from({ length: 300 }, (_, index) => {
    const day = new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);
    const customer = index % 10 === 0 ? "" : `K${(index * 7) % 41}`;
    return `${1000 + index},${customer},${day},${1 + (index % 3)},${(index % 50 === 1 ? 0 : 5 + ((index * 13) % 37)).toFixed(2)}`;
  });
  return `order_id,customer_id,order_date,quantity,unit_price\n${lines.join("\n")}\n`;
}

async function dialogFor(
  file: Parameters<typeof openFiles>[1],
  options: OpenOptions = {},
): Promise<{ page: Page; dialog: Locator; make: Locator }> {
  opened = await openPage(url, options);
  const { page } = opened;
  await openFiles(page, file);
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return { page, dialog, make: dialog.getByRole("button", { name: "Make the notebook", exact: true }) };
}

const counted = (dialog: Locator) =>
  expect.poll(() => dialog.getByRole("status").last().innerText(), { timeout: 60_000 });

describe("an order file", () => {
  test("shows one named list per role, guessed, with quantity × price as the amount", async () => {
    const { dialog, make } = await dialogFor(csv("shop.csv", shop()));
    await counted(dialog).toMatch(/264 rows become 264 orders of 4\d customers/);
    for (const name of ROLES) {
      expect(await dialog.getByRole("combobox", { name, exact: true }).count(), name).toBe(1);
    }
    const shown = (name: string) =>
      dialog
        .getByRole("combobox", { name, exact: true })
        .evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.text);
    expect(await shown("Customer")).toBe("customer_id");
    expect(await shown("Date")).toBe("order_date");
    expect(await shown("Amount")).toBe("quantity × price");
    expect(await shown("Order")).toBe("order_id");
    expect(await make.isEnabled()).toBe(true);
    expect(opened.errors).toEqual([]);
  });

  test("counts again when a rule is loosened, and adds up before and after", async () => {
    const { dialog } = await dialogFor(csv("shop.csv", shop()));
    await counted(dialog).toContain("264 rows");
    const row = dialog.getByRole("row", { name: /Price or amount is zero/ });
    expect(await row.innerText()).toContain("−6");
    expect(await dialog.getByRole("row", { name: /No customer/ }).innerText()).toContain("−30");
    expect(await dialog.getByRole("row", { name: /Rows kept/ }).innerText()).toContain("264");
    await dialog
      .getByRole("group", { name: "Price or amount is zero" })
      .getByRole("radio", { name: "keep" })
      .check();
    await counted(dialog).toContain("270 rows");
    expect(await row.innerText()).not.toContain("−6");
    expect(await dialog.getByRole("row", { name: /Rows kept/ }).innerText()).toContain("270");
  });

  test("says what is missing when a role is taken away, and takes no notebook", async () => {
    const { dialog, make } = await dialogFor(csv("shop.csv", shop()));
    await counted(dialog).toContain("264 rows");
    await dialog.getByRole("combobox", { name: "Customer", exact: true }).selectOption("");
    await counted(dialog).toContain("Say which column is the customer");
    expect(await make.isEnabled()).toBe(false);
    await dialog.getByRole("combobox", { name: "Customer", exact: true }).selectOption("customer_id");
    await counted(dialog).toContain("264 rows");
    expect(await make.isEnabled()).toBe(true);
  });

  test("reads the columns again under another header", async () => {
    const { dialog } = await dialogFor(csv("shop.csv", shop()));
    await counted(dialog).toContain("264 rows");
    await dialog.getByRole("combobox", { name: "Header", exact: true }).selectOption("0");
    await expect
      .poll(() => dialog.getByRole("columnheader").allInnerTexts())
      .toEqual(expect.arrayContaining([expect.stringContaining("column 1")]));
  });

  test.each([
    ["wide, light", { width: 1440, scheme: "light" }],
    ["narrow, dark", { width: 390, height: 844, scheme: "dark" }],
  ] as const)("has nothing for axe to find, %s", async (_, options) => {
    const { page, dialog } = await dialogFor(csv("shop.csv", shop()), options);
    await counted(dialog).toContain("264 rows");
    expect(await axe(page, "dialog")).toEqual([]);
    const box = await dialog.boundingBox();
    if (options.width === 390) expect(box).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
    expect(await dialog.evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0);
  });

  test("Escape leaves everything as it was", async () => {
    const { page, dialog } = await dialogFor(csv("shop.csv", shop()));
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByRole("button", { name: "Try sample data" }).count()).toBe(1);
  });
});

describe("two columns that could be the customer", () => {
  const lines = Array.from({ length: 200 }, (_, index) => {
    const day = new Date(Date.UTC(2023, 0, 1 + index)).toISOString().slice(0, 10).replaceAll("-", "");
    const who = String((index * 17) % 60);
    return ` ${who.padStart(5, "0")} ${String(((index * 17) % 60) + 1).padStart(4, " ")} ${day}  2   ${(9 + (index % 30)).toFixed(2)}`;
  });

  async function asked(file: Parameters<typeof openFiles>[1], answer: RegExp): Promise<Locator> {
    const { dialog, make } = await dialogFor(file);
    const question = dialog.getByRole("group", { name: "Which column is the customer?" });
    await question.waitFor();
    expect(await question.getByRole("radio").count()).toBeGreaterThanOrEqual(2);
    expect(await question.getByRole("radio", { checked: true }).count()).toBe(0);
    await counted(dialog).toContain("Answer the question above");
    expect(await make.isEnabled()).toBe(false);
    await question.getByRole("radio", { name: answer }).check();
    await expect.poll(() => make.isEnabled(), { timeout: 60_000 }).toBe(true);
    return dialog;
  }

  test("are asked about, with no answer preselected", async () => {
    const dialog = await asked(csv("ids.txt", lines.join("\n")), /^column 1/);
    await counted(dialog).toContain("of 60 customers");
  });

  test.skipIf(!data)("are asked about in CDNOW (needs TENURE_DATA)", async () => {
    const dialog = await asked(join(data!, "cdnow", "CDNOW_sample.txt"), /^column 1/);
    await counted(dialog).toContain("of 2,357 customers");
  });
});

describe("layouts that are known, and several files", () => {
  const shopify = (from: number): string => {
    const rows = Array.from({ length: 60 }, (_, index) => {
      const day = new Date(Date.UTC(2024, 0, from + index)).toISOString().slice(0, 10);
      const order = `#${1000 + from + index},k${index % 23}@example.com`;
      return [
        `${order},paid,PLN,30.00,${day} 09:59:00 +0200,1,Lamp,20.00,0.00`,
        `${order},,,,,2,Mug,5.00,`,
      ].join("\n");
    });
    return `Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount\n${rows.join("\n")}\n`;
  };

  test("an export is recognised, read by its layout, saved as one's own, and others are put beside it", async () => {
    opened = await openPage(url);
    const { page } = opened;
    const files = [
      csv("may.csv", shopify(1)),
      csv("june.csv", shopify(61)),
      csv("nps.csv", "customer_id,nps,date\nk1@example.com,9,2024-05-01\nnobody@example.com,3,2024-05-02\n"),
    ];
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open files" }).first().click();
    await (await chooser).setFiles(files);
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await counted(dialog).toContain("240 rows become 120 orders of 23 customers");
    expect(await dialog.innerText()).toContain("2 files of the same columns");
    const layout = dialog.getByRole("combobox", { name: "Export", exact: true });
    expect(await layout.inputValue()).toBe("shopify_orders");
    expect(await dialog.innerText()).toContain("a zone beside them (+0200) is not applied");
    expect(await axe(page, "dialog")).toEqual([]);
    await dialog.getByText("Save this reading", { exact: true }).click();
    await dialog.getByLabel("Name", { exact: true }).fill("Our shop");
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await dialog.getByText("Saved as “Our shop”.").waitFor();
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("readings"))),
    ).toEqual(["tenure.readings"]);
    await dialog.getByRole("button", { name: "Make the notebook", exact: true }).click();
    // The survey has its turn, beside the orders that are here now.
    await dialog.getByRole("heading", { name: /nps\.csv/ }).waitFor({ timeout: 60_000 });
    expect(await dialog.getByRole("combobox", { name: "Rows are", exact: true }).inputValue()).toBe("survey");
    await dialog.getByText("2 customers, each on one row").waitFor({ timeout: 60_000 });
    await dialog.getByRole("button", { name: "Add to the notebook", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    for (const name of ["sales", "nps"]) {
      const cell = page.getByRole("region", { name, exact: true });
      await expect.poll(() => cell.getAttribute("data-state"), { timeout: 90_000 }).toBe("done");
    }
    expect(opened.errors).toEqual([]);
    expect(opened.foreign).toEqual([]);
  });
});

describe("what is no order file", () => {
  test.each([
    ["an empty file", "empty.csv", Buffer.alloc(0), /empty/i],
    [
      "a picture",
      "picture.csv",
      Buffer.from("89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61", "hex"),
      /picture\.csv/,
    ],
    [
      "rows without a date",
      "nodates.csv",
      Buffer.from("name,colour\nAnn,red\nBob,blue\nCid,green\n"),
      /date/i,
    ],
  ])("%s is refused in words, with a way out", async (_, name, buffer, words) => {
    const { page, dialog, make } = await dialogFor({ name, mimeType: "text/csv", buffer });
    const alert = dialog.getByRole("alert");
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(words);
    expect(await alert.innerText()).not.toMatch(/source\.|unexpected/);
    expect(await make.isEnabled()).toBe(false);
    expect(await dialog.getByRole("button", { name: "Open another file" }).count()).toBe(1);
    expect(await axe(page, "dialog")).toEqual([]);
    await dialog.getByRole("button", { name: "Cancel", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByRole("button", { name: "Open files", exact: true }).count()).toBe(1);
  });
});

describe("tables inside other files", () => {
  const rows = shop()
    .trim()
    .split("\n")
    .map((line): string[] => line.split(","));
  const workbook = () => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([["About", "this file"]]), "Notes");
    utils.book_append_sheet(book, utils.aoa_to_sheet([["Orders of the year"], [], ...rows]), "Orders");
    utils.book_append_sheet(book, utils.aoa_to_sheet([...rows.slice(0, 101)]), "Part");
    const buffer = Buffer.from(write(book, { type: "array", bookType: "xlsx" }) as ArrayBuffer);
    return { name: "shop.xlsx", mimeType: "", buffer };
  };

  test("the fullest sheet of a workbook is read, another on request, and its name is written down", async () => {
    const { page, dialog, make } = await dialogFor(workbook());
    await counted(dialog).toMatch(/264 rows become 264 orders/);
    const sheet = dialog.getByRole("combobox", { name: "Sheet", exact: true });
    expect(await sheet.inputValue()).toBe("Orders");
    await sheet.selectOption("Part");
    await counted(dialog).toMatch(/\b88 rows become 88 orders/);
    await make.click();
    const source = page.getByRole("region", { name: "sales", exact: true });
    await expect.poll(() => source.getAttribute("data-state"), { timeout: 60_000 }).toBe("done");
    expect(opened.errors).toEqual([]);
    expect(opened.foreign).toEqual([]);
  });

  test("an archive and a list in JSON are read as the table in them", async () => {
    const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
    await writer.add("a/orders.csv", new TextReader(shop()));
    await writer.add("a/short.csv", new TextReader(rows.slice(0, 5).join("\n")));
    const buffer = Buffer.from(await (await writer.close()).arrayBuffer());
    const archive = await dialogFor({ name: "shop.zip", mimeType: "", buffer });
    await counted(archive.dialog).toContain("264 rows");
    const inside = archive.dialog.getByRole("combobox", { name: "File inside", exact: true });
    expect(await inside.inputValue()).toBe("a/orders.csv");
    await opened.close();
    const [names, ...lines] = rows;
    const list = lines.map((line) => Object.fromEntries(line.map((cell, i) => [names![i]!, cell] as const)));
    const json = await dialogFor(csv("shop.json", JSON.stringify({ orders: list })));
    await counted(json.dialog).toContain("264 rows");
  });

  test("a damaged workbook is refused in words", async () => {
    const whole = workbook();
    opened = await openPage(url);
    await openFiles(opened.page, { ...whole, buffer: whole.buffer.subarray(0, 2000) });
    await opened.page.getByText(/shop\.xlsx is damaged: it looks like a workbook/).waitFor();
  });
});
