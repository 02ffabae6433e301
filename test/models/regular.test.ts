import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../src/math/random";
import { bgCnbdK, bgNbd, mbgCnbdK, mbgNbd, type Histories, type Who } from "../../src/models";
import { cnbdLaw, regularLaw } from "../../src/models/cnbdK/law";
import { overRates, type Staged } from "../../src/models/cnbdK/overRates";
import { stagesOf } from "../../src/models/cnbdK/renewal";
import { integrate } from "../../src/math/quadrature";
import type { Future } from "../../src/models/laws/law";
import { discountedIntegral } from "../../src/models/laws/discounted";

/** BG/CNBD-k and MBG/CNBD-k. */

const positive = fc.double({ min: -2, max: 2, noNaN: true }).map(Math.exp);
const four = fc.tuple(positive, positive, positive, positive);
const one = (x: number, tx: number, T: number): Who => ({
  x: Float64Array.of(x),
  tx: Float64Array.of(tx),
  T: Float64Array.of(T),
});

/** Weeks; each gap is the sum of k exponentials; times as they fall, not rounded. */
function regularBuyers(
  k: number,
  chances: 0 | 1,
  customers: number,
  seed: number,
): Required<Omit<Histories, "weight" | "spend" | "bought">> {
  const g = random(seed);
  const [x, tx, T, lnGaps] = [0, 1, 2, 3].map(() => new Float64Array(customers)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < customers; i++) {
    T[i] = 30 + 30 * g.uniform();
    const rate = (k * g.gamma(1.2)) / 6;
    const leave = g.beta(0.8, 2.5);
    if (chances && g.uniform() < leave) continue;
    for (let t = g.gamma(k) / rate; t < T[i]!;) {
      lnGaps[i]! += Math.log(t - tx[i]!);
      tx[i] = t;
      x[i]!++;
      if (g.uniform() < leave) break;
      t += g.gamma(k) / rate;
    }
  }
  return { unit: "week", x, tx, T, lnGaps };
}

describe.each([
  ["BG", bgCnbdK, bgNbd, 0],
  ["MBG", mbgCnbdK, mbgNbd, 1],
] as const)("%s/CNBD-k", (_, regular, plain, chances) => {
  test("k = 1 is the model without regularity, likelihood and predictions", () => {
    fc.assert(
      fc.property(
        four,
        fc.integer({ min: 0, max: 30 }),
        fc.double({ min: 1, max: 80, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        ([r, alpha, a, b], x, T, share) => {
          const tx = x === 0 ? 0 : T * share;
          const data: Histories = { unit: "week", ...one(x, tx, T) };
          const mine = regular.logLikelihood({ k: 1, r, alpha, a, b }, data);
          const theirs = plain.logLikelihood({ r, alpha, a, b }, data);
          expect(mine.value).toBe(theirs.value);
          expect([...mine.gradient]).toEqual([0, ...theirs.gradient]);
          // The general form, not the shortcut.
          const law = regularLaw(1, r, alpha, a, b, chances);
          const known = cnbdLaw(1, r, alpha, a, b, chances);
          const near = (u: number, v: number, tolerance = 1e-9) =>
            expect(Math.abs(u - v)).toBeLessThan(tolerance * (1e-6 + Math.abs(v)));
          near(law.alive(data)[0]!, known.alive(data)[0]!);
          for (const t of [1e-4, 3, 52]) {
            near(law.ordersIfAlive(x, T, t, tx), known.ordersIfAlive(x, T, t));
            near(law.survival(x, T, t, tx), known.survival(x, T, t), 1e-8);
            near(law.silence(x, T, t, tx), known.silence(x, T, t));
            near(law.expected(t), known.expected(t));
            near(law.interpurchase(t), known.interpurchase(t));
            near(law.lifetime(t), known.lifetime(t), 1e-7);
          }
          law.pmf(20, 8).forEach((p, n) => near(p, known.pmf(20, 8)[n]!));
          near(law.discountedIfAlive(x, T, 0.01, 52, tx), known.discountedIfAlive(x, T, 0.01, 52), 1e-7);
          near(
            law.discountedIfAlive(x, T, 0.01, Infinity, tx),
            known.discountedIfAlive(x, T, 0.01, Infinity),
            1e-7,
          );
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  test.each([2, 4])("simulated futures agree with the sums, k = %i", (k) => {
    const law = cnbdLaw(k, 2.4, 12, 0.8, 3, chances);
    const [x, tx, T, horizon, delta] = [3, 22, 26, 30, 0.01];
    const g = random(5);
    const worlds = 60_000;
    const out: Future = { count: 0, discounted: 0, alive: 0 };
    let [count, square, alive, none, worth] = [0, 0, 0, 0, 0];
    for (let i = 0; i < worlds; i++) {
      law.simulate(x, T, horizon, delta, g, out, tx);
      count += out.count / worlds;
      square += out.count ** 2 / worlds;
      alive += out.alive / worlds;
      worth += out.discounted / worlds;
      if (out.count === 0) none += 1 / worlds;
    }
    const noise = 4 / Math.sqrt(worlds);
    expect(Math.abs(count - law.ordersIfAlive(x, T, horizon, tx))).toBeLessThan(
      noise * Math.sqrt(square - count ** 2),
    );
    expect(Math.abs(alive - law.survival(x, T, horizon, tx))).toBeLessThan(noise);
    expect(Math.abs(none - law.silence(x, T, horizon, tx))).toBeLessThan(noise);
    expect(Math.abs(worth - law.discountedIfAlive(x, T, delta, horizon, tx))).toBeLessThan(
      noise * Math.sqrt(square - count ** 2),
    );
  });

  test("P(X(t) = n) sums to 1 with mean E[X(t)]; densities have their mass and mean (P12)", () => {
    for (const k of [2, 5]) {
      const law = cnbdLaw(k, 1.5, 6, 0.7, 2, chances);
      const pmf = law.pmf(40, 900);
      expect(pmf.reduce((a, b) => a + b)).toBeCloseTo(1, 9);
      expect(pmf.reduce((mean, p, n) => mean + n * p, 0)).toBeCloseTo(law.expected(40), 8);
      const mass = (f: (t: number) => number) => discountedIntegral(f, 2, 0, 1e7);
      expect(mass((t) => law.interpurchase(t))).toBeCloseTo(1, 6);
      const gone = discountedIntegral((t) => law.lifetime(t), 2, 0, 60);
      const share = chances ? 0.7 / 2.7 : 0;
      expect(gone).toBeCloseTo((1 - share) * (1 - law.survival(0, 0, 60, 0)), 6);
    }
  });

  test("infinite and finite horizons meet; without a rate only where a > 1", () => {
    const law = cnbdLaw(3, 1.5, 9, 2.4, 2, chances);
    const [x, tx, T] = [4, 20, 24];
    const all = law.discountedIfAlive(x, T, 0.02, Infinity, tx);
    expect(Math.abs(law.discountedIfAlive(x, T, 0.02, 3000, tx) / all - 1)).toBeLessThan(1e-6);
    const limit = law.discountedIfAlive(x, T, 0, Infinity, tx);
    expect(Math.abs(law.discountedIfAlive(x, T, 1e-9, Infinity, tx) / limit - 1)).toBeLessThan(1e-3);
    const never = cnbdLaw(3, 1.5, 9, 0.7, 2, chances);
    expect(() => never.discountedIfAlive(x, T, 0, Infinity, tx)).toThrow("model.diverges");
  });

  test.each([1, 3])("k = %i is found in what it made, with and without the gaps", (k) => {
    const data = regularBuyers(k, chances, 1500, 31 + k);
    const fit = regular.fit(data);
    expect(fit.params.k).toBe(k);
    expect(fit.status).toBe("verified");
    const truth = { r: 1.2, alpha: 6 / k, a: 0.8, b: 2.5 };
    (["r", "alpha", "a", "b"] as const).forEach((name, i) => {
      const se = Math.sqrt(fit.covariance![(i + 1) * 6]!);
      expect(Math.abs(Math.log(fit.params[name] / truth[name])) / se).toBeLessThan(4);
    });
    expect(fit.covariance!.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    const { lnGaps, ...without } = data;
    expect(lnGaps).toHaveLength(1500);
    const less = regular.fit(without);
    // t_x alone says less of k.
    expect(Math.abs(less.params.k - k)).toBeLessThanOrEqual(k === 1 ? 0 : 1);
    if (k === 1) {
      const same = plain.fit(without);
      expect(less.logLikelihood).toBe(same.logLikelihood);
      expect(less.params).toEqual({ k: 1, ...same.params });
    } else {
      const worse = plain.fit(without).logLikelihood;
      expect(less.logLikelihood).toBeGreaterThan(worse + 3);
      expect(fit.logLikelihood).toBeGreaterThan(worse + 50);
    }
  });
});

/** Σ over the stage a customer may be at of wₙ P(N ≥ nk − j), N negative binomial, one by one. */
function plainSum(who: Staged, t: number): { orders: number; gone: number } {
  const { k, shape, rate, gap, a, c } = who;
  const { share } = stagesOf(shape, gap / rate, k);
  const z = t / (rate + t);
  let [orders, gone] = [0, 0];
  for (let j = 0; j < k; j++) {
    let ln = -(shape + j) * Math.log1p(t / rate);
    const most = Math.ceil(((shape + j + 40 + 12 * Math.sqrt(shape + j)) * t) / rate) + 100 * k;
    const tail = new Float64Array(most + 1);
    for (let m = 0; m <= most; m++) {
      tail[m] = Math.exp(ln);
      ln += Math.log(((shape + j + m) / (m + 1)) * z);
    }
    for (let m = most - 1; m >= 0; m--) tail[m] = tail[m]! + tail[m + 1]!;
    let stay = 1;
    for (let n = 1; n * k - j <= most; n++) {
      const term = share[j]! * stay * tail[n * k - j]!;
      orders += term;
      gone += (term * a) / (a + c + n - 1);
      stay *= (c + n - 1) / (a + c + n - 1);
    }
  }
  return { orders, gone };
}

const near = (u: number, v: number, tolerance: number) =>
  expect(Math.abs(u / v - 1), `${u} for ${v}`).toBeLessThan(tolerance);

describe("one rate at a time", () => {
  const people: Readonly<Record<string, Staged & { t: number }>> = {
    "two stages, nothing known": { k: 2, shape: 1.3, rate: 2, gap: 0, a: 0.6, c: 3, t: 4000 },
    "two stages, long silent": { k: 2, shape: 9.3, rate: 30, gap: 21, a: 0.6, c: 3, t: 40 },
    "fifty stages, a tiny shape": { k: 50, shape: 0.07, rate: 3, gap: 1, a: 1.4, c: 0.3, t: 9 },
    "fifty stages, ten purchases": { k: 50, shape: 500, rate: 30, gap: 0.6, a: 0.2, c: 11, t: 12 },
    "three stages, a short span": { k: 3, shape: 5, rate: 12, gap: 3, a: 2, c: 2, t: 1e-3 },
    "nobody leaves": { k: 4, shape: 6, rate: 8, gap: 2, a: 0, c: 1, t: 55 },
    "twenty thousand purchases to come": { k: 2, shape: 3, rate: 0.01, gap: 0.001, a: 0.05, c: 4, t: 90 },
  };

  test.each(Object.keys(people))("meets the sum: %s", (name) => {
    const { t, ...who } = people[name]!;
    const [mine, plain] = [overRates(who, 0, t), plainSum(who, t)];
    near(mine.orders, plain.orders, 1e-9);
    if (who.a > 0) near(mine.gone, plain.gone, 1e-9);
    else expect(mine.gone).toBe(0);
  });

  test.each(Object.keys(people).slice(1, 6))("discounted meets the integral: %s", (name) => {
    const { t, ...who } = people[name]!;
    const delta = 2 / t;
    // ∫ e^{−δτ} dE(τ) by parts, as fine as the steps of the most regular.
    const f = (u: number) => Math.exp(-delta * u) * plainSum(who, u).orders;
    const panels = 8;
    let sum = 0;
    for (let i = 0; i < panels; i++) sum += integrate(f, (i * t) / panels, ((i + 1) * t) / panels, 12);
    near(overRates(who, delta, t).orders, f(t) + delta * sum, 3e-6);
  });

  test("millions of purchases take no longer than hundreds", () => {
    const who = { k: 2, shape: 5e5, rate: 1e5, gap: 3, a: 0.4, c: 200_000 };
    const far = overRates(who, 0, 1e9);
    // Next to no spread is left: ∫ (1 + u/c)^{−a} du of the mean number of purchases.
    const n = 5e9 / 2;
    const total = (who.c / (1 - who.a)) * ((1 + n / who.c) ** (1 - who.a) - 1);
    near(far.orders, total, 1e-3);
    expect(far.gone).toBeGreaterThan(0.9);
    expect(far.gone).toBeLessThan(1);
  });
});
