import { describe, expect, test } from "vitest";
import { random } from "../../src/math/random";
import {
  chooseSpend,
  clv,
  gammaGamma,
  gammaGammaByFrequency,
  paretoNbd,
  spendDrift,
  type SpendFit,
} from "../../src/models/index";
import { simulateHistories } from "./simulated";

/** Repeat counts of a shop and means from Gamma–Gamma whose mean is multiplied by `doubling` when purchases double. */
function shop(customers: number, doubling: number, seed: number) {
  const { x, tx, T } = simulateHistories({ r: 0.55, alpha: 10.6, s: 0.61, beta: 11.7 }, customers, seed);
  const g = random(seed + 1);
  const spend = x.map((n) =>
    n > 0 ? g.gamma(6.25 * n) / (n * (g.gamma(3.74) / (15.44 * doubling ** Math.log2(1 + n)))) : 0,
  );
  return { unit: "week" as const, x, tx, T, spend };
}

describe("spend that follows frequency", () => {
  test("gradient and Hessian are those of the value", () => {
    const data = shop(200, 1.2, 3);
    const names = ["p", "q", "gamma", "doubling"] as const;
    const at = (v: readonly number[]) =>
      gammaGammaByFrequency.logLikelihood({ p: v[0]!, q: v[1]!, gamma: v[2]!, doubling: v[3]! }, data);
    const start = [5, 3, 14, 1.15];
    const { gradient, hessian } = at(start);
    names.forEach((_, i) => {
      const h = 1e-5 * start[i]!;
      const up = at(start.map((v, j) => (j === i ? v + h : v)));
      const down = at(start.map((v, j) => (j === i ? v - h : v)));
      const slope = (up.value - down.value) / (2 * h);
      expect(Math.abs(slope - gradient[i]!)).toBeLessThan(1e-5 * Math.max(1, Math.abs(gradient[i]!)));
      names.forEach((__, j) => {
        const curve = (up.gradient[j]! - down.gradient[j]!) / (2 * h);
        const given = hessian[i * 4 + j]!;
        expect(Math.abs(curve - given)).toBeLessThan(1e-5 * Math.max(1, Math.abs(given)));
      });
    });
  });

  test("doubling = 1 is the Gamma–Gamma, bit for bit", () => {
    const data = shop(300, 1, 4);
    const fit = gammaGamma.fit(data);
    const same = gammaGammaByFrequency.load({
      ...gammaGammaByFrequency.fit(data).toJSON(),
      params: { ...fit.params, doubling: 1 },
    });
    expect(same.conditionalExpectedSpend(data)).toEqual(fit.conditionalExpectedSpend(data));
  });

  for (const doubling of [1.25, 0.85]) {
    test(`finds a simulated doubling of ${doubling} and chooses it`, () => {
      const { chosen, test: ratio, byFrequency } = chooseSpend(shop(5000, doubling, 21));
      expect(chosen.model).toBe("gamma-gamma-frequency");
      expect(ratio.p).toBeLessThan(1e-4);
      expect(byFrequency.status).toBe("verified");
      const params = byFrequency.params as Record<string, number>;
      const sd = Math.sqrt(byFrequency.covariance![15]!);
      expect(Math.abs(Math.log(params["doubling"]! / doubling)) / sd).toBeLessThan(4);
      expect(Math.abs(Math.log(params["p"]! / 6.25))).toBeLessThan(0.3);
    });
  }

  test("the test rejects independent spend about as often as it says", () => {
    let rejected = 0;
    for (let seed = 0; seed < 120; seed++)
      if (chooseSpend(shop(500, 1, 1000 + 3 * seed)).test.p < 0.05) rejected++;
    // 6 expected, sd 2.4: within four of them.
    expect(rejected).toBeLessThan(16);
  });

  test("predicts the means of frequent customers better than the plain form, and values them", () => {
    const data = shop(4000, 1.3, 33);
    const { plain, byFrequency } = chooseSpend(data);
    const rows = [...data.x.keys()].filter((i) => data.x[i]! >= 4);
    const bias = (fit: SpendFit) => {
      const all = fit.conditionalExpectedSpend({ x: data.x, spend: data.x.map(() => 0) });
      return rows.reduce((sum, i) => sum + all[i]! - data.spend[i]!, 0) / rows.length;
    };
    // Without its own spend, a frequent customer still counts as one who spends more.
    expect(Math.abs(bias(plain))).toBeGreaterThan(5);
    const prior = byFrequency.params as Record<string, number>;
    const mean = (n: number) =>
      (prior["p"]! * prior["gamma"]! * prior["doubling"]! ** Math.log2(1 + n)) / (prior["q"]! - 1);
    const expected = rows.reduce((sum, i) => sum + mean(data.x[i]!), 0) / rows.length;
    const made = rows.reduce((sum, i) => sum + data.spend[i]!, 0) / rows.length;
    expect(Math.abs(expected / made - 1)).toBeLessThan(0.12);
    const worth = clv({
      transactions: paretoNbd.fit(data),
      spend: byFrequency,
      who: data,
      annualRate: 0.1,
      horizon: { years: 1 },
      margin: 0.3,
      seed: 5,
      draws: 60,
    });
    expect(worth.total.low).toBeLessThan(worth.total.value);
    expect(worth.total.value).toBeLessThan(worth.total.high);
  });

  test("a spread that is not a gamma's is said: spend-poor-fit", () => {
    const g = random(8);
    const x = Float64Array.from({ length: 3000 }, () => 1 + g.below(5));
    // Two price lists and nothing in between.
    const spend = x.map(() => (g.uniform() < 0.5 ? 10 : 200) * (0.98 + 0.04 * g.uniform()));
    const fit = gammaGamma.fit({ x, spend });
    expect(fit.reasons.map(({ code }) => code)).toContain("spend-poor-fit");
    expect(fit.status).not.toBe("verified");
  });

  test("zero and negative means are left out and counted", () => {
    const data = shop(600, 1, 9);
    const some = data.spend.map((v, i) => (data.x[i]! > 0 && i % 7 === 0 ? (i % 2 ? 0 : -4) : v));
    const out = [...data.x.keys()].filter((i) => data.x[i]! > 0 && i % 7 === 0).length;
    expect(gammaGamma.fit({ x: data.x, spend: some }).data.leftOut).toBe(out);
  });
});

describe("drift of spend", () => {
  const orders = (slope: number, seed: number) => {
    const g = random(seed);
    const rows: { customer: number; time: number; amount: number }[] = [];
    for (let c = 0; c < 400; c++) {
      const level = g.gamma(4) / 4;
      for (let k = 0; k < 1 + g.below(6); k++) {
        const time = 52 * g.uniform();
        rows.push({ customer: c, time, amount: 30 * level * Math.exp(slope * time + 0.4 * g.normal()) });
      }
    }
    return {
      customer: rows.map((row) => row.customer),
      time: rows.map((row) => row.time),
      amount: rows.map((row) => row.amount),
    };
  };

  test("finds a trend within customers, and none where there is none", () => {
    const up = spendDrift(orders(0.01, 2))!;
    expect(Math.abs(up.slope - 0.01)).toBeLessThan(4 * up.standardError);
    expect(up.p).toBeLessThan(1e-6);
    let found = 0;
    for (let seed = 10; seed < 110; seed++) if (spendDrift(orders(0, seed))!.p < 0.05) found++;
    expect(found).toBeLessThan(14);
  });

  test("leaves out free orders and says so; too few customers are no test", () => {
    const some = orders(0, 4);
    expect(spendDrift({ ...some, amount: some.amount.map((v, i) => (i === 3 ? 0 : v)) })!.leftOut).toBe(1);
    expect(spendDrift({ customer: [1, 1], time: [0, 1], amount: [3, 4] })).toBeNull();
  });
});
