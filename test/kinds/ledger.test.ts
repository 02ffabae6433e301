import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledger, setRule, type LedgerCell } from "../../src/kinds/ledger";
import { source } from "../../src/kinds/source";
import type { Host, Result } from "../../src/notebook/kind";
import { sniff, writeLedger, usualRules, type Ledger } from "../../src/sources";
import { nodeEngine, type NodeEngine } from "../engine";
import { adds, textFile } from "../sources/read";

const CSV = `invoice,customer,date,product,quantity,price
1001,ann,2024-01-05 09:30,mug,2,10.005
1001,ann,2024-01-05 09:30,lamp,1,60.00
1002,bob,2024-01-06 10:00,mug,1,10.00
C1003,ann,2024-01-20 11:00,mug,-1,10.005
1004,ann,2024-02-01 12:00,mug,1,10.00
C1005,bob,2024-02-02 12:00,mug,-1,10.00
C1006,bob,2024-02-03 12:00,lamp,-1,60.00
1007,,2024-02-04 12:00,lamp,1,60.00
1008,cid,,lamp,1,60.00
1009,cid,2024-02-05 12:00,gift,1,0
1010,cid,2024-02-06 12:00,lamp,1,sixty
1011,cid,2024-02-07 12:00,lamp,1,60.00
1011,cid,2024-02-07 12:00,lamp,1,60.00
1012,cid,2099-02-07 12:00,lamp,1,60.00
`;

describe("the text of a ledger", () => {
  test("says which source, and each rule's choice", () => {
    const { spec, problems } = ledger.parse("cancelled: net\nzero-price: keep", { from: "sales" });
    expect([spec, problems]).toEqual([
      { from: "sales", rules: { cancelled: "net", "zero-price": "keep" } },
      [],
    ]);
    expect(ledger.references(spec!)).toEqual([{ id: "sales", attribute: "from" }]);
    expect(ledger.write?.(spec!)).toBe("cancelled: net\nzero-price: keep");
  });

  test("mistakes carry their place", () => {
    const body = "cancelled: net\nzero-price: nett\nfoo: keep";
    const { spec, problems } = ledger.parse(body, { from: "sales" });
    expect(spec).toBeNull();
    expect(problems.map(({ code }) => code).sort()).toEqual(["yaml.not-one-of", "yaml.unknown-key"]);
    const place = problems.find(({ code }) => code === "yaml.not-one-of")?.at.range as [number, number];
    expect(body.slice(...place)).toBe("nett");
    expect(ledger.parse("", {}).problems[0]?.code).toBe("ledger.no-from");
  });

  test("one rule is changed and every other byte stays", () => {
    const body = "# mine\ncancelled:   drop # why\nzero-price: keep\n";
    expect(setRule(body, "cancelled", "net")).toBe("# mine\ncancelled:   net # why\nzero-price: keep\n");
    expect(ledger.parse(setRule(body, "bad-date", "drop"), { from: "s" }).spec?.rules["bad-date"]).toBe(
      "drop",
    );
    const whole = writeLedger("orders", "sales", usualRules({ price: true, quantity: true, back: true }));
    expect(whole.split("\n")[0]).toBe("```ledger id=orders from=sales");
  });
});

describe("running a ledger", () => {
  let engine: NodeEngine;
  const signal = new AbortController().signal;
  const file = textFile(CSV, "sales.csv");
  const host = (): Host => ({
    engine,
    sources: { find: () => Promise.resolve(file) },
    models: { call: () => Promise.reject(new Error("no model is needed")) },
  });
  const job = (cell: string) => ({ cell, signal, progress: () => undefined });
  const run = (rules: LedgerCell["rules"], from = "sales"): Promise<Result> =>
    ledger.run({ from, rules }, new Map(), host(), job("orders"));
  const counts = (result: Result): Ledger => (result.views[0] as unknown as { data: Ledger }).data;

  beforeAll(async () => {
    engine = await nodeEngine();
    const { spec, problems, questions } = await sniff(file);
    expect([problems, questions]).toEqual([[], []]);
    expect(spec.cancelled).toEqual(["C*"]);
    await source.run(spec, new Map(), host(), job("sales"));
  }, 60_000);
  afterAll(() => engine.close());

  test("hands its currency on, and changed lines are a changed table", async () => {
    const fingerprint = async (currency: string, cancelled: "net" | "drop") => {
      const { spec } = await sniff(file);
      await source.run({ ...spec, currency }, new Map(), host(), job("sales"));
      const { value } = await run({ cancelled });
      expect(value).toMatchObject(currency === "" ? {} : { table: { currency } });
      return value.is === "table" ? value.table.fingerprint : "";
    };
    const prints = [
      await fingerprint("PLN", "net"),
      await fingerprint("EUR", "net"),
      await fingerprint("EUR", "drop"),
    ];
    expect(new Set(prints).size).toBe(3);
    expect(await fingerprint("PLN", "net")).toBe(prints[0]);
    await fingerprint("", "net");
  });

  test("one row per order, netted, with its lines", async () => {
    const result = await run({});
    const orders = await engine.rows(
      'SELECT customer, "order", date, amount, quantity, lines FROM notebook."orders"',
    );
    expect(orders).toEqual([
      // One mug of 10.005 came back on 20 January.
      { customer: "ann", order: "1001", date: Date.UTC(2024, 0, 5), amount: 70.005, quantity: 3, lines: 2 },
      { customer: "ann", order: "1004", date: Date.UTC(2024, 1, 1), amount: 10, quantity: 1, lines: 1 },
      { customer: "cid", order: "1011", date: Date.UTC(2024, 1, 7), amount: 120, quantity: 2, lines: 2 },
    ]);
    const ledgerOf = counts(result);
    expect(ledgerOf.kept).toMatchObject({ orders: 3, customers: 2, netted: 2, returned: 1, money: 200.005 });
    expect(adds(ledgerOf)).toEqual({ rows: 0, money: 0 });
    const cancelled = ledgerOf.lines.find(({ rule }) => rule === "cancelled")!;
    // bob never bought a lamp: that return finds nothing and is set aside.
    expect(cancelled).toMatchObject({
      found: { rows: 3 },
      netted: { rows: 2, money: -20.005 },
      aside: { rows: 1, money: -60 },
    });
    const lines = await engine.rows(
      "SELECT product, amount FROM notebook.\"orders:lines\" WHERE customer = 'ann' ORDER BY date, product",
    );
    expect(lines).toEqual([
      { product: "lamp", amount: 60 },
      { product: "mug", amount: 10.005 },
      { product: "mug", amount: 10 },
    ]);
  });

  test("every row is accounted for, whatever the choices", async () => {
    for (const choice of ["keep", "drop"] as const) {
      const all = counts(
        await run({
          cancelled: choice,
          "zero-price": choice,
          "duplicate-row": choice,
          "future-date": choice,
        }),
      );
      expect(adds(all)).toEqual({ rows: 0, money: 0 });
      expect(all.read.rows).toBe(14);
      expect(all.rejected).toMatchObject({
        rows: 1,
        examples: [{ row: 12, column: "price", value: "sixty", code: "rejected.number" }],
      });
    }
    const kept = counts(await run({ "duplicate-row": "drop" }));
    expect(kept.lines.find(({ rule }) => rule === "duplicate-row")).toMatchObject({
      found: { rows: 1 },
      aside: { rows: 1, money: 60 },
    });
    expect(kept.lines.find(({ rule }) => rule === "future-date")).toMatchObject({
      found: { rows: 1 },
      aside: { rows: 1 },
    });
    expect(kept.lines.find(({ rule }) => rule === "bad-date")).toMatchObject({
      found: { rows: 1 },
      aside: { rows: 1 },
    });
  });

  test("a ledger over what is no source says so", async () => {
    await expect(run({}, "nothing")).rejects.toMatchObject({ code: "ledger.no-source" });
  });
});
