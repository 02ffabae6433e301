import { afterAll, afterEach, expect, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, type Opened } from "../browser";
import { codeOf, focusedCell, openOwn, press, write } from "../hands";
import { names } from "../kept";
import { settled, states, until } from "../steps";

/**
 * Point 7: left sidebar: Data (tables → columns with type icon, null %, mini histogram; click inserts the name), Outline
 * (headings, cells, state), Help. Collapsible, remembers width.
 */

const NOTEBOOK = `---
title: Tables
---

## First part

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

test("data with columns at a glance whose names go into the text, outline with states, help; it folds and keeps its width", async () => {
  opened = await openOwn(NOTEBOOK);
  const { page } = opened;
  await settled(page);
  const side = page.getByRole("complementary", { name: "Sidebar" });
  await side.getByRole("button", { name: "orders", exact: true }).click();
  const column = (name: string) => side.getByRole("button", { name: new RegExp(`^${name}\\b`) });
  await expect.poll(() => column("amount").innerText(), { timeout: 60_000 }).toMatch(/decimal|double/);
  await expect.poll(() => column("amount").innerText(), { timeout: 60_000 }).toMatch(/25\s?% missing/);
  await expect.poll(() => column("customer").innerText()).toMatch(/varchar[\s\S]*none missing/);
  // A sign for the type and bars for how the values lie; other types, other signs.
  const signs = new Set<string>();
  for (const name of ["id", "customer", "day", "by post"]) {
    await expect.poll(() => column(name).locator("svg rect").count()).toBeGreaterThan(1);
    signs.add(await column(name).locator("svg").first().innerHTML());
  }
  expect(signs.size).toBe(4);
  expect(await axe(page, "data")).toEqual([]);

  // At the caret of the text one is in; the keyboard stays there.
  await write(page, "query", "SELECT , 1 FROM orders");
  await press(page, "Home", "Control+ArrowRight");
  await column("by post").click();
  await expect.poll(() => codeOf(page, "query")).toContain('"by post"');
  await column("amount").focus();
  await press(page, "Enter");
  await expect.poll(() => codeOf(page, "query")).toContain('"by post"amount');
  // From a text without a query a query is made.
  await page.getByRole("region", { name: "text 1", exact: true }).focus();
  await column("day").click();
  await expect.poll(() => names(page)).toContain("query_2");
  await expect.poll(() => codeOf(page, "query_2")).toBe("SELECT day FROM orders LIMIT 100");
  await press(page, "Escape");

  await side.getByRole("tab", { name: "Data" }).focus();
  await press(page, "ArrowRight");
  const outline = side.getByRole("tabpanel");
  await outline.getByRole("button", { name: "Second part", exact: true }).waitFor();
  await until(async () => (await states(page))["query"] !== "running");
  expect(await outline.locator("button:not([aria-haspopup])").allInnerTexts()).toEqual([
    "First part",
    expect.stringMatching(/done\s*orders/),
    expect.stringMatching(/\s*query_2/),
    "Second part",
    expect.stringMatching(/\s*query/),
  ]);
  expect(await axe(page, "outline")).toEqual([]);
  // A section moves with its cells, by keys and by menu, and each is one step back.
  const before = await names(page);
  const undo = page.getByRole("button", { name: "Undo: moved section “Second part”" });
  await outline.getByRole("button", { name: "Second part", exact: true }).focus();
  await press(page, "Alt+ArrowUp");
  await expect.poll(async () => (await names(page))[1]).toBe("query");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Second part");
  await page.getByRole("status").getByText("Section “Second part” moved up").waitFor();
  await undo.click();
  await expect.poll(() => names(page)).toEqual(before);
  await outline.getByRole("button", { name: "Move the section “Second part”" }).click();
  await page.getByRole("menuitem", { name: /^Move section up/ }).click();
  await expect.poll(async () => (await names(page))[1]).toBe("query");
  await undo.click();
  await expect.poll(() => names(page)).toEqual(before);
  await outline.getByRole("button", { name: /orders/ }).click();
  await expect.poll(() => focusedCell(page)).toBe("orders");
  await side.getByRole("tab", { name: "Help" }).click();
  await side.getByRole("heading", { name: "Keys", exact: true }).waitFor();
  expect(await axe(page, "help")).toEqual([]);

  const edge = side.getByRole("separator", { name: "Width of the sidebar" });
  const width = async () => Math.round((await side.boundingBox())!.width);
  const narrow = await width();
  await edge.focus();
  await press(page, "ArrowRight", "ArrowRight");
  await expect.poll(width).toBe(narrow + 32);
  await page.getByText("kept in this browser", { exact: true }).waitFor();
  await page.reload();
  await expect.poll(width).toBe(narrow + 32);
  await page.getByRole("banner").getByRole("button", { name: "Sidebar", exact: true }).click();
  await side.waitFor({ state: "detached" });
  await page.reload();
  await page.locator("main button.id").first().waitFor({ state: "attached" });
  expect(await side.count()).toBe(0);
  expect(opened.errors).toEqual([]);
});
