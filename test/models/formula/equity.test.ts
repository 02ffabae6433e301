import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bestSpend,
  brandValues,
  calibrateResponse,
  customerEquity,
  customerEquityPath,
  improveDriver,
  respond,
  spendEquity,
  steadyShares,
  switchingMatrix,
} from "../../../src/models/formula/index";
import { near, positive, rate } from "../arbitrary";
import { valueOf } from "../registry";

describe("Blattberg–Getz–Thomas", () => {
  const segment = {
    prospects: 10_000,
    acquisitionRate: 0.05,
    sales: 120,
    cost: 70,
    addOnMargin: 10,
    acquisitionSpend: 2,
    retentionSpend: 5,
    addOnSpend: 3,
    retention: 0.8,
  };

  test("three bars make the whole; add-on spend alone lowers it", () => {
    const ce = valueOf(customerEquity({ segments: [segment], rate: 0.1, horizon: "infinite" }));
    expect(ce.acquisition + ce.retention + ce.addOn).toBeCloseTo(ce.total, 8);
    expect(ce.total).toBeCloseTo(61_000, 6);
    expect(ce.addOn).toBeCloseTo((500 * (10 - 3) * 0.8) / 0.3, 6);
    const more = customerEquity({
      segments: [{ ...segment, addOnSpend: 4 }],
      rate: 0.1,
      horizon: "infinite",
    });
    expect(valueOf(more).total).toBeLessThan(ce.total);
  });

  test("P1 and linearity: the closed form is the path of equal periods; prospects scale it", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        rate,
        fc.integer({ min: 0, max: 80 }),
        (r, d, n) => {
          const s = { ...segment, retention: r };
          const closed = valueOf(customerEquity({ segments: [s], rate: d, horizon: n }));
          const path = valueOf(
            customerEquityPath({ now: s, periods: Array.from({ length: n }, () => s), rate: d }),
          );
          expect(near(closed.total, path.total, 1e-9)).toBe(true);
          const two = valueOf(customerEquity({ segments: [s, s], rate: d, horizon: n }));
          expect(near(two.total, 2 * closed.total, 1e-12)).toBe(true);
        },
      ),
    );
    const gone = valueOf(
      customerEquity({ segments: [{ ...segment, retention: 0 }], rate: 0.1, horizon: "infinite" }),
    );
    expect(gone.future).toBe(0);
    expect(
      customerEquity({ segments: [{ ...segment, retention: 1 }], rate: 0, horizon: "infinite" }),
    ).toMatchObject({ code: "DIVERGES", param: "segments[0].retention" });
  });
});

describe("Blattberg–Deighton", () => {
  const problem = fc.record({
    margin: fc.double({ min: 1, max: 500, noNaN: true }),
    rate,
    acquisition: fc.record({
      ceiling: fc.double({ min: 0.05, max: 1, noNaN: true }),
      steepness: fc.double({ min: 0.001, max: 1, noNaN: true }),
    }),
    retention: fc.record({
      ceiling: fc.double({ min: 0, max: 0.95, noNaN: true }),
      steepness: fc.double({ min: 0.001, max: 1, noNaN: true }),
    }),
  });

  test("P7: no point of a 50 × 50 grid beats the optimum, and nobody is courted who returns less than he costs", () => {
    fc.assert(
      fc.property(problem, (o) => {
        const best = valueOf(bestSpend(o));
        const top = Math.max(3 * best.acquisitionSpend, o.margin);
        for (let i = 0; i < 50; i++) {
          for (let j = 0; j < 50; j++) {
            const there = valueOf(
              spendEquity({
                ...o,
                acquisitionSpend: (top * i) / 49,
                retentionSpend: (o.margin * (1 + o.rate) * j) / 49,
              }),
            );
            expect(best.equity).toBeGreaterThanOrEqual(there.equity - 1e-9 * (1 + Math.abs(best.equity)));
          }
        }
        const courted = o.acquisition.ceiling * o.acquisition.steepness * best.customerValue > 1;
        expect(best.acquisitionSpend > 0).toBe(courted);
      }),
      { numRuns: 25 },
    );
  });

  test("without a ceiling to retention nothing is spent on it", () => {
    const best = valueOf(
      bestSpend({
        margin: 100,
        rate: 0.2,
        acquisition: { ceiling: 0.4, steepness: 0.1 },
        retention: { ceiling: 0, steepness: 0.05 },
      }),
    );
    expect(best.retentionSpend).toBe(0);
    expect(best.customerValue).toBe(100);
    expect(best.acquisitionSpend).toBeCloseTo(13.86294361, 7);
  });

  test("calibration passes through its anchor; an anchor at the ceiling is refused", () => {
    const curve = valueOf(calibrateResponse({ rate: 0.15, ceiling: 0.4, spend: 10 }));
    expect(respond(curve, 10)).toBeCloseTo(0.15, 12);
    expect(calibrateResponse({ rate: 0.4, ceiling: 0.4, spend: 10 })).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "rate",
      limit: 0.4,
    });
  });
});

describe("Rust–Lemon–Zeithaml", () => {
  const market = fc.integer({ min: 2, max: 5 }).chain((n) =>
    fc.record({
      ratings: fc.array(
        fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 2, maxLength: 2 }),
        {
          minLength: n,
          maxLength: n,
        },
      ),
      start: fc.array(positive, { minLength: n, maxLength: n }),
      last: fc.double({ min: 0, max: 4, noNaN: true }),
      weights: fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 2, maxLength: 2 }),
    }),
  );
  const terms = { volume: 50, margin: 0.4, perYear: 12, annualRate: 0.1, purchases: 36 };
  const normal = (start: readonly number[]) => {
    const total = start.reduce((sum, x) => sum + x, 0);
    return start.map((x) => x / total);
  };

  test("P6: rows sum to 1, values to a constant, and permuted brands permute the answer", () => {
    fc.assert(
      fc.property(market, ({ ratings, start, last, weights }) => {
        const shares = normal(start);
        const switching = valueOf(switchingMatrix({ last, weights, ratings }));
        for (const row of switching) {
          expect(
            near(
              row.reduce((sum, p) => sum + p, 0),
              1,
              1e-12,
            ),
          ).toBe(true);
        }
        const values = valueOf(brandValues({ ...terms, switching, shares }));
        const whole = Array.from({ length: 37 }, (_, t) => 20 * 1.1 ** (-t / 12)).reduce((a, b) => a + b, 0);
        expect(
          near(
            values.reduce((sum, v) => sum + v, 0),
            whole,
            1e-12,
          ),
        ).toBe(true);
        const turned = valueOf(
          brandValues({
            ...terms,
            switching: valueOf(switchingMatrix({ last, weights, ratings: [...ratings].reverse() })),
            shares: [...shares].reverse(),
          }),
        );
        turned.forEach((v, j) => expect(near(v, values[values.length - 1 - j]!, 1e-10)).toBe(true));
      }),
    );
  });

  test("inertia without end keeps shares; without drivers the market is even", () => {
    const ratings = [[1], [2], [3]];
    const stuck = valueOf(switchingMatrix({ last: 800, weights: [1], ratings }));
    expect(stuck.map((row, j) => row[j])).toEqual([1, 1, 1]);
    const even = valueOf(switchingMatrix({ last: 0, weights: [0], ratings }));
    even.flat().forEach((p) => expect(p).toBeCloseTo(1 / 3, 14));
    expect(steadyShares(stuck)).toMatchObject({ code: "NOT_IDENTIFIED" });
  });

  test("one brand's gain is the others' loss", () => {
    const found = valueOf(
      improveDriver({
        ...terms,
        drivers: { last: 1.2, weights: [0.8], ratings: [[4], [3.6], [3.2]] },
        shares: [0.5, 0.3, 0.2],
        brand: 1,
        driver: 0,
        change: 0.2,
        spend: 5,
      }),
    );
    expect(found.gain).toBeGreaterThan(0);
    expect(found.after[0]!).toBeLessThan(found.before[0]!);
    expect(found.after[2]!).toBeLessThan(found.before[2]!);
    expect(
      brandValues({
        ...terms,
        switching: [
          [0.5, 0.4],
          [0.5, 0.5],
        ],
        shares: [1, 0],
      }),
    ).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "switching[0]",
    });
  });
});
