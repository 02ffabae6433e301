import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Histories, SavedFit, TransactionFit } from "../../src/models";
import { modelService } from "../../src/models/serve/service";

const rules = readFileSync(new URL("../../src/models/status.md", import.meta.url), "utf8");
const words = ["en", "pl", "ru"].map(
  (language) =>
    JSON.parse(
      readFileSync(new URL(`../../src/i18n/${language}/fit.json`, import.meta.url), "utf8"),
    ) as Record<string, string>,
);

/** Customers asked about, evenly among all: many are alike. */
const ASKED = 120;

/** Everything a fit says is finite and in its range. */
export function sane(fit: TransactionFit, all: Histories): void {
  const horizon = all.T.reduce((a, b) => Math.max(a, b), 0);
  const every = Math.ceil(all.x.length / ASKED);
  const some = (column: Float64Array) => column.filter((_, i) => i % every === 0);
  const data = { x: some(all.x), tx: some(all.tx), T: some(all.T) };
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
export function labelled(fit: SavedFit): void {
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
