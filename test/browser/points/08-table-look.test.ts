import { afterAll, afterEach, expect, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, type Opened } from "../browser";
import { openOwn } from "../hands";
import { names } from "../kept";
import { settled } from "../steps";

/** Point 8: clicking a table shows rows + column profile without writing SQL; profile follows filters. */

const NOTEBOOK = `---
title: Tables
---

# First part

\`\`\`sql id=orders
SELECT i AS id, 'c' || (i % 40) AS customer, DATE '2024-01-01' + (i % 300)::INTEGER AS day,
  CASE WHEN i % 4 = 0 THEN NULL ELSE (i * 37 % 1000) / 10.0 END AS amount, i % 3 = 0 AS "by post"
FROM range(2000) r(i)
\`\`\`

## Second part

\`\`\`sql id=query
SELECT 1 AS one
\`\`\`
`;

let opened: Opened;
afterEach(() => opened.close());
afterAll(closeBrowser);

test("a click on a table shows its rows and what its columns hold, and a filter changes both; no cell is written", async () => {
  opened = await openOwn(NOTEBOOK);
  const { page } = opened;
  await settled(page);
  const before = await names(page);
  await page.getByRole("button", { name: "orders: 2,000 rows" }).click();
  const sheet = page.getByRole("dialog", { name: "Rows of orders" });
  const grid = sheet.getByRole("grid");
  const profile = (column: number) =>
    grid.locator(`[role="columnheader"][data-column="${column}"] [data-part="profile"]`).innerText();
  await expect.poll(() => grid.locator('[data-row="3"][data-column="1"]').innerText()).toContain("c3");
  await expect.poll(() => profile(3), { timeout: 60_000 }).toMatch(/25\s?% missing/);
  await expect.poll(() => profile(0), { timeout: 60_000 }).toContain("1,999");
  await expect
    .poll(() => grid.locator('[role="columnheader"] [data-part="profile"] rect').count())
    .toBeGreaterThan(10);
  expect(await axe(page, "rows of a table", "dialog")).toEqual([]);

  await grid.getByRole("button", { name: "Filter id" }).click();
  const panel = page.getByRole("dialog", { name: "Filter id" });
  await panel.getByLabel("At most").fill("99");
  await panel.getByRole("button", { name: "Filter", exact: true }).click();
  await expect.poll(() => sheet.innerText(), { timeout: 60_000 }).toContain("100 of 2,000 rows");
  await expect.poll(() => profile(0), { timeout: 60_000 }).toMatch(/0 – 99/);
  await page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  expect(await names(page)).toEqual(before);
  expect(opened.errors).toEqual([]);
});
