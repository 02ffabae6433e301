import type { Page } from "playwright-core";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, type Opened } from "../browser";
import { codeOf, openOwn, press, runText } from "../hands";
import { region, settled, states, until } from "../steps";

/**
 * Point 15: error box under the cell: short cause, line underlined in the editor, "did you mean" columns, link to help,
 * raw message behind a disclosure; other cells keep their last good output marked stale.
 */

let opened: Opened;
afterEach(() => opened.close());
afterAll(closeBrowser);

const cell = (id: string, body: string): string => `\n\`\`\`ts id=${id}\n${body}\n\`\`\`\n`;

/** Opens a notebook of this text which runs at once. */
async function open(text: string): Promise<Page> {
  opened = await openOwn(text);
  return opened.page;
}

const shown = async (page: Page, id: string): Promise<string> =>
  (await region(page, id).innerText()).replace(/[\u00a0\u202f]/g, " ");

describe("a query", () => {
  const query = (id: string, text: string) => `\`\`\`sql id=${id}\n${text}\n\`\`\`\n\n`;

  test("says what is wrong below the cell, underlines it, offers what was meant, leads to help, and leaves the others as they were", async () => {
    const page = await open(
      `---\ntitle: Errors\n---\n\n` +
        query("orders", "SELECT range AS n, 'c' || range AS customer, range * 2 AS amount FROM range(10)") +
        query("totals", "SELECT customer,\n  sum(amount) AS spent\nFROM orders GROUP BY ALL ORDER BY ALL") +
        query("best", "SELECT max(spent) AS most FROM totals"),
    );
    await settled(page);
    const first = () => region(page, "best").locator("[role=gridcell]").first().innerText();
    await expect.poll(first).toBe("18");

    // A column that is almost one.
    await runText(page, "totals", "SELECT customer,\n  sum(amout) AS spent\nFROM orders GROUP BY ALL");
    await until(async () => (await states(page))["totals"] === "failed");
    const totals = region(page, "totals");
    await totals.getByText("There is no column amout").waitFor();
    expect(await totals.innerText()).toMatch(/line 2, column 7/);
    await expect
      .poll(() => totals.locator(".cm-content .cm-lintRange-error, .cm-content .wrong").allInnerTexts())
      .toEqual(["amout"]);
    // The engine's own words are folded away until one asks.
    const raw = totals.locator("details pre");
    expect(await raw.isVisible()).toBe(false);
    await totals.getByText("Message from the engine").click();
    expect(await raw.innerText()).toContain("amout");
    // What stood stays, and says that it is old; so does what reads it.
    expect(await totals.innerText()).toContain("The result below is from the last run that succeeded.");
    expect(await first()).toBe("18");
    expect(await region(page, "best").innerText()).toMatch(/waits for totals/i);
    expect(await region(page, "best").innerText()).toMatch(/stale|last run that succeeded/i);
    expect(await axe(page, "error")).toEqual([]);

    await totals.getByRole("button", { name: "Help with errors" }).click();
    const help = page.getByRole("heading", { name: "When a cell fails" });
    await expect.poll(() => help.evaluate((node) => node === document.activeElement)).toBe(true);
    await region(page, "best").getByRole("button", { name: "Go to totals" }).click();
    await totals.getByRole("button", { name: "Use amount" }).click();
    await settled(page);
    expect(await codeOf(page, "totals")).toContain("sum(amount)");
    expect((await states(page))["best"]).toBe("done");

    // A table that is almost one, and a word out of place.
    await runText(page, "best", "SELECT max(spent) AS most FROM total");
    await until(async () => (await states(page))["best"] === "failed");
    await region(page, "best").getByText("There is no table or cell total").waitFor();
    await region(page, "best").getByRole("button", { name: "Use totals" }).click();
    await settled(page);
    await expect.poll(first).toBe("18");
    await runText(page, "best", "SELECT max(spent) AS most\nFORM totals");
    await until(async () => (await states(page))["best"] === "failed");
    expect(await region(page, "best").innerText()).toMatch(/cannot be read at|cannot be read/);
    await press(page, "Escape", "Escape");
    expect(opened.errors).toEqual([]);
  });

  test("an error in braces stands at its own place", async () => {
    const page = await open(
      `${cell("k", "return { deep: 2 };")}
\`\`\`sql id=wrong
SELECT 1 AS one,
  \${k.deep.er.est} AS two
\`\`\`
`,
    );
    await until(async () => (await states(page))["wrong"] === "failed");
    const said = await shown(page, "wrong");
    expect(said).toContain("Cannot read properties of undefined (reading 'est')");
    expect(said).toContain("line 2, column 15");
  });
});

describe("a program", () => {
  test("stands at the user's line and column, types or not, with the cause's own words behind it", async () => {
    const page = await open(
      cell(
        "wrong",
        `interface Row {
  n: number;
}
const rows: Row[] = [{ n: 1 }];
function inner(x: number): number {
  return (null as unknown as { length: number }).length + x;
}
console.log("before");
return rows.map((row: Row) => inner(row.n));`,
      ) +
        cell("bad", "const a: number = (1;") +
        cell("nosuch", "return ordres.count;") +
        cell("power", 'const r = await fetch("https://example.com/");') +
        cell("thing", "return { a: [() => 1] };") +
        cell("thrown", 'throw "just words";'),
    );
    await until(async () => Object.values(await states(page)).every((state) => state === "failed"));
    const wrong = await shown(page, "wrong");
    expect(wrong).toContain("Cannot read properties of null (reading 'length')");
    expect(wrong).toContain("line 6, column 50");
    await region(page, "wrong").getByText("Message behind it").click();
    expect(await shown(page, "wrong")).toMatch(/inner, 6:\d+\n[\s\S]*9:\d+[\s\S]*log: before/);
    expect(await shown(page, "bad")).toContain("line 1, column 21");
    expect(await shown(page, "nosuch")).toContain("No cell is called ordres");
    expect(await shown(page, "power")).toContain("fetch does not exist in a cell");
    expect(await shown(page, "power")).toContain("line 1, column 17");
    expect(await shown(page, "thing")).toContain("a function at a.0");
    expect(await shown(page, "thrown")).toContain("just words");
    expect(opened!.errors).toEqual([]);
    expect(opened!.foreign).toEqual([]);
  });
});
