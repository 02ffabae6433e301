import { expect, test } from "vitest";
import { bgBb, bgCnbdK, ggomNbd, mbgCnbdK, type TransactionModel } from "../../src/models";
import { histories } from "./statuses";

/** Status and deciding reasons of the models of regular timing, ageing and opportunities, on histories at the edge. */
const models: readonly TransactionModel[] = [bgCnbdK, mbgCnbdK, ggomNbd, bgBb];
const expected: Readonly<Record<string, readonly string[]>> = {
  nobody: ["refused no-customers", "refused no-customers", "refused no-customers", "refused no-customers"],
  "one customer": [
    "refused too-few-customers",
    "refused too-few-customers",
    "refused too-few-customers",
    "refused too-few-customers",
  ],
  "one customer with 10,000 purchases": [
    "refused too-few-customers",
    "refused too-few-customers",
    "refused too-few-customers",
    "refused too-few-customers",
  ],
  "three customers": [
    "refused too-few-customers",
    "refused too-few-customers",
    "refused too-few-customers",
    "refused too-few-customers",
  ],
  "nine customers": [
    "refused too-few-customers",
    "refused too-few-customers",
    "refused too-few-customers",
    "refused too-few-customers",
  ],
  "T = 0 for all": ["refused no-time", "refused no-time", "refused no-time", "refused no-time"],
  "no repeat, one cohort": [
    "refused no-repeat",
    "refused no-repeat",
    "refused no-repeat",
    "refused no-repeat",
  ],
  "no repeat, many cohorts": [
    "refused no-repeat",
    "refused no-repeat",
    "refused no-repeat",
    "refused no-repeat",
  ],
  "no repeat, T to 100,000": [
    "refused no-repeat",
    "refused no-repeat",
    "refused no-repeat",
    "refused no-repeat",
  ],
  "one repeater of 3,000": [
    "refused too-few-repeaters",
    "refused too-few-repeaters",
    "refused too-few-repeaters",
    "refused too-few-repeaters",
  ],
  "four repeaters of 3,000": [
    "refused too-few-repeaters",
    "refused too-few-repeaters",
    "refused too-few-repeaters",
    "refused too-few-repeaters",
  ],
  "six weekly buyers of 3,000": [
    "boundary dropout-none",
    "boundary dropout-none",
    "boundary dropout-none",
    "boundary dropout-none",
  ],
  "ten customers, five repeat": [
    "boundary dropout-homogeneous",
    "boundary rates-homogeneous dropout-homogeneous",
    "refused not-converged dropout-homogeneous imprecise starts-disagree few-repeaters",
    "boundary dropout-homogeneous",
  ],
  "ten customers, all repeat": [
    "boundary dropout-homogeneous",
    "boundary dropout-homogeneous",
    "boundary dropout-homogeneous",
    "boundary dropout-homogeneous",
  ],
  "weekly, one history": [
    "boundary dropout-none rates-homogeneous",
    "boundary dropout-none rates-homogeneous",
    "boundary dropout-none rates-homogeneous",
    "boundary dropout-none rates-homogeneous",
  ],
  "weekly, T = t_x": [
    "boundary dropout-none rates-homogeneous",
    "boundary dropout-none rates-homogeneous",
    "boundary dropout-none rates-homogeneous",
    "boundary dropout-none rates-homogeneous",
  ],
};

test.each(Object.keys(expected))("%s", (name) => {
  const data = histories[name]!;
  models.forEach((model, m) => {
    const [status, ...codes] = expected[name]![m]!.split(" ");
    if (status === "throws") {
      // More purchases than opportunities, or parts of them.
      expect(() => model.fit(data)).toThrow("history.opportunities");
      return;
    }
    const fit = model.fit(data);
    const got = fit.reasons.map(({ code }) => code);
    expect({ model: model.id, status: fit.status, got }).toEqual({ model: model.id, status, got });
    expect(got).toEqual(expect.arrayContaining(codes));
    if (status === "refused") {
      expect(() => fit.probabilityAlive(data)).toThrow("model.refused");
      return;
    }
    const horizon = Math.max(...data.T);
    const columns = [
      fit.conditionalExpectedTransactions(horizon, data),
      fit.discountedExpectedTransactions(data, { annualRate: 0.1, horizon }),
      fit.discountedExpectedTransactions(data, { annualRate: 0.1, horizon: "infinite" }),
      fit.probabilityOfSilence(horizon, data),
    ];
    for (const column of columns) {
      expect(column.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    }
    for (const p of [fit.probabilityAlive(data), fit.probabilityAlive(data, horizon)]) {
      expect(p.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
  });
});
