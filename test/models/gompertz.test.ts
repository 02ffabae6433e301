import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { integrateEnds } from "../../src/math/quadrature";
import { random } from "../../src/math/random";
import { ggomNbd, nbd, paretoNbd, type Histories, type Who } from "../../src/models";
import { ggomNbdLaw } from "../../src/models/ggomNbd/law";
import { density, survive, timeAlive } from "../../src/models/ggomNbd/lifetime";
import type { Future } from "../../src/models/laws/law";
import { paretoNbdLaw } from "../../src/models/paretoNbd/law";
import { simulateHistories } from "./simulated";

/** GGom/NBD. Times in weeks. */

const positive = fc.double({ min: -2.5, max: 2.5, noNaN: true }).map(Math.exp);
const one = (x: number, tx: number, T: number): Who => ({
  x: Float64Array.of(x),
  tx: Float64Array.of(tx),
  T: Float64Array.of(T),
});
const near = (a: number, b: number, tolerance: number) =>
  expect(Math.abs(a - b)).toBeLessThan(tolerance * (1e-9 + Math.abs(b)));

/** Customers who leave after a life with this law. */
function ageing(customers: number, seed: number): Histories {
  const g = random(seed);
  const [b, s, beta] = [0.15, 0.9, 25];
  const [x, tx, T] = [0, 1, 2].map(() => new Float64Array(customers)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < customers; i++) {
    T[i] = (7 * 45 + g.below(120)) / 7;
    const life = Math.log1p(beta * Math.expm1(g.exponential() / s)) / b;
    const rate = g.gamma(1.4) / 4;
    for (let t = g.exponential() / rate; t < Math.min(life, T[i]!); t += g.exponential() / rate) {
      const day = Math.ceil(7 * t) / 7;
      if (day > tx[i]! && day <= T[i]!) x[i]!++;
      tx[i] = Math.min(day, T[i]!);
    }
  }
  return { unit: "week", x, tx, T };
}

describe("lifetimes", () => {
  test("the integral of survival = tanh–sinh; density and survival agree", () => {
    fc.assert(
      fc.property(
        positive,
        positive,
        positive,
        fc.double({ min: 0.1, max: 300, noNaN: true }),
        (u, s, v, h) => {
          for (const [b, beta] of [
            [u / 20, v * 3],
            [u / 2000, v / 100],
            [u, v * 1e4],
          ] as const) {
            const law = { b, s, beta };
            near(
              timeAlive(law, 0.003, h),
              integrateEnds((t) => Math.exp(-0.003 * t) * survive(law, t), 0, h),
              1e-9,
            );
            const slope = (survive(law, h * (1 - 1e-6)) - survive(law, h * (1 + 1e-6))) / (2e-6 * h);
            expect(Math.abs(slope - density(law, h))).toBeLessThan(1e-6 * density(law, h) + 1e-10 / h);
          }
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  test("without end: finite at every rate, though slow", () => {
    for (const law of [
      { b: 1e-6, s: 0.6, beta: 1.2e-5 },
      { b: 0.01, s: 1e-3, beta: 2 },
      { b: 2, s: 3, beta: 1e8 },
    ]) {
      const all = timeAlive(law, 0.002, Infinity);
      near(timeAlive(law, 0.002, 1e5), all, 1e-9);
      expect(timeAlive(law, 0, Infinity)).toBeGreaterThan(all);
    }
    // (1/(bs)) at β = 1, where the risk is constant.
    near(timeAlive({ b: 0.2, s: 0.01, beta: 1 }, 0, Infinity), 500, 1e-12);
  });
});

describe("predictions", () => {
  test("b → 0 at a fixed β/b is the Pareto/NBD (P20)", () => {
    fc.assert(
      fc.property(positive, positive, positive, positive, (r, alpha, s, beta) => {
        const b = 1e-9;
        const mine = ggomNbdLaw(r, alpha * 5, b, s, b * beta * 8);
        const theirs = paretoNbdLaw(r, alpha * 5, s, beta * 8);
        const who = one(3, 20, 35);
        near(mine.alive(who)[0]!, theirs.alive(who)[0]!, 1e-6);
        near(mine.expected(52), theirs.expected(52), 1e-6);
        near(mine.ordersIfAlive(3, 35, 52), theirs.ordersIfAlive(3, 35, 52), 1e-6);
        near(mine.survival(3, 35, 52), theirs.survival(3, 35, 52), 1e-6);
        near(mine.silence(3, 35, 52), theirs.silence(3, 35, 52), 1e-6);
        near(mine.lifetime(9), theirs.lifetime(9), 1e-6);
        near(
          mine.discountedIfAlive(3, 35, 0.01, Infinity),
          theirs.discountedIfAlive(3, 35, 0.01, Infinity),
          1e-6,
        );
        near(mine.discountedIfAlive(3, 35, 0.01, 40), theirs.discountedIfAlive(3, 35, 0.01, 40), 1e-6);
        const [p, q] = [mine.pmf(30, 6), theirs.pmf(30, 6)];
        p.forEach((value, n) => expect(Math.abs(value - q[n]!)).toBeLessThan(1e-7));
      }),
      { seed: 2, numRuns: 40 },
    );
  });

  test("simulated futures agree, over a rising risk", () => {
    const law = ggomNbdLaw(0.9, 6, 0.1, 0.7, 8);
    const [x, T, horizon, delta] = [3, 30, 40, 0.01];
    const g = random(7);
    const worlds = 60_000;
    const out: Future = { count: 0, discounted: 0, alive: 0 };
    let [count, square, alive, none, worth] = [0, 0, 0, 0, 0];
    for (let i = 0; i < worlds; i++) {
      law.simulate(x, T, horizon, delta, g, out);
      count += out.count / worlds;
      square += out.count ** 2 / worlds;
      alive += out.alive / worlds;
      worth += out.discounted / worlds;
      if (out.count === 0) none += 1 / worlds;
    }
    const noise = 4 / Math.sqrt(worlds);
    const spread = Math.sqrt(square - count ** 2);
    expect(Math.abs(count - law.ordersIfAlive(x, T, horizon))).toBeLessThan(noise * spread);
    expect(Math.abs(alive - law.survival(x, T, horizon))).toBeLessThan(noise);
    expect(Math.abs(none - law.silence(x, T, horizon))).toBeLessThan(noise);
    expect(Math.abs(worth - law.discountedIfAlive(x, T, delta, horizon))).toBeLessThan(noise * spread);
  });

  test("P(X(t) = n) sums to 1 with mean E[X(t)] (P12); P(alive) as the paths that end in silence", () => {
    for (const [b, s, beta] of [
      [0.1, 0.7, 8],
      [0.02, 0.4, 0.1],
      [1, 0.3, 1e6],
    ] as const) {
      const law = ggomNbdLaw(0.9, 6, b, s, beta);
      const pmf = law.pmf(40, 300);
      expect(pmf.reduce((a, p) => a + p)).toBeCloseTo(1, 9);
      expect(pmf.reduce((mean, p, n) => mean + n * p, 0)).toBeCloseTo(law.expected(40), 8);
      // Given no purchase in (0, T], alive with probability E e^{−λT} S(T)/P(X(T) = 0).
      const quiet = law.alive(one(0, 0, 40))[0]!;
      near(quiet, ((6 / 46) ** 0.9 * survive({ b, s, beta }, 40)) / pmf[0]!, 1e-9);
    }
  });
});

describe("fits", () => {
  test("a rising risk is found: verified, far above the Pareto/NBD", () => {
    const data = ageing(800, 3);
    const fit = ggomNbd.fit(data);
    expect(fit.logLikelihood).toBeGreaterThan(paretoNbd.fit(data).logLikelihood + 2);
    expect(["verified", "weak"]).toContain(fit.status);
    (
      [
        ["r", 1.4],
        ["alpha", 4],
      ] as const
    ).forEach(([name, truth], i) => {
      const se = Math.sqrt(fit.covariance![i * 6]!);
      expect(Math.abs(Math.log(fit.params[name] / truth)) / se).toBeLessThan(4);
    });
    // Half of the lives end where they should.
    const half = Math.log1p(25 * Math.expm1(Math.log(2) / 0.9)) / 0.15;
    expect(fit.probabilityAlive(one(0, 0, 0), half)[0]).toBeCloseTo(0.5, 1);
  });

  test("where the risk is constant it ends on the ridge, says so, and predicts as the Pareto/NBD", () => {
    const data = simulateHistories({ r: 0.8, alpha: 8, s: 0.6, beta: 6 }, 1500, 9, [300, 420]);
    const fit = ggomNbd.fit(data);
    const plain = paretoNbd.fit(data);
    expect(fit.logLikelihood).toBeGreaterThan(plain.logLikelihood - 1e-4);
    const codes = fit.reasons.map(({ code }) => code);
    expect(codes.some((code) => code === "risk-constant" || code === "risk-not-identified")).toBe(true);
    if (codes.includes("risk-constant")) {
      expect(fit.status).toBe("boundary");
      const [a, b] = [fit, plain].map((model) => model.conditionalExpectedTransactions(52, data));
      a!.forEach((value, i) => near(value, b![i]!, 1e-5));
    }
  });

  test("nobody leaves", () => {
    const data = simulateHistories({ r: 0.9, alpha: 5 }, 600, 3);
    const fit = ggomNbd.fit(data);
    expect(fit.reasons.map(({ code }) => code)).toContain("dropout-none");
    near(fit.logLikelihood, nbd.fit(data).logLikelihood, 1e-9);
    expect(fit.probabilityAlive(data).every((p) => p === 1)).toBe(true);
  });
});
