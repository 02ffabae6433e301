import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concentration, topShare, whaleCurve, whaleMoney } from "../../../src/models/managerial/index";
import { near } from "../arbitrary";
import { valueOf } from "../registry";

/** Nothing below the least normal double: those lose digits by scaling alone. */
const money = fc.array(
  fc.double({ min: 0, max: 1e6, noNaN: true }).map((x) => (x < 1e-290 ? 0 : x)),
  { minLength: 1, maxLength: 60 },
);
const signed = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 60 });

describe("whale curve", () => {
  test("P22: ends at the total; peaks above 1 exactly when a loss exists", () => {
    fc.assert(
      fc.property(signed, (profit) => {
        const answer = whaleCurve(profit);
        const total = profit.reduce((sum, x) => sum + x, 0);
        if (!answer.ok) {
          expect(answer).toMatchObject({ code: "OUT_OF_RANGE", param: "total" });
          expect(total).toBeLessThan(1e-6);
          return;
        }
        const { shares, peak, peakRank } = answer.value;
        expect(shares.at(-1)).toBe(1);
        if (peak > 1 + 1e-9) expect(profit.some((x) => x < 0)).toBe(true);
        // A loss that leaves no trace in the sum makes no peak.
        if (profit.some((x) => -x > 1e-9 * total)) expect(peak).toBeGreaterThan(1);
        if (profit.every((x) => x >= 0)) expect(near(peak, 1, 1e-12)).toBe(true);
        const won = profit.reduce((sum, x) => sum + Math.max(0, x), 0);
        expect(near(peak, won / total, 1e-9)).toBe(true);
        expect(shares[peakRank - 1]).toBe(peak);
      }),
    );
  });

  test("with a total of nothing the curve is in money", () => {
    expect(whaleCurve([5, -5])).toMatchObject({ code: "OUT_OF_RANGE", param: "total", limit: 0 });
    expect(valueOf(whaleMoney([-5, 5]))).toEqual([5, 0]);
    expect(whaleCurve([])).toMatchObject({ code: "NO_DATA" });
    expect(whaleCurve([1, NaN])).toMatchObject({ code: "NOT_FINITE", param: "profit[1]" });
  });
});

describe("Gini", () => {
  test("P22: in [0, 1), blind to scale and replication; equal values give 0", () => {
    fc.assert(
      fc.property(money, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (values, k) => {
        const answer = concentration(values);
        if (!answer.ok) {
          expect(values.every((v) => v === 0)).toBe(true);
          return;
        }
        const { gini, lorenz } = answer.value;
        expect(gini >= 0 && gini < 1).toBe(true);
        const scaled = concentration(values.map((v) => v * k));
        if (scaled.ok) expect(near(scaled.value.gini, gini, 1e-9)).toBe(true);
        expect(near(valueOf(concentration([...values, ...values])).gini, gini, 1e-9)).toBe(true);
        // The area under the Lorenz curve says the same: G = 1 − Σ(L_k + L_{k−1})/n.
        const n = values.length;
        let area = 0;
        for (let i = 1; i <= n; i++) area += (lorenz[i]! + lorenz[i - 1]!) / n;
        expect(near(gini, 1 - area, 1e-9)).toBe(true);
      }),
    );
    expect(valueOf(concentration([7, 7, 7])).gini).toBe(0);
  });

  test("giving from a richer to a poorer one lowers it", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 50, noNaN: true }), (gift) => {
        const before = valueOf(concentration([10, 60, 200])).gini;
        expect(valueOf(concentration([10 + gift, 60, 200 - gift])).gini).toBeLessThan(before);
      }),
    );
  });

  test("negatives are refused, the largest doubles are not", () => {
    expect(concentration([1, -1])).toMatchObject({ code: "OUT_OF_RANGE", param: "values[1]", limit: 0 });
    expect(concentration([0, 0])).toMatchObject({ code: "OUT_OF_RANGE", param: "total" });
    expect(valueOf(concentration([1e308, 1e308, 1e308])).gini).toBeCloseTo(0, 12);
    expect(valueOf(topShare([1, 1, 1, 1, 6], 0.2))).toBeCloseTo(0.6, 12);
    expect(valueOf(topShare([1, 2, 3], 0.34))).toBeCloseTo(5 / 6, 12);
  });
});
