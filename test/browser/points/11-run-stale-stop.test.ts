import { afterAll, afterEach, expect, test } from "vitest";
import { closeBrowser, type Opened } from "../browser";
import { openOwn, press, write } from "../hands";
import { region, settled, states, until } from "../steps";

/** Point 11: run all / run stale / stop all in the header with a count ("3 stale"). */

const NOTEBOOK = `---
title: By hand
run: on-demand
---

\`\`\`sql id=first
SELECT 1 AS n
\`\`\`

\`\`\`sql id=second
SELECT n + 1 AS n FROM first
\`\`\`

\`\`\`sql id=third
SELECT n + 1 AS n FROM second
\`\`\`

\`\`\`sql id=apart
SELECT 'apart' AS it
\`\`\`
`;

let opened: Opened;
afterEach(() => opened.close());
afterAll(closeBrowser);

test("the header runs all, runs what is stale and says how many that are, and stops everything", async () => {
  opened = await openOwn(NOTEBOOK);
  const { page } = opened;
  const bar = page.getByRole("banner");
  const stale = bar.getByRole("button", { name: /^Run \d+ stale$/ });
  await expect.poll(() => stale.innerText()).toContain("4 stale");
  await bar.getByRole("button", { name: "Run all", exact: true }).click();
  await settled(page);
  expect(Object.values(await states(page))).toEqual(["done", "done", "done", "done"]);
  await expect.poll(() => stale.count()).toBe(0);
  expect(await bar.getByRole("button", { name: "Stop", exact: true }).isEnabled()).toBe(false);

  await write(page, "first", "SELECT 40 AS n");
  await press(page, "Escape");
  await expect.poll(() => stale.innerText()).toContain("3 stale");
  expect((await states(page))["apart"]).toBe("done");
  const before = await region(page, "apart").getAttribute("data-runs");
  await stale.click();
  await settled(page);
  await expect.poll(() => region(page, "third").locator("[role=gridcell]").first().innerText()).toBe("42");
  expect(await region(page, "apart").getAttribute("data-runs")).toBe(before);

  // Two that take for ever: one runs, one waits; one press stops both.
  for (const id of ["apart", "first"]) {
    await write(page, id, "SELECT count(*) AS n FROM range(100000000000)");
    await press(page, "Escape");
  }
  await bar.getByRole("button", { name: "Run all", exact: true }).click();
  for (const state of ["running", "queued"])
    await expect.poll(async () => Object.values(await states(page)), { timeout: 30_000 }).toContain(state);
  await bar.getByRole("button", { name: "Stop", exact: true }).click();
  await until(async () =>
    Object.values(await states(page)).every((one) => !/running|queued|stopping/.test(one)),
  );
  expect(Object.values(await states(page))).toContain("cancelled");
  expect(opened.errors).toEqual([]);
});
