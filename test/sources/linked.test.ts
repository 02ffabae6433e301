import { existsSync, readFileSync } from "node:fs";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sniff, survey } from "../../src/sources";
import { sampleOf } from "../../src/sources/ledger/sample";
import { nodeEngine, type NodeEngine } from "../engine";
import { adds, DATA, job, real, textFile } from "./read";

/** Refunds with numbers of their own that name what they give back. */

let engine: NodeEngine;
beforeAll(async () => {
  engine = await nodeEngine();
}, 60_000);
afterAll(() => engine.close());

const known = existsSync(real("export-formats.json"));
type Formats = { formats: readonly { id: string; headers: readonly string[] }[] };

/** Payments and what came of them, as the service lists them: the seller writes the refunds. */
const PAYMENTS: readonly Readonly<Record<string, string>>[] = [
  { id: "T1", from: "ann@example.com", day: "01/15/2024", type: "Express Checkout Payment", gross: "100.00" },
  { id: "T2", from: "bob@example.com", day: "01/16/2024", type: "Express Checkout Payment", gross: "80.10" },
  {
    id: "T3",
    from: "ann@example.com",
    day: "02/20/2024",
    type: "Express Checkout Payment",
    gross: "1,250.00",
  },
  {
    id: "T4",
    from: "shop@example.com",
    day: "02/21/2024",
    type: "Payment Refund",
    gross: "-30.05",
    of: "T1",
  },
  {
    id: "T5",
    from: "shop@example.com",
    day: "02/22/2024",
    type: "Payment Refund",
    gross: "-30.05",
    of: "T1",
  },
  {
    id: "T6",
    from: "shop@example.com",
    day: "02/23/2024",
    type: "Payment Reversal",
    gross: "-80.10",
    of: "T2",
  },
  {
    id: "T7",
    from: "shop@example.com",
    day: "02/23/2024",
    type: "General Currency Conversion",
    gross: "-100.00",
    of: "T1",
  },
  {
    id: "T8",
    from: "shop@example.com",
    day: "02/24/2024",
    type: "Payment Refund",
    gross: "-7.00",
    of: "gone",
  },
];

describe.skipIf(!known)(`an activity list of PayPal${known ? "" : " (skipped: needs TENURE_DATA)"}`, () => {
  test("refunds are taken off the payments they name, to the cent", async () => {
    const { formats } = JSON.parse(
      DATA === undefined ? "" : readFileSync(real("export-formats.json"), "utf8"),
    ) as Formats;
    const { headers } = formats.find(({ id }) => id === "paypal_activity")!;
    const cells: Readonly<Record<string, string>> = {
      Date: "day",
      Type: "type",
      Gross: "gross",
      "From Email Address": "from",
      "Transaction ID": "id",
      "Reference Txn ID": "of",
    };
    const rows = PAYMENTS.map((row) =>
      headers.map((header) =>
        header === "Currency"
          ? "EUR"
          : header === "Balance Impact"
            ? row["gross"]!.startsWith("-")
              ? "Debit"
              : "Credit"
            : (row[cells[header] ?? ""] ?? ""),
      ),
    );
    const file = textFile(Papa.unparse([[...headers], ...rows], { quotes: true }), "paypal.csv");
    const { spec, ledger: rules, layout, questions } = await sniff(file);
    expect([layout, spec.roles.original, questions]).toEqual(["paypal_activity", "Reference Txn ID", []]);
    const ledger = await survey(engine, file, spec, rules, job);
    expect(adds(ledger)).toEqual({ rows: 0, money: 0 });
    const line = ledger.lines.find(({ rule }) => rule === "refund")!;
    expect(line.found).toEqual({ rows: 3, customers: 2, money: -140.2 });
    expect(line.netted).toEqual({ rows: 3, customers: 2, money: -140.2 });
    // T2 came back whole; the conversion and a refund of nothing known stay aside.
    expect(ledger.kept).toMatchObject({ customers: 1, orders: 2, returned: 1, money: 1289.9 });
    const sample = await sampleOf(engine, ledger.trail, "refund", 9, job.signal);
    expect(sample.map(({ order, customer, amount, fate }) => [order, customer, amount, fate])).toEqual([
      ["T1", "ann@example.com", -30.05, "netted"],
      ["T1", "ann@example.com", -30.05, "netted"],
      ["T2", "bob@example.com", -80.1, "netted"],
    ]);
  });
});

test("a list without kinds of rows: any row below zero that names an order is its refund", async () => {
  const file = textFile(
    `order id,original order id,customer id,date,amount
1,,a,2024-01-13,50.00
2,,b,2024-01-14,20.00
R1,1,,2024-02-01,-12.34
R2,7,b,2024-02-01,-5.00
`,
  );
  const { spec, ledger: rules } = await sniff(file);
  expect(spec.roles).toMatchObject({ order: "order id", original: "original order id" });
  const ledger = await survey(engine, file, spec, rules, job);
  expect(adds(ledger)).toEqual({ rows: 0, money: 0 });
  expect(ledger.lines.find(({ rule }) => rule === "refund")!.netted).toEqual({
    rows: 1,
    customers: 1,
    money: -12.34,
  });
  expect(ledger.kept.money).toBe(52.66);
});
