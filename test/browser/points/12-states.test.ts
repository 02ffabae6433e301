import { afterAll, afterEach, expect, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, type Opened } from "../browser";
import { openOwn, press, runText, write } from "../hands";
import { region, settled, states, until } from "../steps";

/**
 * Point 12: every cell shows state and time in text plus icon (not colour alone): running 1.2 s · done 48 ms, 12,431
 * rows · stale · failed · waiting for *orders* · cancelled.
 */

const NOTEBOOK = `---
title: States
---

\`\`\`sql id=orders
SELECT range AS n FROM range(12431)
\`\`\`

\`\`\`sql id=reader
SELECT sum(n) AS total FROM orders
\`\`\`

\`\`\`sql id=other
SELECT 1 AS one
\`\`\`
`;

let opened: Opened;
afterEach(() => opened.close());
afterAll(closeBrowser);

test("each state has a word, a sign of its own, and a time where there is one", async () => {
  opened = await openOwn(NOTEBOOK);
  const { page } = opened;
  await settled(page);
  const signs = new Map<string, string>();
  const said = async (id: string) => {
    const status = region(page, id).getByRole("status").first();
    const word = (await status.innerText()).trim();
    signs.set(word, await status.locator("svg").innerHTML());
    return word;
  };
  const gutter = (id: string) => region(page, id).locator(".gutter").innerText();
  expect(await said("orders")).toBe("done");
  expect(await gutter("orders")).toMatch(/\d+\s?(ms|s) · 12,431 rows/);

  await runText(page, "orders", "SELECT count(*) AS n FROM range(100000000000)");
  await until(async () => (await states(page))["orders"] === "running");
  expect(await said("orders")).toBe("running");
  // The time goes on while it runs.
  await expect.poll(() => gutter("orders")).toMatch(/running\s+[1-9]\d*\.\d\s?s/);
  expect(await said("reader")).toMatch(/queued|stale/);
  await page.getByRole("banner").getByRole("button", { name: "Stop" }).click();
  await until(async () => (await states(page))["orders"] === "cancelled");
  expect(await said("orders")).toBe("cancelled");
  expect(await said("reader")).toBe("blocked");
  expect(await region(page, "reader").innerText()).toMatch(/waits for orders/i);

  await runText(page, "orders", "SELECT nothing FROM nowhere");
  await until(async () => (await states(page))["orders"] === "failed");
  expect(await said("orders")).toBe("failed");
  await until(async () => (await states(page))["reader"] === "blocked");
  expect(await region(page, "reader").innerText()).toMatch(/waits for orders/i);
  expect(await axe(page, "states of cells")).toEqual([]);

  await page.getByRole("tab", { name: "Links" }).click();
  await page.getByRole("switch", { name: "Run by itself after a change" }).uncheck();
  await write(page, "other", "SELECT 2 AS one");
  await press(page, "Escape");
  await until(async () => (await states(page))["other"] === "stale");
  expect(await said("other")).toBe("stale");
  expect(new Set(signs.values()).size).toBe(signs.size);
  expect([...signs.keys()]).toEqual(
    expect.arrayContaining(["done", "running", "cancelled", "blocked", "failed", "stale"]),
  );
  expect(opened.errors).toEqual([]);
});
