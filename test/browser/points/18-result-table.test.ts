import { createReadStream } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parquetReadObjects } from "hyparquet";
import type { Download, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, openPage, type Opened } from "../browser";
import { openFiles, region, settled } from "../steps";

/** A table of a million rows, made by a query, as a reader looks through it. */

const ROWS = 1_000_000;
const QUERY = `SELECT i AS id, 'name ' || (i * 7919 % 1000003) AS name, (i * 37 % 100000) / 100.0::DOUBLE AS amount,
  DATE '2020-01-01' + (i % 1500)::INTEGER AS day, TIMESTAMP '2020-01-01 10:00:00' + to_seconds(i) AS moment,
  i % 2 = 0 AS good, CASE WHEN i % 10 = 0 THEN NULL ELSE ['red', 'green', 'blue'][1 + i % 3] END AS "co""lour"
FROM range(${ROWS}) r(i)`;
const colourOf = (i: number): string | null => (i % 10 === 0 ? null : ["red", "green", "blue"][i % 3]!);
const amountOf = (i: number): number => ((i * 37) % 100_000) / 100;
const dayOf = (i: number): string => new Date(Date.UTC(2020, 0, 1 + (i % 1500))).toISOString().slice(0, 10);

let opened: Opened;
let page: Page;
let grid: Locator;
let folder: string;

const cell = (row: number, column: number): Locator =>
  grid.locator(`[data-row="${row}"][data-column="${column}"]`);
const textOf = (row: number, column: number): Promise<string> =>
  cell(row, column)
    .innerText({ timeout: 30_000 })
    .then((text) => text.trim());
const count = (): Promise<string> => region(page, "long").locator(".foot .count").innerText();
const drawn = (): Promise<number> => grid.locator('[role="row"]').count();
const button = (name: string, exact = true): Locator =>
  region(page, "long").getByRole("button", { name, exact });

/** Waits until the first row of the view has its text. */
async function come(row: number, column: number): Promise<string> {
  await expect.poll(() => textOf(row, column).catch(() => ""), { timeout: 60_000 }).not.toBe("");
  return textOf(row, column);
}

async function pull(share: number): Promise<void> {
  await grid.evaluate((node, at) => {
    node.scrollTop = at * (node.scrollHeight - node.clientHeight);
  }, share);
}

async function filterBy(column: string, fill: (panel: Locator) => Promise<void>): Promise<void> {
  await grid.getByRole("button", { name: new RegExp(`^Filter( of)? ${column}`) }).click();
  const panel = page.getByRole("dialog", { name: `Filter ${column}` });
  await fill(panel);
  await panel.getByRole("button", { name: "Filter", exact: true }).click();
}

async function asStored(): Promise<void> {
  await button("As stored").click();
  await expect.poll(count, { timeout: 60_000 }).toBe("1,000,000 rows");
  await expect.poll(() => textOf(0, 0)).toBe("0");
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tenure-table-"));
  opened = await openPage(inject("site"));
  ({ page } = opened);
  await opened.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open a notebook" }).click();
  await (
    await chooser
  ).setFiles({
    name: "long.md",
    mimeType: "text/markdown",
    buffer: Buffer.from(`---\ntitle: Long\n---\n\n# Long\n\n\`\`\`sql id=long\n${QUERY}\n\`\`\`\n`),
  });
  await page.getByRole("button", { name: "Let it run" }).click();
  await settled(page);
  grid = region(page, "long").getByRole("grid");
  await grid.waitFor();
});
afterAll(async () => {
  await opened.close();
  await rm(folder, { recursive: true, force: true });
  await closeBrowser();
});

describe("a million rows", () => {
  test("say how many they are, and only those in view are drawn", async () => {
    expect(await grid.getAttribute("aria-rowcount")).toBe(String(ROWS + 1));
    expect(await count()).toBe("1,000,000 rows");
    expect(await come(0, 1)).toBe("name 0");
    expect(await textOf(3, 3)).toBe("4 Jan 2020");
    expect(await textOf(0, 6)).toBe("–");
    expect(await drawn()).toBeLessThan(40);
  });

  test("can be scrolled to the end, to the middle and by the wheel, row by row", async () => {
    await pull(1);
    expect(await come(ROWS - 1, 0)).toBe("999999");
    expect(await drawn()).toBeLessThan(40);
    await pull(0.5);
    await expect.poll(() => drawn()).toBeGreaterThan(10);
    const first = Number(await grid.locator('.window [role="row"]').first().getAttribute("aria-rowindex"));
    expect(Math.abs(first - ROWS / 2)).toBeLessThan(ROWS * 0.01);
    // A turn of the wheel is as long here as anywhere: what stood below comes up, nothing is passed unseen.
    await grid.hover();
    for (let turn = 1; turn <= 5; turn++) {
      await page.mouse.wheel(0, 120);
      await expect
        .poll(async () =>
          Number(await grid.locator('.window [role="row"]').first().getAttribute("aria-rowindex")),
        )
        .toBeGreaterThanOrEqual(first + 4 * turn - 1);
    }
    const now = Number(await grid.locator('.window [role="row"]').first().getAttribute("aria-rowindex"));
    expect(now - first).toBeLessThanOrEqual(21);
    const middle = now + 2;
    expect(await come(middle, 0)).toBe(String(middle));
    await pull(0);
    expect(await come(0, 0)).toBe("0");
  });

  test("are walked through by the keyboard, one stop for Tab", async () => {
    await cell(0, 0).click();
    const at = () =>
      page.evaluate(() => {
        const { row, column } = (document.activeElement as HTMLElement).dataset;
        return `${row}:${column}`;
      });
    const press = async (keys: string, where: string) => {
      await page.keyboard.press(keys);
      await expect.poll(at).toBe(where);
    };
    await press("ArrowDown", "1:0");
    await press("ArrowRight", "1:1");
    await press("End", "1:6");
    await press("Home", "1:0");
    await press("Control+End", `${ROWS - 1}:6`);
    expect(await come(ROWS - 1, 0)).toBe("999999");
    await press("PageUp", `${ROWS - 1 - 13}:6`);
    await press("PageDown", `${ROWS - 1}:6`);
    await press("Control+Home", "0:0");
    await press("ArrowUp", "-1:0");
    // Wheeling away does not take the focus away, and the next key brings the place back.
    await press("ArrowDown", "0:0");
    await pull(0.7);
    await press("ArrowDown", "1:0");
    await expect.poll(() => cell(2, 0).isVisible()).toBe(true);
    expect(await grid.locator('[tabindex="0"]').count()).toBe(1);
  });

  test("are sorted by the engine, three states, a second column with Shift", async () => {
    const head = (name: string) => grid.getByRole("columnheader").filter({ hasText: name });
    await grid.getByRole("button", { name: "amount", exact: true }).click();
    await expect.poll(() => head("amount").getAttribute("aria-sort"), { timeout: 60_000 }).toBe("descending");
    await expect.poll(() => textOf(0, 2), { timeout: 60_000 }).toBe("999.99");
    // Equal amounts stand as they were stored: their ids rise by 100,000.
    const ids = await Promise.all(
      [0, 1, 2, 3].map(async (row) => Number((await textOf(row, 0)).replaceAll(",", ""))),
    );
    expect(ids.map((id) => amountOf(id))).toEqual([999.99, 999.99, 999.99, 999.99]);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    await grid
      .getByRole("button", { name: 'co"lour' })
      .first()
      .click({ modifiers: ["Shift"] });
    await grid
      .getByRole("button", { name: "amount" })
      .first()
      .click({ modifiers: ["Shift"] });
    await expect.poll(() => head("amount").getAttribute("aria-sort"), { timeout: 60_000 }).toBe("ascending");
    await expect.poll(() => textOf(0, 2), { timeout: 60_000 }).toBe("0.00");
    await pull(1);
    await come(ROWS - 1, 0);
    await asStored();
    // Missing values come last both ways.
    for (const first of ["blue", "red"]) {
      await grid.getByRole("button", { name: 'co"lour' }).first().click();
      await expect.poll(() => textOf(0, 6), { timeout: 60_000 }).toBe(first);
      await pull(1);
      await come(ROWS - 1, 0);
      expect(await textOf(ROWS - 1, 6)).toBe("–");
    }
    await grid.getByRole("button", { name: 'co"lour' }).first().click();
    await expect.poll(() => head('co"lour').getAttribute("aria-sort"), { timeout: 60_000 }).toBeNull();
  });

  test("are filtered by the engine, and the profile of the columns follows", async () => {
    await button("Columns").click();
    const profile = (column: number) =>
      grid.locator(`[role="columnheader"][data-column="${column}"] [data-part="profile"]`).innerText();
    await expect.poll(() => profile(6), { timeout: 90_000 }).toContain("10% missing".replace("%", "\u202f%"));
    await expect.poll(() => profile(0), { timeout: 90_000 }).toContain("999,999");
    await filterBy("id", async (panel) => {
      await panel.getByLabel("At least").fill("1000");
      await panel.getByLabel("At most").fill("1999");
    });
    await expect.poll(count, { timeout: 60_000 }).toBe("1,000 of 1,000,000 rows");
    await expect.poll(() => profile(0), { timeout: 90_000 }).toContain("1,000 – 1,999");
    await filterBy('co"lour', async (panel) => {
      await panel.getByRole("combobox").selectOption({ label: "any of these values" });
      await panel.getByRole("checkbox", { name: "green" }).check();
      await panel.getByRole("checkbox", { name: "missing" }).check();
    });
    const expected = Array.from({ length: 1000 }, (_, i) => 1000 + i).filter((i) =>
      ["green", null].includes(colourOf(i)),
    );
    await expect.poll(count, { timeout: 60_000 }).toBe(`${expected.length} of 1,000,000 rows`);
    await filterBy("day", async (panel) => {
      await panel.getByLabel("From").fill(dayOf(1000));
      await panel.getByLabel("To").fill(dayOf(1100));
    });
    const within = expected.filter((i) => dayOf(i) >= dayOf(1000) && dayOf(i) <= dayOf(1100));
    await expect.poll(count, { timeout: 60_000 }).toBe(`${within.length} of 1,000,000 rows`);
    // The query says what is shown.
    await button("SQL").click();
    const sql = await region(page, "long").getByRole("group", { name: "SQL of these rows" }).innerText();
    expect(sql).toContain('"id" >= 1000 AND "id" <= 1999');
    expect(sql).toContain('"co""lour" IS NULL');
    await button("SQL").click();
    await button("Columns").click();
  });

  test("that are shown are copied for a spreadsheet", async () => {
    await button("Copy").click();
    await expect.poll(() => region(page, "long").locator(".said").innerText()).toContain("Copied");
    const lines = (await page.evaluate(() => navigator.clipboard.readText())).split("\n");
    expect(lines[0]).toBe('id\tname\tamount\tday\tmoment\tgood\tco"lour');
    const [first] = lines.slice(1).map((line) => line.split("\t"));
    const id = Number(first![0]);
    expect(first).toEqual([
      String(id),
      `name ${(id * 7919) % 1_000_003}`,
      String(amountOf(id)),
      dayOf(id),
      new Date(Date.UTC(2020, 0, 1, 10, 0, id)).toISOString().slice(0, 19).replace("T", " "),
      String(id % 2 === 0),
      colourOf(id) ?? "",
    ]);
    // What is marked, and nothing else.
    await cell(0, 0).click();
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Control+c");
    await expect.poll(() => region(page, "long").locator(".said").innerText()).toContain("2 of 2");
    const marked = await page.evaluate(() => navigator.clipboard.readText());
    expect(marked.split("\n").map((line) => line.split("\t").length)).toEqual([2, 2]);
    expect(marked.startsWith(`${id}\tname `)).toBe(true);
  });

  test("have columns that a hand and the keyboard make wider", async () => {
    const head = grid.locator('[role="columnheader"][data-column="1"]');
    const width = async () => (await head.boundingBox())!.width;
    const before = await width();
    const grip = (await head.locator(".grip").boundingBox())!;
    await page.mouse.move(grip.x + 3, grip.y + 5);
    await page.mouse.down();
    await page.mouse.move(grip.x + 83, grip.y + 5, { steps: 4 });
    await page.mouse.up();
    await expect.poll(width).toBeGreaterThan(before + 70);
    const drawnWide = await width();
    await cell(0, 1).click();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Shift+ArrowLeft");
    await expect.poll(width).toBeLessThan(drawnWide - 10);
    await asStored();
  });

  test("pass axe, with the filter open and without", async () => {
    expect(await axe(page, "result table", '[data-id="long"] .table')).toEqual([]);
    await grid.getByRole("button", { name: "Filter name" }).click();
    await page.getByRole("dialog", { name: "Filter name" }).waitFor();
    expect(await axe(page, "filter of a column", '[data-id="long"] .table')).toEqual([]);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  });
});

async function saved(name: string): Promise<string> {
  const waiting: Promise<Download> = page.waitForEvent("download", { timeout: 170_000 });
  await button(name).click();
  const path = join(folder, name.endsWith("CSV") ? "long.csv" : "long.parquet");
  await (await waiting).saveAs(path);
  return path;
}

describe("files of a million rows", () => {
  test("a CSV file holds every row in the order shown", async () => {
    await grid.getByRole("button", { name: "id", exact: true }).click();
    await expect.poll(() => textOf(0, 0), { timeout: 60_000 }).toBe("999999");
    const path = await saved("Download these rows as CSV");
    let rows = 0;
    let sum = 0;
    for await (const line of createInterface({ input: createReadStream(path) })) {
      if (rows === 0) expect(line).toBe('id,name,amount,day,moment,good,"co""lour"');
      else {
        const [id, name, amount, day, , good, colour] = line.split(",");
        const i = ROWS - rows;
        if (Number(id) !== i || (rows % 1009 === 0 && name !== `name ${(i * 7919) % 1_000_003}`))
          throw new Error(`row ${rows} is ${line}`);
        if (rows % 1009 === 0) {
          expect([Number(amount), day, good, colour]).toEqual([
            amountOf(i),
            dayOf(i),
            String(i % 2 === 0),
            colourOf(i) ?? "",
          ]);
        }
        sum += Number(amount);
      }
      rows++;
    }
    expect(rows).toBe(ROWS + 1);
    const expected = Array.from({ length: ROWS }, (_, i) => amountOf(i)).reduce((a, b) => a + b, 0);
    expect(Math.abs(sum - expected)).toBeLessThan(1e-4 * expected);
  });

  test("a Parquet file keeps every row and type, and is read back by the importer", async () => {
    const path = await saved("Download these rows as Parquet");
    const bytes = await readFile(path);
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    const from = 700_000;
    const part = (await parquetReadObjects({ file, rowStart: from, rowEnd: from + 500 })) as Record<
      string,
      unknown
    >[];
    expect(part).toHaveLength(500);
    for (const [at, row] of part.entries()) {
      const i = ROWS - 1 - from - at;
      expect(row).toEqual({
        id: BigInt(i),
        name: `name ${(i * 7919) % 1_000_003}`,
        amount: amountOf(i),
        day: new Date(`${dayOf(i)}T00:00:00Z`),
        moment: new Date(Date.UTC(2020, 0, 1, 10, 0, i)),
        good: i % 2 === 0,
        'co"lour': colourOf(i),
      });
    }
    await openFiles(page, path);
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Customer", exact: true }).selectOption({ label: "name" });
    // Every row is counted, and the columns have the types they were written with.
    await expect.poll(() => dialog.innerText(), { timeout: 150_000 }).toMatch(/Rows read\s+1,000,000/);
    await page.keyboard.press("Escape");
  });

  test("writing can be stopped, and the table stays usable meanwhile", async () => {
    await button("Download these rows as CSV").click();
    const stop = page.getByRole("button", { name: "Stop writing" });
    await stop.click();
    await expect.poll(() => stop.count(), { timeout: 30_000 }).toBe(0);
    await pull(0.3);
    await expect.poll(() => drawn()).toBeGreaterThan(10);
    await expect
      .poll(() => grid.locator(".window .cell").first().innerText(), { timeout: 30_000 })
      .not.toBe("");
    expect(opened.errors).toEqual([]);
  });
});
