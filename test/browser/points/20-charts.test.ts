import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { axe } from "../axe";
import { closeBrowser, openPage, type Opened } from "../browser";
import { openOwn } from "../hands";
import { region, settled } from "../steps";
import { READ } from "../valued";

/** Figures that a cell drew with Plot, and any figure as a file. */

const NOTEBOOK = `---
title: Drawn by hand
---

\`\`\`sql id=customers
SELECT (i * 37) % 300 AS tx, (i * i) % 13 AS x, 10 + (i * 17) % 90 AS spend,
  ['web', 'app', 'shop'][1 + i % 3] AS channel, DATE '2024-01-01' + CAST(i AS INTEGER) AS first
FROM range(1200) rows(i)
\`\`\`

\`\`\`ts id=dots
return Plot.plot({
  marks: [Plot.dot(await customers.rows({ limit: 500 }), { x: "tx", y: d => d.x, tip: true })],
});
\`\`\`

\`\`\`ts id=channels
const rows = await customers.rows();
return Plot.plot({
  title: "Spend by channel (1,200 customers)",
  subtitle: "Mean of each channel",
  caption: "Made rows, no shop",
  color: { legend: true },
  marks: [
    Plot.barY(rows, Plot.groupX({ y: "mean" }, { x: "channel", y: d => d.spend, fill: "channel" })),
    Plot.ruleY([0]),
  ],
});
\`\`\`

\`\`\`ts id=ramp
return Plot.cell(await customers.rows(), Plot.group({ fill: "count" }, { x: d => d.first.getUTCMonth(), y: "channel" }))
  .plot({ color: { legend: true, label: "Customers", scheme: "blues" } });
\`\`\`

\`\`\`ts id=wrong
return Plot.plot({ y: { tickFormat: d => d + " EUR" }, marks: [Plot.dot(await customers.rows(), { x: "tx", y: "spend" })] });
\`\`\`
`;

let opened: Opened;
const page = (): Page => opened.page;

async function openNotebook(text: string): Promise<void> {
  const chooser = page().waitForEvent("filechooser");
  await page().getByRole("button", { name: "Open a notebook" }).click();
  await (await chooser).setFiles({ name: "drawn.md", mimeType: "text/markdown", buffer: Buffer.from(text) });
  await page().getByRole("button", { name: "Run all" }).first().click();
  await settled(page());
}

async function file(cell: string, kind: "SVG" | "PNG"): Promise<Buffer> {
  const waiting = page().waitForEvent("download");
  await region(page(), cell).getByRole("button", { name: kind, exact: true }).first().click();
  const got = await waiting;
  expect(got.suggestedFilename()).toBe(`${cell}.${kind.toLowerCase()}`);
  const parts: Buffer[] = [];
  for await (const part of await got.createReadStream()) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const texts = (svg: string): string =>
  [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map((match) => match[1]).join(" ");

afterAll(closeBrowser);

describe("a figure recorded in a cell", () => {
  beforeAll(async () => {
    opened = await openPage(inject("site"));
    await openNotebook(NOTEBOOK);
  });
  afterAll(() => opened.close());

  test("is drawn with the function of the cell applied, answers the pointer, and is saved", async () => {
    const figure = region(page(), "dots").getByRole("img").first();
    await figure.locator("circle").first().waitFor();
    expect(await figure.locator("circle").count()).toBe(500);
    expect(await figure.getAttribute("aria-label")).toContain("500 rows");
    // Over one of the dots: Plot's pointer looks no further than a finger's width.
    const dot = figure.locator("circle").nth(250);
    await dot.scrollIntoViewIfNeeded();
    const box = (await dot.boundingBox())!;
    await page().mouse.move(box.x - 5, box.y);
    await page().mouse.move(box.x + 1, box.y + 1);
    await expect.poll(() => figure.locator("[aria-label=tip] text").count()).toBeGreaterThan(0);
    const svg = (await file("dots", "SVG")).toString("utf8");
    expect(svg.match(/<circle/g)).toHaveLength(500);
    expect(svg).not.toContain("var(--");
    expect(opened.errors).toEqual([]);
    expect(opened.foreign).toEqual([]);
  });

  test("is saved with title, legend and source in one picture, on light paper", async () => {
    await page().emulateMedia({ colorScheme: "dark" });
    const cell = region(page(), "channels");
    await cell.locator("rect").first().waitFor();
    const dark = await page().evaluate(() =>
      getComputedStyle(document.documentElement).getPropertyValue("--paper").trim(),
    );
    const svg = (await file("channels", "SVG")).toString("utf8");
    const words = texts(svg);
    for (const one of [
      "Spend by channel (1,200 customers)",
      "Mean of each channel",
      "Made rows, no shop",
      "Drawn by hand, cell channels",
    ])
      expect(words).toContain(one);
    // Names of the legend stand outside the drawing; those of the axis within.
    for (const name of ["web", "app", "shop"]) expect(words.split(name).length - 1).toBeGreaterThanOrEqual(2);
    expect(svg).not.toContain(dark);
    expect(await page().evaluate(() => document.documentElement.dataset["theme"] ?? "none")).toBe("none");
    const ramp = texts((await file("ramp", "SVG")).toString("utf8"));
    expect(ramp).toContain("Customers");
    await page().emulateMedia({ colorScheme: "light" });
  });

  test("is saved as pixels, twice as fine as the screen", async () => {
    await region(page(), "channels").locator("rect").first().waitFor();
    const svg = (await file("channels", "SVG")).toString("utf8");
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!;
    const png = await file("channels", "PNG");
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
    // Not a blank sheet.
    expect(png.length).toBeGreaterThan(5_000);
  });

  test("says which option cannot be drawn, and what to write", async () => {
    const said = region(page(), "wrong").getByText("plot.y.tickFormat is a function");
    await said.waitFor();
    await region(page(), "wrong").getByText("Plot.formatMonth()").waitFor();
  });

  test("shows its rows, fits a phone, and is named", async () => {
    await page().setViewportSize({ width: 390, height: 844 });
    const cell = region(page(), "channels");
    await expect
      .poll(async () => (await cell.getByRole("img").first().locator("svg").last().boundingBox())?.width)
      .toBeLessThanOrEqual(390);
    expect(await page().evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await axe(page(), "figure of a cell", "#cell-channels figure")).toEqual([]);
    await cell.getByRole("button", { name: "View as table" }).click();
    const rows = cell.getByRole("region", { name: "Rows of the figure" });
    await rows.waitFor();
    expect(await rows.locator("tbody tr").count()).toBe(500);
    expect(await rows.locator("th").allTextContents()).toEqual(["channel", "y"]);
  });
});

describe("a figure of an analysis", () => {
  test("is saved with its title, its conventions and the file it stands on", async () => {
    opened = await openOwn(`${READ}\n\`\`\`orders-per-customer id=frequency from=orders\n\`\`\`\n`);
    await settled(page());
    const figure = page().locator("figure:has(figcaption)").first();
    const title = (await figure.locator("figcaption b").textContent())!.trim();
    const waiting = page().waitForEvent("download");
    await figure.getByRole("button", { name: "SVG", exact: true }).click();
    const parts: Buffer[] = [];
    for await (const part of await (await waiting).createReadStream()) parts.push(part as Buffer);
    const words = texts(Buffer.concat(parts).toString("utf8"));
    // Long titles are broken into lines.
    expect(words).toContain(title.split(" ").slice(0, 4).join(" "));
    expect(words).toContain("Source: sample-orders.csv");
    await opened.close();
  });
});
