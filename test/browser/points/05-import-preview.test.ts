import { afterAll, afterEach, expect, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, type Opened } from "../browser";
import { counted, csv, reading, shop, shown } from "../importing";

/**
 * Point 5: import preview before commit: first rows, detected delimiter/decimal/date order/encoding, types editable,
 * rejected-row count and reasons.
 */

let opened: Opened;
afterEach(() => opened.close());
afterAll(closeBrowser);

async function dialogFor(...given: Parameters<typeof reading>) {
  const read = await reading(...given);
  ({ opened } = read);
  return read;
}

/** As a shop in Poland writes it: one amount that is no number, one day that is none. */
function polish(): Buffer {
  const rows = Array.from({ length: 80 }, (_, n) => {
    const day = `${String((n % 27) + 1).padStart(2, "0")}.${String((n % 12) + 1).padStart(2, "0")}.2024`;
    return `${1000 + n};Łuś${n % 17};${n === 40 ? "31.02.2024" : day};${n === 20 ? "brak" : `${10 + n},5`};00${100 + n}`;
  });
  const text = ["nr;klient;data;kwota;kod", ...rows].join("\r\n");
  // The bytes these letters have in Windows-1250; the second is no letter in ISO 8859-2.
  return Buffer.from(text.replaceAll("Ł", "\u00a3").replaceAll("ś", "\u009c"), "latin1");
}

test("before anything is made it shows first rows, how the file is written, types one can change, and what is rejected and why", async () => {
  const { page, dialog, make } = await dialogFor({
    name: "sklep.csv",
    mimeType: "text/csv",
    buffer: polish(),
  });
  await counted(dialog).toContain("78 rows become");
  // Nothing is committed yet.
  expect(await page.getByRole("main").getByRole("region").count()).toBe(0);
  expect(await dialog.getByRole("group", { name: "First rows of the file" }).innerText()).toMatch(
    /1000\s+Łuś0\s+01\.01\.2024\s+10,5\s+00100/,
  );
  expect(await shown(dialog, "Encoding")).toBe("WINDOWS-1250");
  expect(await shown(dialog, "Delimiter")).toBe("semicolon");
  expect(await shown(dialog, "Decimal mark")).toBe("comma, 2,55");
  expect(await shown(dialog, "Days written as")).toMatch(/^31\.12\.\d{4}$/);
  await dialog.getByText("Which, and why").click();
  const why = dialog.getByRole("listitem").filter({ hasText: /^\s*Row/ });
  await expect
    .poll(() => why.allInnerTexts())
    .toEqual(expect.arrayContaining([expect.stringMatching(/column kwota.*brak.*is no number/s)]));
  expect(await dialog.innerText()).toMatch(/Rejected rows\s*\d/);
  // Codes that begin with a zero are text, unless one says otherwise.
  const type = dialog.getByRole("combobox", { name: "Type of kod", exact: true });
  expect(await type.inputValue()).toBe("text");
  await type.selectOption({ label: "whole number" });
  await expect.poll(() => type.inputValue()).toBe("integer");
  await counted(dialog).toContain("78 rows become");
  await counted(dialog).toContain("78 rows become");
  expect(await type.inputValue()).toBe("integer");
  expect(await axe(page, "import", "dialog")).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await axe(page, "import, 390 px, dark", "dialog")).toEqual([]);
  expect(await dialog.boundingBox()).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
  expect(await dialog.evaluate((node) => node.scrollWidth - node.clientWidth)).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await make.click();
  const source = page.getByRole("region", { name: "sales", exact: true });
  await source.focus();
  await page.keyboard.press("Shift+O");
  await expect
    .poll(() => source.getByRole("textbox", { name: "Code of sales" }).innerText())
    .toMatch(/kod: integer/);
  expect(opened.errors).toEqual([]);
});

test("reads the columns again under another header, and Escape leaves everything as it was", async () => {
  const { page, dialog } = await dialogFor(csv("shop.csv", shop()));
  await counted(dialog).toContain("264 rows");
  await dialog.getByRole("combobox", { name: "Header", exact: true }).selectOption("0");
  await expect
    .poll(() => dialog.getByRole("columnheader").allInnerTexts())
    .toEqual(expect.arrayContaining([expect.stringContaining("column 1")]));
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await page.getByRole("button", { name: "Try sample data" }).count()).toBe(1);
});
