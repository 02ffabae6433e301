import { describe, expect, test } from "vitest";
import { betaI, gammaP, normalCdf } from "../../src/math/incomplete";
import { quantileSorted } from "../../src/math/quantile";
import { random } from "../../src/math/random";

/** Kolmogorov's distance between n draws and a distribution function, times √n: above 1.95 has probability .001. */
function distance(draw: () => number, cdf: (x: number) => number, n = 20_000): number {
  const sorted = Float64Array.from({ length: n }, draw).sort();
  let most = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    most = Math.max(most, Math.abs(p - i / n), Math.abs(p - (i + 1) / n));
  });
  return most * Math.sqrt(n);
}

describe("random", () => {
  test("equal seeds give equal numbers, other seeds and streams others", () => {
    const take = (seed: number, stream?: number) => {
      const g = random(seed, stream);
      return Array.from({ length: 5 }, () => g.bits());
    };
    expect(take(7)).toEqual(take(7));
    expect(take(7)).not.toEqual(take(8));
    expect(take(7, 1)).not.toEqual(take(7, 2));
    expect(take(2 ** 40)).not.toEqual(take(2 ** 41));
    const g = random(1);
    g.normal();
    g.reseed(7);
    expect(Array.from({ length: 5 }, () => g.bits())).toEqual(take(7));
  });

  test("neighbouring streams do not lean on one another", () => {
    const n = 20_000;
    const first = Array.from({ length: n }, (_, i) => random(5, i).uniform());
    expect(
      distance(
        (() => {
          let i = 0;
          return () => first[i++]!;
        })(),
        (x) => x,
        n,
      ),
    ).toBeLessThan(1.95);
    let lag = 0;
    for (let i = 1; i < n; i++) lag += (first[i]! - 0.5) * (first[i - 1]! - 0.5);
    expect(Math.abs((lag / n) * 12 * Math.sqrt(n))).toBeLessThan(3.3);
  });

  test("each distribution has the right shape", () => {
    const g = random(42);
    expect(
      distance(
        () => g.uniform(),
        (x) => x,
      ),
    ).toBeLessThan(1.95);
    expect(distance(() => g.normal(), normalCdf)).toBeLessThan(1.95);
    expect(
      distance(
        () => g.exponential(),
        (x) => -Math.expm1(-x),
      ),
    ).toBeLessThan(1.95);
    for (const shape of [0.05, 0.6, 1, 7.3]) {
      expect(
        distance(
          () => g.gamma(shape),
          (x) => gammaP(shape, x),
        ),
      ).toBeLessThan(1.95);
    }
    for (const [a, b] of [
      [0.3, 0.7],
      [4, 2],
    ] as const) {
      expect(
        distance(
          () => g.beta(a, b),
          (x) => betaI(x, a, b),
        ),
      ).toBeLessThan(1.95);
    }
  });

  test.each([0.3, 5, 11.9, 30, 400])("Poisson counts with mean %d fit by χ²", (mean) => {
    const g = random(9);
    const n = 40_000;
    const width = Math.max(1, Math.round(Math.sqrt(mean) / 2));
    const seen = new Map<number, number>();
    for (let i = 0; i < n; i++) {
      const bin = Math.floor(g.poisson(mean) / width);
      seen.set(bin, (seen.get(bin) ?? 0) + 1);
    }
    let chi = 0;
    let bins = 0;
    // P(K < k) = Q(k, mean)
    const below = (k: number) => (k === 0 ? 0 : 1 - gammaP(k, mean));
    for (let bin = 0; bin * width < mean + 12 * Math.sqrt(mean) + 10; bin++) {
      const expected = n * (below((bin + 1) * width) - below(bin * width));
      if (expected < 10) continue;
      chi += ((seen.get(bin) ?? 0) - expected) ** 2 / expected;
      bins++;
    }
    expect(chi).toBeLessThan(bins + 3.3 * Math.sqrt(2 * bins));
  });

  test("a tiny shape does not underflow in logs", () => {
    const g = random(3);
    const draws = Array.from({ length: 2000 }, () => g.lnGammaVariate(0.003));
    expect(draws.every(Number.isFinite)).toBe(true);
    // ln of a gamma variate with shape a has mean ψ(a) ≈ −1/a − γ
    expect(draws.reduce((s, x) => s + x, 0) / 2000 / (-1 / 0.003)).toBeCloseTo(1, 1);
  });
});

test("type-7 quantiles", () => {
  expect(quantileSorted([1, 2, 3, 4], 0.5)).toBe(2.5);
  expect(quantileSorted([1, 2, 3, 4], 0)).toBe(1);
  expect(quantileSorted([1, 2, 3, 4], 1)).toBe(4);
  expect(quantileSorted([9, 1, 2, 3, 9], 0.25, 1, 4)).toBe(1.5);
  expect(quantileSorted([], 0.5)).toBeNaN();
});
