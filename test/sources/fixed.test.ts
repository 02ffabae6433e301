import { afterAll, beforeAll, expect, test } from "vitest";
import { sniff, survey } from "../../src/sources";
import { nodeEngine, type NodeEngine } from "../engine";
import { job, rules, textFile } from "./read";

let engine: NodeEngine;
beforeAll(async () => {
  engine = await nodeEngine();
}, 60_000);
afterAll(() => engine.close());

const rows = [
  ["customer", "order date", "amount", "note"],
  ["Anna Nowak", "2024-01-05", "10.50", ""],
  ["Jan", "2024-01-06", "200.00", 'say "hi" there'],
  ["", "2024-01-07", "3.25", "no customer"],
  ["Żaneta Łoś", "2024-02-08", "1000.00", ""],
] as const;
const fixed = rows
  .map(([a, b, c, d]) => `${a.padEnd(12)}${b.padEnd(12)}${c.padStart(9)}  ${d}`.trimEnd())
  .join("\r\n");

test("columns of fixed width hold blanks and may be empty", async () => {
  const file = textFile(`${fixed}\r\n`, "orders.txt");
  const { spec, preview } = await sniff(file);
  expect(spec.read.delimiter).toBe("fixed 0,12,26,35");
  expect(preview[1]).toEqual(["Jan", "2024-01-06", "200.00", 'say "hi" there']);
  expect(spec.roles).toMatchObject({ customer: "customer", date: "order date", amount: "amount" });
  const ledger = await survey(engine, file, spec, rules("keep", { "no-customer": "drop" }), job);
  expect(ledger.kept).toMatchObject({ rows: 3, customers: 3, money: 1210.5 });
  expect(ledger.read).toMatchObject({ rows: 4, money: 1213.75 });
});

test("prose is no table of fixed width", async () => {
  await expect(sniff(textFile("Dear all,\nthis is a letter\nand no table at all.\n"))).rejects.toMatchObject({
    code: expect.stringMatching(/^source\./) as string,
  });
});
