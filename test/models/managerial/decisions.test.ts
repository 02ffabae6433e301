import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  allocateBudget,
  loyaltyValue,
  offerGain,
  pointsLiability,
  qini,
  rewardCost,
  targetOffers,
  treatUnprofitable,
} from "../../../src/models/managerial/index";
import { near, share } from "../arbitrary";
import { valueOf } from "../registry";

describe("budget", () => {
  const segments = fc.array(
    fc.record({
      customers: fc.double({ min: 1, max: 5000, noNaN: true }),
      value: fc.double({ min: 1, max: 1000, noNaN: true }),
      ceiling: fc.double({ min: 0.01, max: 1, noNaN: true }),
      steepness: fc.double({ min: 0.001, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const budget = fc.double({ min: 0, max: 1e6, noNaN: true });

  test("P23: marginal returns are equal where money goes and not higher elsewhere; the money is spent", () => {
    fc.assert(
      fc.property(segments, budget, (list, total) => {
        const { perCustomer, marginal } = valueOf(allocateBudget(list, total));
        fc.pre(marginal > 1e-280); // below, e^{−kb} itself loses digits
        list.forEach((s, i) => {
          const slope = s.value * s.ceiling * s.steepness * Math.exp(-s.steepness * perCustomer[i]!);
          if (perCustomer[i]! > 0) expect(Math.abs(slope / marginal - 1)).toBeLessThan(1e-8);
          else expect(slope).toBeLessThanOrEqual(marginal * (1 + 1e-8));
        });
        const spent = list.reduce((sum, s, i) => sum + s.customers * perCustomer[i]!, 0);
        expect(near(spent, total, 1e-8)).toBe(true);
      }),
    );
  });

  test("beats the even spread, falls off as the budget grows, does not care for the order", () => {
    fc.assert(
      fc.property(segments, budget, (list, total) => {
        const a = valueOf(allocateBudget(list, total));
        expect(a.gain).toBeGreaterThanOrEqual(a.uniform * (1 - 1e-10) - 1e-9);
        const more = valueOf(allocateBudget(list, total + 100));
        expect(more.marginal).toBeLessThanOrEqual(a.marginal * (1 + 1e-12));
        const turned = valueOf(allocateBudget([...list].reverse(), total)).perCustomer;
        turned.forEach((b, i) => expect(near(b, a.perCustomer[list.length - 1 - i]!, 1e-7)).toBe(true));
      }),
    );
  });

  test("money that returns less than itself is pointed out", () => {
    const list = [
      { customers: 1000, value: 200, ceiling: 0.3, steepness: 0.05 },
      { customers: 500, value: 600, ceiling: 0.25, steepness: 0.03 },
      { customers: 3000, value: 50, ceiling: 0.35, steepness: 0.08 },
    ];
    const much = valueOf(allocateBudget(list, 200_000));
    expect(much.marginal).toBeCloseTo(0.1507, 4);
    const enough = valueOf(allocateBudget(list, much.worthSpending));
    expect(enough.marginal).toBeCloseTo(1, 10);
    expect(allocateBudget(list, -1)).toMatchObject({ code: "OUT_OF_RANGE", param: "budget" });
    expect(allocateBudget([], 1)).toMatchObject({ code: "NO_DATA" });
  });
});

describe("unprofitable customers", () => {
  const base = {
    margin: -5,
    low: -8,
    high: -2,
    retention: 0.8,
    rate: 0.1,
    price: 50,
    priceChange: 4,
    lossElasticity: 2,
    saving: 3,
    retentionLoss: 0.1,
    exitCost: 10,
    reputation: { probability: 0.1, referrals: 2, value: 40 },
    protected: false,
  };

  test("the best is the best, and flips exactly where it is said to", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -30, max: 30, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        fc.double({ min: 0, max: 10, noNaN: true }),
        share,
        (margin, priceChange, lossElasticity, saving, retentionLoss) => {
          const o = {
            ...base,
            margin,
            low: margin,
            high: margin,
            priceChange,
            lossElasticity,
            saving,
            retentionLoss,
          };
          const found = valueOf(treatUnprofitable(o));
          expect(found.values[found.best]).toBe(Math.max(...Object.values(found.values)));
          const at = (m: number) => valueOf(treatUnprofitable({ ...o, margin: m, low: m, high: m }));
          for (const [flip, side] of [
            [found.flipsBelow, -1],
            [found.flipsAbove, 1],
          ] as const) {
            if (flip === null) continue;
            expect(side * (flip - margin)).toBeGreaterThanOrEqual(-1e-9);
            const past = at(flip + side * 1e-4 * (1 + Math.abs(flip)));
            // Past the flip some other treatment has caught up, as far as floating point can tell two close lines.
            const old = past.values[found.best];
            const rivals = Object.entries(past.values).flatMap(([name, v]) =>
              name === found.best ? [] : [v],
            );
            expect(Math.max(...rivals)).toBeGreaterThanOrEqual(old - 1e-9 * Math.max(1, Math.abs(old)));
          }
        },
      ),
    );
  });

  test("a decision that flips within the interval is not certain; a protected customer is never dropped", () => {
    const deep = { ...base, margin: -40, low: -60, high: -20 };
    expect(valueOf(treatUnprofitable(deep))).toMatchObject({ best: "exit", certain: true });
    expect(valueOf(treatUnprofitable({ ...deep, high: 30 })).certain).toBe(false);
    expect(valueOf(treatUnprofitable({ ...deep, protected: true })).best).not.toBe("exit");
    expect(treatUnprofitable({ ...base, low: 0 })).toMatchObject({ code: "OUT_OF_RANGE", param: "low" });
  });
});

describe("churn offers", () => {
  const customer = fc.record({
    churn: share,
    save: share,
    value: fc.double({ min: 0, max: 500, noNaN: true }),
    cost: fc.double({ min: 0, max: 50, noNaN: true }),
    uptake: share,
    contact: fc.double({ min: 0, max: 5, noNaN: true }),
  });

  test("no other set of customers gains more than the chosen one", () => {
    fc.assert(
      fc.property(fc.array(customer, { minLength: 1, maxLength: 9 }), (customers) => {
        const { chosen, gains, total } = valueOf(targetOffers(customers));
        let best = 0;
        for (let set = 0; set < 1 << customers.length; set++) {
          let sum = 0;
          gains.forEach((g, j) => (sum += set & (1 << j) ? g : 0));
          best = Math.max(best, sum);
        }
        expect(near(total, best, 1e-9)).toBe(true);
        chosen.forEach((j, k) => k && expect(gains[j]!).toBeLessThanOrEqual(gains[chosen[k - 1]!]!));
      }),
    );
    expect(offerGain({ churn: 1.2, save: 0, value: 0, cost: 0, uptake: 0, contact: 0 })).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "churn",
    });
  });

  test("Qini: a score that knows whom the offer saves is above random, its reverse below", () => {
    const n = 400;
    const saved = (i: number) => i < n / 2;
    const treated = Array.from({ length: n }, (_, i) => i % 2);
    const kept = treated.map((t, i) => (t && saved(i) ? 1 : 0));
    const good = qini({ score: treated.map((_, i) => n - i), treated, kept });
    const bad = qini({ score: treated.map((_, i) => i), treated, kept });
    expect(valueOf(good).coefficient).toBeGreaterThan(0.05);
    expect(valueOf(bad).coefficient).toBeLessThan(-0.05);
    expect(valueOf(good).uplift.at(-1)).toBeCloseTo(valueOf(bad).uplift.at(-1)!, 12);
    expect(qini({ score: [1, 2], treated: [1, 1], kept: [0, 1] })).toMatchObject({ code: "NO_DATA" });
  });
});

describe("loyalty", () => {
  test("at the break-even retention the programme is worth nothing", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 0.8, noNaN: true }),
        fc.double({ min: 0.05, max: 0.3, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (r, i, cost) => {
          const o = { margin: 100, retention: r, rate: i, cost, uplift: 0, deadweight: 0 };
          const { breakEvenRetention } = valueOf(loyaltyValue({ ...o, withProgramme: r }));
          fc.pre(breakEvenRetention <= 1);
          expect(
            near(valueOf(loyaltyValue({ ...o, withProgramme: breakEvenRetention })).difference, 0, 1e-8),
          ).toBe(true);
        },
      ),
    );
  });

  test("members it does not change only cost; points in hand are a liability", () => {
    const o = { margin: 100, retention: 0.7, withProgramme: 0.78, rate: 0.1, cost: 12, uplift: 0 };
    expect(valueOf(loyaltyValue({ ...o, deadweight: 1 })).difference).toBeCloseTo(-33, 10);
    expect(valueOf(loyaltyValue({ ...o, deadweight: 0 })).difference).toBeCloseTo(27.5, 10);
    expect(
      valueOf(rewardCost({ earn: 0.05, spend: 200, redemption: 0.8, breakage: 0.25, admin: 1 })),
    ).toBeCloseTo(7, 12);
    expect(
      valueOf(
        pointsLiability([
          { points: 1000, value: 0.01, redemption: 0.7 },
          { points: 500, value: 0.02, redemption: 1 },
        ]),
      ),
    ).toBeCloseTo(17, 12);
    expect(loyaltyValue({ ...o, deadweight: 0, withProgramme: 1, rate: 0 })).toMatchObject({
      code: "DIVERGES",
    });
  });
});
