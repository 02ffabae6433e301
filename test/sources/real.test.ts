import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { matchSource, sniff, survey, type Ledger } from "../../src/sources";
import { nodeEngine, type NodeEngine } from "../engine";
import { adds, DATA, fileAt, found, job, read, readyParquet, real, rules } from "./read";

let engine: NodeEngine;
beforeAll(async () => {
  readyParquet();
  engine = await nodeEngine();
}, 60_000);
afterAll(() => engine.close());

const needs = DATA === undefined ? " (skipped: needs TENURE_DATA)" : "";
/** What only looks odd stays. */
const odd = {
  "duplicate-row": "keep",
  "duplicate-order": "keep",
  "conflicting-order": "keep",
  outlier: "keep",
  "one-customer": "keep",
} as const;
const clean = rules("drop", odd);

describe.skipIf(DATA === undefined)(`real files${needs}`, () => {
  /** Each file is opened once, so that what was read of it is found again, and sniffed once. */
  const files = new Map<string, { file: File; sniffed: ReturnType<typeof sniff> }>();
  const opened = (path: string): { file: File; sniffed: ReturnType<typeof sniff> } => {
    const file = fileAt(real(path));
    const known = files.get(path) ?? { file, sniffed: sniff(file) };
    files.set(path, known);
    return known;
  };

  for (const name of ["online_retail.csv.gz", "online_retail.parquet"]) {
    test(`Online Retail, ${name}: what is found, what netting takes, and the clean definition`, async () => {
      const { file, sniffed } = opened(`online-retail/${name}`);
      const { spec, questions, problems, ledger: own } = await sniffed;
      expect([questions, problems]).toEqual([[], []]);
      expect(spec.roles).toEqual({
        customer: "CustomerID",
        date: "InvoiceDate",
        quantity: "Quantity",
        price: "UnitPrice",
        order: "InvoiceNo",
        product: "StockCode",
        refund: "InvoiceNo",
      });
      const usual = await survey(engine, file, spec, own, job);
      expect(found(usual)).toMatchObject({
        "repeated-header": 0,
        "totals-row": 0,
        "no-customer": 135_080,
        "guest-customer": 0,
        "test-customer": 0,
        "other-currency": 0,
        cancelled: 9288,
        "negative-quantity": 1336,
        "zero-price": 2515,
        "negative-price": 2,
        "duplicate-row": 5268,
        "bad-date": 0,
        "future-date": 0,
        "one-customer": 0,
      });
      expect(usual.read).toMatchObject({ rows: 541_909, customers: 4372, money: 9_747_747.934 });
      expect(adds(usual)).toEqual({ rows: 0, money: 0 });
      // Netting takes the money of returns off earlier lines and leaves nothing below zero.
      const cancelled = usual.lines.find(({ rule }) => rule === "cancelled")!;
      expect(cancelled.choice).toBe("net");
      expect(cancelled.netted.rows + cancelled.aside.rows).toBe(9288 - 383); // 383 have no customer
      expect(cancelled.netted.money).toBeLessThan(0);
      // The piece order of 80,995 and its cancellation: the customer is left with what else he bought.
      const below = await engine.row(`SELECT count(*) AS n FROM ${usual.trail.marked} m
        JOIN notebook."import:taken" t ON t.row = m.row WHERE t.units / 1e6 > m.amount`);
      expect(below["n"]).toBe(0);
      const dropped = await survey(engine, file, spec, clean, job);
      expect(dropped.kept).toMatchObject({
        rows: 397_884,
        customers: 4338,
        orders: 18_532,
        money: 8_911_407.904,
      });
      expect(adds(dropped)).toEqual({ rows: 0, money: 0 });
      expect([dropped.first, dropped.last]).toEqual(["2010-12-01", "2011-12-09"]);
      expect(usual.kept.money - cancelled.netted.money).toBeCloseTo(dropped.kept.money, 6);
    }, 300_000);
  }

  test("CDNOW sample: no header, two id columns, the customer is asked", async () => {
    const file = fileAt(real("cdnow/CDNOW_sample.txt"));
    const { spec, questions } = await sniff(file);
    expect(spec.read).toMatchObject({ delimiter: "blank", header: 0, dates: "yyyymmdd" });
    expect(spec.roles.customer).toBeUndefined();
    expect(questions.map(({ code, answers }) => [code, answers.map(({ column }) => column)])).toEqual([
      ["sniff.ask.customer", ["column 1", "column 2"]],
    ]);
    const ledger = await read(engine, file, questions[0]!.answers[0]!.overrides);
    expect(ledger.read).toMatchObject({ rows: 6919, customers: 2357 });
    expect(ledger.kept).toMatchObject({ rows: 6919, customers: 2357, orders: 6919 });
    expect([ledger.first, ledger.last]).toEqual(["1997-01-01", "1998-06-30"]);
    expect(adds(ledger)).toEqual({ rows: 0, money: 0 });
  });

  test("CDNOW master: a header and blanks; 80 orders of nothing, 255 doubled rows", async () => {
    const ledger = await read(engine, fileAt(real("cdnow/CDNOW_master.txt")));
    expect(ledger.read).toMatchObject({ rows: 69_659, customers: 23_570 });
    expect(found(ledger)).toMatchObject({ "zero-price": 80, "duplicate-row": 255 });
  });

  const local: [string, string, string, Ledger["read"], Partial<Ledger["kept"]>][] = [
    [
      "PL_cp1250",
      "windows-1250",
      "Nr klienta",
      { rows: 34_816, customers: 440, money: 646_664.64 },
      { rows: 33_968, customers: 436, orders: 1666, money: 669_170.98 },
    ],
    [
      "RU_cp1251",
      "windows-1251",
      "Контрагент",
      { rows: 35_874, customers: 437, money: 637_175.58 },
      { rows: 35_033, customers: 433, orders: 1724, money: 661_750.54 },
    ],
  ];
  for (const [name, encoding, customer, whole, kept] of local) {
    test(`local conventions, ${name}`, async () => {
      const { file, sniffed } = opened(`local-conventions/online_retail_${name}.csv`);
      const { spec, questions, problems } = await sniffed;
      expect(spec.read).toMatchObject({ encoding, delimiter: ";", decimal: ",", dates: "dd.mm.yyyy hh:mm" });
      expect(spec.roles.customer).toBe(customer);
      expect(spec.cancelled).toEqual(["C*"]);
      expect([questions, problems]).toEqual([[], []]);
      const ledger = await survey(engine, file, spec, clean, job);
      expect(ledger.read).toEqual(whole);
      expect(ledger.kept).toMatchObject(kept);
      expect(ledger.rejected.rows).toBe(0);
      expect(adds(ledger)).toEqual({ rows: 0, money: 0 });
    });
  }

  test("the same columns are next month's file, others are not", async () => {
    const [retail, polish] = await Promise.all([
      opened("online-retail/online_retail.csv.gz").sniffed,
      opened("local-conventions/online_retail_PL_cp1250.csv").sniffed,
    ]);
    const { spec } = retail;
    expect([matchSource(spec, retail), matchSource(spec, polish)]).toEqual([true, false]);
  });

  test("a file without dates is refused", async () => {
    await expect(sniff(fileAt(real("telco/Telco-Customer-Churn.csv")))).rejects.toMatchObject({
      code: "source.no-dates",
    });
  });
});
