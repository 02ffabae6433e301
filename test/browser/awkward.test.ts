import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { closeBrowser, openPage, type Opened } from "./browser";
import { dialogOf } from "./importing";
import { openFiles } from "./steps";

/**
 * Every awkward file given by hand, and what a person then reads in the dialog: numbers, a question, or a refusal with
 * its way out. `test/sources/awkward.test.ts` holds each rule of the ledger to the manifest.
 */
interface Entry {
  readonly file: string;
  readonly outcome: "accept" | "accept_with_warning" | "ask" | "accept_or_error" | "error";
  readonly expect?: Readonly<Partial<Record<string, number>>>;
}

const folder = join(process.env["TENURE_DATA"] ?? "", "awkward");
const list = join(folder, "manifest.json");
const files = existsSync(list)
  ? (JSON.parse(readFileSync(list, "utf8")) as { files: readonly Entry[] }).files
  : [];

/** The manifest would guess where two columns have one name; we ask. */
const ASKED = new Set(["struct_duplicate_columns.csv"]);
/** An order number under two customers is an order of each; the manifest counts numbers. */
const OTHERWISE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "sem_duplicate_orders.csv": { orders: 41 },
};
/** The manifest counts the whole file but for these. */
const LEFT_OUT = /^(No customer|Cancelled or returned|No such date|Not readable)/;

/** What the dialog has come to. */
async function told(dialog: Locator): Promise<"read" | "asked" | "refused"> {
  let said = "";
  await expect
    .poll(async () => (said = await dialog.getByRole("status").last().innerText()), { timeout: 30_000 })
    .toMatch(/become|Answer|Choose|as it was|no row/i);
  if (/become/.test(said)) return "read";
  return /as it was|no row/i.test(said) ? "refused" : "asked";
}

/** Keeps what rules would set aside, as the manifest does. */
async function keepAll(dialog: Locator): Promise<void> {
  for (const row of await dialog.getByRole("row").all()) {
    if (LEFT_OUT.test(await row.innerText())) continue;
    const keep = row.getByRole("radio", { name: "keep", exact: true });
    if ((await keep.count()) > 0) await keep.check({ force: true });
  }
}

/** Customers, orders and money of what would be kept. */
async function kept(dialog: Locator): Promise<Readonly<Record<string, number>>> {
  const number = (text: string | undefined) => Number((text ?? "").replace("−", "-").replace(/[^\d.-]/g, ""));
  const [, orders, customers] =
    /become[s]? ([\d,]+) orders? of ([\d,]+)/.exec(await dialog.getByRole("status").last().innerText()) ?? [];
  const row = dialog.getByRole("row").filter({ hasText: /^Rows kept/ });
  const money = await row.getByRole("cell").nth(-2).innerText();
  return { orders: number(orders), customers: number(customers), revenue: number(money) };
}

describe.skipIf(files.length === 0)("awkward files by hand (needs TENURE_DATA)", () => {
  let opened: Opened;
  let page: Page;
  beforeAll(async () => {
    opened = await openPage(inject("site"));
    ({ page } = opened);
  });
  afterEach(async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });
  afterAll(closeBrowser);

  test.each(files)("$file: $outcome", async ({ file, outcome, expect: wanted = {} }) => {
    await openFiles(page, join(folder, file));
    const { dialog, make } = await dialogOf(page);
    const found = await told(dialog);
    if (outcome === "error") expect(found).toBe("refused");
    else if (outcome === "ask") expect(found).not.toBe("refused");
    else if (ASKED.has(file)) expect(found).toBe("asked");
    else if (outcome !== "accept_or_error") expect(found).toBe("read");
    if (found === "refused") {
      // It says what is wrong and what can be done, in a sentence each.
      expect(await dialog.getByRole("alert").innerText()).toMatch(/\w+ .*[.:]/s);
      expect(await make.isDisabled()).toBe(true);
    } else if (found === "asked") {
      expect(await make.isDisabled()).toBe(true);
    } else {
      await keepAll(dialog);
      const names = ["customers", "orders", "revenue"].filter((name) => wanted[name] !== undefined);
      const right = Object.fromEntries(names.map((name) => [name, OTHERWISE[file]?.[name] ?? wanted[name]]));
      await expect
        .poll(async () => {
          const all = await kept(dialog);
          return Object.fromEntries(names.map((name) => [name, all[name]]));
        })
        .toEqual(right);
      await expect.poll(() => make.isEnabled()).toBe(true);
    }
    expect(opened.errors).toEqual([]);
  });
});
