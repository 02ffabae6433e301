import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guptaLehmann } from "../../../src/models/formula/index";
import {
  betaRetentionValue,
  type Distribution,
  extinction,
  lifetimeRecruits,
  monteCarlo,
  networkValue,
  simulateIncomes,
  tornado,
  viralMultiplier,
  viralValue,
} from "../../../src/models/managerial/index";
import { done } from "../../../src/models/fit/outcome";
import { near } from "../arbitrary";
import { valueOf } from "../registry";

const clv = (r: number, m = 100, i = 0.12) =>
  guptaLehmann({
    margin: m,
    retention: r,
    rate: i,
    horizon: "infinite",
    first: "afterOnePeriod",
    cash: "end",
  });

describe("Monte Carlo", () => {
  const run = (seed: number, draws = 20_000) =>
    monteCarlo({
      inputs: { r: { is: "beta", a: 80, b: 20 } },
      model: ({ r }) => clv(r!),
      draws,
      seed,
      levels: [0.05, 0.5, 0.95],
    });

  test("P24: the mean is within four of its own standard errors of the closed form", () => {
    const exact = valueOf(betaRetentionValue({ margin: 100, a: 80, b: 20, rate: 0.12 }));
    for (let seed = 1; seed <= 12; seed++) {
      const { mean, monteCarloError } = valueOf(run(seed));
      expect(Math.abs(mean - exact)).toBeLessThan(4 * monteCarloError);
    }
  });

  test("equal seeds repeat, other seeds do not", () => {
    expect(run(7)).toEqual(run(7));
    expect(valueOf(run(7)).mean).not.toBe(valueOf(run(8)).mean);
  });

  test("every distribution has the mean and spread it was asked for", () => {
    const cases: [Distribution, number, number][] = [
      [{ is: "constant", value: 3 }, 3, 0],
      [{ is: "uniform", low: 2, high: 8 }, 5, 6 / Math.sqrt(12)],
      [{ is: "normal", mean: -4, sd: 2 }, -4, 2],
      [{ is: "lognormal", mean: 10, sd: 4 }, 10, 4],
      [{ is: "gamma", mean: 5, sd: 2.5 }, 5, 2.5],
      [{ is: "beta", a: 2, b: 6 }, 0.25, Math.sqrt(12 / (64 * 9))],
      [{ is: "mean of", values: [1, 2, 3, 10] }, 4, Math.sqrt(12.5 / 4)],
      [{ is: "one of", values: [1, 2, 3, 10] }, 4, Math.sqrt(12.5)],
    ];
    for (const [x, mean, sd] of cases) {
      const found = valueOf(
        monteCarlo({ inputs: { x }, model: (o) => done(o["x"]!, {}), draws: 40_000, seed: 3, levels: [] }),
      );
      expect(Math.abs(found.mean - mean)).toBeLessThanOrEqual(4.5 * found.monteCarloError + 1e-12);
      expect(near(found.sd, sd, 0.05)).toBe(true);
    }
  });

  test("a correlation shows in the variance of a sum and leaves the margins alone", () => {
    const inputs = { a: { is: "normal", mean: 0, sd: 1 }, b: { is: "gamma", mean: 5, sd: 1 } } as const;
    const of = (rho: number, model: (o: Readonly<Record<string, number>>) => number) =>
      valueOf(
        monteCarlo({
          inputs,
          model: (o) => done(model(o), {}),
          draws: 20_000,
          seed: 9,
          levels: [0.1, 0.9],
          correlation: [
            [1, rho],
            [rho, 1],
          ],
        }),
      );
    expect(of(0.8, ({ a, b }) => a! + b!).sd ** 2).toBeGreaterThan(3.4);
    expect(of(-0.8, ({ a, b }) => a! + b!).sd ** 2).toBeLessThan(0.6);
    expect(of(0.8, ({ b }) => b!).quantiles).toEqual(of(-0.8, ({ b }) => b!).quantiles);
    expect(
      monteCarlo({
        inputs,
        model: () => done(0, {}),
        draws: 100,
        seed: 1,
        levels: [],
        correlation: [
          [1, 2],
          [2, 1],
        ],
      }),
    ).toMatchObject({ code: "OUT_OF_RANGE", param: "correlation" });
  });

  test("draws that the model refuses are counted, not averaged", () => {
    const found = valueOf(
      monteCarlo({
        inputs: { r: { is: "uniform", low: 0.8, high: 1.2 } },
        model: ({ r }) => clv(r!, 100, 0.5),
        draws: 4000,
        seed: 2,
        levels: [0.5],
      }),
    );
    expect(Math.abs(found.refused - 0.5)).toBeLessThan(0.04);
    expect(Number.isFinite(found.mean)).toBe(true);
    expect(
      monteCarlo({
        inputs: { r: { is: "constant", value: 2 } },
        model: ({ r }) => clv(r!),
        draws: 100,
        seed: 1,
        levels: [],
      }),
    ).toMatchObject({ code: "NO_DATA", param: "draws" });
  });
});

describe("tornado", () => {
  const model = ({ r, m }: Readonly<Record<string, number>>) => clv(r!, m);

  test("widest first; a range outside the domain is cut and marked", () => {
    const { bars } = valueOf(
      tornado({ model, base: { r: 0.95, m: 10 }, limits: { r: [0, 0.99] }, ranges: { m: [9.9, 10.1] } }),
    );
    expect(bars.map(({ input, clipped }) => [input, clipped])).toEqual([
      ["r", true],
      ["m", false],
    ]);
    expect(bars[0]!.high).toBe(0.99);
  });

  test("a model that refuses an end says which input did it", () => {
    expect(tornado({ model, base: { r: 0.95, m: 10 } })).toMatchObject({ code: "OUT_OF_RANGE", param: "r" });
    expect(tornado({ model, base: {} })).toMatchObject({ code: "NO_DATA" });
  });
});

describe("referrals and networks", () => {
  test("generations add up to the limit; too contagious a customer has none", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        (k, d) => {
          const o = { clv: 100, multiplier: k, rate: d };
          const all = valueOf(viralValue({ ...o, generations: "infinite" }));
          expect(near(valueOf(viralValue({ ...o, generations: 900 })), all, 1e-9)).toBe(true);
          expect(near(all, 100 / (1 - k / (1 + d)), 1e-12)).toBe(true);
        },
      ),
    );
    expect(viralValue({ clv: 1, multiplier: 1.2, rate: 0.1, generations: "infinite" })).toMatchObject({
      code: "DIVERGES",
      limit: 1.1,
    });
    expect(valueOf(viralValue({ clv: 1, multiplier: 1.2, rate: 0.1, generations: 0 }))).toBe(1);
    expect(valueOf(viralMultiplier(5, 0.2))).toBe(1);
  });

  test("extinction is the smallest root", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 40, noNaN: true }), (r) => {
        const q = valueOf(extinction(r));
        expect(near(q, Math.exp(r * (q - 1)), 1e-10)).toBe(true);
        expect(q === 1).toBe(r <= 1 || q > 1 - 1e-6);
        if (r > 1.05) expect(q).toBeLessThan(1 / r + 1e-12);
      }),
    );
  });

  test("simulated incomes agree with their mean, and the median stands below it", () => {
    const o = {
      recruits: 0.15,
      retention: 0.8,
      retail: 0,
      depth: 3,
      override: 0.1,
      volume: 100,
      purchases: 5,
    };
    const found = valueOf(simulateIncomes({ ...o, people: 40_000, cap: 1e6, seed: 4 }));
    const r = valueOf(lifetimeRecruits(o));
    expect(r).toBeCloseTo(0.75, 12);
    expect(found.mean).toBeCloseTo((r + r ** 2 + r ** 3) * 10 - 5, 0);
    expect(found.median).toBeLessThan(found.mean);
    expect(networkValue({ ...o, recruits: 0.3, own: 10, rate: 0, delay: 1 })).toMatchObject({
      code: "DIVERGES",
    });
    expect(valueOf(networkValue({ ...o, own: 10, rate: 0, delay: 1 }))).toBeCloseTo(40, 9);
  });
});
