/**
 * A notebook under the hand, in a real Chromium: first paint and first typed character; 200 cells opened and edited;
 * a figure after an input has moved and after a part of another was chosen; scrolling over a million rows; memory before
 * and after a long scripted use. The ratio is to the same run's first paint, so that machines can be compared. TENURE_BENCH_MINUTES says how long the scripted use lasts (3; an hour: 60).
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { build } from "vite";
import { findBrowser } from "../../.run/browser.mjs";
import { serve } from "../../.run/serve.mjs";
import { brushed, dragged, FIGURES, slid, type Moved } from "./notebook/figures";

const RUNS = 7;
const CELLS = 200;
const ROWS = 1_000_000;
const MINUTES = Number(process.env["TENURE_BENCH_MINUTES"] ?? 3);

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const high = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)]!;

let paint = NaN;
function say(name: string, value: number, unit: string, more: object = {}): void {
  const ratio = unit === "ms" ? { reference: "first paint", ratio: Number((value / paint).toFixed(2)) } : {};
  const rounded = Math.round(value * 10) / 10;
  console.log(JSON.stringify({ name: `notebook: ${name}`, value: rounded, unit, ...ratio, ...more }));
}

const cell = (id: string, body: string): string => `\`\`\`sql id=${id}\n${body}\n\`\`\`\n\n`;
const many = `---\ntitle: Many\n---\n\n${Array.from({ length: CELLS }, (_, n) =>
  n % 4 === 3 ? `## Part ${n}\n\nSome words about part ${n}.\n\n` : cell(`c${n}`, `SELECT ${n} AS n`),
).join("")}`;
const long = `---\ntitle: Long\n---\n\n${cell(
  "long",
  `SELECT i AS id, 'name ' || i AS name, i * 37 % 1000 AS amount, DATE '2020-01-01' + (i % 1500)::INTEGER AS day FROM range(${ROWS}) r(i)`,
)}${cell("small", "SELECT 1 AS one")}`;

/** A fresh browser context with a notebook of the site's own. */
async function open(browser: Browser, url: string, text?: string): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
  if (text !== undefined)
    await context.route(`${url}notebooks/bench.md`, (route) =>
      route.fulfill({ contentType: "text/markdown", body: text }),
    );
  const page = await context.newPage();
  page.setDefaultTimeout(300_000);
  await page.goto(text === undefined ? url : `${url}?open=notebooks/bench.md`);
  return page;
}

/** Milliseconds from navigation to the first contentful paint. */
const painted = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list) => {
          const [entry] = list.getEntriesByName("first-contentful-paint");
          if (entry) done(entry.startTime);
        }).observe({ type: "paint", buffered: true });
      }),
  );

const settled = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => {
    const states = [...document.querySelectorAll("main [data-state]")].map((one) =>
      one.getAttribute("data-state"),
    );
    return states.includes("done") && !states.some((state) => /queued|running|stopping/.test(state ?? ""));
  });

/** Milliseconds from each key to the frame in which its letter stands, typed into the code of a cell. */
async function typed(page: Page, id: string, keys: number): Promise<number[]> {
  await page.getByRole("region", { name: id, exact: true }).locator(".cm-content").click();
  // Heard from before the first key on; what is asked for while a key is on its way may come after it.
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { keyTimes: times });
    const hear = (event: KeyboardEvent) =>
      requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - event.timeStamp)));
    addEventListener("keydown", hear, { capture: true });
  });
  const heard = () => page.evaluate(() => (globalThis as unknown as { keyTimes: number[] }).keyTimes);
  for (let n = 1; n <= keys; n++) {
    await page.keyboard.press("Space");
    while ((await heard()).length < n) await page.waitForTimeout(5);
  }
  return heard();
}

const heap = async (page: Page): Promise<number> => {
  const eye = await page.context().newCDPSession(page);
  await eye.send("HeapProfiler.collectGarbage");
  const { usedSize } = await eye.send("Runtime.getHeapUsage");
  await eye.detach();
  return usedSize / 1e6;
};

async function first(browser: Browser, url: string): Promise<void> {
  const paints: number[] = [];
  const letters: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const empty = await open(browser, url);
    paints.push(await painted(empty));
    await empty.context().close();
    const page = await open(browser, url, many.slice(0, 400));
    await page.getByRole("region", { name: "c0", exact: true }).locator(".cm-content").click();
    await page.keyboard.press("x");
    letters.push(await page.evaluate(() => performance.now()));
    await page.context().close();
  }
  paint = median(paints);
  say("first paint", paint, "ms", { cold: Math.round(paints[0]!) });
  say("first typed character", median(letters), "ms", { cold: Math.round(letters[0]!) });
}

async function edited(browser: Browser, url: string): Promise<void> {
  const opens: number[] = [];
  for (let run = 0; run < 3; run++) {
    const page = await open(browser, url, many);
    await page.getByRole("region", { name: `c${CELLS - 2}`, exact: true }).waitFor();
    opens.push(await page.evaluate(() => performance.now()));
    if (run === 2) {
      await settled(page);
      const times = await typed(page, "c100", 40);
      say(`${CELLS} cells: a key to its frame`, median(times), "ms", { p95: Math.round(high(times)) });
    }
    await page.context().close();
  }
  say(`${CELLS} cells: opened`, median(opens), "ms", { cold: Math.round(opens[0]!) });
}

/** Figures of grouped data under the hand; how long it took to be seen holds the queries, the script is the page's own. */
async function drawn(browser: Browser, url: string): Promise<void> {
  const page = await open(browser, url, FIGURES);
  await page.locator('main [data-id="linked"] .drawn svg').waitFor();
  await settled(page);
  const tell = (name: string, { shown, script, layout, drawn }: Moved): void => {
    say(`${name}: until it is seen`, median(shown), "ms", { cold: Math.round(shown[0]!) });
    say(`${name}: script of the page`, median(script), "ms", { layout: Math.round(median(layout)) });
    say(`${name}: times drawn`, Math.max(...drawn), "times");
  };
  tell("a figure after an input moved", await slid(page, RUNS + 2));
  const frames = await dragged(page);
  say("a move while choosing in a figure, to its frame", median(frames), "ms", {
    p95: Math.round(high(frames)),
  });
  tell("a figure that reads what was chosen", await brushed(page, RUNS));
  await page.context().close();
}

async function scrolled(browser: Browser, url: string): Promise<Page> {
  const page = await open(browser, url, long);
  await settled(page);
  const grid = page.getByRole("region", { name: "long", exact: true }).getByRole("grid");
  await grid.waitFor();
  const frames = await grid.evaluate(async (node) => {
    const times: number[] = [];
    let last = performance.now();
    for (let n = 0; n < 240; n++) {
      node.scrollTop += 90;
      await new Promise((done) => requestAnimationFrame(done));
      times.push(performance.now() - last);
      last = performance.now();
    }
    return times;
  });
  say("a million rows: a frame while scrolling", median(frames), "ms", { p95: Math.round(high(frames)) });
  const jumps: number[] = [];
  for (const share of [0.3, 0.9, 0.1, 0.6, 0.45, 0.8, 0.05]) {
    jumps.push(
      await grid.evaluate(async (node, at) => {
        const start = performance.now();
        node.scrollTop = at * node.scrollHeight;
        const there = () => {
          const shown = [...node.querySelectorAll<HTMLElement>("[role=gridcell]")];
          const row = Number(shown[0]?.dataset["row"] ?? 0);
          return (
            Math.abs(row / 1_000_000 - at) < 0.05 && shown.every(({ innerText }) => innerText.trim() !== "")
          );
        };
        while (!there()) await new Promise((done) => setTimeout(done, 5));
        return performance.now() - start;
      }, share),
    );
  }
  say("a million rows: rows there after a jump", median(jumps), "ms", {
    worst: Math.round(Math.max(...jumps)),
  });
  return page;
}

/** Writes, runs, takes back, scrolls, folds and goes to other parts of the page, over and over. */
async function used(page: Page): Promise<void> {
  const before = await heap(page);
  const end = Date.now() + MINUTES * 60_000;
  let rounds = 0;
  for (; Date.now() < end; rounds++) {
    const small = page.getByRole("region", { name: "small", exact: true });
    await small.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(`SELECT count(*) AS n FROM long WHERE id % ${(rounds % 97) + 2} = 0`);
    await page.keyboard.press("Control+Enter");
    await settled(page);
    await page.keyboard.press("Escape");
    await small.focus();
    for (const key of ["z", "Shift+Z", "o", "o", "c", "v", "d", "d"]) await page.keyboard.press(key);
    await page
      .getByRole("region", { name: "long", exact: true })
      .getByRole("grid")
      .evaluate((node, at) => (node.scrollTop = at * node.scrollHeight), (rounds % 10) / 10);
    for (const tab of ["Outline", "Links", "Data"]) await page.getByRole("tab", { name: tab }).click();
  }
  const after = await heap(page);
  say("memory of the page before a long use", before, "MB");
  say("memory of the page after it", after, "MB", {
    minutes: MINUTES,
    rounds,
    reference: "before",
    ratio: Number((after / before).toFixed(2)),
  });
}

export default async function notebook(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tenure-notebook-"));
  const given = process.env["TENURE_DIST"];
  const dist = given ? resolve(given) : join(folder, "dist");
  const executablePath = findBrowser();
  if (!executablePath) throw new Error("no Chromium was found; name one in TENURE_CHROMIUM");
  if (!given) await build({ root: process.cwd(), logLevel: "error", build: { outDir: dist } });
  const server = await serve({ root: dist, base: "/" });
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    await first(browser, server.url);
    await edited(browser, server.url);
    await drawn(browser, server.url);
    await used(await scrolled(browser, server.url));
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
