import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSource, sniff, survey } from "../../src/sources";
import { batches } from "../../src/ui/import/several";
import { nodeEngine, type NodeEngine } from "../engine";
import { adds, found, job, rules, textFile } from "./read";

const head = "customer,order_date,amount";
const jan = textFile(`${head}\nA,2024-01-05,10.00\nB,2024-01-06,20.00\n`, "jan.csv");
const feb = textFile(
  `amount,customer,order_date,note\n30.00,A,2024-02-05,x\n40.00,C,2024-02-06,y\n`,
  "feb.csv",
);
const again = textFile(`${head}\nB,2024-01-06,20.00\nD,2024-03-01,50.00\n`, "mar.csv");

describe("several files of one layout", () => {
  let engine: NodeEngine;
  beforeAll(async () => {
    engine = await nodeEngine();
  }, 60_000);
  afterAll(() => engine.close());

  test("are read one under the other, columns by name, each row with its file", async () => {
    const { spec } = await sniff(jan);
    const { raw } = await loadSource(engine, jan, spec, "t", job, undefined, [feb, again]);
    expect(
      await engine.rows(
        `SELECT source_row AS r, customer AS c, amount AS a, source_file AS f FROM ${raw.sql} ORDER BY r`,
      ),
    ).toEqual([
      { r: 2, c: "A", a: 10, f: "jan.csv" },
      { r: 3, c: "B", a: 20, f: "jan.csv" },
      { r: 5, c: "A", a: 30, f: "feb.csv" },
      { r: 6, c: "C", a: 40, f: "feb.csv" },
      { r: 8, c: "B", a: 20, f: "mar.csv" },
      { r: 9, c: "D", a: 50, f: "mar.csv" },
    ]);
  });

  test("reconcile, and a row that two of them share is a duplicate", async () => {
    const { spec } = await sniff(jan);
    const ledger = await survey(engine, jan, spec, rules("keep"), job, [feb, again]);
    expect(ledger.read).toMatchObject({ rows: 6, money: 170 });
    expect(adds(ledger)).toEqual({ rows: 0, money: 0 });
    expect(found(ledger)["duplicate-row"]).toBe(1);
    expect((await survey(engine, jan, spec, rules("keep"), job)).read.rows).toBe(2);
  });

  test("one that lacks a column with a role is named", async () => {
    const { spec } = await sniff(jan);
    const bad = textFile("customer,day,amount\nA,2024-01-05,1\n", "bad.csv");
    await expect(survey(engine, jan, spec, rules("keep"), job, [bad])).rejects.toMatchObject({
      code: "source.missing-column",
      at: { file: "bad.csv", column: "order_date" },
    });
  });
});

test("files are put together by their columns, and one that is no table stands alone", async () => {
  const junk = new File([new Uint8Array(400).fill(1)], "junk.bin");
  const names = (await batches([jan, feb, junk, again])).map((batch) => batch.map(({ name }) => name));
  expect(names).toEqual([["jan.csv", "mar.csv"], ["feb.csv"], ["junk.bin"]]);
});
