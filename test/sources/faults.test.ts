import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LANGUAGES, loadLanguage, type Translate } from "../../src/i18n";
import { RULES, type Ledger } from "../../src/sources";
import { nodeEngine, type NodeEngine } from "../engine";
import { csv, lines, orders, sum, type Fault } from "./faults/fault";
import { adds, found, read, rules, textFile } from "./read";

/** One known fault at a time in a clean file: found by its rule and no other, counted and priced exactly, and worded. */

const planted = Object.values(
  import.meta.glob<{ faults?: readonly Fault[] }>("./faults/*.ts", { eager: true }),
).flatMap(({ faults = [] }) => faults);
const clean = { orders: orders(), lines: lines() };
const none = Object.fromEntries(RULES.map((rule) => [rule, 0]));
const cents = (money: number): number => Math.round(money * 100);

let engine: NodeEngine;
const speak: Translate[] = [];
beforeAll(async () => {
  engine = await nodeEngine();
  for (const language of LANGUAGES) speak.push((await loadLanguage(language)).t);
}, 60_000);
afterAll(() => engine.close());

/** One file is read into the engine once, whatever rules are then laid over it. */
const ledgerOf = (file: File, own?: Parameters<typeof read>[3]): Promise<Ledger> =>
  read(engine, file, { currency: "EUR" }, own);

test("there are at least 30 faults, each with a name of its own", () => {
  expect(planted.length).toBeGreaterThanOrEqual(30);
  expect(new Set(planted.map(({ name }) => name)).size).toBe(planted.length);
});

test.each(["orders", "lines"] as const)("the clean file of %s has none", async (name) => {
  const ledger = await ledgerOf(textFile(csv(clean[name])));
  expect([found(ledger), ledger.rejected.rows]).toEqual([none, 0]);
  const all = sum(clean[name], [...clean[name].keys()]);
  expect([ledger.kept.rows, cents(ledger.kept.money)]).toEqual([clean[name].length, all]);
});

describe("each fault", () => {
  test.each(planted)("$name: $rule", async (fault) => {
    const file = textFile(csv(fault.plant(clean[fault.in])));
    const ledger = await ledgerOf(file);
    expect(adds(ledger)).toEqual({ rows: 0, money: 0 });
    const at = fault.rule;
    if (at === "rejected") {
      expect(found(ledger)).toEqual({ ...none, ...fault.also });
      expect(ledger.rejected.rows).toBe(fault.rows);
      const codes = new Set(ledger.rejected.examples.map(({ code }) => code));
      for (const t of speak) for (const code of codes) expect(t(code)).not.toBe(code);
      return;
    }
    expect(found(ledger)).toEqual({ ...none, ...fault.also, [at]: fault.rows });
    const line = ledger.lines.find(({ rule }) => rule === at)!;
    expect(cents(line.found.money)).toBe(fault.cents);
    // In three languages, in words that are not each other's.
    for (const code of [`import.rule.${at}`, `import.rule.${at}.why`]) {
      const words = speak.map((t) => t(code));
      expect(words).not.toContain(code);
      expect(new Set(words).size).toBe(words.length);
    }
    // Left out, it leaves the clean file to the cent.
    if (fault.spoils) return;
    const without = await ledgerOf(file, rules("keep", { [at]: "drop" }));
    const all = sum(clean[fault.in], [...clean[fault.in].keys()]);
    expect([without.kept.rows, cents(without.kept.money)]).toEqual([clean[fault.in].length, all]);
  });
});
