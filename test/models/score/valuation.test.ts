import { describe, expect, test } from "vitest";
import {
  bgBb,
  bgCnbdK,
  bgNbd,
  gammaGamma,
  ggomNbd,
  mbgNbd,
  ModelRefused,
  nbd,
  paretoNbd,
  valuation,
  type TransactionModel,
} from "../../../src/models";
import { simulateHistories, simulateSpend } from "../simulated";
import { histories } from "../statuses";

const data = simulateHistories({ r: 0.55, alpha: 10.6, s: 0.61, beta: 11.7 }, 400, 3);
const whole = { ...data, tx: data.tx.map(Math.ceil), T: data.T.map(Math.ceil) };
const x = whole.x.map((n, i) => Math.min(n, whole.tx[i]!));
const years = { ...whole, x, tx: whole.tx.map((t, i) => (x[i]! > 0 ? t : 0)) };
const spend = gammaGamma.fit({ x: data.x, spend: simulateSpend(data.x, [6.25, 3.74, 15.44], 2) });

/** The same fit asked anew for each question. */
function agrees(model: TransactionModel, from: typeof data): void {
  const fit = model.fit(from, { starts: 2 });
  const who = { ...from, spend: simulateSpend(from.x, [6.25, 3.74, 15.44], 2) };
  const kept = valuation({ transactions: fit, spend, who });
  expect(kept.alive).toEqual(fit.probabilityAlive(who));
  const money = spend.conditionalExpectedSpend(who);
  expect(kept.purchase).toEqual(money);
  // Longer and shorter in turn: what was kept for one horizon serves another.
  for (const horizon of [0.3, 52, 0, 8, 500, "infinite", 26] as const) {
    for (const annualRate of [0.1, 0, 0.9, -0.03]) {
      if (horizon === "infinite" && annualRate <= 0) continue;
      const { clv, orders, total } = kept.at({ annualRate, horizon, margin: 0.3 });
      const dert = fit.discountedExpectedTransactions(who, { annualRate, horizon });
      const count = horizon === "infinite" ? null : fit.conditionalExpectedTransactions(horizon, who);
      const size = Math.max(...dert.map((d, i) => d * money[i]!), 1e-300);
      const worst = Math.max(...clv.map((v, i) => Math.abs(v - 0.3 * dert[i]! * money[i]!)));
      expect(worst).toBeLessThanOrEqual(2e-9 * size);
      if (count) {
        const off = Math.max(...orders.map((v, i) => Math.abs(v - count[i]!)));
        expect(off).toBeLessThanOrEqual(1e-10 * Math.max(...count));
      }
      expect(total.clv).toBeCloseTo(
        clv.reduce((a, b) => a + b, 0),
        6,
      );
    }
  }
}

describe("values under changing terms are those of the fit itself", () => {
  test.each([bgNbd, mbgNbd, paretoNbd, nbd, ggomNbd].map((model) => [model.id, model] as const))(
    "%s",
    (_, model) => agrees(model, data),
  );
  // Whole periods, and ages of purchases: asked directly, the same answers.
  test("bg-bb", () => agrees(bgBb, years));
  test("bg-cnbd-k", () =>
    agrees(bgCnbdK, { ...data, x: data.x.slice(0, 40), tx: data.tx.slice(0, 40), T: data.T.slice(0, 40) }));

  test.each([
    "weekly, T apart",
    "x 1 to 10,000",
    "x 10,000 for a quarter",
    "T of millions",
    "one whale among ordinary",
  ])("at the edge: %s", (name) => {
    const from = histories[name]!;
    for (const model of [bgNbd, paretoNbd]) {
      const fit = model.fit(from, { starts: 1 });
      const who = { ...from, spend: from.x };
      const horizon = Math.max(...from.T) / 3;
      const { clv } = valuation({ transactions: fit, spend: 1, who }).at({
        annualRate: 0.1,
        horizon,
        margin: 1,
      });
      const dert = fit.discountedExpectedTransactions(who, { annualRate: 0.1, horizon });
      clv.forEach((v, i) => expect(Math.abs(v - dert[i]!)).toBeLessThanOrEqual(1e-7 * Math.max(...dert)));
    }
  });
});

describe("what cannot be valued", () => {
  const who = { ...data, spend: data.x };
  const fit = paretoNbd.fit(data, { starts: 1 });
  const terms = { annualRate: 0.1, horizon: 52, margin: 0.3 };
  test("coded errors", () => {
    const kept = valuation({ transactions: fit, spend: 20, who });
    expect(() => kept.at({ ...terms, margin: NaN })).toThrow("margin.invalid");
    expect(() => kept.at({ ...terms, annualRate: -1 })).toThrow("rate.invalid");
    expect(() => kept.at({ ...terms, horizon: -1 })).toThrow("duration.invalid");
    expect(() => kept.at({ ...terms, annualRate: 0, horizon: "infinite" })).toThrow("model.diverges");
    expect(() => valuation({ transactions: fit, spend: NaN, who })).toThrow("spend.invalid");
    expect(() =>
      valuation({ transactions: fit, spend: 20, who: { ...who, x: who.x.map(() => -1) } }),
    ).toThrow("history");
  });
  test("a refused fit", () => {
    const refused = paretoNbd.fit(histories["three customers"]!);
    expect(() => valuation({ transactions: refused, spend: 20, who })).toThrow(ModelRefused);
  });
});
