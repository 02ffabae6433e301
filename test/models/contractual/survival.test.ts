import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bdwSurvival,
  type Contract,
  discountedLifetime,
  lnSurvival,
  sbgPosterior,
  sbgRetention,
  sbgSurvival,
} from "../../../src/models/contractual/index";
import { near, positive, rate } from "../arbitrary";
import { valueOf } from "../registry";

const sbg = fc.record({ alpha: positive, beta: positive });
const bdw = fc.record({ alpha: positive, beta: positive, c: fc.double({ min: 0.3, max: 2.5, noNaN: true }) });
const forNew = { renewals: null, next: "due", firstPayment: "counted", horizon: "infinite" } as const;

describe("survivor functions", () => {
  test("P8: start at 1, fall, and with the losses add up to 1", () => {
    fc.assert(
      fc.property(bdw, fc.integer({ min: 1, max: 60 }), (p, n) => {
        for (const s of [valueOf(sbgSurvival(p, n)), valueOf(bdwSurvival(p, n))]) {
          expect(s[0]).toBe(1);
          let sum = s[n]!;
          for (let t = 1; t <= n; t++) {
            expect(s[t]!).toBeLessThanOrEqual(s[t - 1]!);
            sum += s[t - 1]! - s[t]!;
          }
          expect(near(sum, 1, 1e-12)).toBe(true);
        }
      }),
    );
  });

  test("P9: the BdW with c = 1 is the sBG; great α and β with one ratio are geometric; retention rises", () => {
    fc.assert(
      fc.property(sbg, (p) => {
        const plain = valueOf(sbgSurvival(p, 40));
        valueOf(bdwSurvival({ ...p, c: 1 }, 40)).forEach((s, t) =>
          expect(near(s, plain[t]!, 1e-11)).toBe(true),
        );
        const r = valueOf(sbgRetention(p, 40));
        r.forEach((value, t) => expect(value).toBeGreaterThan(t ? r[t - 1]! : 0));
        const churn = p.alpha / (p.alpha + p.beta);
        const huge = valueOf(sbgSurvival({ alpha: churn * 1e9, beta: (1 - churn) * 1e9 }, 12));
        huge.forEach((s, t) => expect(near(s, (1 - churn) ** t, 1e-6)).toBe(true));
      }),
    );
  });

  test("the posterior of one who renews leans to staying", () => {
    const p = { alpha: 0.668, beta: 3.806 };
    const at = (n: number) => valueOf(sbgPosterior(p, n));
    expect(at(0).polarization).toBeCloseTo(0.183, 3);
    expect(at(4)).toMatchObject({ alpha: 0.668, beta: 7.806 });
    expect(at(10).churn).toBeLessThan(at(0).churn);
    expect(1 - at(3).churn).toBeCloseTo(valueOf(sbgRetention(p, 4))[3]!, 14);
  });
});

/** Σ_{k<n} S(from+k)/S(base) w^k, then a trapezoid of the power-law tail out to where nothing is left. */
function brute(of: Contract, from: number, base: number, d: number): number {
  let sum = 0;
  for (let k = 0; k < 40_000; k++) {
    const term = Math.exp(lnSurvival(of, from + k) - lnSurvival(of, base)) * (1 + d) ** -k;
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return sum;
}

describe("discounted expected lifetime", () => {
  test("P1: closed forms and tails are the sums of their terms", () => {
    fc.assert(
      fc.property(
        bdw,
        fc.double({ min: 0.002, max: 0.5, noNaN: true }),
        fc.integer({ min: 0, max: 30 }),
        (p, d, n) => {
          const contracts: Contract[] = [
            { model: "sbg", params: p },
            { model: "bdw", params: p },
            { model: "geometric", params: { churn: 1 / (1 + p.beta) } },
          ];
          for (const of of contracts) {
            const del = valueOf(discountedLifetime({ of, rate: d, ...forNew }));
            expect(near(del, brute(of, 0, 0, d), 1e-9)).toBe(true);
            const derl = valueOf(discountedLifetime({ of, rate: d, ...forNew, renewals: n }));
            expect(near(derl, brute(of, n + 1, n, d), 1e-9)).toBe(true);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  test("conventions differ by exactly one payment or exactly one discount", () => {
    fc.assert(
      fc.property(sbg, rate, (params, d) => {
        const of = { model: "sbg", params } as const;
        const ask = (o: Partial<Parameters<typeof discountedLifetime>[0]>) =>
          valueOf(discountedLifetime({ of, rate: d, ...forNew, ...o }));
        expect(near(ask({}), 1 + ask({ firstPayment: "banked", next: "onePeriodAway" }), 1e-11)).toBe(true);
        expect(near(ask({ renewals: 3 }), ask({ renewals: 3, next: "onePeriodAway" }) * (1 + d), 1e-12)).toBe(
          true,
        );
        expect(near(ask({ next: "onePeriodAway" }) * (1 + d), ask({}), 1e-12)).toBe(true);
        expect(
          discountedLifetime({ of, rate: d, ...forNew, renewals: 3, firstPayment: "banked" }),
        ).toMatchObject({ code: "WRONG_KIND", param: "firstPayment", wanted: "counted" });
        // DEL = 1 + w·r_1-weighted rest: one payment, then DERL(0) one period later.
        expect(near(ask({}), 1 + ask({ renewals: 0 }) / (1 + d), 1e-10)).toBe(true);
      }),
    );
  });

  test("rises with renewals (sBG), falls with the rate, and a finite horizon rises to the infinite one", () => {
    fc.assert(
      fc.property(sbg, rate, (params, d) => {
        const of = { model: "sbg", params } as const;
        const ask = (renewals: number, by = d, horizon: number | "infinite" = "infinite") =>
          valueOf(discountedLifetime({ of, rate: by, ...forNew, renewals, horizon }));
        expect(ask(5)).toBeGreaterThan(ask(0));
        expect(ask(2, d + 0.02)).toBeLessThan(ask(2));
        expect(ask(2, d, 10)).toBeLessThanOrEqual(ask(2, d, 100));
        expect(ask(2, d, 100)).toBeLessThanOrEqual(ask(2) * (1 + 1e-12));
      }),
    );
  });

  test("without discounting: the closed mean where it exists, a refusal where it does not", () => {
    fc.assert(
      fc.property(fc.double({ min: 1.05, max: 20, noNaN: true }), positive, (alpha, beta) => {
        const of = { model: "sbg", params: { alpha, beta } } as const;
        const del = valueOf(discountedLifetime({ of, rate: 0, ...forNew }));
        expect(near(del, (alpha + beta - 1) / (alpha - 1), 1e-10)).toBe(true);
        // The BdW's own path, tail integral and all, against the same closed mean.
        const same = { model: "bdw", params: { alpha, beta, c: 1 } } as const;
        expect(near(valueOf(discountedLifetime({ of: same, rate: 0, ...forNew })), del, 1e-7)).toBe(true);
      }),
      { numRuns: 40 },
    );
    const heavy = { model: "sbg", params: { alpha: 0.9, beta: 2 } } as const;
    expect(discountedLifetime({ of: heavy, rate: 0, ...forNew })).toMatchObject({
      code: "DIVERGES",
      param: "alpha",
      value: 0.9,
      limit: 1,
    });
    expect(discountedLifetime({ of: heavy, rate: -0.01, ...forNew })).toMatchObject({ code: "DIVERGES" });
    const steep = { model: "bdw", params: { alpha: 0.9, beta: 2, c: 1.5 } } as const;
    expect(discountedLifetime({ of: steep, rate: 0, ...forNew }).ok).toBe(true);
    const sure = { model: "geometric", params: { churn: 0 } } as const;
    expect(discountedLifetime({ of: sure, rate: 0, ...forNew })).toMatchObject({ code: "DIVERGES" });
    expect(valueOf(discountedLifetime({ of: sure, rate: 0.1, ...forNew }))).toBeCloseTo(11, 10);
  });

  test("slow discounting is summed by the tail integral, not cut", () => {
    fc.assert(
      fc.property(sbg, fc.constantFrom(1e-3, 1e-4, 1e-6), (params, d) => {
        const exact = valueOf(discountedLifetime({ of: { model: "sbg", params }, rate: d, ...forNew }));
        const summed = valueOf(
          discountedLifetime({ of: { model: "bdw", params: { ...params, c: 1 } }, rate: d, ...forNew }),
        );
        expect(near(summed, exact, 1e-8)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
