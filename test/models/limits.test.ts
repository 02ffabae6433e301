import { describe, expect, test } from "vitest";
import { betaMean } from "../../src/math/betaMean";
import { digamma, digammaStep, trigamma, trigammaStep } from "../../src/math/gamma";
import { random } from "../../src/math/random";
import { integrate } from "../../src/math/quadrature";
import { bgNbd, gammaGamma, mbgNbd, nbd, paretoNbd } from "../../src/models";
import type { Histories, TransactionFit, TransactionModel } from "../../src/models";
import { MANY_ARRIVALS, manyArrivals } from "../../src/models/laws/arrivals";
import { bgNbdLaw } from "../../src/models/bgNbd/law";
import { negativeBinomial } from "../../src/models/laws/negativeBinomial";
import { paretoNbdLaw } from "../../src/models/paretoNbd/law";
import { modelService } from "../../src/models/serve/service";
import { people, spenders } from "./rows";

const models: readonly TransactionModel[] = [bgNbd, mbgNbd, paretoNbd];
const codes = (fit: { reasons: readonly { code: string }[] }) => fit.reasons.map(({ code }) => code);
const relative = (a: number, b: number) => Math.abs(a / b - 1);
const weekly = (i: number): readonly [number, number, number] => {
  const T = 100 + ((i * 37) % 201);
  return [Math.floor(T / 7), 7 * Math.floor(T / 7), T];
};
/** Everybody buys at a pace of 0.1 a day and leaves at a rate of 0.01 a day. */
const alike = (customers: number, seed: number): Histories => {
  const g = random(seed);
  return people(customers, (i) => {
    const T = 150 + (i % 80);
    const end = Math.min(T, 100 * g.exponential());
    let [x, tx] = [0, 0];
    for (let t = 10 * g.exponential(); t <= end; t += 10 * g.exponential()) [x, tx] = [x + 1, t];
    return [x, tx, T];
  });
};
/** lnL of Poisson purchases at one pace until an end that is exponential at one rate. */
const poissonUntil = (data: Histories, rate: number, end: number): number => {
  const sum = rate + end;
  return data.x.reduce((lnL, x, i) => {
    const part = (end / sum) * Math.exp(-sum * data.tx[i]!) + (rate / sum) * Math.exp(-sum * data.T[i]!);
    return lnL + x * Math.log(rate) + Math.log(part);
  }, 0);
};

describe("fits that run off", () => {
  test.each([60, 600])("%i weekly buyers: one pace, nobody leaves", (n) => {
    const data = people(n, weekly);
    const rate = data.x.reduce((a, b) => a + b) / data.T.reduce((a, b) => a + b);
    for (const model of models) {
      const fit = model.fit(data);
      expect(fit.status).toBe("boundary");
      expect(codes(fit)).toEqual(expect.arrayContaining(["dropout-none", "rates-homogeneous"]));
      fit.conditionalExpectedTransactions(365, data).forEach((orders) => {
        expect(relative(orders, rate * 365)).toBeLessThan(1e-6);
      });
      expect(fit.probabilityAlive(data).every((p) => p === 1)).toBe(true);
      const scores = modelService.score({
        fit: fit.toJSON(),
        spend: 10,
        who: { ...data, spend: data.x },
        annualRate: 0.1,
        horizon: 365,
        margin: 0.3,
        level: 0.95,
        seed: 1,
        draws: 50,
      });
      for (const column of [scores.orders, scores.clv, scores.low, scores.high]) {
        expect(column.every(Number.isFinite)).toBe(true);
      }
      // Poisson counts discounted over a year: no interval without width, none far too wide.
      expect(scores.total.low).toBeLessThan(scores.total.value);
      expect(scores.total.high).toBeGreaterThan(scores.total.value);
      expect(scores.total.high / scores.total.low).toBeLessThan(1.25);
    }
  });

  test("models that share a limit end at one likelihood", () => {
    const data = people(80, (i) => [10, 70, 200 + i]);
    const [mbg, pareto] = [mbgNbd.fit(data), paretoNbd.fit(data)];
    for (const fit of [bgNbd.fit(data), mbg, pareto]) {
      expect(codes(fit)).toEqual(expect.arrayContaining(["rates-homogeneous", "dropout-homogeneous"]));
      expect(fit.checks.starts.every((value) => Math.abs(value - fit.logLikelihood) < 1e-3)).toBe(true);
    }
    expect(Math.abs(mbg.logLikelihood - pareto.logLikelihood)).toBeLessThan(1e-5);
    const rate = pareto.params.r / pareto.params.alpha;
    const end = pareto.params.s / pareto.params.beta;
    expect(Math.abs(pareto.logLikelihood - poissonUntil(data, rate, end))).toBeLessThan(1e-5);
  });

  test("everybody leaves at the first chance", () => {
    const fit = bgNbd.fit(people(3000, (i) => (i < 6 ? [1, 30 + i, 300] : [0, 0, 300 - (i % 40)])));
    expect(fit.status).toBe("boundary");
    expect(codes(fit)).toContain("dropout-at-once");
  });

  test("spend: one mean for all, and one price for each", () => {
    const noise = spenders(500, (i) => [1, 10 + (i % 2)]);
    const alone = gammaGamma.fit(noise);
    expect(codes(alone)).toContain("spend-homogeneous");
    const mean = noise.spend.reduce((a, b) => a + b) / 500;
    alone.conditionalExpectedSpend(noise).forEach((z) => expect(relative(z, mean)).toBeLessThan(1e-5));
    const prices = spenders(200, (i) => [1 + (i % 3), i % 2 ? 10 : 20]);
    const constant = gammaGamma.fit(prices);
    expect(codes(constant)).toContain("spend-constant");
    constant.conditionalExpectedSpend(prices).forEach((z, i) => {
      expect(relative(z, prices.spend[i]!)).toBeLessThan(1e-6);
    });
  });
});

describe("likelihoods far out", () => {
  const data = alike(60, 9);
  const near = (k: number) => ({ r: 0.1 * k, alpha: k });

  test.each([1e8, 1e11, 1e14])("r, α of %d: as close to the limit as they should be", (k) => {
    for (const [model, rest] of [
      [bgNbd, { a: 0.5, b: 3 }],
      [mbgNbd, { a: 0.5, b: 3 }],
      [paretoNbd, { s: 0.7, beta: 60 }],
    ] as const) {
      const value = (scale: number) =>
        (model as TransactionModel).logLikelihood({ ...near(scale), ...rest }, data).value;
      expect(Math.abs(value(k) - value(1e16))).toBeLessThan(1e6 / k + 1e-9);
    }
  });

  test("both pairs far: Poisson purchases until an exponential end", () => {
    const [rate, end] = [0.1, 0.01];
    const lnL = poissonUntil(data, rate, end);
    for (const k of [1e12, 1e15]) {
      const at = { r: rate * k, alpha: k, s: (end * k) / 30, beta: k / 30 };
      const { value } = paretoNbd.logLikelihood(at, data);
      expect(Math.abs(value - lnL)).toBeLessThan(1e-6);
    }
  });
});

describe("one pace, some leave at once and the others hardly ever", () => {
  /** x ln λ + ln(e^{−λT} S(T) + ∫ e^{−λu} s βˢ (β+u)^{−s−1} du), panel by panel in ln(β + u). */
  const poissonOrGone = (x: number, tx: number, T: number, rate: number, s: number, beta: number): number => {
    const [from, to] = [Math.log(beta + tx), Math.log(beta + T)];
    const panels = Math.ceil(2 * (to - from));
    let sum = Math.exp(-rate * T - s * Math.log1p(T / beta));
    for (let i = 0; i < panels; i++) {
      const [a, b] = [i, i + 1].map((k) => from + (k * (to - from)) / panels) as [number, number];
      const f = (w: number) => s * Math.exp(-s * (w - Math.log(beta)) - rate * (Math.exp(w) - beta));
      sum += integrate(f, a, b, 16);
    }
    return x * Math.log(rate) + Math.log(sum);
  };

  test.each([1e-2, 1e-6, 1e-10, 1e-14])("Pareto/NBD likelihood at β = %d", (beta) => {
    for (const scale of [1e9, 1e13]) {
      for (const [x, tx, T] of [
        [0, 0, 0],
        [0, 0, 130],
        [1, 88, 120],
        [4, 97, 101],
      ] as const) {
        const data: Histories = {
          unit: "day",
          x: Float64Array.of(x),
          tx: Float64Array.of(tx),
          T: Float64Array.of(T),
        };
        const at = { r: 0.02 * scale, alpha: scale, s: 0.004, beta };
        const { value } = paretoNbd.logLikelihood(at, data);
        expect(Math.abs(value - poissonOrGone(x, tx, T, 0.02, 0.004, beta)), `${x} ${tx} ${T}`).toBeLessThan(
          1e-10 + 1e4 / scale,
        );
      }
    }
  });

  test("it is fitted: the same edge whichever model is asked, and better than if nobody left", () => {
    const data = people(400, (i) =>
      i % 2 ? [0, 0, 0] : i % 4 ? [0, 0, 120] : [2 + (i % 3), 90 + (i % 9), 120],
    );
    const [nobody, pareto, mbg] = [nbd, paretoNbd, mbgNbd].map((model) => model.fit(data)) as [
      TransactionFit,
      TransactionFit,
      TransactionFit,
    ];
    for (const fit of [pareto, mbg]) {
      expect(fit.status).toBe("boundary");
      expect(codes(fit)).toEqual(expect.arrayContaining(["rates-homogeneous", "parameter-at-zero"]));
      expect(fit.checks.gradient).toBeLessThan(1e-6);
      expect(fit.logLikelihood).toBeGreaterThan(nobody.logLikelihood + 5);
    }
    // Pareto lives are spread over all scales: it comes near the other's limit and does not reach it.
    expect(pareto.logLikelihood).toBeLessThanOrEqual(mbg.logLikelihood + 1e-6);
  });
});

describe("predictions far out", () => {
  test("BG/NBD with one chance p of leaving: (1 − e^{−λpt})/p", () => {
    for (const k of [1e6, 1e10, 1e15]) {
      const law = bgNbdLaw(0.2 * k, k, 0.25 * k, 0.75 * k);
      const exact = -Math.expm1(-0.2 * 0.25 * 30) / 0.25;
      expect(relative(law.ordersIfAlive(3, 50, 30), exact)).toBeLessThan(300 / k + 1e-12);
      expect(relative(law.survival(3, 50, 30), Math.exp(-0.2 * 0.25 * 30))).toBeLessThan(300 / k + 1e-12);
      const mass = law.pmf(30, 60).reduce((a, b) => a + b);
      expect(Math.abs(mass - 1)).toBeLessThan(1e-9);
    }
  });

  test("Pareto/NBD with one rate of leaving: (λ/μ)(1 − e^{−μt})", () => {
    for (const k of [1e6, 1e10, 1e15]) {
      const law = paretoNbdLaw(0.2 * k, k, 0.05 * k, k);
      const exact = (0.2 / 0.05) * -Math.expm1(-0.05 * 30);
      expect(relative(law.ordersIfAlive(3, 50, 30), exact)).toBeLessThan(300 / k + 1e-12);
      const mass = law.pmf(30, 60).reduce((a, b) => a + b);
      expect(Math.abs(mass - 1)).toBeLessThan(1e-9);
    }
  });

  test("counts whose P(0) underflows", () => {
    const pmf = negativeBinomial(1e9, 1e9, 2000, 4000);
    expect(Math.abs(pmf.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-8);
    expect(Math.abs(pmf.reduce((mean, p, n) => mean + n * p, 0) - 2000)).toBeLessThan(1e-4);
  });

  test("a narrow beta distribution", () => {
    for (const k of [2e4, 1e8, 1e15]) {
      const [a, b] = [0.2 * k * 1.5, 0.8 * k * 1.5];
      expect(Math.abs(betaMean(a, b, (p) => p) - 0.2)).toBeLessThan(1e-11);
      const variance = betaMean(a, b, (p) => (p - 0.2) ** 2);
      expect(relative(variance, 0.16 / (a + b + 1))).toBeLessThan(1e-6);
    }
    // One side huge: E(p) keeps its digits.
    expect(
      relative(
        betaMean(0.5, 1e10, (p) => Math.exp(-1e10 * p)),
        2 ** -0.5,
      ),
    ).toBeLessThan(1e-7);
  });

  test("steps of ψ and ψ′ meet the functions themselves", () => {
    for (const [x, d] of [
      [999, 70],
      [1000, 70],
      [5000, 1e4],
      [2e4, 0.5],
    ] as const) {
      expect(Math.abs(digammaStep(x, d) - (digamma(x + d) - digamma(x)))).toBeLessThan(5e-15);
      expect(Math.abs(trigammaStep(x, d) - (trigamma(x + d) - trigamma(x)))).toBeLessThan(1e-17);
    }
  });

  test("many purchases at once have the moments of a walk through them", () => {
    const [rate, a, c, horizon] = [30, 3, 400, 365];
    expect(rate * horizon).toBeGreaterThan(MANY_ARRIVALS);
    const out = { count: 0, discounted: 0, alive: 0 };
    let [count, alive, discounted] = [0, 0, 0];
    const worlds = 20_000;
    const generator = random(8);
    for (let i = 0; i < worlds; i++) {
      manyArrivals(rate, a, c, horizon, 0.004, generator, out);
      count += out.count / worlds;
      alive += out.alive / worlds;
      discounted += out.discounted / worlds;
    }
    const law = bgNbdLaw(rate * 1e9, 1e9, a, c);
    expect(relative(count, law.ordersIfAlive(0, 0, horizon))).toBeLessThan(0.04);
    expect(Math.abs(alive - law.survival(0, 0, horizon))).toBeLessThan(0.005);
    expect(relative(discounted, law.discountedIfAlive(0, 0, 0.004, horizon))).toBeLessThan(0.04);
  });
});
