import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../../src/math/random";
import {
  acquisitionCost,
  checkAttribution,
  checkCostClaim,
  cumulativeValue,
  individualPayback,
  ltvToCac,
  maximumCac,
  payback,
  paybackDistribution,
  returnOnInvestment,
} from "../../../src/models/managerial/index";
import { near } from "../arbitrary";
import { valueOf } from "../registry";

describe("LTV:CAC", () => {
  test("Fieller's ends solve their equation; log-delta stays positive; both shrink to a point", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1000, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.double({ min: 1, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        (ltv, ltvError, cac, cacError) => {
          const { ratio, fieller, logDelta } = valueOf(ltvToCac({ ltv, ltvError, cac, cacError }));
          expect(logDelta![0]).toBeGreaterThan(0);
          const z = 1.959963984540054;
          expect(fieller === null).toBe((z * cacError) ** 2 >= cac ** 2);
          for (const rho of fieller ?? []) {
            const left = (ltv - rho * cac) ** 2;
            const right = z * z * (ltvError ** 2 + (rho * cacError) ** 2);
            expect(near(left, right, 1e-6 * (1 + left))).toBe(true);
          }
          if (fieller) expect(fieller[0] <= ratio + 1e-9 && ratio <= fieller[1] + 1e-9).toBe(true);
        },
      ),
    );
  });

  test("Fieller covers 95 %", () => {
    const source = random(5);
    let covered = 0;
    for (let k = 0; k < 4000; k++) {
      const o = {
        ltv: 300 + 15 * source.normal(),
        ltvError: 15,
        cac: 100 + 20 * source.normal(),
        cacError: 20,
      };
      const { fieller } = valueOf(ltvToCac(o));
      if (!fieller || (fieller[0] <= 3 && 3 <= fieller[1])) covered++;
    }
    expect(Math.abs(covered / 4000 - 0.95)).toBeLessThan(0.015);
  });

  test("a channel without customers has no cost per customer", () => {
    expect(acquisitionCost({ spend: 500, customers: 0 })).toMatchObject({
      code: "NO_DATA",
      param: "customers",
    });
    expect(valueOf(acquisitionCost({ spend: 500, customers: 25 }))).toEqual({ cac: 20, error: 4 });
    expect(checkAttribution([60, 50], 100)).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "attributed",
      limit: 100,
    });
    expect(valueOf(checkAttribution([60, 30], 100))).toBe(10);
    expect(valueOf(maximumCac(300, 3))).toBe(100);
  });

  test("the claim of five times is computed, not believed", () => {
    const o = {
      acquisitionSpend: 50_000,
      acquired: 500,
      retentionSpend: 20_000,
      base: 10_000,
      retentionBefore: 0.7,
      retentionAfter: 0.72,
    };
    const found = valueOf(checkCostClaim(o));
    expect(found.perAcquired).toBe(100);
    expect(found.perSaved).toBeCloseTo(100, 9);
    expect(found.ratio).toBeCloseTo(1, 9);
    expect(checkCostClaim({ ...o, retentionAfter: 0.7 })).toMatchObject({ code: "OUT_OF_RANGE" });
    expect(valueOf(checkCostClaim({ ...o, retentionAfter: 0.705 })).interval).toBeNull();
  });

  test("a return is proven only when its whole interval is", () => {
    expect(valueOf(returnOnInvestment({ gain: 150, spend: 100, gainError: 10 })).proven).toBe(true);
    expect(valueOf(returnOnInvestment({ gain: 150, spend: 100, gainError: 40 })).proven).toBe(false);
    expect(returnOnInvestment({ gain: 1, spend: 0 })).toMatchObject({ code: "OUT_OF_RANGE", param: "spend" });
  });
});

describe("payback", () => {
  const input = fc.record({
    cac: fc.double({ min: 0, max: 2000, noNaN: true }),
    margin: fc.double({ min: 0.5, max: 100, noNaN: true }),
    retention: fc.double({ min: 0, max: 1, noNaN: true }),
    rate: fc.double({ min: 0, max: 0.2, noNaN: true }),
  });

  test("the first period at which the running value is not negative, found by walking", () => {
    fc.assert(
      fc.property(input, (o) => {
        const answer = payback(o);
        if (!answer.ok) {
          expect(answer.code).toBe("NEVER");
          expect(o.cac).toBeGreaterThanOrEqual((o.margin / (1 + o.rate - o.retention)) * (1 - 1e-11));
          return;
        }
        const { period, interpolated } = answer.value;
        const slack = 1e-9 * (1 + o.cac);
        expect(valueOf(cumulativeValue(o, period))).toBeGreaterThanOrEqual(-slack);
        if (period > 0) expect(valueOf(cumulativeValue(o, period - 1))).toBeLessThan(slack);
        expect(interpolated).toBeLessThanOrEqual(period + 1e-9);
        expect(interpolated).toBeGreaterThanOrEqual(period - 1 - 1e-9);
      }),
    );
  });

  test("later for a dearer customer and a higher rate, sooner for margin and retention", () => {
    fc.assert(
      fc.property(input, (o) => {
        const at = (change: Partial<typeof o>) => {
          const answer = payback({ ...o, ...change });
          return answer.ok ? answer.value.period : Infinity;
        };
        const base = at({});
        expect(at({ cac: o.cac + 10 })).toBeGreaterThanOrEqual(base);
        expect(at({ rate: o.rate + 0.01 })).toBeGreaterThanOrEqual(base);
        expect(at({ margin: o.margin + 1 })).toBeLessThanOrEqual(base);
        expect(at({ retention: Math.min(1, o.retention + 0.01) })).toBeLessThanOrEqual(base);
      }),
    );
  });

  test("of the example: 17 on average, 13 payments for one who stays, .97^12 that one does", () => {
    const o = { cac: 300, margin: 25, retention: 0.97, rate: 0.01 };
    const found = valueOf(payback(o));
    expect(found.stillThere).toBeCloseTo(0.97 ** 16, 12);
    expect(found.payments).toBe(13);
    expect(found.individual).toBeCloseTo(0.97 ** 12, 12);
    expect(valueOf(individualPayback(o, 12))).toBe(0);
    expect(valueOf(individualPayback(o, 13))).toBeCloseTo(0.97 ** 12, 12);
    expect(valueOf(payback({ ...o, retention: 1, rate: 0 })).period).toBe(12);
    expect(valueOf(payback({ ...o, cac: 0 })).period).toBe(0);
    expect(payback({ ...o, margin: 0 })).toMatchObject({ code: "OUT_OF_RANGE", param: "margin" });
  });

  test("its distribution counts those who never pay back", () => {
    const one = (margin: number) => ({ cac: 300, margin, retention: 0.97, rate: 0.01 });
    const spread = valueOf(
      paybackDistribution({ draws: [25, 30, 12, 40].map(one), levels: [0, 0.5, 1], until: 40 }),
    );
    expect(spread.never).toBe(0.25);
    expect(spread.quantiles[2]).toBeNull();
    expect(spread.quantiles[0]).toBe(valueOf(payback(one(40))).period);
    expect(spread.paidBy.at(-1)).toBe(0.75);
    expect(paybackDistribution({ draws: [one(-1)], levels: [], until: 1 })).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "draws[0].margin",
    });
  });
});
