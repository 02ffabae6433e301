import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgNbd, mbgNbd, nbd, paretoNbd } from "../../src/models";
import type { SavedFit, TransactionFit, TransactionModel, Who } from "../../src/models";

/** A fit with these parameters, as if it had been read from a file. */
export function given(model: TransactionModel, values: readonly number[]): TransactionFit {
  const saved: SavedFit = {
    schema: 1,
    model: model.id,
    unit: "week",
    data: { rows: 0, customers: 0, hash: "" },
    params: Object.fromEntries(model.params.map((name, i) => [name, values[i]!])),
    logLikelihood: 0,
    status: "verified",
    reasons: [],
    covariance: null,
    checks: { gradient: 0, condition: 1, starts: [], residual: 1 },
  };
  return model.load(saved);
}

const one = (x: number, tx: number, T: number): Who => ({
  x: Float64Array.of(x),
  tx: Float64Array.of(tx),
  T: Float64Array.of(T),
});
const positive = fc.double({ min: -3, max: 3, noNaN: true }).map(Math.exp);
const four = fc.tuple(positive, positive, positive, positive);
const who = fc
  .record({
    x: fc.integer({ min: 0, max: 60 }),
    T: fc.double({ min: 0.5, max: 200, noNaN: true }),
    share: fc.double({ min: 1e-3, max: 1, noNaN: true }),
  })
  .map(({ x, T, share }) => one(x, x === 0 ? 0 : T * share, T));
const models: readonly TransactionModel[] = [bgNbd, mbgNbd, paretoNbd, nbd];

describe.each(models.map((model) => [model.id, model] as const))("%s predictions", (_, model) => {
  test("P(X(t) = n) sums to 1 with mean E[X(t)] (P12)", () => {
    fc.assert(
      fc.property(four, fc.double({ min: 0.1, max: 40, noNaN: true }), (values, t) => {
        const fit = given(model, values);
        const mean = fit.expectedTransactions(t);
        // Heavy tails of thousands of purchases are another test's concern.
        const rate = ((values[0] + 1) / values[1]) * t;
        fc.pre(rate < 30);
        let mass = 0;
        let first = 0;
        for (let n = 0; n < 4000; n++) {
          const p = fit.probabilityOfCount(n, t);
          expect(p).toBeGreaterThanOrEqual(0);
          mass += p;
          first += n * p;
          if (n > 60 && p * n < 1e-12) break;
        }
        expect(Math.abs(mass - 1)).toBeLessThan(1e-8);
        expect(Math.abs(first - mean)).toBeLessThan(1e-7 * (1 + mean));
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  test("E[Y] is 0 at 0, rises, is concave, starts at P(alive)(r+x)/(α+T) (P16)", () => {
    fc.assert(
      fc.property(four, who, fc.double({ min: 0.5, max: 100, noNaN: true }), (values, person, t) => {
        const fit = given(model, values);
        const at = (time: number) => fit.conditionalExpectedTransactions(time, person)[0]!;
        const alive = fit.probabilityAlive(person)[0]!;
        expect(at(0)).toBe(0);
        const [a, b, c] = [at(t), at(2 * t), at(3 * t)];
        const slack = 1e-11 * c;
        expect(b).toBeGreaterThanOrEqual(a - slack);
        expect(b - a).toBeGreaterThanOrEqual(c - b - slack);
        const rate = (alive * (values[0] + person.x[0]!)) / (values[1] + person.T[0]!);
        const h = 1e-7 * (values[1] + person.T[0]!);
        expect(Math.abs(at(h) / h - rate)).toBeLessThanOrEqual(1e-5 * rate + 1e-300);
        expect(a).toBeLessThanOrEqual(rate * t * (1 + 1e-9));
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  test("P(alive) lies in [0, 1], falls with T, rises with t_x, falls into the future (P15)", () => {
    fc.assert(
      fc.property(four, who, (values, person) => {
        const fit = given(model, values);
        const p = fit.probabilityAlive(person)[0]!;
        const [x, tx, T] = [person.x[0]!, person.tx[0]!, person.T[0]!];
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(fit.probabilityAlive(one(x, tx, T * 1.5))[0]!).toBeLessThanOrEqual(p + 1e-12);
        if (x > 0)
          expect(fit.probabilityAlive(one(x, (tx + T) / 2, T))[0]!).toBeGreaterThanOrEqual(p - 1e-12);
        const later = fit.probabilityAlive(person, 10)[0]!;
        expect(later).toBeLessThanOrEqual(p + 1e-12);
        expect(later).toBeGreaterThanOrEqual(0);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test("extremes give numbers: x to 10⁴, T to 10⁵ (P15)", () => {
    const corners = [
      [0, 0, 1e-3],
      [0, 0, 1e5],
      [1, 1, 1e5],
      [1, 1e5, 1e5],
      [1e4, 1, 1e5],
      [1e4, 1e5, 1e5],
      [1e4, 2, 2],
      [300, 50, 1e4],
    ] as const;
    const scales = [1e-3, 0.3, 1, 40, 1e3];
    const [x, tx, T] = [0, 1, 2].map((c) => Float64Array.from(corners, (corner) => corner[c]!)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const bad: object[] = [];
    const leaving = model.params.length > 2 ? [1e-3, 0.8, 1, 60] : [1];
    for (const r of scales)
      for (const alpha of scales)
        for (const third of leaving)
          for (const fourth of model.params.length > 3 ? scales : [1]) {
            const fit = given(model, [r, alpha, third, fourth]);
            const people = { x, tx, T };
            const alive = fit.probabilityAlive(people);
            const orders = fit.conditionalExpectedTransactions(52, people);
            const dert = fit.discountedExpectedTransactions(people, {
              annualRate: 0.1,
              horizon: { years: 1 },
            });
            corners.forEach((corner, i) => {
              const values = [alive[i]!, orders[i]!, dert[i]!];
              const good = values.every((v) => Number.isFinite(v) && v >= 0) && values[0]! <= 1;
              if (!good) bad.push({ corner, r, alpha, third, fourth, values });
            });
          }
    expect(bad).toEqual([]);
  });

  test("discounting: less with a higher rate, E[Y] at rate 0, finite approaches infinite (P17)", () => {
    fc.assert(
      fc.property(four, who, (values, person) => {
        const fit = given(model, values);
        const dert = (annualRate: number, horizon: number | "infinite") =>
          fit.discountedExpectedTransactions(person, { annualRate, horizon })[0]!;
        const plain = fit.conditionalExpectedTransactions(52, person)[0]!;
        expect(Math.abs(dert(0, 52) - plain)).toBeLessThanOrEqual(1e-12 * plain);
        expect(dert(1e-7, 52) / plain).toBeCloseTo(1, 6);
        expect(dert(0.1, 52)).toBeLessThanOrEqual(plain);
        expect(dert(0.4, 52)).toBeLessThan(dert(0.1, 52));
        const all = dert(0.3, "infinite");
        expect(dert(0.3, 52)).toBeLessThan(all);
        expect(Math.abs(dert(0.3, 60_000) / all - 1)).toBeLessThan(1e-7);
      }),
      { seed: 4, numRuns: 120 },
    );
  });
});

test("without discounting an infinite horizon is finite only where it should be (P17)", () => {
  const person = one(3, 10, 20);
  const dert = (fit: TransactionFit, annualRate: number) =>
    fit.discountedExpectedTransactions(person, { annualRate, horizon: "infinite" })[0]!;
  const [r, alpha, s, beta] = [0.6, 10, 1.8, 12];
  const fit = given(paretoNbd, [r, alpha, s, beta]);
  const alive = fit.probabilityAlive(person)[0]!;
  const closed = (alive * (r + 3) * (beta + 20)) / ((alpha + 20) * (s - 1));
  expect(dert(fit, 0)).toBeCloseTo(closed, 10);
  expect(Math.abs(dert(fit, 1e-8) / closed - 1)).toBeLessThan(1e-4);
  expect(() => dert(given(paretoNbd, [r, alpha, 0.9, beta]), 0)).toThrow("model.diverges");
  const bg = given(bgNbd, [r, alpha, 1.8, 3]);
  const finite = (bg.probabilityAlive(person)[0]! * (1.8 + 3 + 3 - 1)) / 0.8;
  expect(dert(bg, 0)).toBeCloseTo(finite, 10);
  expect(() => dert(given(bgNbd, [r, alpha, 0.8, 3]), 0)).toThrow("model.diverges");
});

test("parameters of zero dropout predict as the NBD", () => {
  const person = one(4, 9, 30);
  const plain = given(nbd, [0.7, 9]);
  for (const fit of [given(bgNbd, [0.7, 9, 0, 1]), given(paretoNbd, [0.7, 9, 0, 9])]) {
    expect(fit.probabilityAlive(person)[0]).toBe(1);
    expect(fit.probabilityAlive(person, 52)[0]).toBe(1);
    expect(fit.expectedTransactions(52)).toBeCloseTo(plain.expectedTransactions(52), 12);
    expect(fit.probabilityOfCount(3, 52)).toBeCloseTo(plain.probabilityOfCount(3, 52), 12);
    for (const horizon of [52, "infinite"] as const) {
      const options = { annualRate: 0.1, horizon };
      const [a, b] = [fit, plain].map((f) => f.discountedExpectedTransactions(person, options)[0]!);
      expect(a! / b!).toBeCloseTo(1, 10);
    }
  }
});

test.each([
  ["bg-nbd", bgNbd, [0.9, 6, 0.8, 2.5]],
  ["mbg-nbd", mbgNbd, [0.9, 6, 0.8, 2.5]],
  ["pareto-nbd", paretoNbd, [0.9, 6, 0.7, 9]],
] as const)("%s: simulated futures agree with the closed forms", (_, model: TransactionModel, values) => {
  const fit = given(model, values);
  const n = 40_000;
  const many = (v: number) => new Float64Array(n).fill(v);
  const people = { x: many(3), tx: many(15), T: many(30) };
  const { counts, alive } = fit.sample(people, 40, 7);
  const mean = counts.reduce((sum, count) => sum + count, 0) / n;
  const square = counts.reduce((sum, count) => sum + count * count, 0) / n;
  const expected = fit.conditionalExpectedTransactions(40, one(3, 15, 30))[0]!;
  expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt((square - mean ** 2) / n));
  const p = fit.probabilityAlive(one(3, 15, 30), 40)[0]!;
  const share = alive.reduce((sum, a) => sum + a, 0) / n;
  expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
  expect(fit.sample(people, 40, 7).counts).toEqual(counts);
});

test("durations carry their unit", () => {
  const fit = given(bgNbd, [0.24, 4.4, 0.8, 2.4]);
  expect(fit.expectedTransactions({ days: 70 })).toBe(fit.expectedTransactions(10));
  expect(fit.expectedTransactions({ years: 1 })).toBe(fit.expectedTransactions(365.25 / 7));
  expect(() => fit.expectedTransactions(-1)).toThrow("duration.invalid");
  expect(() => fit.discountedExpectedTransactions(one(0, 0, 5), { annualRate: -1, horizon: 5 })).toThrow(
    "rate.invalid",
  );
});
