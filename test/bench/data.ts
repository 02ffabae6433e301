import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { LARGE } from "../../src/tables/lockdown";
import { launch } from "../browser/browser";
import { openBench } from "../browser/workbench";
import type { Step } from "./dataPage/main";

/**
 * Orders at scale: load, customer summary, cohorts and a sorted page of the notebook's own code in a real Chromium, each
 * against the same SQL typed straight into DuckDB-WASM and against native DuckDB on one thread, in one run; and the most
 * memory the page's process ever held. Rows: TENURE_ROWS, by default `1000000,10000000`.
 */
export default async function data(): Promise<void> {
  const sizes = (process.env["TENURE_ROWS"] ?? "1000000,10000000").split(",").map(Number);
  for (const rows of sizes) {
    const folder = await mkdtemp(join(tmpdir(), "tenure-data-"));
    try {
      await measure(rows, join(folder, "orders.csv"));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  await (await launch()).close();
}

const STEPS = ["load", "orders", "customer summary", "cohorts", "sorted page"] as const;
type Times = Record<string, number[]>;

/** Seeded rows of a tenth as many customers over three years: order_id, order_date, customer_id, amount. */
const rowsSql = (rows: number): string => `SELECT 100000 + i AS order_id,
  DATE '2023-01-01' + (hash(i, 1) % 1096)::INTEGER AS order_date,
  'C' || lpad((hash(i, 2) % ${Math.round(rows / 10)})::VARCHAR, 7, '0') AS customer_id,
  ((hash(i, 3) % 20000) / 100 + 0.5)::DECIMAL(12, 2) AS amount FROM range(${rows}) t(i)`;

async function measure(rows: number, file: string): Promise<void> {
  const native = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  await native.run(`COPY (${rowsSql(rows)}) TO '${file}' (HEADER)`);
  const name = `data: ${rows / 1e6}M`;
  say(`${name}: file`, (await stat(file)).size / 1e6, "MB");
  // Where a round takes minutes, the first is the only one.
  const rounds = rows > 2e6 ? 1 : 6;
  for (const sql of LARGE) await native.run(sql);
  for (const schema of ["sources", "notebook"]) await native.run(`CREATE SCHEMA ${schema}`);
  const [mine, raw, alone]: Times[] = [{}, {}, {}];
  // By turns, so that what else the machine does weighs on all three alike.
  await inPage(file, async (page) => {
    await page.evaluate(async () => void (globalThis.typed = await globalThis.theirs()));
    for (let round = 0; round < rounds; round++) {
      for (const step of STEPS) {
        const { ms, sql } = await page.evaluate((key) => globalThis.ours[key]!(globalThis.engine), step);
        (mine![step] ??= []).push(ms);
        (raw![step] ??= []).push(await page.evaluate((texts) => globalThis.typed.step(texts), sql));
        const start = performance.now();
        for (const text of sql) {
          const here = text.replaceAll("files/bench.csv", file);
          if (/^\s*CREATE/.test(here)) await native.run(here);
          else await native.runAndReadAll(here);
        }
        (alone![step] ??= []).push(performance.now() - start);
      }
    }
  });
  native.closeSync();
  for (const step of STEPS) {
    const [own, cold] = [median(mine![step]!), mine![step]![0]!];
    compare(`${name}: ${step}`, own, cold, "same SQL in DuckDB-WASM", median(raw![step]!));
    compare(`${name}: ${step}`, own, cold, "native DuckDB, one thread", median(alone![step]!));
    compare(
      `${name}: ${step} in DuckDB-WASM`,
      median(raw![step]!),
      raw![step]![0]!,
      "native DuckDB, one thread",
      median(alone![step]!),
    );
  }
  await inPage(file, async (page, memory) => {
    for (const step of STEPS) {
      await page.evaluate((key) => globalThis.ours[key]!(globalThis.engine), step);
      const most = await memory();
      compare(
        `${name}: most memory of the page's process up to ${step}`,
        most,
        most,
        "goal at 10M",
        1600,
        "MB of a million bytes",
      );
    }
  });
}

type Page = Awaited<ReturnType<typeof openBench>>["page"];

/** A page of its own with the file given; `memory` tells the most that its process ever held, in millions of bytes. */
async function inPage(
  file: string,
  act: (page: Page, memory: () => Promise<number>) => Promise<void>,
): Promise<void> {
  const bench = await openBench({}, resolve("test/bench/dataPage"));
  try {
    await bench.page.setInputFiles("input", file);
    const session = await bench.page.context().browser()!.newBrowserCDPSession();
    await act(bench.page, async () => {
      const { processInfo } = (await session.send("SystemInfo.getProcessInfo")) as {
        processInfo: readonly { type: string; id: number }[];
      };
      const peaks = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => peak(id));
      return Math.max(...(await Promise.all(peaks)));
    });
  } finally {
    await bench.close();
  }
}

/** Millions of bytes; NaN where the system does not say. */
async function peak(process: number): Promise<number> {
  const status = await readFile(`/proc/${process}/status`, "utf8").catch(() => "");
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? NaN) * 1.024e-3;
}

/** Of the warm runs, where there are any; the first is cold. */
function median(times: readonly number[]): number {
  const sorted = (times.length > 1 ? times.slice(1) : [...times]).sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

const say = (name: string, value: number, unit: string, more: object = {}): void =>
  console.log(JSON.stringify({ name, value: Math.round(value), unit, ...more }));

function compare(
  name: string,
  value: number,
  cold: number,
  reference: string,
  other: number,
  unit = "ms",
): void {
  const ratio = Number((value / other).toFixed(2));
  say(name, value, unit, { cold: Math.round(cold), reference, ratio });
}

declare global {
  // Inside the page only.
  var ours: Readonly<Record<string, (engine: unknown) => Promise<Step>>>;
  var theirs: () => Promise<{ step(sql: readonly string[]): Promise<number> }>;
  var typed: { step(sql: readonly string[]): Promise<number> };
}
