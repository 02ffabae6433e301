/**
 * The model library in Node and in Chromium on seeded simulated data: `SIZES` and `WHERE` (node, chromium) in the
 * environment run a part of it.
 */
import { resolve } from "node:path";
import { chromium } from "playwright-core";
import { build } from "vite";
import { findBrowser } from "../../.run/browser.mjs";
import { measure } from "./library/measure";
import type { Line } from "./library/timing";

const say = (where: string, line: Line): void =>
  console.log(JSON.stringify({ ...line, name: `${where}: ${line.name}` }));

export default async function bench(): Promise<void> {
  const sizes = (process.env["SIZES"] ?? "2357,100000,1000000,10000000").split(",").map(Number);
  const where = (process.env["WHERE"] ?? "node,chromium").split(",");
  if (where.includes("node")) for (const size of sizes) measure(size, (line) => say("node", line));
  if (where.includes("chromium")) await inChromium(sizes);
}

async function inChromium(sizes: readonly number[]): Promise<void> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error("no Chromium was found; name one in TENURE_CHROMIUM");
  const built = await build({
    root: resolve(process.cwd()),
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    build: {
      write: false,
      minify: false,
      lib: { entry: resolve("test/bench/library/measure.ts"), formats: ["iife"], name: "library" },
    },
  });
  const output = (Array.isArray(built) ? built[0]! : built) as { output: readonly { code?: string }[] };
  const code = output.output.find((file) => file.code !== undefined)!.code!;
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info", "--js-flags=--expose-gc"],
  });
  try {
    for (const size of sizes) {
      // A page of its own: no size inherits another's compiled code.
      const page = await browser.newPage();
      page.setDefaultTimeout(0);
      await page.exposeFunction("say", (line: Line) => say("chromium", line));
      await page.addScriptTag({ content: code });
      await page.evaluate(async (customers) => {
        const { library, say } = globalThis as unknown as {
          library: { measure(customers: number, say: (line: unknown) => void): void };
          say: (line: unknown) => Promise<void>;
        };
        const lines: unknown[] = [];
        library.measure(customers, (line) => lines.push(line));
        for (const line of lines) await say(line);
      }, size);
      await page.close();
    }
  } finally {
    await browser.close();
  }
}
