import { utils, write } from "@e965/xlsx";
import { BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, afterEach, describe, expect, inject, test } from "vitest";
import { closeBrowser, openPage, type Opened } from "../browser";
import { counted, dialogOf, reading, shop } from "../importing";
import { carried, dropAll, openFiles } from "../steps";

/**
 * Point 3: whole window accepts a drop, with overlay, for CSV/TSV/Parquet/JSON(/XLSX); multiple files; also file picker
 * and paste of a table.
 */

let opened: Opened;
afterEach(() => opened.close());
afterAll(closeBrowser);

async function dialogFor(...given: Parameters<typeof reading>) {
  const read = await reading(...given);
  ({ opened } = read);
  return read;
}

const lines = shop().trim().split("\n");
const [names, ...cells] = lines.map((line) => line.split(","));

function parquet(): Buffer {
  const column = (at: number) => cells.map((row) => row[at]!);
  return Buffer.from(
    parquetWriteBuffer({
      columnData: [
        { name: "order_id", type: "STRING", data: column(0) },
        { name: "customer_id", type: "STRING", data: column(1).map((who) => (who === "" ? null : who)) },
        { name: "order_date", type: "TIMESTAMP", data: column(2).map((day) => new Date(day)) },
        { name: "quantity", type: "INT32", data: column(3).map(Number) },
        { name: "unit_price", type: "DOUBLE", data: column(4).map(Number) },
      ],
    }),
  );
}
function workbookOf(rows: string[][]): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), "Orders");
  return Buffer.from(write(book, { type: "array", bookType: "xlsx" }) as ArrayBuffer);
}

test("files dropped anywhere, chosen, or a table pasted: each becomes the same orders", async () => {
  opened = await openPage(inject("site"));
  const { page, context } = opened;
  await page.getByRole("button", { name: "Open files" }).waitFor();
  const list = cells.map((row) => Object.fromEntries(row.map((value, at) => [names![at]!, value])));

  // The overlay is the whole window, says what will happen, and goes when the pointer leaves.
  const dataTransfer = await carried(page, { "shop.csv": shop() });
  // What reads files starts while one is still in the air, and not before.
  const engine = () => opened.requests.filter(({ url }) => /duckdb[^/]*\.wasm/.test(url)).length;
  expect(engine()).toBe(0);
  await page.dispatchEvent("main", "dragenter", { dataTransfer });
  const overlay = page.getByText("Drop to read here. Nothing is sent.");
  await overlay.waitFor();
  expect(await overlay.locator("..").boundingBox()).toMatchObject({ x: 0, y: 0, width: 1440, height: 900 });
  await page.dispatchEvent("main", "dragleave", { dataTransfer });
  await overlay.waitFor({ state: "detached" });
  await expect.poll(engine).toBe(1);

  const given: Readonly<Record<string, string | Buffer>> = {
    "shop.csv": shop(),
    "shop.tsv": lines.join("\n").replaceAll(",", "\t"),
    "shop.json": JSON.stringify({ orders: list }),
    "shop.xlsx": workbookOf([names!, ...cells]),
    "shop.parquet": parquet(),
  };
  for (const [name, body] of Object.entries(given)) {
    await dropAll(page, { [name]: body });
    const { dialog } = await dialogOf(page);
    expect(await overlay.count()).toBe(0);
    await dialog.getByRole("heading", { name: new RegExp(name) }).waitFor();
    await counted(dialog).toMatch(/264 rows become 264 orders of 4\d customers/);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }

  // Several at once: files of the same columns are one table.
  const half = (from: number, to: number) => [lines[0], ...lines.slice(from, to)].join("\n");
  await dropAll(page, { "one.csv": half(1, 151), "two.csv": half(151, 301) });
  const several = await dialogOf(page);
  await counted(several.dialog).toContain("264 rows become 264 orders");
  expect(await several.dialog.innerText()).toContain("2 files of the same columns");
  await page.keyboard.press("Escape");
  await several.dialog.waitFor({ state: "detached" });

  // The picker offers all of these.
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open files" }).click();
  const accept = (await (await chooser).element().getAttribute("accept")) ?? "";
  for (const ending of [".csv", ".tsv", ".parquet", ".json", ".xlsx", ".ods", ".zip"])
    expect(accept.split(",")).toContain(ending);
  await openFiles(page, { name: "shop.tsv", mimeType: "", buffer: Buffer.from(given["shop.tsv"]!) });
  const picked = await dialogOf(page);
  await counted(picked.dialog).toContain("264 rows become 264 orders");
  await page.keyboard.press("Escape");
  await picked.dialog.waitFor({ state: "detached" });

  // As a spreadsheet copies it.
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((text) => navigator.clipboard.writeText(text), String(given["shop.tsv"]));
  await page.keyboard.press("Control+v");
  const pasted = await dialogOf(page);
  await pasted.dialog.getByRole("heading", { name: /pasted\.tsv/ }).waitFor();
  await counted(pasted.dialog).toContain("264 rows become 264 orders");
  expect(opened.errors).toEqual([]);
  expect(opened.foreign).toEqual([]);
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

  test("an archive is read as the table in it", async () => {
    const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
    await writer.add("a/orders.csv", new TextReader(shop()));
    await writer.add("a/short.csv", new TextReader(rows.slice(0, 5).join("\n")));
    const buffer = Buffer.from(await (await writer.close()).arrayBuffer());
    const archive = await dialogFor({ name: "shop.zip", mimeType: "", buffer });
    await counted(archive.dialog).toContain("264 rows");
    const inside = archive.dialog.getByRole("combobox", { name: "File inside", exact: true });
    expect(await inside.inputValue()).toBe("a/orders.csv");
  });

  test("a damaged workbook is refused in words", async () => {
    const whole = workbook();
    opened = await openPage(inject("site"));
    await openFiles(opened.page, { ...whole, buffer: whole.buffer.subarray(0, 2000) });
    await opened.page.getByText(/shop\.xlsx is damaged: it looks like a workbook/).waitFor();
  });
});
