import { describe, expect, test } from "vitest";
import { integrateEnds } from "../../src/math/quadrature";
import {
  bgBb,
  bgCnbdK,
  bgNbd,
  ggomNbd,
  mbgCnbdK,
  mbgNbd,
  nbd,
  paretoNbd,
  type TransactionFit,
  type TransactionModel,
  type Who,
} from "../../src/models";
import { given } from "./answers/fitted";

/** Spans, silence and the densities of times, for every transaction model, each against what defines it. */

const one = (x: number, tx: number, T: number): Who => ({
  x: Float64Array.of(x),
  tx: Float64Array.of(tx),
  T: Float64Array.of(T),
});
const person = one(3, 15, 20);

/** [model, parameters, share who leave at once, share who never leave] */
const models: readonly (readonly [TransactionModel, readonly number[], number])[] = [
  [bgNbd, [0.9, 6, 0.8, 2.5], 0],
  [mbgNbd, [0.9, 6, 0.8, 2.5], 0.8 / 3.3],
  [paretoNbd, [0.9, 6, 0.7, 9], 0],
  [nbd, [0.9, 6], 0],
  [bgCnbdK, [3, 1.8, 5, 0.8, 2.5], 0],
  [mbgCnbdK, [2, 1.8, 5, 0.8, 2.5], 0.8 / 3.3],
  [ggomNbd, [0.9, 6, 0.1, 0.7, 8], 0],
];

describe.each(models.map(([model, values, atOnce]) => [model.id, model, values, atOnce] as const))(
  "%s",
  (_, model, values, atOnce) => {
    const fit: TransactionFit = given(model, values);

    test("spans add up, for a new customer and for a known one", () => {
      const [a, b, c] = [0, 7, 40].map((t) => fit.expectedTransactions(t)) as [number, number, number];
      expect(a).toBe(0);
      expect(fit.expectedTransactionsBetween(7, 40)).toBeCloseTo(c - b, 12);
      const between = fit.conditionalExpectedTransactionsBetween(7, { weeks: 40 }, person)[0]!;
      const [near, far] = [7, 40].map((t) => fit.conditionalExpectedTransactions(t, person)[0]!);
      expect(between).toBeCloseTo(far! - near!, 12);
      expect(() => fit.expectedTransactionsBetween(9, 3)).toThrow("duration.order");
    });

    test("a span's purchases are those of a customer first asked later: survival times a rate, by quadrature", () => {
      // dE[Y]/dt integrated over the span.
      const h = 1e-4;
      const rate = (t: number) =>
        (fit.conditionalExpectedTransactions(t + h, person)[0]! -
          fit.conditionalExpectedTransactions(t - h, person)[0]!) /
        (2 * h);
      const span = fit.conditionalExpectedTransactionsBetween(5, 25, person)[0]!;
      expect(Math.abs(integrateEnds(rate, 5, 25, 1e-7) / span - 1)).toBeLessThan(1e-6);
    });

    test("silence: 1 now, falls, and is the count of nobody's purchases", () => {
      expect(fit.probabilityOfSilence(0, person)[0]).toBeCloseTo(1, 12);
      let before = 1;
      for (const t of [1, 10, 60, 400]) {
        const p = fit.probabilityOfSilence(t, person)[0]!;
        expect(p).toBeLessThan(before);
        // At least those who are gone are silent.
        expect(p).toBeGreaterThanOrEqual(1 - fit.probabilityAlive(person)[0]! - 1e-12);
        before = p;
      }
      const fresh = one(0, 0, 0);
      expect(fit.probabilityOfSilence(30, fresh)[0]).toBeCloseTo(fit.probabilityOfCount(0, 30), 9);
    });

    test("silence of a known customer = simulated share", () => {
      const n = 40_000;
      const many = (v: number) => new Float64Array(n).fill(v);
      const { counts } = fit.sample({ x: many(3), tx: many(15), T: many(20) }, 12, 3);
      const share = counts.reduce((sum, count) => sum + (count === 0 ? 1 : 0), 0) / n;
      expect(Math.abs(share - fit.probabilityOfSilence(12, person)[0]!)).toBeLessThan(2 / Math.sqrt(n));
    });

    test("the density of leaving is the slope of P(alive) of a new customer", () => {
      const fresh = one(0, 0, 0);
      const alive = (t: number) => fit.probabilityAlive(fresh, t)[0]!;
      const area = integrateEnds((t) => fit.lifetimeDensity(t), 0, 50, 1e-9);
      expect(Math.abs(area - (alive(0) - alive(50)))).toBeLessThan(1e-7);
      expect(alive(0)).toBeCloseTo(1 - atOnce, 12);
    });

    test("the density of times between purchases has mass 1", () => {
      // In u = t/(1 + t): the tail is a power.
      const area = integrateEnds(
        (u, toEnd) => {
          const rest = u > 0.5 ? toEnd : 1 - u;
          const t = (1 - rest) / rest;
          return fit.interpurchaseDensity(t) / (rest * rest);
        },
        0,
        1,
        1e-10,
      );
      expect(area).toBeCloseTo(1, 6);
    });
  },
);

test("bg-bb: the same in whole periods", () => {
  const fit = given(bgBb, [1.2, 0.75, 0.66, 2.78], "year");
  const who = one(3, 4, 6);
  expect(fit.conditionalExpectedTransactionsBetween(2, 9, who)[0]).toBeCloseTo(
    fit.conditionalExpectedTransactions(9, who)[0]! - fit.conditionalExpectedTransactions(2, who)[0]!,
    12,
  );
  // Part of a period holds no opportunity.
  expect(fit.expectedTransactions({ months: 30 })).toBe(fit.expectedTransactions(2));
  expect(fit.probabilityOfSilence(30, one(0, 0, 0))[0]).toBeCloseTo(fit.probabilityOfCount(0, 30), 12);
  const left = Array.from({ length: 40 }, (_, m) => fit.lifetimeDensity(m + 1)).reduce((a, b) => a + b);
  expect(left).toBeCloseTo(1 - fit.probabilityAlive(one(0, 0, 0), 40)[0]!, 12);
  let gaps = 0;
  for (let m = 1; m <= 20_000; m++) gaps += fit.interpurchaseDensity(m);
  expect(gaps).toBeGreaterThan(0.999);
  expect(gaps).toBeLessThan(1);
});
