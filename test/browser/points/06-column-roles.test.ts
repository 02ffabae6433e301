import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Locator } from "playwright-core";
import { closeBrowser, type Opened } from "../browser";
import { keptText } from "../kept";
import { counted, csv, reading, shop, shown } from "../importing";
import type { openFiles } from "../steps";

/**
 * Point 6: column roles guessed and confirmed (customer, date, amount, order) with plain warnings: negative amounts,
 * duplicate orders, future dates, one-purchase share.
 */

const data = process.env["TENURE_DATA"];
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

let opened: Opened | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});
afterAll(closeBrowser);

async function dialogFor(...given: Parameters<typeof reading>) {
  const read = await reading(...given);
  ({ opened } = read);
  return read;
}

describe("an order file", () => {
  let read: Awaited<ReturnType<typeof reading>>;
  beforeAll(async () => {
    read = await reading(csv("shop.csv", shop()));
  });
  afterAll(() => read.opened.close());

  test("shows one named list per role, guessed, with quantity × price as the amount", async () => {
    const { dialog, make } = read;
    await counted(dialog).toMatch(/264 rows become 264 orders of 4\d customers/);
    for (const name of ROLES) {
      expect(await dialog.getByRole("combobox", { name, exact: true }).count(), name).toBe(1);
    }
    expect(await shown(dialog, "Customer")).toBe("customer_id");
    expect(await shown(dialog, "Date")).toBe("order_date");
    expect(await shown(dialog, "Amount")).toBe("quantity × price");
    expect(await shown(dialog, "Order")).toBe("order_id");
    expect(await make.isEnabled()).toBe(true);
    expect(read.opened.errors).toEqual([]);
  });

  test("counts again when a rule is loosened, and adds up before and after", async () => {
    const { dialog } = read;
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
    await dialog
      .getByRole("group", { name: "Price or amount is zero" })
      .getByRole("radio", { name: "drop" })
      .check();
  });

  test("says what is missing when a role is taken away, and takes no notebook", async () => {
    const { dialog, make } = read;
    await counted(dialog).toContain("264 rows");
    await dialog.getByRole("combobox", { name: "Customer", exact: true }).selectOption("");
    await counted(dialog).toContain("Say which column is the customer");
    expect(await make.isEnabled()).toBe(false);
    await dialog.getByRole("combobox", { name: "Customer", exact: true }).selectOption("customer_id");
    await counted(dialog).toContain("264 rows");
    expect(await make.isEnabled()).toBe(true);
  });

  test("warns in plain words of money below zero, doubled rows and orders, days to come, and how many bought once", async () => {
    const rows = Array.from({ length: 60 }, (_, n) => {
      const day = new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
      return `${100 + n},K${n % 40},${day},${20 + n}.50`;
    });
    const odd = ["200,K1,2024-05-01,-12.00", rows[3]!, "103,K9,2024-04-04,70.00", "201,K2,2199-01-01,15.00"];
    const { dialog } = await dialogFor(
      csv("odd.csv", ["order,customer,date,amount", ...rows, ...odd].join("\n")),
    );
    await counted(dialog).toMatch(/rows become/);
    const found = async (name: RegExp) => dialog.getByRole("row", { name }).innerText();
    expect(await found(/Price or amount below zero/)).toMatch(/\b1\b/);
    expect(await found(/Exact duplicate of another row/)).toMatch(/\b1\b|\b2\b/);
    expect(await found(/used again/i)).toMatch(/\b1\b|\b2\b/);
    expect(await found(/Date in the future/)).toMatch(/\b1\b/);
    // 40 customers; those from K20 on ordered once.
    await counted(dialog).toMatch(/50\s?% of them bought on one day only/);
  });

  test("takes an amount for the whole order's where it is said to stand on each of its rows", async () => {
    const rows = Array.from({ length: 24 }, (_, n) => {
      const order = n >> 1;
      return `${100 + order},K${order % 5},2024-03-${String(order + 1).padStart(2, "0")},item ${n},10.00`;
    });
    const file = csv("sales.csv", ["order,customer,date,product,amount", ...rows].join("\n"));
    const { dialog, make } = await dialogFor(file);
    const kept = () =>
      expect.poll(() => dialog.getByRole("row", { name: /Rows kept/ }).innerText(), { timeout: 60_000 });
    expect(await shown(dialog, "The amount is of")).toBe("its own row");
    await kept().toContain("240");
    const of = dialog.getByRole("combobox", { name: "The amount is of", exact: true });
    await of.selectOption({ label: "the whole order, repeated on its rows" });
    await kept().toContain("120");
    // What the form decided stands in the text, and the form reads it there again.
    await expect.poll(() => make.isEnabled()).toBe(true);
    await make.click();
    const { page } = opened!;
    await page.getByRole("region", { name: "sales", exact: true }).waitFor();
    await expect.poll(() => keptText(page), { timeout: 60_000 }).toContain("amount-of: order\n");
    await page
      .getByRole("region", { name: "sales", exact: true })
      .getByRole("button", { name: "Change how it is read" })
      .click();
    await expect
      .poll(() => shown(dialog, "The amount is of"), { timeout: 60_000 })
      .toBe("the whole order, repeated on its rows");
    await of.selectOption({ label: "its own row" });
    await dialog.getByRole("button", { name: "Read it this way" }).click();
    await expect.poll(() => keptText(page), { timeout: 60_000 }).not.toContain("amount-of");
    expect(opened!.errors).toEqual([]);
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
