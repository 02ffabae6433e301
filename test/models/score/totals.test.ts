import { describe, expect, test } from "vitest";
import { bgNbd, clv, gammaGamma, paretoNbd, totalValue } from "../../../src/models";
import { bgNbdFamily } from "../../../src/models/bgNbd/family";
import type { Family } from "../../../src/models/fit/family";
import { ggomNbdFamily } from "../../../src/models/ggomNbd/family";
import type { Law } from "../../../src/models/laws/law";
import { mbgNbdFamily } from "../../../src/models/mbgNbd/family";
import { nbdFamily } from "../../../src/models/nbd/family";
import { paretoNbdFamily } from "../../../src/models/paretoNbd/family";
import { Pool } from "../../../src/models/score/pool";
import { simulateHistories, simulateSpend } from "../simulated";

const data = simulateHistories({ r: 0.55, alpha: 10.6, s: 0.61, beta: 11.7 }, 1500, 3);
const who = { ...data, spend: simulateSpend(data.x, [6.25, 3.74, 15.44], 2) };
const spend = gammaGamma.fit(who);
const terms = { annualRate: 0.1, horizon: { years: 1 }, margin: 0.3, level: 0.95 as const };

describe("totals without a draw per customer", () => {
  test.each([bgNbd, paretoNbd].map((model) => [model.id, model] as const))(
    "%s: the same value and nearly the same interval as every customer drawn",
    (_, model) => {
      const transactions = model.fit(data);
      const all = totalValue({ transactions, spend, who, ...terms, seed: 1, draws: 600 });
      const each = clv({ transactions, spend, who, ...terms, seed: 2, draws: 600 }).total;
      expect(all.clv.value).toBeCloseTo(each.value, 6);
      // Both ends are quantiles of 600 draws: a few in a hundred of the width apart.
      const width = each.high - each.low;
      expect(Math.abs(all.clv.low - each.low)).toBeLessThan(0.15 * width);
      expect(Math.abs(all.clv.high - each.high)).toBeLessThan(0.15 * width);
      const orders = transactions.conditionalExpectedTransactions(terms.horizon, data);
      expect(all.orders.value).toBeCloseTo(
        orders.reduce((a, b) => a + b, 0),
        8,
      );
      expect(all.orders.low).toBeLessThan(all.orders.value);
      expect(all.orders.high).toBeGreaterThan(all.orders.value);
    },
  );

  test("the same seed gives the same totals, another one others", () => {
    const transactions = paretoNbd.fit(data, { starts: 1 });
    const run = (seed: number) => totalValue({ transactions, spend: 20, who, ...terms, seed, draws: 40 });
    expect(run(1)).toEqual(run(1));
    expect(run(1).clv.low).not.toBe(run(2).clv.low);
  });

  test("what cannot be totalled", () => {
    const transactions = paretoNbd.fit(data, { starts: 1 });
    const ask = (more: object) => () => totalValue({ transactions, spend, who, ...terms, seed: 1, ...more });
    expect(ask({ margin: Infinity })).toThrow("margin.invalid");
    expect(ask({ spend: NaN })).toThrow("spend.invalid");
    expect(ask({ annualRate: -2 })).toThrow("rate.invalid");
    expect(ask({ horizon: -1 })).toThrow("duration.invalid");
  });
});

/** Worlds far from one another: what parameter draws of a weak fit may come to. */
const LAWS: readonly (readonly [Family, readonly number[]])[] = [
  ...[
    [0.24, 4.4, 0.79, 2.4],
    [0.9, 0.4, 0.02, 0.3],
    [3, 60, 8, 40],
    [0.05, 2, 1, 1e-3],
    [0.24, 4.4, 0, 1],
  ].flatMap((params) => [[bgNbdFamily, params] as const, [mbgNbdFamily, params] as const]),
  ...[
    [0.55, 10.6, 0.61, 11.7],
    [0.3, 0.5, 2.5, 80],
    [4, 90, 0.02, 0.5],
    [0.55, 10.6, 0, 11.7],
  ].map((params) => [paretoNbdFamily, params] as const),
  [ggomNbdFamily, [0.55, 10.6, 0.02, 0.6, 0.3]],
  [nbdFamily, [0.4, 6]],
];

describe("expected totals interpolated along time", () => {
  const young = { ...who, T: who.T.map((T, i) => Math.max(who.tx[i]!, T * ((i % 97) / 97))) };
  const pools = [who, young].map((people) => new Pool(people, false));
  const money = spend.toJSON().params;

  test.each(LAWS.map(([family, params]) => [family.id, params, family] as const))(
    "%s at %j is the law itself to 10⁻⁹",
    (_, params, family) => {
      for (const pool of pools)
        for (const [delta, horizon] of [
          [0.002, 52],
          [0, 4],
          [0.01, 520],
        ] as const)
          for (const value of [money, 20]) {
            const exact = pool.means(family.law(params), value, delta, horizon, true);
            const found = pool.means(family.law(params), value, delta, horizon);
            expect(Math.abs(found.clv / exact.clv - 1)).toBeLessThan(1e-9);
            expect(Math.abs(found.orders / exact.orders - 1)).toBeLessThan(1e-9);
          }
    },
  );

  test("a law is asked far less often than there are pairs", () => {
    const law = bgNbdFamily.law([0.24, 4.4, 0.79, 2.4]);
    const asked = (exact: boolean): number => {
      let times = 0;
      const counting: Law = {
        ...law,
        discountedIfAlive: (...of) => (times++, law.discountedIfAlive(...of)),
      };
      pools[0]!.means(counting, money, 0.002, 52, exact);
      return times;
    };
    expect(asked(false)).toBeLessThan(asked(true) / 2);
  });
});
