import { describe, expect, test } from "vitest";
import {
  bgNbd,
  covariates,
  ModelRefused,
  paretoNbd,
  type SavedCovariateFit,
} from "../../../src/models/index";
import { simulateCovariates, type Truth } from "./simulated";

const BG: Truth = { model: "bg-nbd", params: [0.8, 6, 0.8, 2.5], purchase: [0.6, -0.3], dropout: [0.8, 0.4] };
const PARETO: Truth = {
  model: "pareto-nbd",
  params: [0.8, 6, 0.7, 12],
  purchase: [0.6, -0.3],
  dropout: [0.9, 0.4],
};

const fitTo = (truth: Truth, customers: number, seed: number, more = {}) => {
  const { data, shop, age } = simulateCovariates(truth, customers, seed);
  const columns = { shop, age };
  return {
    data,
    columns: { purchase: columns, dropout: columns },
    fit: covariates.fit(truth.model, data, { purchase: columns, dropout: columns, ...more }),
  };
};

describe("the likelihood with covariates", () => {
  const { data, shop, age } = simulateCovariates(BG, 60, 3);
  const options = { purchase: { shop, age }, dropout: { age } };

  for (const [model, params, form] of [
    ["bg-nbd", { r: 0.7, alpha: 5, a: 0.9, b: 2 }, "odds"],
    ["bg-nbd", { r: 0.7, alpha: 5, a: 0.9, b: 2 }, "beta"],
    ["mbg-nbd", { r: 0.7, alpha: 5, a: 0.9, b: 2 }, "odds"],
    ["pareto-nbd", { r: 0.7, alpha: 5, s: 0.6, beta: 9 }, "odds"],
  ] as const) {
    test(`${model} (${form}): gradient and Hessian are those of the value`, () => {
      const full = { ...options, dropoutForm: form };
      const gamma = form === "beta" ? [0.3, -0.2, 0.5, -0.4] : [0.3, -0.2, 0.5];
      const names = Object.keys(params);
      const start = [...Object.values<number>(params).map(Math.log), ...gamma];
      const at = (v: readonly number[]) => {
        const record = Object.fromEntries(names.map((name, i) => [name, Math.exp(v[i]!)]));
        return covariates.logLikelihood(model, record, v.slice(names.length), data, full);
      };
      const { gradient, hessian } = at(start);
      start.forEach((_, i) => {
        const h = 1e-5;
        const up = at(start.map((v, j) => (j === i ? v + h : v)));
        const down = at(start.map((v, j) => (j === i ? v - h : v)));
        expect(Math.abs((up.value - down.value) / (2 * h) - gradient[i]!)).toBeLessThan(
          1e-5 * Math.max(1, Math.abs(gradient[i]!)),
        );
        start.forEach((__, j) => {
          const curve = (up.gradient[j]! - down.gradient[j]!) / (2 * h);
          const given = hessian[i * start.length + j]!;
          expect(Math.abs(curve - given)).toBeLessThan(1e-5 * Math.max(1, Math.abs(given)));
        });
      });
    });
  }

  test("is the sum over customers of the plain one at each one's own parameters", () => {
    const params = { r: 0.7, alpha: 5, a: 0.9, b: 2 };
    const { value } = covariates.logLikelihood("bg-nbd", params, [0.3, -0.2, 0.5], data, options);
    let sum = 0;
    for (let i = 0; i < 60; i++) {
      const one = (column: Float64Array) => column.slice(i, i + 1);
      const own = {
        ...params,
        alpha: 5 * Math.exp(-(0.3 * shop[i]! - 0.2 * age[i]!)),
        a: 0.9 * Math.exp(0.5 * age[i]!),
      };
      sum += bgNbd.logLikelihood(own, {
        unit: "week",
        x: one(data.x),
        tx: one(data.tx),
        T: one(data.T),
      }).value;
    }
    expect(value).toBeCloseTo(sum, 9);
  });

  test("P18: columns of zeros change no bit of it", () => {
    const params = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
    const zero = { zero: new Float64Array(60) };
    const with0 = covariates.logLikelihood("pareto-nbd", params, [3, -2], data, {
      purchase: zero,
      dropout: zero,
    });
    expect(with0.value).toBe(paretoNbd.logLikelihood(params, data).value);
  });
});

describe("a fit with covariates", () => {
  for (const truth of [BG, PARETO]) {
    test(`${truth.model}: finds what moved the simulated customers`, { timeout: 60_000 }, () => {
      const { fit } = fitTo(truth, 2500, 11, { centre: "zero" });
      expect(fit.status).toBe("verified");
      const wanted = [...truth.purchase, ...truth.dropout];
      fit.coefficients.forEach(({ value, standardError }, c) => {
        expect(Math.abs(value - wanted[c]!) / standardError!).toBeLessThan(4);
        expect(standardError!).toBeLessThan(0.4);
      });
      Object.values(fit.params).forEach((value, i) => {
        expect(Math.abs(Math.log(value / truth.params[i]!))).toBeLessThan(0.5);
      });
      expect(fit.overall!.df).toBe(4);
      expect(fit.overall!.p).toBeLessThan(1e-6);
      // Wald and likelihood-ratio tests agree where there is much data.
      for (const { z, likelihoodRatio } of fit.coefficients)
        expect(Math.abs(z! ** 2 / likelihoodRatio!.chiSquared - 1)).toBeLessThan(0.35);
    });
  }

  test("with effects of zero, predictions are the plain model's bit for bit", () => {
    const { fit, data, columns } = fitTo(BG, 400, 5);
    const none: SavedCovariateFit = {
      ...fit.toJSON(),
      coefficients: fit.coefficients.map((one) => ({ ...one, value: 0 })),
    };
    const still = covariates.load(JSON.parse(JSON.stringify(none)) as SavedCovariateFit);
    const plain = bgNbd.load({ ...bgNbd.fit(data).toJSON(), params: fit.params });
    expect(still.probabilityAlive(data, columns)).toEqual(plain.probabilityAlive(data));
    expect(still.conditionalExpectedTransactions(13, data, columns)).toEqual(
      plain.conditionalExpectedTransactions(13, data),
    );
    const o = { annualRate: 0.1, horizon: "infinite" as const };
    expect(still.discountedExpectedTransactions(data, columns, o)).toEqual(
      plain.discountedExpectedTransactions(data, o),
    );
  });

  test("each customer is predicted with its own columns", () => {
    const { fit, data, columns } = fitTo(PARETO, 400, 6);
    const all = fit.conditionalExpectedTransactions({ weeks: 20 }, data, columns);
    for (const i of [0, 57, 399]) {
      const values = { shop: columns.purchase.shop[i]!, age: columns.purchase.age[i]! };
      const who = { x: data.x.slice(i, i + 1), tx: data.tx.slice(i, i + 1), T: data.T.slice(i, i + 1) };
      const own = fit.at({ purchase: values, dropout: values });
      expect(own.conditionalExpectedTransactions({ weeks: 20 }, who)[0]).toBe(all[i]);
      expect(own.covariance).toHaveLength(16);
    }
    expect(fit.expectedTransactions(52, columns)).toHaveLength(400);
  });

  test("is the same whatever the unit, the centre and the order of rows", () => {
    const { data, shop, age } = simulateCovariates(BG, 700, 8);
    const first = covariates.fit("bg-nbd", data, { purchase: { shop, age }, dropout: { shop } });
    const far = age.map((v) => 40 + 12 * v);
    const turn = (column: Float64Array) => column.slice().reverse();
    const other = covariates.fit(
      "bg-nbd",
      { unit: "week", x: turn(data.x), tx: turn(data.tx), T: turn(data.T) },
      { purchase: { shop: turn(shop), age: turn(far) }, dropout: { shop: turn(shop) }, centre: "zero" },
    );
    expect(other.logLikelihood).toBeCloseTo(first.logLikelihood, 6);
    expect(other.coefficients[1]!.value * 12).toBeCloseTo(first.coefficients[1]!.value, 4);
    expect(other.coefficients[1]!.z!).toBeCloseTo(first.coefficients[1]!.z!, 3);
    const shopper = { shop: 1 };
    const a = first.at({ purchase: { shop: 1, age: 0.5 }, dropout: shopper }).expectedTransactions(52);
    const b = other.at({ purchase: { shop: 1, age: 46 }, dropout: shopper }).expectedTransactions(52);
    expect(b).toBeCloseTo(a, 4);
  });

  test("a prior pulls coefficients in, and is not mistaken for a test", () => {
    const free = fitTo(BG, 800, 9).fit;
    const { fit } = fitTo(BG, 800, 9, { prior: { sd: 0.1 } });
    const size = (of: typeof fit) => of.coefficients.reduce((sum, { value }) => sum + value ** 2, 0);
    expect(size(fit)).toBeLessThan(size(free));
    expect(fit.logLikelihood).toBeLessThan(free.logLikelihood);
    expect(fit.prior).toEqual({ sd: 0.1 });
    expect(fit.overall).toBeNull();
    expect(fit.coefficients.every(({ likelihoodRatio }) => likelihoodRatio === null)).toBe(true);
  });
});

describe("what is not identified is refused", () => {
  const { data, shop, age } = simulateCovariates(BG, 1200, 4);
  const refusedFor = (code: string, fit: ReturnType<typeof covariates.fit>) => {
    expect(fit.reasons.map((reason) => reason.code)).toContain(code);
    expect(fit.status).toBe("refused");
    expect(() => fit.at({ purchase: { shop: 0 } })).toThrow(ModelRefused);
    return fit;
  };

  test("a constant column", () => {
    refusedFor(
      "covariate-constant",
      covariates.fit("bg-nbd", data, { purchase: { same: new Float64Array(1200).fill(3) } }),
    );
  });
  test("columns that add up, even under a prior", () => {
    const sum = shop.map((v, i) => 2 * v - age[i]!);
    const fit = refusedFor(
      "covariates-collinear",
      covariates.fit("bg-nbd", data, { purchase: { shop, age, sum }, prior: { sd: 1 } }),
    );
    expect(fit.reasons[0]!.params["columns"]).toEqual(["shop", "age", "sum"]);
  });
  test("a group in which nobody buys again", () => {
    const never = data.x.map((x, i) => (x === 0 && i % 4 === 0 ? 1 : 0));
    refusedFor("covariate-separates", covariates.fit("bg-nbd", data, { purchase: { never } }));
  });
  test("more coefficients than repeat customers bear", () => {
    const few = {
      unit: "week" as const,
      x: data.x.slice(0, 40),
      tx: data.tx.slice(0, 40),
      T: data.T.slice(0, 40),
    };
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, c) => [`c${c}`, few.x.map((_v, i) => Math.sin(i * (c + 1)))]),
    );
    refusedFor("covariates-too-many", covariates.fit("bg-nbd", few, { purchase: many }));
  });
  test("what the plain model refuses", () => {
    const none = {
      unit: "week" as const,
      x: new Float64Array(50),
      tx: new Float64Array(50),
      T: new Float64Array(50).fill(9),
    };
    refusedFor("no-repeat", covariates.fit("bg-nbd", none, { purchase: { shop: shop.slice(0, 50) } }));
  });
  test("dropout columns where nobody leaves; purchase columns are fitted there all the same", () => {
    const stays = simulateCovariates({ ...BG, params: [1.5, 6, 1e-9, 1], dropout: [0, 0] }, 800, 5);
    const columns = { shop: stays.shop };
    refusedFor("covariates-without-dropout", covariates.fit("bg-nbd", stays.data, { dropout: columns }));
    const fit = covariates.fit("bg-nbd", stays.data, { purchase: columns });
    expect(fit.status).toBe("boundary");
    expect(fit.coefficients[0]!.value).toBeGreaterThan(0.3);
    const alive = fit.probabilityAlive(stays.data, { purchase: columns });
    expect(alive.every((p) => p === 1)).toBe(true);
  });

  test("columns that do not fit the rows are errors", () => {
    const short = { shop: shop.slice(1) };
    expect(() => covariates.fit("bg-nbd", data, { purchase: short })).toThrow("covariates.length");
    const hole = shop.map((v, i) => (i === 7 ? NaN : v));
    expect(() => covariates.fit("bg-nbd", data, { purchase: { hole } })).toThrow("covariates.not-finite");
    expect(() => covariates.fit("bg-nbd", data, {})).toThrow("covariates.none");
    expect(() => covariates.fit("bg-bb", data, { purchase: { shop } })).toThrow();
    expect(() => covariates.fit("bg-nbd", data, { purchase: { shop }, prior: { sd: 0 } })).toThrow(
      "covariates.prior",
    );
  });
});
