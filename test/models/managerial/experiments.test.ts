import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../../src/math/random";
import {
  cusum,
  cusumRunLength,
  ewma,
  ewmaRunLength,
  fitRetentionLink,
  linkedRetention,
  netPromoter,
  netPromoterFromScores,
  probabilityBetter,
  sampleSize,
  satisfaction,
  stabilityIndex,
  twoProportions,
  valueDifference,
  valueOfPoint,
} from "../../../src/models/managerial/index";
import { near } from "../arbitrary";
import { valueOf } from "../registry";

const arm = fc
  .integer({ min: 1, max: 400 })
  .chain((trials) =>
    fc.record({ trials: fc.constant(trials), successes: fc.integer({ min: 0, max: trials }) }),
  );

describe("A/B", () => {
  test("swapping the arms turns every sign", () => {
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const one = twoProportions({ a, b });
        const other = twoProportions({ a: b, b: a });
        expect(one.ok).toBe(other.ok);
        if (!one.ok || !other.ok) {
          expect(one).toMatchObject({ code: "NOT_IDENTIFIED" });
          return;
        }
        expect(near(one.value.z, -other.value.z, 1e-12)).toBe(true);
        expect(near(one.value.p, other.value.p, 1e-12)).toBe(true);
        expect(near(one.value.interval[0], -other.value.interval[1], 1e-12)).toBe(true);
      }),
    );
  });

  test("P(B better) + P(A better) = 1, and agrees with drawing from both posteriors", () => {
    fc.assert(
      fc.property(arm, arm, (a, b) => {
        const sum = valueOf(probabilityBetter({ a, b })) + valueOf(probabilityBetter({ a: b, b: a }));
        expect(near(sum, 1, 1e-9)).toBe(true);
      }),
      { numRuns: 50 },
    );
    const large = { a: { successes: 300_000, trials: 900_000 }, b: { successes: 300_400, trials: 900_000 } };
    expect(probabilityBetter(large)).toMatchObject({ convention: { method: "normal limit" } });
    const near1e5 = (k: number) => ({ successes: k, trials: 300_000 });
    // Either side of the change of method: one step of the count moves both alike.
    const below = valueOf(probabilityBetter({ a: near1e5(99_990), b: near1e5(100_100) }));
    const above = valueOf(probabilityBetter({ a: near1e5(100_010), b: near1e5(100_120) }));
    expect(Math.abs(below - above)).toBeLessThan(1e-4);
    const source = random(8);
    let better = 0;
    for (let k = 0; k < 40_000; k++) if (source.beta(31, 71) > source.beta(21, 81)) better++;
    const exact = valueOf(
      probabilityBetter({ a: { successes: 20, trials: 100 }, b: { successes: 30, trials: 100 } }),
    );
    expect(Math.abs(better / 40_000 - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 40_000));
  });

  test("the sample size gives the power it promises", () => {
    const { perArm } = valueOf(sampleSize({ p1: 0.2, p2: 0.25 }));
    expect(perArm).toBe(1094);
    const source = random(17);
    let found = 0;
    const runs = 1500;
    for (let k = 0; k < runs; k++) {
      const count = (p: number) => {
        let n = 0;
        for (let i = 0; i < perArm; i++) if (source.uniform() < p) n++;
        return { successes: n, trials: perArm };
      };
      if (valueOf(twoProportions({ a: count(0.2), b: count(0.25) })).p < 0.05) found++;
    }
    expect(Math.abs(found / runs - 0.8)).toBeLessThan(0.04);
    expect(sampleSize({ p1: 0.2, p2: 0.2 })).toMatchObject({ code: "DIVERGES", param: "p2" });
  });

  test("difference of value: Welch by hand, and CUPED narrows without moving", () => {
    const plain = valueOf(valueDifference({ value: [1, 2, 3, 4] }, { value: [3, 5, 7] }));
    // Means 2.5 and 5, s²/n = 5/12 and 4/3: t = 2.5/√1.75.
    expect(plain.difference).toBeCloseTo(2.5, 12);
    expect(plain.t).toBeCloseTo(2.5 / Math.sqrt(1.75), 12);
    expect(plain.df).toBeCloseTo(1.75 ** 2 / ((5 / 12) ** 2 / 3 + (4 / 3) ** 2 / 2), 10);
    const source = random(2);
    const arm1 = (lift: number) => {
      const before = Array.from({ length: 400 }, () => 20 + 10 * source.normal());
      return { before, value: before.map((x) => x + lift + 2 * source.normal()) };
    };
    const [a, b] = [arm1(0), arm1(1)];
    const raw = valueOf(valueDifference({ value: a.value }, { value: b.value }));
    const adjusted = valueOf(valueDifference(a, b));
    expect(adjusted.error).toBeLessThan(raw.error / 3);
    expect(adjusted.varianceReduced).toBeGreaterThan(0.9);
    expect(Math.abs(adjusted.difference - 1)).toBeLessThan(4 * adjusted.error);
    expect(valueDifference({ value: [1, 1] }, { value: [2, 2] })).toMatchObject({ code: "NOT_IDENTIFIED" });
    expect(valueDifference({ value: [1] }, { value: [2, 2] })).toMatchObject({
      code: "NO_DATA",
      param: "a.value",
    });
  });

  test("the interval of a difference covers 95 %, also for small uneven arms", () => {
    const source = random(23);
    let covered = 0;
    const runs = 3000;
    for (let k = 0; k < runs; k++) {
      const draw = (n: number, sd: number) => ({
        value: Array.from({ length: n }, () => sd * source.normal()),
      });
      const { interval } = valueOf(valueDifference(draw(6, 1), draw(12, 3)));
      if (interval[0] <= 0 && 0 <= interval[1]) covered++;
    }
    expect(Math.abs(covered / runs - 0.95)).toBeLessThan(0.015);
  });
});

describe("surveys", () => {
  test("scores and shares agree; answers outside the scale are refused", () => {
    const scores = [10, 9, 8, 7, 6, 0, 10, 5];
    expect(valueOf(netPromoterFromScores(scores))).toEqual(
      valueOf(netPromoter({ promoters: 3 / 8, detractors: 3 / 8, n: 8 })),
    );
    expect(netPromoterFromScores([11])).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "scores[0]",
      limit: 10,
    });
    expect(netPromoter({ promoters: 0.7, detractors: 0.4, n: 10 })).toMatchObject({ code: "OUT_OF_RANGE" });
    expect(netPromoter({ promoters: 0, detractors: 0, n: 0 })).toMatchObject({ code: "NO_DATA" });
    expect(valueOf(satisfaction([5, 4, 3, 1])).share).toBe(0.5);
  });

  test("a link is recovered from simulated answers, and its errors are right", () => {
    const source = random(6);
    const n = 6000;
    const score = Array.from({ length: n }, () => 1 + source.below(5));
    const stayed = score.map((s) =>
      source.uniform() < valueOf(linkedRetention({ intercept: -1, slope: 0.6 }, s)) ? 1 : 0,
    );
    const fit = valueOf(fitRetentionLink(score, stayed));
    expect(Math.abs(fit.intercept + 1)).toBeLessThan(4 * fit.errors[0]);
    expect(Math.abs(fit.slope - 0.6)).toBeLessThan(4 * fit.errors[1]);
    expect(fit.errors[1]).toBeLessThan(0.05);
    expect(fitRetentionLink([1, 2, 3, 4], [0, 0, 1, 1])).toMatchObject({
      code: "NOT_IDENTIFIED",
      param: "stayed",
    });
    expect(fitRetentionLink([3, 3, 3], [0, 1, 1])).toMatchObject({ code: "NOT_IDENTIFIED", param: "score" });
    const point = valueOf(valueOfPoint(fit, { score: 3, margin: 100, rate: 0.1 }));
    expect(point).toBeGreaterThan(0);
  });
});

describe("drift", () => {
  test("an EWMA of weight 1 is the data with Shewhart limits", () => {
    const found = valueOf(ewma({ data: [1, 2, 9], target: 2, sd: 1, weight: 1, width: 3 }));
    expect(found.value).toEqual([1, 2, 9]);
    expect(found.high).toEqual([5, 5, 5]);
    expect(found.alarms).toEqual([2]);
    expect(valueOf(ewmaRunLength({ weight: 1, width: 3, shift: 0 }))).toBeCloseTo(370.4, 0);
  });

  test("run lengths agree with the published and with simulation", () => {
    // Lucas & Saccucci (1990): λ = .1, L = 2.814 gives 500; a shift of 1 is seen after 10.3.
    expect(Math.abs(valueOf(ewmaRunLength({ weight: 0.1, width: 2.814, shift: 0 })) / 500 - 1)).toBeLessThan(
      0.02,
    );
    expect(valueOf(ewmaRunLength({ weight: 0.1, width: 2.814, shift: 1 }))).toBeCloseTo(10.3, 0);
    // k = .5, h = 4: 168; h = 5: 465 (Montgomery, table 9.3).
    expect(Math.abs(valueOf(cusumRunLength(0.5, 4)) / 168 - 1)).toBeLessThan(0.02);
    expect(Math.abs(valueOf(cusumRunLength(0.5, 5)) / 465 - 1)).toBeLessThan(0.02);
    expect(near(valueOf(cusumRunLength(1e-7, 4)), valueOf(cusumRunLength(0, 4)), 1e-5)).toBe(true);
  });

  test("CUSUM sees a shift either way, and sees none where none is", () => {
    const o = { target: 0, sd: 1, slack: 0.5, limit: 4 };
    expect(valueOf(cusum({ ...o, data: [0, 0, 2, 2, 2, 2] })).alarm).toBe(4);
    expect(valueOf(cusum({ ...o, data: [0, 0, -2, -2, -2, -2] })).alarm).toBe(4);
    expect(valueOf(cusum({ ...o, data: [0.4, -0.4, 0.4] })).alarm).toBeNull();
    expect(cusum({ ...o, data: [1], sd: 0 })).toMatchObject({ code: "OUT_OF_RANGE", param: "sd" });
  });

  test("the stability index is 0 for equal shares, positive and symmetric otherwise", () => {
    const shares = fc
      .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
      .map((x) => x.map((v) => v / x.reduce((s, w) => s + w, 0)));
    fc.assert(
      fc.property(shares, shares, (a, e) => {
        expect(valueOf(stabilityIndex(a, a))).toBe(0);
        expect(valueOf(stabilityIndex(a, e))).toBeGreaterThanOrEqual(0);
        expect(near(valueOf(stabilityIndex(a, e)), valueOf(stabilityIndex(e, a)), 1e-12)).toBe(true);
      }),
    );
    expect(stabilityIndex([0, 1], [0.5, 0.5])).toMatchObject({ code: "OUT_OF_RANGE", param: "actual[0]" });
  });
});
