import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { initSync } from "parquet-wasm/esm/parquet_wasm.js";
import {
  sniff,
  survey,
  RULES,
  type Choice,
  type Ledger,
  type LedgerSpec,
  type Overrides,
} from "../../src/sources";
import { resolveAssetsWith } from "../../src/realm/assets";
import type { NodeEngine } from "../engine";

export const job = { signal: new AbortController().signal, progress: () => undefined };

/** Where the real files are; unset, each test that wants them says so. */
export const DATA = process.env["TENURE_DATA"];
export const real = (path: string): string => join(DATA ?? "", path);

export const fileAt = (path: string): File => new File([readFileSync(path)], basename(path));
export const textFile = (text: string, name = "orders.csv"): File => new File([text], name);

/** parquet-wasm in node: the browser fetches its module, a test hands it over. */
export function readyParquet(): void {
  const path = createRequire(import.meta.url).resolve("parquet-wasm/esm/parquet_wasm_bg.wasm");
  initSync({ module: readFileSync(path) });
  resolveAssetsWith((address) => address);
}

/** The same choice for every rule, or one each. */
export const rules = (all: Choice, own: Partial<LedgerSpec["rules"]> = {}): LedgerSpec => ({
  rules: { ...(Object.fromEntries(RULES.map((rule) => [rule, all])) as LedgerSpec["rules"]), ...own },
});

/** Sniffs and counts a file, as the dialog does when nobody touches it. */
export async function read(
  engine: NodeEngine,
  file: File,
  overrides: Overrides = {},
  ledger?: LedgerSpec,
): Promise<Ledger> {
  const sniffed = await sniff(file, overrides);
  return survey(engine, file, sniffed.spec, ledger ?? sniffed.ledger, job);
}

/** Whether a ledger adds up: rows exactly, money in millionths. */
export function adds(ledger: Ledger): { rows: number; money: number } {
  const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
  const units = (money: number): number => Math.round(money * 1e6);
  return {
    rows:
      ledger.kept.rows +
      ledger.rejected.rows +
      sum(ledger.lines.map((line) => line.aside.rows)) -
      ledger.read.rows,
    money:
      units(ledger.kept.money) +
      sum(ledger.lines.map((line) => units(line.aside.money))) -
      units(ledger.read.money),
  };
}

export const found = (ledger: Ledger): Record<string, number> =>
  Object.fromEntries(ledger.lines.map((line) => [line.rule, line.found.rows]));

/** What a ledger keeps, money in whole cents. */
export const kept = ({ kept: { rows, customers, orders, money }, first, last }: Ledger) => ({
  rows,
  customers,
  orders,
  cents: Math.round(money * 100),
  first: first ?? "",
  last: last ?? "",
});
