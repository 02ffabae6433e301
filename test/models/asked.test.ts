import { describe, expect, test } from "vitest";
import {
  bgNbd,
  bootstrap,
  clv,
  parameterIntervals,
  predictOrders,
  profileInterval,
  totalValue,
} from "../../src/models";
import { TenureError } from "../../src/terms/error";
import { people } from "./rows";

/** What somebody who does not read the types may ask: each has a code of its own, and none a number that is none. */

const data = people(400, (i) => {
  const x = i % 5;
  const T = 273 - (i % 12) * 7;
  return [x, x ? T * (0.3 + 0.1 * (i % 6)) : 0, T];
});
const fit = bgNbd.fit(data);
const saved = fit.toJSON();
const worth = {
  transactions: fit,
  spend: 10,
  who: { ...data, spend: data.x },
  annualRate: 0.1,
  horizon: 10,
  margin: 1,
  seed: 1,
};
const any = (value: unknown) => value as never;

function codeOf(ask: () => unknown): string {
  try {
    return `answered ${JSON.stringify(ask())}`;
  } catch (error) {
    return error instanceof TenureError ? error.code : String(error);
  }
}

describe("histories", () => {
  test.each<[string, unknown, string]>([
    ["a column that is not there", { ...data, T: undefined }, "history.column"],
    ["a column that is a number", { ...data, x: 3 }, "history.column"],
    ["a unit of their own", { ...data, unit: "fortnight" }, "unit.unknown"],
    ["no unit", { ...data, unit: undefined }, "unit.unknown"],
    ["a unit that every object has", { ...data, unit: "constructor" }, "unit.unknown"],
  ])("%s", (_, histories, code) => {
    expect(codeOf(() => bgNbd.fit(any(histories)))).toBe(code);
  });

  test("plain lists are as good as typed ones", () => {
    const lists = { ...data, x: [...data.x], tx: [...data.tx], T: [...data.T] };
    expect(bgNbd.fit(any(lists)).params).toEqual(fit.params);
  });
});

describe("a fit", () => {
  test.each([-1, 1.5, NaN, 1e9, "3", undefined])("the probability of %s purchases", (n) => {
    expect(codeOf(() => fit.probabilityOfCount(any(n), 10))).toBe("count.invalid");
  });

  test.each([-1, NaN, Infinity, "5", null, undefined, {}, { value: 3, unit: "month" }, { days: "3" }])(
    "a time of %o",
    (t) => {
      expect(codeOf(() => fit.probabilityAlive(data, any(t)))).toMatch(
        t === undefined ? /^answered/ : /^duration\.invalid$/,
      );
      expect(codeOf(() => fit.probabilityOfCount(1, any(t)))).toBe("duration.invalid");
    },
  );

  test.each([NaN, Infinity, "a", undefined])("the seed %s", (seed) => {
    for (const ask of [
      () => fit.sample(data, 5, any(seed)),
      () => fit.draw(any(seed)),
      () => predictOrders(saved, 5, data, { level: 0.8, seed: any(seed) }),
      () => clv({ ...worth, seed: any(seed) }),
      () => totalValue({ ...worth, transactions: saved, seed: any(seed) }),
      () => bootstrap(saved, data, { seed: any(seed) }),
    ])
      expect(codeOf(ask)).toBe("seed.invalid");
  });
});

describe("intervals", () => {
  test.each([0, 1, 2, 80, NaN, "0.8", null])("at the level %s", (level) => {
    for (const ask of [
      () => predictOrders(saved, 5, data, { level: any(level), seed: 1 }),
      () => clv({ ...worth, level: any(level) }),
      () => totalValue({ ...worth, transactions: saved, level: any(level) }),
      () => bootstrap(saved, data, { seed: 1, level: any(level) }),
      () => profileInterval(saved, data, "r", any(level)),
      () => parameterIntervals(saved, data, any(level)),
    ])
      expect(codeOf(ask)).toBe("level.invalid");
  });

  test.each([0, -3, 1.5, NaN, 1e12, "7"])("of %s draws", (draws) => {
    for (const ask of [
      () => predictOrders(saved, 5, data, { level: 0.8, seed: 1, draws: any(draws) }),
      () => clv({ ...worth, draws: any(draws) }),
      () => totalValue({ ...worth, transactions: saved, draws: any(draws) }),
      () => bootstrap(saved, data, { seed: 1, draws: any(draws) }),
    ])
      expect(codeOf(ask)).toBe("draws.invalid");
  });
});
