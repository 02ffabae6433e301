import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measuresOf } from "../../../src/models/validation/measures";
import { ledgerOf, rollingOrigins, splitAt } from "../../../src/models/validation/orders";

const of = (...values: number[]) => Float64Array.from(values);

describe("measures of a guess", () => {
  test("errors, by hand", () => {
    const { errors } = measuresOf(of(1, 2, 3), of(2, 2, 1));
    expect(errors).toEqual({
      mae: 1,
      rmse: Math.sqrt(5 / 3),
      expected: 6,
      recorded: 5,
      totalError: 6 / 5 - 1,
    });
  });

  test("a perfect order is 1, its reverse is −1, no order is chance", () => {
    const recorded = of(9, 5, 4, 3, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    const perfect = measuresOf(recorded, recorded).ranking;
    expect(perfect.spearman).toBeCloseTo(1, 12);
    expect(perfect.gini).toBeCloseTo(1, 12);
    expect(perfect.topDecile).toBeCloseTo(14 / 25, 12);
    const reversed = measuresOf(
      recorded.map((v) => -v),
      recorded,
    ).ranking;
    expect(reversed.spearman).toBeCloseTo(-1, 12);
    expect(reversed.gini).toBeCloseTo(-1, 12);
    const none = measuresOf(new Float64Array(20).fill(3), recorded).ranking;
    expect(none.spearman).toBeNull();
    expect(none.gini).toBeCloseTo(0, 12);
    expect(none.topDecile).toBeCloseTo(0.1, 12);
  });

  test("Spearman shares ranks among equals", () => {
    // Ranks 0, 1.5, 1.5, 3 against 0, 1, 2, 3: 4.5/√(4.5·5).
    expect(measuresOf(of(1, 2, 2, 3), of(1, 2, 3, 4)).ranking.spearman).toBeCloseTo(
      4.5 / Math.sqrt(22.5),
      12,
    );
  });

  test("nothing depends on the order of customers, and deciles hold everybody", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 4 })), {
          minLength: 2,
          maxLength: 60,
        }),
        (rows) => {
          const guess = Float64Array.from(rows, (r) => r[0] / 3);
          const made = Float64Array.from(rows, (r) => r[1]);
          const a = measuresOf(guess, made);
          const b = measuresOf(guess.slice().reverse(), made.slice().reverse());
          for (const key of ["spearman", "topDecile", "gini"] as const)
            expect(b.ranking[key] ?? 0).toBeCloseTo(a.ranking[key] ?? 0, 9);
          a.calibration.forEach(({ recorded }, d) =>
            expect(b.calibration[d]!.recorded).toBeCloseTo(recorded, 9),
          );
          expect(a.calibration.reduce((sum, one) => sum + one.customers, 0)).toBe(rows.length);
          const total = a.calibration.reduce((sum, one) => sum + one.customers * one.recorded, 0);
          expect(total).toBeCloseTo(a.errors.recorded, 8);
        },
      ),
    );
  });
});

describe("orders into histories", () => {
  const ledger = ledgerOf({
    customer: [1, 0, 0, 0, 1, 0, 2],
    day: [5, 0, 10, 10, 30, 25, 28],
    amount: [7, 1, 2, 3, 4, 6, 9],
  });

  test("purchases of one day are one, and the origin parts past from future", () => {
    const { customer, histories, orders, money } = splitAt(ledger, 24, 6, "day");
    expect([...customer]).toEqual([0, 1]);
    expect([...histories.x]).toEqual([1, 0]);
    expect([...histories.tx]).toEqual([10, 0]);
    expect([...histories.T]).toEqual([24, 19]);
    expect([...histories.spend]).toEqual([5, 0]);
    expect([...orders]).toEqual([1, 1]);
    expect([...money!]).toEqual([6, 4]);
  });

  test("origins do not overlap and leave as much time before as they look ahead", () => {
    expect(rollingOrigins(ledger, 6, 3)).toEqual([12, 18, 24]);
    expect(rollingOrigins(ledger, 12, 3)).toEqual([18]);
    expect(rollingOrigins(ledger, 16, 3)).toEqual([]);
  });

  test("impossible orders are errors", () => {
    expect(() => ledgerOf({ customer: [], day: [] })).toThrow("orders.none");
    expect(() => ledgerOf({ customer: [0], day: [] })).toThrow("orders.length");
    expect(() => ledgerOf({ customer: [-1], day: [3] })).toThrow("orders.customer");
    expect(() => ledgerOf({ customer: [0], day: [3.5] })).toThrow("orders.day");
    expect(() => ledgerOf({ customer: [0], day: [3], amount: [NaN] })).toThrow("orders.amount");
  });
});
