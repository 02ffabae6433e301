import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evenings, loadSource, sniff, survey } from "../../src/sources";
import type { Evening } from "../../src/sources/spec";
import { nodeEngine, type NodeEngine } from "../engine";
import { job, rules, textFile } from "./read";

const file = (ids: readonly string[]): File =>
  textFile(
    `customer_id,order_date,amount\n${ids.map((id, i) => `${id},2024-03-${10 + i},1.50`).join("\n")}\n`,
  );

describe("ids of customers", () => {
  let engine: NodeEngine;
  beforeAll(async () => {
    engine = await nodeEngine();
  }, 60_000);
  afterAll(() => engine.close());

  const customers = async (ids: readonly string[], ways: readonly Evening[] = []): Promise<number> => {
    const one = file(ids);
    const { spec } = await sniff(one, { ids: ways });
    return (await survey(engine, one, spec, rules("keep"), job)).kept.customers;
  };
  const offered = async (ids: readonly string[], ways: readonly Evening[] = []) => {
    const one = file(ids);
    const { spec } = await sniff(one, { ids: ways });
    const { raw } = await loadSource(engine, one, spec, "t", job);
    return evenings(engine, raw.sql, spec.roles.customer!, ways, job);
  };
  const mails = ["Anna@x.pl", "anna@x.pl ", " ANNA@x.pl", "jan@x.pl"];

  test("stay as they are written until somebody says otherwise", async () => {
    expect(await customers(mails)).toBe(4);
    expect(await customers(["0012", "12", "9007199254740993", "9007199254740992"])).toBe(4);
    expect(await customers(["10045.0", "10045.0", "10046.0"])).toBe(2);
  });

  test("are evened out as asked, each way counted", async () => {
    expect(await customers(mails, ["case"])).toBe(4);
    expect(await customers(mails, ["trim", "case"])).toBe(2);
    // Neither way is enough alone, so each is offered with the other.
    const spellings = [" ANNA@x.pl", "Anna@x.pl", "anna@x.pl "];
    expect(await offered(mails)).toEqual([
      { way: "trim", fewer: 2, together: true, examples: [spellings] },
      { way: "case", fewer: 2, together: true, examples: [spellings] },
    ]);
    expect(await offered(["a b", "a  b", "B", "b", "c"])).toEqual([
      { way: "trim", fewer: 1, together: false, examples: [["a  b", "a b"]] },
      { way: "case", fewer: 1, together: false, examples: [["B", "b"]] },
    ]);
    // What is chosen stays in sight, to be taken back.
    expect(await offered(mails, ["case"])).toEqual([
      { way: "trim", fewer: 2, together: false, examples: [spellings] },
      { way: "case", fewer: 2, together: true, examples: [spellings] },
    ]);
  });

  test("letters put together of parts are one with those that are not, when asked", async () => {
    const twins = ["Łukasz é", "Łukasz e\u0301", "Петров"];
    expect(await customers(twins)).toBe(3);
    expect(await customers(twins, ["nfc"])).toBe(2);
    expect((await offered(twins)).map(({ way, fewer }) => [way, fewer])).toEqual([["nfc", 1]]);
  });
});
