/**
 * The model library in Node and in Chromium on seeded simulated data: `SIZES` (customers), `MODEL` (bg-nbd, pareto-nbd,
 * gamma-gamma) and `WHERE` (node, chromium) in the environment, lists with commas, run a part of it. Sizes with a goal are warm medians of 7 after 2; what is only compared with is run less
 * often at a million, everything once beyond. One customer a row and Nelder–Mead are scaled up from a part where they
 * would take minutes: `ungrouped.ts` and `plain.ts` say from how many.
 */
import { resolve } from "node:path";
import { chromium } from "playwright-core";
import { build } from "vite";
import { findBrowser } from "../../.run/browser.mjs";
import { measure } from "./library/measure";
import { line, type Line } from "./library/timing";

const inNode = new Map<string, number>();

const print = (where: string, one: Line): void =>
  console.log(JSON.stringify({ ...one, name: `${where}: ${one.name}` }));

function say(where: string, one: Line): void {
  print(where, one);
  // Seconds of one thing are said beside several references: once each is enough.
  const name = one.name.replace(/ \(.*/, "");
  if (where === "node") inNode.set(name, one.value);
  const there = inNode.get(name);
  if (where === "node" || one.unit !== "s" || there === undefined) return;
  inNode.delete(name);
  print(where, line(`${name} (against Node, 1.3 at most)`, one.value, "s", there));
}

export default async function bench(): Promise<void> {
  const sizes = (process.env["SIZES"] ?? "2357,100000,1000000,10000000").split(",").map(Number);
  const models = process.env["MODEL"]?.split(",") ?? null;
  const where = (process.env["WHERE"] ?? "node,chromium").split(",");
  if (where.includes("node")) for (const size of sizes) measure(size, (line) => say("node", line), models);
  if (where.includes("chromium")) await inChromium(sizes, models);
}

async function inChromium(sizes: readonly number[], models: readonly string[] | null): Promise<void> {
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
      await page.evaluate(
        async ([customers, models]) => {
          const { library, say } = globalThis as unknown as {
            library: {
              measure(
                customers: number,
                say: (line: unknown) => void,
                models: readonly string[] | null,
              ): void;
            };
            say: (line: unknown) => Promise<void>;
          };
          const lines: unknown[] = [];
          library.measure(customers, (line) => lines.push(line), models);
          for (const line of lines) await say(line);
        },
        [size, models] as const,
      );
      await page.close();
    }
  } finally {
    await browser.close();
  }
}
