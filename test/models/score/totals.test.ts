import { describe, expect, test } from "vitest";
import { bgNbd, clv, gammaGamma, paretoNbd, totalValue } from "../../../src/models";
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
