import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bgNbd, gammaGamma, mbgNbd, ModelRefused, paretoNbd } from "../../src/models";
import type { Histories, SavedFit, TransactionFit, TransactionModel } from "../../src/models";
import { modelService } from "../../src/models/serve/service";
import { random } from "../../src/math/random";
import { simulateHistories } from "./simulated";
import { histories, spends } from "./statuses";
import { expectedHistories, expectedSpends } from "./statuses.expected";

const models: readonly TransactionModel[] = [bgNbd, mbgNbd, paretoNbd];
const rules = readFileSync(new URL("../../src/models/status.md", import.meta.url), "utf8");
const words = ["en", "pl", "ru"].map(
  (language) =>
    JSON.parse(
      readFileSync(new URL(`../../src/i18n/${language}/fit.json`, import.meta.url), "utf8"),
    ) as Record<string, string>,
);

/** Everything a fit says is finite and in its range. */
function sane(fit: TransactionFit, data: Histories): void {
  const horizon = Math.max(...data.T);
  const orders = fit.conditionalExpectedTransactions(horizon, data);
  const dert = fit.discountedExpectedTransactions(data, { annualRate: 0.1, horizon });
  const forever = fit.discountedExpectedTransactions(data, { annualRate: 0.1, horizon: "infinite" });
  for (const column of [orders, dert, forever]) {
    expect(column.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  }
  // A discounted purchase is worth at most one.
  expect(dert.every((value, i) => value <= orders[i]! * (1 + 1e-6) + 1e-12)).toBe(true);
  for (const p of [fit.probabilityAlive(data), fit.probabilityAlive(data, horizon)]) {
    expect(p.every((value) => value >= 0 && value <= 1)).toBe(true);
  }
  expect(Number.isFinite(fit.expectedTransactions(horizon))).toBe(true);
  for (const n of [0, 1, 7, 300]) {
    const p = fit.probabilityOfCount(n, horizon);
    expect(p >= 0 && p <= 1 + 1e-9).toBe(true);
  }
  const scores = modelService.score({
    fit: fit.toJSON(),
    spend: 20,
    who: { ...data, spend: data.x },
    annualRate: 0.1,
    horizon,
    margin: 0.3,
    level: 0.95,
    seed: 1,
    draws: 20,
  });
  for (const column of [scores.alive, scores.orders, scores.clv, scores.low, scores.high]) {
    expect(column.every(Number.isFinite)).toBe(true);
  }
  expect(Object.values(scores.total).every(Number.isFinite)).toBe(true);
}

/** Numbers that go into files and cards are finite, and every reason has its rule and its words. */
function labelled(fit: SavedFit): void {
  expect(fit.status === "verified").toBe(fit.reasons.length === 0);
  const { gradient, condition, residual, starts } = fit.checks;
  const numbers = [fit.logLikelihood, gradient, condition, residual, ...starts, ...(fit.covariance ?? [])];
  if (fit.status !== "refused") {
    expect([...numbers, ...Object.values(fit.params)].every(Number.isFinite)).toBe(true);
    expect(gradient).toBeLessThan(1e-3);
    // Parameters that ran off are named.
    const named = new Set(fit.reasons.flatMap(({ params }) => params["params"] ?? []));
    const shapes = Object.entries(fit.params).filter(([name]) => ["r", "a", "s", "p", "q"].includes(name));
    for (const [name, value] of shapes) if (value > 1e4) expect(named).toContain(name);
  }
  for (const { code } of fit.reasons) {
    expect(rules).toContain(`\`${code}\``);
    for (const catalogue of words) {
      expect(catalogue[`reason.${code}`]).toBeTruthy();
      expect(catalogue[`reason.${code}.means`]).toBeTruthy();
    }
  }
}

const described = (expected: string) => {
  const [status, ...codes] = expected.split(" ");
  return { status, codes };
};

describe("histories at the edge", () => {
  test("every one has its expected status, and there are at least sixty", () => {
    expect(Object.keys(expectedHistories)).toEqual(Object.keys(histories));
    expect(Object.keys(histories).length).toBeGreaterThanOrEqual(60);
  });

  test.each(Object.keys(histories))("%s", (name) => {
    const data = histories[name]!;
    models.forEach((model, m) => {
      const expected = expectedHistories[name]!;
      const { status, codes } = described(expected[expected.length === 1 ? 0 : m]!);
      const fit = model.fit(data);
      const got = fit.reasons.map(({ code }) => code);
      expect({ model: model.id, status: fit.status, got }).toEqual({ model: model.id, status, got });
      expect(got).toEqual(expect.arrayContaining(codes));
      labelled(fit.toJSON());
      if (fit.status === "refused") expect(() => fit.probabilityAlive(data)).toThrow(ModelRefused);
      else sane(fit, data);
    });
  });
});

describe("spend at the edge", () => {
  test.each(Object.keys(spends))("%s", (name) => {
    const data = spends[name]!;
    const { status, codes } = described(expectedSpends[name]!);
    const { fit, mean } = modelService.fitSpend(data);
    const got = fit.reasons.map(({ code }) => code);
    expect({ status: fit.status, got }).toEqual({ status, got });
    expect(got).toEqual(expect.arrayContaining(codes));
    labelled(fit);
    const loaded = gammaGamma.load(fit);
    if (fit.status === "refused") {
      expect(mean).toBeNull();
      expect(() => loaded.expectedSpend()).toThrow(ModelRefused);
      return;
    }
    const seen = data.spend.filter((z, i) => data.x[i]! > 0 && z > 0);
    const [least, most] = [Math.min(...seen), Math.max(...seen)];
    expect([mean!.value, mean!.low, mean!.high].every((value) => value > 0 && value < Infinity)).toBe(true);
    loaded.conditionalExpectedSpend(data).forEach((z) => {
      // Between the customer's own mean and that of all.
      expect(z).toBeGreaterThan(0.99 * Math.min(least, mean!.value));
      expect(z).toBeLessThan(1.01 * Math.max(most, mean!.value));
    });
  });
});

test("of 60 well-posed data sets none is refused", () => {
  const g = random(2026);
  const between = (low: number, high: number) => low * (high / low) ** g.uniform();
  const refused: string[] = [];
  for (let i = 0; i < 60; i++) {
    const process =
      i % 2
        ? { r: between(0.3, 2), alpha: between(4, 20), s: between(0.3, 2), beta: between(6, 30) }
        : { r: between(0.3, 2), alpha: between(4, 20), a: between(0.3, 2), b: between(1, 5) };
    const data = simulateHistories(process, Math.round(between(300, 3000)), 500 + i, [200, 500]);
    for (const model of i % 2 ? [paretoNbd] : [bgNbd, mbgNbd]) {
      const fit = model.fit(data);
      if (fit.status === "refused") refused.push(`${i} ${model.id} ${JSON.stringify(fit.reasons)}`);
    }
  }
  expect(refused).toEqual([]);
}, 60_000);
