import { describe, expect, test } from "vitest";
import { random, type Random } from "../../src/math/random";
import {
  bgBb,
  bgCnbdK,
  bgNbd,
  gammaGamma,
  ggomNbd,
  mbgCnbdK,
  mbgNbd,
  nbd,
  paretoNbd,
  type Histories,
  type SavedFit,
  type TransactionModel,
} from "../../src/models";
import { simulateHistories, simulateSpend } from "./simulated";

/**
 * Data sets that a model can be fitted to, made by the model's own story with parameters of ordinary businesses and 300
 * to 5,000 customers: not one is refused, and nothing is reported that is not finite.
 */

const g = random(2026);
const between = (low: number, high: number) => low * (high / low) ** g.uniform();
/** Mostly hundreds, now and then thousands. */
const customers = () => Math.round(300 * (5000 / 300) ** (g.uniform() ** 2));

/** Whole days, in weeks; `gap` draws the next time between purchases (weeks), `life` how long a customer stays. */
function walked(
  n: number,
  seed: number,
  story: (random: Random) => { gap: () => number; life: number; leave: number; atOnce?: boolean },
): Histories {
  const own = random(seed);
  const [x, tx, T] = [0, 1, 2].map(() => new Float64Array(n)) as [Float64Array, Float64Array, Float64Array];
  for (let i = 0; i < n; i++) {
    const end = 200 + own.below(300);
    T[i] = end / 7;
    const { gap, life, leave, atOnce } = story(own);
    if (atOnce && own.uniform() < leave) continue;
    for (let t = gap(); t <= Math.min(life, end / 7); t += gap()) {
      const day = Math.ceil(7 * t);
      if (day > end) break;
      if (day / 7 > tx[i]!) x[i]!++;
      tx[i] = day / 7;
      if (own.uniform() < leave) break;
    }
  }
  return { unit: "week", x, tx, T };
}

function regular(atOnce: boolean, seed: number): Histories {
  const [k, r, pace] = [1 + g.below(4), between(0.5, 2.5), between(2, 9)];
  const [a, b] = [between(0.4, 1.5), between(1, 5)];
  return walked(customers(), seed, (own) => {
    const rate = (k * own.gamma(r)) / r / pace;
    return { gap: () => own.gamma(k) / rate, life: Infinity, leave: own.beta(a, b), atOnce };
  });
}

function ageing(seed: number): Histories {
  const [r, alpha] = [between(0.5, 2), between(3, 9)];
  const [b, s, beta] = [between(0.02, 0.2), between(0.3, 1), between(1, 30)];
  return walked(Math.min(450, customers()), seed, (own) => {
    const rate = own.gamma(r) / alpha;
    const life = Math.log1p(beta * Math.expm1(own.exponential() / s)) / b;
    return { gap: () => own.exponential() / rate, life, leave: 0 };
  });
}

function donors(seed: number): Histories {
  const own = random(seed);
  const n = customers();
  const [alpha, beta, gamma, delta] = [between(0.4, 2), between(0.5, 3), between(0.3, 1.5), between(1, 6)];
  const [x, tx, T] = [0, 1, 2].map(() => new Float64Array(n)) as [Float64Array, Float64Array, Float64Array];
  const most = 5 + g.below(20);
  for (let i = 0; i < n; i++) {
    T[i] = most - own.below(4);
    const [take, leave] = [own.beta(alpha, beta), own.beta(gamma, delta)];
    for (let t = 1; t <= T[i]! && own.uniform() >= leave; t++) {
      if (own.uniform() >= take) continue;
      x[i]!++;
      tx[i] = t;
    }
  }
  return { unit: "year", x, tx, T };
}

const poisson = (seed: number): Histories =>
  simulateHistories({ r: between(0.3, 2), alpha: between(4, 20) }, customers(), seed, [200, 500]);
const leavingAfterPurchases = (seed: number): Histories =>
  simulateHistories(
    { r: between(0.3, 2), alpha: between(4, 20), a: between(0.3, 2), b: between(1, 5) },
    customers(),
    seed,
    [200, 500],
  );
const leavingAnyTime = (seed: number): Histories =>
  simulateHistories(
    { r: between(0.3, 2), alpha: between(4, 20), s: between(0.3, 2), beta: between(6, 30) },
    customers(),
    seed,
    [200, 500],
  );

const cases: readonly (readonly [TransactionModel, number, (seed: number) => Histories])[] = [
  [nbd, 15, poisson],
  [bgNbd, 40, leavingAfterPurchases],
  [mbgNbd, 30, leavingAfterPurchases],
  [paretoNbd, 35, leavingAnyTime],
  [bgCnbdK, 20, (seed) => regular(false, seed)],
  [mbgCnbdK, 20, (seed) => regular(true, seed)],
  [ggomNbd, 4, ageing],
  [bgBb, 46, donors],
];

function complaint(fit: SavedFit): string[] {
  const numbers = [fit.logLikelihood, ...Object.values(fit.params), ...(fit.covariance ?? [])];
  const bad = numbers.every(Number.isFinite) ? [] : ["not finite"];
  return fit.status === "refused" ? [...bad, JSON.stringify(fit.reasons)] : bad;
}

describe("well-posed data", () => {
  test("at least two hundred sets", () => {
    expect(cases.reduce((sum, [, sets]) => sum + sets, 0)).toBeGreaterThanOrEqual(200);
  });

  test.each(cases.map(([model, sets, make]) => [model.id, sets, model, make] as const))(
    "%s: of %i sets none is refused",
    (_, sets, model, make) => {
      const wrong: string[] = [];
      for (let i = 0; i < sets; i++) {
        const fit = model.fit(make(500 + i));
        wrong.push(...complaint(fit).map((text) => `${i}: ${text}`));
      }
      expect(wrong).toEqual([]);
    },
    240_000,
  );

  test("gamma-gamma: of 30 sets none is refused", () => {
    const wrong: string[] = [];
    for (let i = 0; i < 30; i++) {
      const { x } = poisson(900 + i);
      const spend = simulateSpend(x, [between(2, 9), between(2.2, 6), between(5, 60)], 700 + i);
      wrong.push(...complaint(gammaGamma.fit({ x, spend })).map((text) => `${i}: ${text}`));
    }
    expect(wrong).toEqual([]);
  });
});
