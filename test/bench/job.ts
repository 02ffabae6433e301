/**
 * The whole job in a real Chromium: from giving the file to a ready import, and from there to the last cell. The ratio
 * is to the same run's page load, so that machines can be compared. Online Retail and CDNOW need TENURE_DATA.
 */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { build } from "vite";
import { findBrowser } from "../../.run/browser.mjs";
import { serve } from "../../.run/serve.mjs";

const root = resolve(process.cwd());
const data = process.env["TENURE_DATA"];

const busy = (page: Page): Promise<boolean> =>
  page.locator("main [data-state]").evaluateAll((cells) => {
    const states = cells.map((cell) => cell.getAttribute("data-state") ?? "");
    return !states.includes("done") || states.some((state) => /queued|running|stopping/.test(state));
  });

async function rest(page: Page): Promise<void> {
  for (let quiet = 0; quiet < 5; quiet = (await busy(page)) ? 0 : quiet + 1) await page.waitForTimeout(50);
}

async function once(
  browser: Browser,
  url: string,
  file: string | null,
  customer?: number,
): Promise<Record<string, number>> {
  const page = await (await browser.newContext({ locale: "en-GB" })).newPage();
  const times: Record<string, number> = {};
  let since = performance.now();
  const lap = (name: string): void => {
    times[name] = performance.now() - since;
    since = performance.now();
  };
  await page.goto(url);
  await page.getByRole("button", { name: "Try sample data" }).waitFor();
  lap("page");
  if (file === null) {
    await page.getByRole("button", { name: "Try sample data" }).click();
  } else {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open files" }).first().click();
    await (await chooser).setFiles(file);
    const make = page.getByRole("button", { name: "Make the notebook" });
    await make.waitFor();
    if (customer !== undefined)
      await page.getByRole("combobox", { name: "Customer", exact: true }).selectOption({ index: customer });
    while (!(await make.isEnabled())) await page.waitForTimeout(50);
    lap("import");
    await make.click();
  }
  await page.getByRole("region", { name: "scores", exact: true }).waitFor();
  await rest(page);
  lap("notebook");
  const cell = async (name: string): Promise<number> => {
    const words = await page.getByRole("region", { name, exact: true }).innerText();
    const found = /fitted in ([\d,.]+)\s*(ms|s)\b/.exec(words);
    return found ? Number(found[1]!.replace(",", "")) * (found[2] === "s" ? 1000 : 1) : NaN;
  };
  times["fit BG/NBD"] = await cell("repeat");
  times["fit Gamma–Gamma"] = await cell("basket");
  times["total"] = times["page"]! + (times["import"] ?? 0) + times["notebook"]!;
  await page.context().close();
  return times;
}

export default async function job(): Promise<void> {
  const outDir = join(root, "dist");
  await build({ root, logLevel: "error", build: { outDir } });
  const executablePath = findBrowser();
  if (!executablePath) throw new Error("no Chromium was found; name one in TENURE_CHROMIUM");
  const server = await serve({ root: outDir, base: "/" });
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const jobs: [string, string | null, number?][] = [["sample, 14,581 rows", null]];
  const real: [string, string, number?][] = [
    ["CDNOW sample, 6,919 rows", "cdnow/CDNOW_sample.txt", 1],
    ["Online Retail .parquet, 541,909 rows", "online-retail/online_retail.parquet"],
    ["Online Retail .csv.gz, 541,909 rows", "online-retail/online_retail.csv.gz"],
  ];
  for (const [name, path, customer] of real) {
    if (data && existsSync(join(data, path))) jobs.push([name, join(data, path), customer]);
    else console.log(JSON.stringify({ name: `job: ${name}`, skipped: "needs TENURE_DATA" }));
  }
  for (const [name, file, customer] of jobs) {
    const runs: Record<string, number>[] = [];
    for (let run = 0; run < 3; run++) runs.push(await once(browser, server.url, file, customer));
    for (const part of Object.keys(runs[0]!)) {
      const values = runs.map((run) => run[part]!).sort((a, b) => a - b);
      const reference = runs.map((run) => run["page"]!).sort((a, b) => a - b)[1]!;
      console.log(
        JSON.stringify({
          name: `job: ${name}: ${part}`,
          value: Math.round(values[1]!),
          unit: "ms",
          cold: Math.round(runs[0]![part]!),
          reference: "page load",
          ratio: Number((values[1]! / reference).toFixed(2)),
        }),
      );
    }
  }
  await browser.close();
  await server.close();
}
