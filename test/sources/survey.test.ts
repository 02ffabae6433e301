import { afterAll, beforeAll, expect, test } from "vitest";
import { sniff, survey } from "../../src/sources";
import { nodeEngine, type NodeEngine } from "../engine";

let engine: NodeEngine;
const job = { signal: new AbortController().signal, progress: () => undefined };
beforeAll(async () => {
  engine = await nodeEngine();
}, 60_000);
afterAll(() => engine.close());

test("a currency said after the file was read is in the next ledger, without reading again", async () => {
  const lines = Array.from(
    { length: 40 },
    (_, i) => `K${i % 7},2024-01-${String((i % 28) + 1).padStart(2, "0")},${5 + i}.50`,
  );
  const file = new File([`customer,date,amount\n${lines.join("\n")}\n`], "plain.csv");
  const before = await sniff(file);
  const first = await survey(engine, file, before.spec, before.ledger, job);
  const after = await sniff(file, { currency: "PLN" });
  const second = await survey(engine, file, after.spec, after.ledger, job);
  expect([first.currency, second.currency]).toEqual(["", "PLN"]);
  expect(second.kept).toEqual(first.kept);
});
