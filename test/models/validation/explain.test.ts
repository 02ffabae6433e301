import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bgNbd,
  clv,
  explain,
  gammaGamma,
  mbgNbd,
  nbd,
  paretoNbd,
  type SavedFit,
} from "../../../src/models/index";
import { simulateHistories, simulateSpend } from "../simulated";

const data = simulateHistories({ r: 0.55, alpha: 10.6, s: 0.61, beta: 11.7 }, 1500, 4);
const spends = simulateSpend(data.x, [6.25, 3.74, 15.44], 5);
const spend = gammaGamma.fit({ x: data.x, spend: spends });
const fits = [bgNbd, mbgNbd, paretoNbd, nbd].map((model) => model.fit(data));

const customers = fc
  .record({
    x: fc.integer({ min: 0, max: 60 }),
    T: fc.double({ min: 0.5, max: 200, noNaN: true }),
    share: fc.double({ min: 0.01, max: 1, noNaN: true }),
    money: fc.double({ min: 0.5, max: 5000, noNaN: true }),
  })
  .map(({ x, T, share, money }) => ({ x, T, tx: x > 0 ? T * share : 0, spend: x > 0 ? money : 0 }));
const horizons = fc.oneof(fc.constant("infinite" as const), fc.double({ min: 1, max: 300, noNaN: true }));

describe("explain", () => {
  test("the parts multiply back to the value exactly, and the value is the customer's CLV", () => {
    fc.assert(
      fc.property(fc.constantFrom(...fits), customers, horizons, (fit, customer, horizon) => {
        const o = { annualRate: 0.12, horizon, margin: 0.3 };
        const { value, parts } = explain(customer, {
          transactions: fit.toJSON(),
          spend: spend.toJSON(),
          ...o,
        });
        expect(parts.map(({ id }) => id)).toEqual(["alive", "orders", "discounting", "spend", "margin"]);
        expect(parts.reduce((product, part) => product * part.value, 1)).toBe(value);
        const one = (v: number) => Float64Array.of(v);
        const who = {
          x: one(customer.x),
          tx: one(customer.tx),
          T: one(customer.T),
          spend: one(customer.spend),
        };
        const known = clv({ transactions: fit, spend, who, ...o, seed: 1, draws: 2 }).value[0]!;
        // Many customers are valued by tables that are right to 1e-11 (`laws/future.ts`), one by the integral itself.
        expect(Math.abs(value - known)).toBeLessThanOrEqual(1e-11 * Math.abs(known));
      }),
      { numRuns: 300 },
    );
  });

  const options = (fit: SavedFit) => ({
    transactions: fit,
    spend: spend.toJSON(),
    annualRate: 0.12,
    horizon: { years: 1 },
    margin: 0.3,
  });
  const pareto = fits[2]!.toJSON();

  test("shrinkage weighs the customer's own data against everybody's", () => {
    fc.assert(
      fc.property(customers, (customer) => {
        const { frequency, spend: money, parts } = explain(customer, options(pareto));
        for (const one of [frequency!, money!]) {
          expect(one.weight).toBeGreaterThanOrEqual(0);
          expect(one.weight).toBeLessThan(1);
          const mixed = one.weight * (one.own ?? 0) + (1 - one.weight) * one.population;
          expect(Math.abs(mixed - one.estimate)).toBeLessThanOrEqual(1e-9 * one.estimate);
        }
        expect(money!.estimate).toBe(parts.find(({ id }) => id === "spend")!.value);
      }),
    );
    const few = explain({ x: 1, tx: 2, T: 4, spend: 50 }, options(pareto));
    const many = explain({ x: 30, tx: 38, T: 39, spend: 50 }, options(pareto));
    expect(few.frequency!.weight).toBeLessThan(many.frequency!.weight);
    expect(few.spend!.weight).toBeLessThan(many.spend!.weight);
  });

  test("the path falls in silence, jumps at purchases, and ends at the customer's own P(alive)", () => {
    const customer = { x: 3, tx: 20, T: 39, spend: 30, times: [2, 9, 20] };
    const { path, parts } = explain(customer, options(pareto));
    expect(path.whole).toBe(true);
    const now = path.t.findIndex((t) => t === 39);
    expect(path.alive[now]).toBeCloseTo(parts[0]!.value, 12);
    expect(path.t.at(-1)).toBeCloseTo(39 + 365.25 / 7, 9);
    for (let i = 1; i < path.t.length; i++) {
      expect(path.t[i]).toBeGreaterThanOrEqual(path.t[i - 1]!);
      const purchase = path.t[i] === path.t[i - 1] && path.t[i]! < 39;
      if (purchase) expect(path.alive[i]).toBeGreaterThan(path.alive[i - 1]!);
      else expect(path.alive[i]).toBeLessThanOrEqual(path.alive[i - 1]! + 1e-12);
    }
    const without = explain({ x: 3, tx: 20, T: 39, spend: 30 }, options(pareto)).path;
    expect(without.whole).toBe(false);
    expect(without.t[0]).toBe(20);
  });

  test("sensitivities are the value at the moved input, less the value", () => {
    const customer = { x: 4, tx: 25, T: 35, spend: 40 };
    const o = options(pareto);
    const { value, sensitivities } = explain(customer, o);
    const of = (input: string, name = "") =>
      sensitivities.find((one) => one.input === input && one.name === name)!;
    expect(of("order-now").value).toBe(explain({ ...customer, x: 5, tx: 35 }, o).value);
    expect(of("order-now").change).toBeGreaterThan(0);
    expect(of("silence").value).toBe(explain({ ...customer, T: 35 * 1.1 }, o).value);
    expect(of("silence").change).toBeLessThan(0);
    expect(of("margin-up").change).toBeCloseTo(0.1 * value, 9);
    expect(of("rate-up").change).toBeLessThan(0);
    expect(of("horizon-longer").change).toBeGreaterThan(0);
    expect(of("spend-up").change).toBeGreaterThan(0);
    expect(sensitivities.filter(({ input }) => input === "parameter")).toHaveLength(4);
    expect(of("parameter", "alpha").to).toBeGreaterThan(of("parameter", "alpha").from);
    sensitivities.forEach((one, i) => {
      expect(one.change).toBe(one.value - value);
      if (i > 0) expect(Math.abs(one.change)).toBeLessThanOrEqual(Math.abs(sensitivities[i - 1]!.change));
    });
  });

  test("a refused fit explains nothing", () => {
    const refused = { ...pareto, status: "refused" as const };
    expect(() => explain({ x: 1, tx: 1, T: 2, spend: 3 }, options(refused))).toThrow("model.refused");
    expect(() => explain({ x: 1, tx: 3, T: 2, spend: 3 }, options(pareto))).toThrow("history.late");
  });
});
