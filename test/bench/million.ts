/**
 * A million orders of a hundred thousand customers in a real Chromium: from giving the file to the ranked table. Times
 * are of one run each (it takes minutes); long tasks are those of the page's own thread once the notebook is there.
 * TENURE_BEFORE names another finished build, which does the same first, in the same run.
 */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { build } from "vite";
import { findBrowser } from "../../.run/browser.mjs";
import { serve } from "../../.run/serve.mjs";
import { writeOrders } from "./orders";
import { seen, watch, type Seen } from "./watch";

const ORDERS = 1_000_000;
const CUSTOMERS = 100_000;
/** A task longer than this is felt. Milliseconds. */
const LONG = 100;

/** Cells of the template by what they are about. */
const PARTS = {
  load: ["sales", "orders"],
  fit: ["check", "repeat", "basket"],
  score: ["scores"],
} as const;

let which = "this";
const say = (name: string, value: number, unit: string, more: object = {}): void =>
  console.log(
    JSON.stringify({ name: `million: ${name}`, value: Math.round(value), unit, build: which, ...more }),
  );

export default async function million(): Promise<void> {
  const root = resolve(process.cwd());
  const folder = await mkdtemp(join(tmpdir(), "tenure-million-"));
  const given = process.env["TENURE_DIST"];
  const dist = given ? resolve(given) : join(folder, "dist");
  try {
    if (!given) await build({ root, logLevel: "error", build: { outDir: dist } });
    const file = join(folder, "million.csv");
    await writeOrders(file, ORDERS, CUSTOMERS);
    say("file", (await stat(file)).size / 1e6, "MB");
    const before = process.env["TENURE_BEFORE"];
    if (before) {
      which = "before";
      await run(resolve(before), file);
      which = "this";
    }
    await run(dist, file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(dist: string, file: string): Promise<void> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error("no Chromium was found; name one in TENURE_CHROMIUM");
  const server = await serve({ root: dist, base: "/" });
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  await watch(page);
  await page.goto(server.url);
  await page.getByRole("button", { name: "Try sample data" }).waitFor();
  const from = Date.now();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open files" }).first().click();
  await (await chooser).setFiles(file);
  const make = page.getByRole("button", { name: "Make the notebook" });
  await make.waitFor();
  while (!(await make.isEnabled())) await page.waitForTimeout(50);
  say("import: from the file to a ready dialog", Date.now() - from, "ms");
  const made = Date.now();
  await make.click();
  const ranked = page.getByRole("region", { name: "scores", exact: true }).locator("tbody tr").first();
  await ranked.waitFor({ timeout: 600_000 });
  say("from the pressed button to the ranked table", Date.now() - made, "ms");
  say("from the file to the ranked table", Date.now() - from, "ms");
  await page.waitForFunction(() => {
    const states = [...document.querySelectorAll("main [data-state]")].map((cell) =>
      cell.getAttribute("data-state"),
    );
    return states.includes("done") && !states.some((state) => /queued|running|stopping/.test(state ?? ""));
  });
  say("from the file to the last cell", Date.now() - from, "ms");
  // What is drawn last is part of the work.
  await page.waitForTimeout(2000);
  report(await seen(page));
  await browser.close();
  await server.close();
}

function report({ mounted, tasks, gaps, cells, progress }: Seen): void {
  for (const { id, start, end } of cells) {
    say(`cell ${id}`, end - start, "ms", { progress: progress[id]?.length ?? 0 });
  }
  for (const [part, ids] of Object.entries<readonly string[]>(PARTS)) {
    const own = cells.filter(({ id }) => ids.includes(id));
    const took = own.reduce((sum, { start, end }) => sum + end - start, 0);
    say(`${part} in the notebook`, took, "ms", { cells: ids });
  }
  const after = <T extends { start: number }>(all: readonly T[]): T[] =>
    all.filter(({ start }) => start >= mounted);
  const long = after(tasks).filter(({ length }) => length > LONG);
  const late = after(gaps).filter(({ length }) => length > LONG);
  const during = (at: number): string =>
    cells.find(({ start, end }) => start <= at && at <= end)?.id ?? "none";
  const worst = (all: readonly { start: number; length: number }[]): number =>
    Math.max(0, ...all.map(({ length }) => length));
  const list = (all: readonly { start: number; length: number }[]) =>
    all.map(({ start, length }) => ({
      ms: Math.round(length),
      after: Math.round(start - mounted),
      cell: during(start),
    }));
  say("long tasks after the notebook is there", long.length, `tasks over ${LONG} ms`, { list: list(long) });
  say("worst task", worst(after(tasks)), "ms");
  say("late timers after the notebook is there", late.length, `gaps over ${LONG} ms`, { list: list(late) });
  say("worst gap", worst(after(gaps)), "ms");
}
