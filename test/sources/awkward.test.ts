import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TenureError } from "../../src/terms/error";
import { sniff, survey, type Ledger } from "../../src/sources";
import { nodeEngine, type NodeEngine } from "../engine";
import { adds, DATA, fileAt, job, readyParquet, real, rules } from "./read";

interface Entry {
  readonly file: string;
  readonly outcome: "accept" | "accept_with_warning" | "ask" | "accept_or_error" | "error";
  readonly expect?: Readonly<Record<string, number>>;
}

/** Two columns of one name: the manifest would guess, we ask. */
const ASKED = new Set(["struct_duplicate_columns.csv"]);
/** An order number under two customers counts as an order of each; the manifest counts numbers. */
const OTHERWISE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "sem_duplicate_orders.csv": { orders: 41 },
};
/** The manifest's totals are those of the whole file. */
const everything = rules("keep", { "no-customer": "drop", cancelled: "drop", "bad-date": "drop" });

/** What a manifest's numbers are called in a ledger; the others are said elsewhere and tested there. */
const NUMBERS: Readonly<Record<string, (ledger: Ledger) => number>> = {
  customers: (ledger) => ledger.kept.customers,
  orders: (ledger) => ledger.kept.orders,
  revenue: (ledger) => Math.round(ledger.kept.money * 100) / 100,
  rows_missing_amount: (ledger) => ledger.rejected.rows,
  rows_missing_date: (ledger) => line(ledger, "bad-date"),
  rows_bad_date: (ledger) => line(ledger, "bad-date"),
  rows_missing_customer: (ledger) => line(ledger, "no-customer"),
  future_rows: (ledger) => line(ledger, "future-date"),
  zero_rows: (ledger) => line(ledger, "zero-price"),
  negative_rows: (ledger) => line(ledger, "negative-price"),
  duplicate_rows: (ledger) => line(ledger, "duplicate-row"),
  net_revenue: (ledger) => ledger.kept.money,
  customers_raw: (ledger) => ledger.kept.customers,
};
const line = (ledger: Ledger, rule: string): number =>
  ledger.lines.find((one) => one.rule === rule)?.found.rows ?? -1;

describe.skipIf(DATA === undefined)(
  `awkward files${DATA === undefined ? " (skipped: needs TENURE_DATA)" : ""}`,
  () => {
    let engine: NodeEngine;
    beforeAll(async () => {
      readyParquet();
      engine = await nodeEngine();
    }, 60_000);
    afterAll(() => engine.close());
    const { files } = JSON.parse(
      DATA === undefined ? '{"files":[]}' : readFileSync(real("awkward/manifest.json"), "utf8"),
    ) as {
      files: readonly Entry[];
    };

    for (const entry of files) {
      test(`${entry.file}: ${entry.outcome}`, async () => {
        const file = fileAt(real(`awkward/${entry.file}`));
        let ledger: Ledger;
        try {
          const sniffed = await sniff(file);
          const asked = sniffed.questions.length + sniffed.problems.length;
          if ((entry.outcome === "ask" || ASKED.has(entry.file)) && asked > 0) return;
          expect(sniffed.questions.map(({ code }) => code)).toEqual([]);
          ledger = await survey(engine, file, sniffed.spec, everything, job);
        } catch (error) {
          const { code } = TenureError.from(error);
          expect(code).toMatch(/^source\./);
          const mayFail = entry.outcome === "error" || entry.outcome === "accept_or_error";
          if (!mayFail) throw error;
          return;
        }
        expect(entry.outcome).not.toBe("error");
        expect(adds(ledger)).toEqual({ rows: 0, money: 0 });
        const numbers = Object.keys(entry.expect ?? {}).filter((key) => key in NUMBERS);
        const wanted = Object.fromEntries(
          numbers.map((key) => [key, OTHERWISE[entry.file]?.[key] ?? entry.expect?.[key]]),
        );
        expect(Object.fromEntries(numbers.map((key) => [key, NUMBERS[key]!(ledger)]))).toEqual(wanted);
      });
    }
  },
);
