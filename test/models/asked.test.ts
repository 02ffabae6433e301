import { describe, expect, test } from "vitest";
import {
  backtest,
  bgBb,
  bgCnbdK,
  bgNbd,
  bootstrap,
  chooseSpend,
  clv,
  compare,
  compareOrders,
  covariates,
  explain,
  gammaGamma,
  ggomNbd,
  mbgCnbdK,
  mbgNbd,
  nbd,
  parameterIntervals,
  paretoNbd,
  predictOrders,
  profileInterval,
  totalValue,
  valuation,
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
const models = [bgNbd, mbgNbd, paretoNbd, nbd, ggomNbd, bgBb, bgCnbdK, mbgCnbdK];

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

  test.each([undefined, null, 7, "fortnight"])("the message of a unit that is %s says so", (unit) => {
    try {
      bgNbd.fit(any({ ...data, unit }));
      expect.unreachable();
    } catch (error) {
      expect(TenureError.from(error).params).toMatchObject({ value: String(unit) });
    }
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

describe("what is no data, no fit and no amount at all", () => {
  const strange = [null, undefined, "3", 3, true, {}, []];

  test.each(models.map((model) => [model.id, model] as const))("%s", (_, model) => {
    for (const other of strange) {
      expect(codeOf(() => model.fit(any(other)))).toBe("history.column");
      expect(codeOf(() => model.load(any(other)))).toBe("fit.invalid");
      expect(codeOf(() => model.logLikelihood(any(other), data))).toBe("params.invalid");
    }
    const params = Object.fromEntries(model.params.map((name) => [name, 1] as const));
    for (const value of [NaN, Infinity, -1, "2", null])
      expect(codeOf(() => model.logLikelihood(any({ ...params, [model.params[0]!]: value }), data))).toBe(
        "params.invalid",
      );
    for (const starts of [0, 1.5, NaN, "2", -1])
      expect(codeOf(() => model.fit(data, { starts: any(starts) }))).toBe("search.invalid");
    for (const maxIterations of [0, NaN, "many"])
      expect(codeOf(() => model.fit(data, { maxIterations: any(maxIterations) }))).toBe("search.invalid");
    expect(codeOf(() => model.load(any({ ...saved, model: "another" })))).toBe("fit.invalid");
    for (const [column, value] of [
      ["x", 1e10],
      ["T", 1e13],
    ] as const) {
      const huge = data[column].slice();
      huge[4] = value;
      expect(codeOf(() => model.fit({ ...data, [column]: huge }))).toBe("history.huge");
    }
  });

  test("a fit of another model, or without a parameter, is not loaded; a refused one is", () => {
    expect(codeOf(() => paretoNbd.load(any(saved)))).toBe("fit.invalid");
    const { r, ...fewer } = saved.params;
    expect(codeOf(() => bgNbd.load({ ...saved, params: any(fewer) }))).toBe("params.invalid");
    expect(codeOf(() => bgNbd.load({ ...saved, params: { ...saved.params, r: NaN } }))).toBe(
      "params.invalid",
    );
    expect(bgNbd.load({ ...saved, status: "refused", params: any({}) }).status).toBe("refused");
    expect(r).toBeGreaterThan(0);
  });

  test("no options are the usual ones, or a code", () => {
    expect(bgNbd.fit(data, any(null)).params).toEqual(fit.params);
    for (const other of [null, undefined, 3]) {
      expect(codeOf(() => fit.discountedExpectedTransactions(data, any(other)))).toBe("rate.invalid");
      expect(codeOf(() => predictOrders(saved, 5, data, any(other)))).toBe("level.invalid");
      expect(codeOf(() => bootstrap(saved, data, any(other)))).toBe("seed.invalid");
    }
  });

  test("values: fits, customers, amounts", () => {
    const asks = [
      (more: object) => clv({ ...worth, draws: 10, ...more }),
      (more: object) => totalValue({ ...worth, draws: 10, ...more }),
      (more: object) => valuation({ ...worth, ...more }).at({ ...worth, ...more }),
    ];
    for (const ask of asks) {
      for (const other of strange) {
        expect(codeOf(() => ask({ transactions: other }))).toBe("fit.invalid");
        expect(codeOf(() => ask({ who: other }))).toBe("history.column");
        if (other !== 3) expect(codeOf(() => ask({ spend: other }))).toMatch(/^(spend|fit)\.invalid$/);
      }
      for (const margin of [NaN, Infinity, 1e200, "0.3", null])
        expect(codeOf(() => ask({ margin }))).toBe("margin.invalid");
      expect(codeOf(() => ask({ spend: 1e200 }))).toBe("spend.invalid");
      expect(codeOf(() => ask({ who: data }))).toBe("history.column");
      expect(codeOf(() => ask({ who: { ...data, spend: data.x.slice(1) } }))).toBe("history.length");
      expect(codeOf(() => ask({ who: { ...data, spend: data.x.map(() => Infinity) } }))).toBe(
        "history.not-finite",
      );
      const nobody = new Float64Array(0);
      expect(codeOf(() => ask({ who: { x: nobody, tx: nobody, T: nobody, spend: nobody } }))).toMatch(
        /^answered/,
      );
    }
  });

  test("a column of words as a file of text gives them is not taken for numbers", () => {
    for (const column of ["x", "tx", "T"] as const) {
      const words = { ...data, [column]: [...data[column]].map(String) };
      expect(codeOf(() => bgNbd.fit(any(words)))).toBe("history.not-finite");
      expect(codeOf(() => fit.probabilityAlive(any(words)))).toBe("history.not-finite");
    }
    expect(codeOf(() => gammaGamma.fit(any({ x: ["1", "2"], spend: [3, 4] })))).toBe("history.not-finite");
  });

  test("one customer explained", () => {
    const terms = { transactions: saved, spend: 10, annualRate: 0.1, horizon: 10, margin: 0.3 };
    const one = { x: 2, tx: 10, T: 30, spend: 8 };
    for (const name of ["x", "tx", "T"] as const)
      expect(codeOf(() => explain(any({ ...one, [name]: "3" }), terms))).toBe("history.not-finite");
    expect(codeOf(() => explain(any(null), terms))).toBe("history.not-finite");
    expect(codeOf(() => explain(one, any(null)))).toBe("fit.invalid");
    for (const value of [NaN, Infinity, "20"])
      expect(codeOf(() => explain(one, { ...terms, spend: any(value) }))).toBe("spend.invalid");
    expect(codeOf(() => explain(one, { ...terms, margin: NaN }))).toBe("margin.invalid");
  });

  test("orders and comparisons", () => {
    for (const other of [null, undefined, 3, {}, { customer: "abc" }])
      for (const ask of [backtest, compareOrders])
        expect(codeOf(() => ask(any({ orders: other, models: ["bg-nbd"], unit: "week", horizon: 5 })))).toBe(
          "orders.none",
        );
    const orders = { customer: Float64Array.of(0, 1e9), day: Float64Array.of(3, 4) };
    expect(codeOf(() => backtest(any({ orders, models: ["bg-nbd"], unit: "week", horizon: 5 })))).toBe(
      "orders.customer",
    );
    for (const other of strange)
      expect(codeOf(() => compare(any(other), { models: ["bg-nbd"] }))).toBe("history.column");
  });

  test("covariates", () => {
    const columns = { purchase: { age: data.x.map((_, i) => (i * 7) % 11) } };
    const found = covariates.fit("bg-nbd", data, columns);
    const likelihood = (...args: readonly unknown[]) =>
      codeOf(() => covariates.logLikelihood(...(args as Parameters<typeof covariates.logLikelihood>)));
    for (const other of strange) {
      expect(codeOf(() => covariates.fit("bg-nbd", any(other), columns))).toBe("history.column");
      expect(codeOf(() => covariates.fit("bg-nbd", data, any(other)))).toBe("covariates.none");
      expect(codeOf(() => covariates.fit(any(other), data, columns))).toBe("model.unknown");
      expect(codeOf(() => covariates.load(any(other)))).toBe("fit.invalid");
      expect(codeOf(() => found.at(any(other)))).toBe("covariates.missing");
      expect(codeOf(() => found.probabilityAlive(any(other), columns))).toBe("history.column");
      expect(codeOf(() => found.probabilityAlive(data, any(other)))).toBe("covariates.missing");
      expect(codeOf(() => found.expectedTransactions(5, any(other)))).toBe("covariates.missing");
      expect(likelihood("bg-nbd", other, [0], data, columns)).toBe("params.invalid");
      expect(likelihood("bg-nbd", found.params, other, data, columns)).toBe("params.invalid");
      expect(likelihood("bg-nbd", found.params, [0], other, columns)).toBe("history.column");
    }
    for (const column of [null, undefined, 3, "age", {}, { length: data.x.length }])
      expect(codeOf(() => covariates.fit("bg-nbd", data, { purchase: { age: any(column) } }))).toBe(
        "history.column",
      );
    expect(codeOf(() => covariates.fit("bg-nbd", data, { purchase: { age: data.x.slice(1) } }))).toBe(
      "covariates.length",
    );
    expect(codeOf(() => covariates.fit("bg-nbd", data, { ...columns, starts: 0 }))).toBe("search.invalid");
    expect(likelihood("bg-nbd", found.params, [0, 1], data, columns)).toBe("params.invalid");
    expect(likelihood("bg-nbd", found.params, [0.1], data, columns)).toMatch(/^answered/);
    expect(codeOf(() => covariates.load({ ...found.toJSON(), coefficients: any(null) }))).toBe("fit.invalid");
  });

  test("spend", () => {
    for (const other of strange) {
      expect(codeOf(() => gammaGamma.fit(any(other)))).toBe("history.column");
      expect(codeOf(() => chooseSpend(any(other)))).toBe("history.column");
      expect(codeOf(() => gammaGamma.load(any(other)))).toBe("fit.invalid");
      expect(codeOf(() => gammaGamma.logLikelihood(any(other), { x: data.x, spend: data.x }))).toBe(
        "params.invalid",
      );
    }
    expect(codeOf(() => gammaGamma.fit({ x: data.x, spend: data.x }, { starts: 0 }))).toBe("search.invalid");
  });
});
