import { describe, expect, test } from "vitest";
import {
  bgBb,
  bgCnbdK,
  ggomNbd,
  mbgCnbdK,
  ModelRefused,
  type Histories,
  type TransactionFit,
  type TransactionModel,
} from "../../src/models";
import { labelled } from "./atTheEdge";
import { histories } from "./statuses";
import { expectedMore } from "./statusesMore.expected";

/** Models of regular timing, of ageing, and of opportunities, on every history at the edge. */
const models: readonly TransactionModel[] = [bgCnbdK, mbgCnbdK, ggomNbd, bgBb];

/** BG/BB is asked about the same people once a period, so times are whole, a purchase takes one, and periods are few. */
const PERIODS = 2000;
function asPeriods(data: Histories): Histories {
  const longest = data.T.reduce((a, b) => Math.max(a, b), 0);
  const share = longest > PERIODS ? PERIODS / longest : 1;
  const tx = data.tx.map((t) => Math.ceil(t * share));
  const T = data.T.map((t, i) => Math.max(tx[i]!, Math.ceil(t * share)));
  return { ...data, tx, T, x: data.x.map((n, i) => Math.min(n, tx[i]!)) };
}

/** Customers asked about: regular timing takes an integral for each. */
const ASKED = 6;

/** What is asked of a customer is a number in its range; counts and scores have their own tests. */
function finite(fit: TransactionFit, all: Histories): void {
  const horizon = all.T.reduce((a, b) => Math.max(a, b), 0);
  const every = Math.max(1, Math.floor(all.x.length / ASKED));
  const some = (column: Float64Array) => column.filter((_, i) => i % every === 0);
  const data = { x: some(all.x), tx: some(all.tx), T: some(all.T) };
  const columns = [
    fit.conditionalExpectedTransactions(horizon, data),
    fit.discountedExpectedTransactions(data, { annualRate: 0.1, horizon }),
    fit.discountedExpectedTransactions(data, { annualRate: 0.1, horizon: "infinite" }),
    fit.probabilityOfSilence(horizon, data),
  ];
  for (const column of columns) {
    expect(column.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  }
  const [orders, until, ever] = columns as [Float64Array, Float64Array, Float64Array];
  // A discounted purchase is worth at most one, and the longer the horizon the more there are.
  until.forEach((value, i) => {
    expect(value).toBeLessThanOrEqual(orders[i]! * (1 + 1e-6) + 1e-12);
    expect(value).toBeLessThanOrEqual(ever[i]! * (1 + 1e-6) + 1e-12);
  });
  const [now, later] = [fit.probabilityAlive(data), fit.probabilityAlive(data, horizon)];
  now.forEach((value, i) => {
    expect(value >= 0 && value <= 1).toBe(true);
    expect(later[i]! >= 0 && later[i]! <= value * (1 + 1e-9)).toBe(true);
  });
}

describe("histories at the edge, the newer models", () => {
  test("every one has its expected status, and there are at least sixty", () => {
    expect(Object.keys(expectedMore)).toEqual(Object.keys(histories));
    expect(Object.keys(histories).length).toBeGreaterThanOrEqual(60);
  });

  test.each(models.map((model, m) => [model.id, m, model] as const))(
    "%s",
    (_, m, model) => {
      for (const [name, given] of Object.entries(histories)) {
        const data = model === bgBb ? asPeriods(given) : given;
        const expected = expectedMore[name]!;
        const [status, ...codes] = expected[expected.length === 1 ? 0 : m]!.split(" ");
        const fit = model.fit(data);
        const got = fit.reasons.map(({ code }) => code);
        expect({ name, status: fit.status, got }).toEqual({ name, status, got });
        expect({ name, got }).toEqual({ name, got: expect.arrayContaining(codes) as unknown });
        labelled(fit.toJSON());
        if (fit.status === "refused") expect(() => fit.probabilityAlive(data)).toThrow(ModelRefused);
        else finite(fit, data);
      }
    },
    240_000,
  );

  test("purchases that are more than there were opportunities are said, not fitted", () => {
    expect(() => bgBb.fit(histories["ordinary"]!)).toThrow("history.opportunities");
  });
});
