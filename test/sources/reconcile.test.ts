import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { choicesOf, heldBy, hold, loadSource, RULES, settle } from "../../src/sources";
import type { Choice, LedgerSpec, SourceSpec } from "../../src/sources";
import { ordersSql } from "../../src/sources/ledger/count";
import { sampleOf } from "../../src/sources/ledger/sample";
import { nodeEngine, type NodeEngine } from "../engine";
import { adds, job, textFile } from "./read";

/** Whatever the file and whatever the choices: kept and set aside are the source, to the last cent. */

const SPEC: SourceSpec = {
  file: "orders.csv",
  read: { format: "csv", encoding: "utf-8", delimiter: ",", decimal: ".", dates: "yyyy-mm-dd", header: 1 },
  columns: {
    order: "text",
    customer: "text",
    date: "date",
    product: "text",
    quantity: "decimal",
    amount: "decimal",
  },
  roles: {
    order: "order",
    customer: "customer",
    date: "date",
    product: "product",
    quantity: "quantity",
    amount: "amount",
  },
  currency: "EUR",
};
const NAMES = Object.keys(SPEC.columns);
const TODAY = "2025-01-01";

let engine: NodeEngine;
beforeAll(async () => {
  engine = await nodeEngine();
}, 60_000);
afterAll(() => engine.close());

const pick = (...values: string[]) => fc.constantFrom(...values);
const row = fc.record({
  order: pick("1", "2", "3", "4", "5", "", "Total"),
  customer: pick("ann", "bob", "cid", "", "guest", "test", "NULL"),
  date: pick("2024-01-01", "2024-01-02", "2024-02-03", "", "2024-02-30", "2099-01-01"),
  product: pick("mug", "lamp", ""),
  quantity: pick("1", "2", "-1"),
  cents: fc.integer({ min: -5000, max: 9999 }),
});
const junk = pick("none", "header", "words");
const table = fc.array(fc.tuple(row, junk), { minLength: 5, maxLength: 40 });
const chosen = fc.tuple(...RULES.map((rule) => fc.constantFrom(...choicesOf(rule))));

const decimal = (cents: number): string =>
  `${cents < 0 ? "-" : ""}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, "0")}`;

/** The file as text, and the cents a reader adds up in it by hand. */
function fileOf(
  rows: readonly (readonly [
    Readonly<Record<string, string | number>> & { readonly cents: number },
    string,
  ])[],
) {
  let cents = 0;
  const lines = rows.map(([cells, kind]) => {
    if (kind === "header") return NAMES.join(",");
    if (kind === "none") cents += cells.cents;
    const amount = kind === "words" ? "sixty" : decimal(cells.cents);
    return [
      cells["order"],
      cells["customer"],
      cells["date"],
      cells["product"],
      cells["quantity"],
      amount,
    ].join(",");
  });
  return { text: `${[NAMES.join(","), ...lines].join("\n")}\n`, rows: rows.length, cents };
}

describe("the ledger adds up", () => {
  test("rows, and money to the cent, for random files and random choices", async () => {
    await fc.assert(
      fc.asyncProperty(table, chosen, async (rows, choices) => {
        const file = fileOf(rows);
        const rules = Object.fromEntries(RULES.map((rule, i) => [rule, choices[i]])) as Record<
          (typeof RULES)[number],
          Choice
        >;
        const spec: LedgerSpec = { rules };
        const loaded = await loadSource(engine, textFile(file.text), SPEC, "any", job, TODAY);
        const { sorted, ledger } = await settle(engine, loaded, spec, "any:taken", job);
        expect([ledger.read.rows, Math.round(ledger.read.money * 100)]).toEqual([file.rows, file.cents]);
        expect(adds(ledger)).toEqual({ rows: 0, money: 0 });
        // What the orders hold is what the ledger says is kept: netted money is taken off some order, and none is lost.
        const orders = await engine.row(
          `SELECT coalesce(sum((amount * 100)::DECIMAL(18, 6)), 0)::DOUBLE AS cents FROM (${ordersSql(sorted)})`,
        );
        expect(Math.round(Number(orders["cents"]))).toBe(Math.round(ledger.kept.money * 100));
        for (const line of ledger.lines) {
          if (line.found.rows === 0) continue;
          const sample = await sampleOf(engine, ledger.trail, line.rule, 100, job.signal);
          expect(sample).toHaveLength(line.found.rows);
          const by = sample.filter((one) => one.by === line.rule);
          expect(by).toHaveLength(line.aside.rows);
        }
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  test("a refund comes off the order it names, in part, and only where that order holds enough", async () => {
    const text = `${NAMES.join(",")}
1,ann,2024-01-01,mug,1,10.00
2,ann,2024-01-02,mug,1,20.00
1,ann,2024-01-05,mug,-1,-4.00
2,ann,2024-01-06,mug,-1,-25.00
9,bob,2024-01-07,mug,-1,-5.00
`;
    const net = {
      rules: Object.fromEntries(RULES.map((r) => [r, choicesOf(r).at(-1)])),
    } as unknown as LedgerSpec;
    const keep = { ...net.rules, outlier: "keep", "one-customer": "keep" } as LedgerSpec["rules"];
    const loaded = await loadSource(engine, textFile(text), SPEC, "refunds", job, TODAY);
    await hold(engine, "refunds", loaded, job);
    expect(await heldBy(engine, "refunds")).toBe(loaded);
    const { sorted, ledger } = await settle(engine, loaded, { rules: keep }, "refunds:taken", job);
    // 4 of the first; the second holds 20 and gives back 25, of which 5 come off what else was bought before.
    expect(await engine.rows(`SELECT "order", amount FROM (${ordersSql(sorted)}) ORDER BY 1`)).toEqual([
      { order: "1", amount: 1 },
    ]);
    const sample = await sampleOf(engine, ledger.trail, "refund", 9, job.signal);
    expect(sample.map(({ row: at, fate }) => [at, fate])).toEqual([
      [4, "netted"],
      [5, "netted"],
    ]);
    const lost = ledger.lines.find(({ rule }) => rule === "negative-quantity")!;
    expect(lost).toMatchObject({ aside: { rows: 1, money: -5 }, netted: { rows: 0 } });
    expect(ledger.kept).toMatchObject({ orders: 1, returned: 1, money: 1 });
  });
});
