import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bgNbd, gammaGamma, mbgNbd, ModelRefused, nbd, paretoNbd } from "../../src/models";
import type { Histories, SavedFit, TransactionModel } from "../../src/models";
import { modelService } from "../../src/models/serve/service";
import { cdnowHistories } from "./cdnow";
import { onlineRetailHistories } from "./onlineRetail";
import { simulateHistories, simulateSpend } from "./simulated";

const folder = process.env["TENURE_DATA"];
const codes = (fit: SavedFit) => fit.reasons.map(({ code }) => code);
const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

describe("CDNOW sample, 39 weeks (needs TENURE_DATA)", { skip: !folder }, () => {
  let data: Histories & { readonly spend: Float64Array };
  let births: Float64Array;
  beforeAll(() => {
    const read = cdnowHistories(folder!);
    data = { unit: "week", x: read.x, tx: read.tx, T: read.T, spend: read.spend };
    births = read.born;
  });

  test.each([
    [
      bgNbd,
      -9582.429207,
      [0.242595, 4.413602, 0.792922, 2.425907],
      [0.0126, 0.378, 0.186, 0.705],
      1653.409,
      1917.278,
    ],
    [
      paretoNbd,
      -9594.976179,
      [0.553277, 10.577683, 0.60624, 11.668735],
      [0.0476, 0.843, 0.187, 6.21],
      1665.513,
      1051.875,
    ],
  ] as const)("$id", (model: TransactionModel, value, params, errors, expected, alive) => {
    const fit = model.fit(data);
    expect(fit.logLikelihood).toBeCloseTo(value, 4);
    expect(fit.status).toBe("verified");
    expect(fit.reasons).toEqual([]);
    expect(fit.checks.starts).toHaveLength(4);
    model.params.forEach((name, i) => {
      const natural = fit.params[name]!;
      expect(Math.abs(natural - params[i]!)).toBeLessThan(1e-3);
      const se = natural * Math.sqrt(fit.covariance![i * 4 + i]!);
      expect(Math.abs(se / errors[i]! - 1)).toBeLessThan(0.01);
    });
    expect(sum(fit.conditionalExpectedTransactions(39, data))).toBeCloseTo(expected, 2);
    expect(sum(fit.probabilityAlive(data))).toBeCloseTo(alive, 2);
  });

  test("NBD, and every model with dropout beats it", () => {
    const fit = nbd.fit(data);
    expect(fit.logLikelihood).toBeCloseTo(-9763.657615, 5);
    expect(fit.params["r"]).toBeCloseTo(0.38476613, 6);
    expect(fit.params["alpha"]).toBeCloseTo(12.07202266, 4);
  });

  test("Gamma–Gamma", () => {
    const fit = gammaGamma.fit(data);
    expect(fit.logLikelihood).toBeCloseTo(-4055.917695, 5);
    expect(fit.data.customers).toBe(946);
    expect(fit.status).toBe("verified");
    const expected = { p: 6.249572, q: 3.744225, gamma: 15.443521 };
    for (const name of ["p", "q", "gamma"] as const) expect(fit.params[name]).toBeCloseTo(expected[name], 5);
  });

  test("tracking by calendar week", () => {
    const at = Float64Array.from([1, 13, 26, 39, 52, 78], (week) => week * 7);
    const curve = (model: string) =>
      modelService.tracking({ fit: modelService.fit(model, data), births, at, seed: 1 }).cumulative;
    const bg = [4.4055, 722.5313, 1736.3484, 2501.5262, 3134.1043, 4165.6638];
    const pareto = [4.2153, 712.3852, 1742.8534, 2532.782, 3191.1375, 4275.3881];
    curve("bg-nbd").forEach((value, i) => expect(Math.abs(value - bg[i]!)).toBeLessThan(2e-4));
    curve("pareto-nbd").forEach((value, i) => expect(Math.abs(value - pareto[i]!)).toBeLessThan(3e-4));
  });
});

describe("Online Retail, one year (needs TENURE_DATA)", { skip: !folder }, () => {
  interface Truth {
    readonly logLikelihood: number;
    readonly params: Readonly<Record<string, number>>;
    readonly status: readonly string[];
  }
  let data: ReturnType<typeof onlineRetailHistories>;
  let truth: Readonly<Record<string, Truth>>;
  beforeAll(() => {
    data = onlineRetailHistories(folder!);
    const file = JSON.parse(readFileSync(join(folder!, "truth.json"), "utf8")) as {
      datasets: { online_retail: { fits: Record<string, Truth> } };
    };
    truth = file.datasets.online_retail.fits;
  }, 120_000);

  test.each(["bg-nbd", "pareto-nbd", "gamma-gamma"])("%s", (id) => {
    const { logLikelihood, params, status } = truth[id]!;
    const fit = id === "gamma-gamma" ? modelService.fitSpend(data).fit : modelService.fit(id, data);
    expect(Math.abs(fit.logLikelihood - logLikelihood)).toBeLessThan(1e-4);
    expect(status).toContain(fit.status);
    // a and b of BG/NBD lie on a ridge: only r and α are identified.
    for (const name of Object.keys(params).filter((name) => name !== "a" && name !== "b")) {
      expect(Math.abs(fit.params[name]! / params[name]! - 1)).toBeLessThan(1e-5);
    }
  });

  test("mbg-nbd: a hair above the limit that the truth file records as the maximum", () => {
    const { logLikelihood, params, status } = truth["mbg-nbd"]!;
    const fit = mbgNbd.fit(data);
    expect(fit.logLikelihood).toBeGreaterThan(logLikelihood);
    expect(fit.logLikelihood).toBeLessThan(logLikelihood + 0.02);
    expect(status).toContain(fit.status);
    for (const name of ["r", "alpha"] as const) {
      expect(Math.abs(fit.params[name] / params[name]! - 1)).toBeLessThan(1e-3);
    }
  });

  test("dropout is not identified, and predictions say so by being those of the NBD", () => {
    const fit = modelService.fit("pareto-nbd", data);
    expect(codes(fit)).toContain("dropout-none");
    const { alive, orders } = modelService.predict(fit, data, { weeks: 52 });
    expect(alive.every((p) => p === 1)).toBe(true);
    const without = nbd.fit(data).conditionalExpectedTransactions({ weeks: 52 }, data);
    orders.forEach((value, i) => expect(Math.abs(value / without[i]! - 1)).toBeLessThan(1e-6));
    const bg = modelService.fit("bg-nbd", data);
    expect(codes(bg)).toContain("dropout-not-identified");
    expect(Object.keys(modelService.intervals(bg)!)).toEqual(["r", "alpha"]);
  });
});

describe("simulated data", () => {
  const recovers = (model: TransactionModel, data: Histories, truth: Readonly<Record<string, number>>) => {
    const fit = model.fit(data);
    expect(fit.status).toBe("verified");
    model.params.forEach((name, i) => {
      const se = Math.sqrt(fit.covariance![i * model.params.length + i]!);
      expect(Math.abs(Math.log(fit.params[name]! / truth[name]!)) / se).toBeLessThan(4);
    });
  };

  test("Pareto/NBD is recovered (P25)", () => {
    const truth = { r: 0.8, alpha: 8, s: 0.9, beta: 18 };
    recovers(paretoNbd, simulateHistories(truth, 5000, 11, [300, 520]), truth);
  });

  test("BG/NBD is recovered (P25)", () => {
    const truth = { r: 0.5, alpha: 9, a: 0.8, b: 2.5 };
    recovers(bgNbd, simulateHistories(truth, 5000, 12, [300, 520]), truth);
  });

  test("Gamma–Gamma is recovered (P25)", () => {
    const x = simulateHistories({ r: 1, alpha: 6 }, 5000, 13).x;
    const truth = { p: 6.25, q: 3.74, gamma: 15.44 };
    const fit = gammaGamma.fit({ x, spend: simulateSpend(x, [6.25, 3.74, 15.44], 14) });
    expect(fit.status).toBe("verified");
    (["p", "q", "gamma"] as const).forEach((name, i) => {
      const se = Math.sqrt(fit.covariance![i * 3 + i]!);
      expect(Math.abs(Math.log(fit.params[name] / truth[name])) / se).toBeLessThan(4);
    });
  });

  test("where nobody leaves, both models end at or near the NBD and say so", () => {
    const data = simulateHistories({ r: 0.9, alpha: 5 }, 1500, 3);
    const limit = nbd.fit(data);
    for (const model of [bgNbd, paretoNbd] as const) {
      const fit = model.fit(data) as TransactionModel extends never
        ? never
        : ReturnType<TransactionModel["fit"]>;
      expect(["boundary", "weak"]).toContain(fit.status);
      expect(codes(fit).some((code) => code.startsWith("dropout-n"))).toBe(true);
      expect(fit.logLikelihood).toBeGreaterThan(limit.logLikelihood - 1e-4);
      expect(fit.logLikelihood).toBeLessThan(limit.logLikelihood + 1.92);
      const mine = sum(fit.conditionalExpectedTransactions(26, data));
      expect(mine / sum(limit.conditionalExpectedTransactions(26, data))).toBeGreaterThan(0.9);
    }
  });

  test("the best of many perturbations (P11)", () => {
    const data = simulateHistories({ r: 0.6, alpha: 9, s: 0.7, beta: 14 }, 800, 21);
    for (const model of [bgNbd, paretoNbd] as readonly TransactionModel[]) {
      const fit = model.fit(data);
      let seed = 1;
      for (let i = 0; i < 100; i++) {
        seed = (seed * 16807) % 2147483647;
        const params = Object.fromEntries(
          model.params.map((name, j) => [name, fit.params[name]! * Math.exp(0.3 * Math.sin(seed * (j + 1)))]),
        );
        expect(model.logLikelihood(params, data).value).toBeLessThanOrEqual(fit.logLikelihood + 1e-9);
      }
    }
  });

  test("another unit of time gives the same model (P13)", () => {
    const weeks = simulateHistories({ r: 0.6, alpha: 9, s: 0.7, beta: 14 }, 800, 22);
    const days = {
      ...weeks,
      unit: "day" as const,
      tx: weeks.tx.map((t) => t * 7),
      T: weeks.T.map((t) => t * 7),
    };
    const [a, b] = [paretoNbd.fit(weeks), paretoNbd.fit(days)];
    expect(b.params.alpha / a.params.alpha).toBeCloseTo(7, 6);
    expect(b.params.s).toBeCloseTo(a.params.s, 6);
    const year = { years: 1 };
    const [x, y] = [
      a.conditionalExpectedTransactions(year, weeks),
      b.conditionalExpectedTransactions(year, days),
    ];
    x.forEach((value, i) => expect(Math.abs(y[i]! / value - 1)).toBeLessThan(1e-6));
  });

  test("a subsample start reaches the same maximum as the whole", () => {
    const data = simulateHistories({ r: 0.55, alpha: 10.6, s: 0.61, beta: 11.7 }, 90_000, 5);
    const quick = bgNbd.fit(data);
    const whole = bgNbd.fit(data, { starts: 1 });
    expect(quick.checks.starts).toHaveLength(4);
    expect(quick.logLikelihood).toBeCloseTo(whole.logLikelihood, 5);
  });
});

describe("refused", () => {
  const rows = (list: readonly (readonly [number, number, number])[]): Histories => ({
    unit: "week",
    x: Float64Array.from(list, ([x]) => x),
    tx: Float64Array.from(list, ([, tx]) => tx),
    T: Float64Array.from(list, ([, , T]) => T),
  });
  const many = (n: number, row: readonly [number, number, number]) =>
    rows(Array.from({ length: n }, () => row));

  test.each([
    ["no-customers", rows([])],
    ["too-few-customers", rows([[3, 10, 20]])],
    [
      "too-few-customers",
      rows([
        [3, 10, 20],
        [0, 0, 20],
        [1, 5, 9],
      ]),
    ],
    ["no-repeat", many(400, [0, 0, 30])],
    ["no-time", many(400, [0, 0, 0])],
    ["too-few-repeaters", rows([...Array.from({ length: 50 }, () => [0, 0, 30] as const), [1, 4, 30]])],
  ])("%s", (code, data) => {
    for (const model of [bgNbd, mbgNbd, paretoNbd, nbd] as readonly TransactionModel[]) {
      const fit = model.fit(data);
      expect(fit.status).toBe("refused");
      expect(codes(fit)).toEqual([code]);
      const predictions = [
        () => fit.expectedTransactions(5),
        () => fit.probabilityAlive(data),
        () => fit.conditionalExpectedTransactions(5, data),
        () => fit.probabilityOfCount(1, 5),
        () => fit.discountedExpectedTransactions(data, { annualRate: 0.1, horizon: 10 }),
        () => fit.draw(1),
        () => fit.sample(data, 5, 1),
      ];
      for (const predict of predictions) expect(predict).toThrow(ModelRefused);
      // It survives the way through a file.
      const again = model.load(JSON.parse(JSON.stringify(fit)) as typeof fit);
      expect(() => again.expectedTransactions(5)).toThrow(ModelRefused);
    }
  });

  test.each([
    ["no-spend", Float64Array.of(0, 0, 3), Float64Array.of(0, 0, -5)],
    ["too-few-spenders", Float64Array.of(1, 2, 3), Float64Array.of(10, 20, 30)],
    ["spend-no-variation", new Float64Array(80).fill(2), new Float64Array(80).fill(19.99)],
  ])("spend: %s", (code, x, spend) => {
    const { fit, mean } = modelService.fitSpend({ x, spend });
    expect(fit.status).toBe("refused");
    expect(codes(fit)).toEqual([code]);
    expect(mean).toBeNull();
    expect(() => gammaGamma.load(fit as never).expectedSpend()).toThrow(ModelRefused);
  });

  test("spend whose mean does not exist (q ≤ 1)", () => {
    const x = new Float64Array(3000).fill(3);
    const fit = gammaGamma.fit({ x, spend: simulateSpend(x, [2, 0.6, 10], 4) });
    expect(fit.status).toBe("refused");
    expect(codes(fit)).toContain("spend-mean-infinite");
  });

  test.each([
    ["history.late", rows([[1, 9, 5]])],
    ["history.tx-without-x", rows([[0, 3, 5]])],
    ["history.x-without-tx", rows([[2, 0, 5]])],
    ["history.fraction", rows([[1.5, 2, 5]])],
    ["history.negative", rows([[0, 0, -5]])],
    ["history.not-finite", rows([[0, 0, NaN]])],
    ["history.length", { ...rows([[0, 0, 5]]), T: new Float64Array(2) }],
    ["history.weight", { ...rows([[0, 0, 5]]), weight: Float64Array.of(0) }],
  ])("impossible rows: %s", (code, data) => {
    expect(() => bgNbd.fit(data)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
