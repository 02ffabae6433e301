import { firefox, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { serve } from "../../.run/serve.mjs";
import { closeBrowser, openPage } from "./browser";
import { region } from "./steps";

/** A Firefox of 143 or newer; older ones lack a part of what it is driven by. */
const given = process.env["TENURE_FIREFOX"];

const CODE = `---
title: Elsewhere
---

\`\`\`input id=n
type: range
min: 1
max: 20
value: 7
\`\`\`

\`\`\`sql id=squares
SELECT i, i * i AS square FROM range(\${n}) t(i)
\`\`\`

\`\`\`ts id=figure
return Plot.plot({ marks: [Plot.dot(await squares.rows(), { x: "i", y: "square" })] });
\`\`\`

\`\`\`ts id=endless seconds=1
while (true) {}
\`\`\`

\`\`\`ts id=out
try { return (await fetch("https://example.org/")).status; } catch { return "refused"; }
\`\`\`
`;

describe.skipIf(given === undefined)("in Firefox (needs TENURE_FIREFOX)", () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;
  let page: Page;

  beforeAll(async () => {
    server = await serve({ root: inject("dist"), base: "/sub/path/" });
    browser = await firefox.launch({ channel: "moz-firefox", executablePath: given! });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await closeBrowser();
  });

  const total = async (on: Page) =>
    /Value ahead, all customers\s+(\S+)/.exec(await region(on, "scores").innerText())?.[1];

  /** Asks the words of the page: a driver that evaluates in it is stopped by the page's policy here. */
  const done = (on: Page, name: string) =>
    expect.poll(() => region(on, name).innerText(), { timeout: 120_000 }).toMatch(/\b(done|failed)\b/);

  test("the sample gives what it gives in Chromium", async () => {
    page = await (await browser.newContext({ locale: "en-GB" })).newPage();
    const other = await openPage(inject("site"));
    for (const on of [page, other.page]) {
      if (on === page) await on.goto(server.url);
      await on.getByRole("button", { name: "Try sample data" }).click();
      await done(on, "segments");
      expect(
        await on
          .getByRole("region")
          .filter({ hasText: /\bfailed\b/ })
          .count(),
      ).toBe(0);
    }
    expect(await total(page)).toMatch(/^€\d/);
    expect(await total(page)).toBe(await total(other.page));
    await other.close();
  });

  test("code runs in the jail, draws, is ended, and reaches nobody", async () => {
    await page.route("**/notebooks/en/elsewhere.md", (route) => route.fulfill({ body: CODE }));
    await page.goto(`${server.url}?open=notebooks/en/elsewhere.md`);
    await done(page, "out");
    await expect.poll(() => region(page, "figure").locator("svg circle").count()).toBe(7);
    expect(await region(page, "endless").innerText()).toContain("without letting go");
    expect(await region(page, "out").innerText()).toContain("refused");
  });
});
