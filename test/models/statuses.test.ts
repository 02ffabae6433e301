import { describe, expect, test } from "vitest";
import { bgNbd, gammaGamma, mbgNbd, ModelRefused, paretoNbd } from "../../src/models";
import type { TransactionModel } from "../../src/models";
import { modelService } from "../../src/models/serve/service";
import { labelled, sane } from "./atTheEdge";
import { histories, spends } from "./statuses";
import { expectedHistories, expectedSpends } from "./statuses.expected";

const models: readonly TransactionModel[] = [bgNbd, mbgNbd, paretoNbd];

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
