import { describe, expect, test } from "vitest";
import { random } from "../../../src/math/random";
import {
  compareNextBasket,
  estimateSwitching,
  nextBasketModel,
  simulateLoyalty,
  switchingMatrix,
  type Baskets,
  type LoyaltyTiers,
  type SurveyRow,
} from "../../../src/models/index";
import { valueOf } from "../registry";

describe("drivers of switching from a survey", () => {
  const survey = (n: number, exact: boolean): SurveyRow[] => {
    const g = random(12);
    return Array.from({ length: n }, () => {
      const ratings = [0, 1, 2].map(() => [1 + 4 * g.uniform(), 1 + 4 * g.uniform()]);
      const last = g.below(3);
      const m = valueOf(switchingMatrix({ last: 1.2, weights: [0.8, -0.3], ratings }))[last]!;
      if (exact) return { last, next: m, ratings };
      const u = g.uniform();
      const chosen = u < m[0]! ? 0 : u < m[0]! + m[1]! ? 1 : 2;
      return { last, next: [0, 1, 2].map((j) => (j === chosen ? 1 : 0)), ratings };
    });
  };

  test("stated probabilities that are a logit give its weights back", () => {
    const { last, weights } = valueOf(estimateSwitching(survey(60, true)));
    expect(last).toBeCloseTo(1.2, 6);
    expect(weights[0]).toBeCloseTo(0.8, 6);
    expect(weights[1]).toBeCloseTo(-0.3, 6);
  });

  test("single choices give them within their standard errors", () => {
    const found = valueOf(estimateSwitching(survey(3000, false)));
    [found.last, ...found.weights].forEach((value, i) => {
      expect(Math.abs(value - [1.2, 0.8, -0.3][i]!)).toBeLessThan(4 * found.standardErrors[i]!);
      expect(found.standardErrors[i]!).toBeLessThan(0.1);
    });
    expect(found.explained).toBeGreaterThan(0.1);
  });

  test("what cannot be told apart is refused", () => {
    const rows = survey(40, true);
    const flat = rows.map((row) => ({ ...row, ratings: row.ratings.map(([a]) => [a!, 3]) }));
    expect(estimateSwitching(flat)).toMatchObject({ ok: false, code: "NOT_IDENTIFIED" });
    const loyal = rows.map((row) => ({ ...row, next: [0, 1, 2].map((j) => (j === row.last ? 1 : 0)) }));
    expect(estimateSwitching(loyal)).toMatchObject({ ok: false, code: "NOT_IDENTIFIED" });
    expect(estimateSwitching([])).toMatchObject({ ok: false, code: "NO_DATA" });
    expect(estimateSwitching([{ ...rows[0]!, next: [0.5, 0.2, 0.2] }])).toMatchObject({
      code: "OUT_OF_RANGE",
    });
  });
});

describe("a tiered loyalty programme", () => {
  const plan: LoyaltyTiers = {
    members: 3000,
    periods: 24,
    tiers: [
      { from: 0, earn: 1, retention: 0.95 },
      { from: 300, earn: 1.5, retention: 0.97 },
    ],
    window: 12,
    expiry: 12,
    purchases: { mean: 0.8, shape: 2 },
    spend: 40,
    reward: { points: 200, chance: 0.5 },
    pointValue: 0.01,
    pressure: 0,
    rate: 0.01,
    seed: 3,
  };

  test("no point is made or lost on the way", () => {
    const { periods, redemption, breakage } = valueOf(
      simulateLoyalty({ ...plan, tiers: [{ from: 0, earn: 1, retention: 1 }] }),
    );
    let held = 0;
    for (const row of periods) {
      held += row.earned - row.redeemed - row.lapsed;
      expect(row.outstanding).toBeCloseTo(held, 6);
      expect(row.members).toBe(3000);
    }
    expect(redemption + breakage).toBeCloseTo(1, 12);
  });

  test("members leave at their tier's pace, and purchases come at theirs", () => {
    const { periods, revenue } = valueOf(
      simulateLoyalty({ ...plan, rate: 0, tiers: [{ from: 0, earn: 1, retention: 0.9 }] }),
    );
    expect(Math.abs(periods[9]!.members / (3000 * 0.9 ** 10) - 1)).toBeLessThan(0.1);
    const alive = (1 - 0.9 ** 24) / 0.1;
    expect(Math.abs(revenue / (0.8 * 40 * alive) - 1)).toBeLessThan(0.05);
  });

  test("rewards that never come cost nothing; pressure adds purchases; the seed is everything", () => {
    const never = valueOf(simulateLoyalty({ ...plan, reward: { points: 1e9, chance: 1 } }));
    expect(never.cost.value).toBe(0);
    expect(never.redemption).toBe(0);
    expect(never.liability).toBe(0);
    const pushed = valueOf(simulateLoyalty({ ...plan, pressure: 0.5 }));
    const plain = valueOf(simulateLoyalty(plan));
    expect(pushed.revenue).toBeGreaterThan(plain.revenue);
    expect(valueOf(simulateLoyalty(plan))).toEqual(plain);
    const { cost } = valueOf(simulateLoyalty({ ...plan, seed: 4 }));
    expect(Math.abs(cost.value - plain.cost.value)).toBeLessThan(6 * cost.standardError);
    expect(plain.periods.at(-1)!.inTier.reduce((a, b) => a + b, 0)).toBe(plain.periods.at(-1)!.members);
  });

  test("what makes no programme is refused", () => {
    expect(simulateLoyalty({ ...plan, tiers: [] })).toMatchObject({ ok: false, code: "NO_DATA" });
    expect(simulateLoyalty({ ...plan, tiers: [{ from: 5, earn: 1, retention: 1 }] })).toMatchObject({
      ok: false,
    });
    expect(simulateLoyalty({ ...plan, members: 200_000, periods: 600 })).toMatchObject({
      code: "OUT_OF_RANGE",
    });
  });
});

describe("the next basket", () => {
  const g = random(4);
  // A camera is followed by a lens, a lens by a bag; everybody has a favourite of its own besides.
  const customers: Baskets[] = Array.from({ length: 200 }, (_, c) => {
    const favourite = `tea ${c % 40}`;
    const chain = ["camera", "lens", "bag"].slice(0, 1 + g.below(3));
    return chain.map((item) => [item, favourite]);
  });

  test("learns what follows what", () => {
    const model = nextBasketModel(customers, "markov");
    expect(model.predict([["camera"]], 1)).toEqual(["lens"]);
    expect(model.predict([["camera"], ["lens"]], 1)).toEqual(["bag"]);
    expect(nextBasketModel(customers, "popular").predict([], 1)).toEqual(["camera"]);
    expect(nextBasketModel(customers, "personal").predict([["tea 7"], ["tea 7", "bag"]], 1)).toEqual([
      "tea 7",
    ]);
  });

  test("held-out baskets put the methods in their order", () => {
    const scores = valueOf(compareNextBasket({ customers, top: 2 }));
    const of = Object.fromEntries(scores.map((one) => [one.method, one]));
    expect(of["markov"]!.recall).toBeGreaterThan(of["popular"]!.recall);
    expect(of["personal"]!.hit).toBe(1);
    for (const { hit, recall } of scores) expect(recall).toBeLessThanOrEqual(hit);
    expect(compareNextBasket({ customers: [[["a"]]], top: 1 })).toMatchObject({ ok: false, code: "NO_DATA" });
  });
});
