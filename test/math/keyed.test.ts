import { describe, expect, test } from "vitest";
import { decay } from "../../src/math/decay";
import { gammaP, normalCdf } from "../../src/math/incomplete";
import { Keyed } from "../../src/math/keyed";
import { quantilesOf, quantileSorted } from "../../src/math/quantile";
import { random } from "../../src/math/random";

/** Kolmogorov's distance between draws and a distribution function, times √n: above 1.95 has probability .001. */
function distance(draws: Float64Array, cdf: (x: number) => number): number {
  const n = draws.length;
  return (
    Math.sqrt(n) *
    draws.toSorted().reduce((most, x, i) => {
      const p = cdf(x);
      return Math.max(most, Math.abs(p - i / n), Math.abs(p - (i + 1) / n));
    }, 0)
  );
}

const N = 40_000;
/** One number of each of many sequences, or many of one. */
const ofMany = (draw: (g: Keyed) => number) => {
  const g = new Keyed();
  return Float64Array.from({ length: N }, (_, i) => {
    g.begin(77, -5, i);
    g.go();
    return draw(g);
  });
};
const ofOne = (draw: (g: Keyed) => number) => {
  const g = new Keyed();
  g.begin(1, 2, 3);
  g.go();
  return Float64Array.from({ length: N }, () => draw(g));
};

describe.each([
  ["one sequence", ofOne],
  ["the first of many", ofMany],
] as const)("numbers by key, %s", (_, take) => {
  test.each([
    ["uniform", (g: Keyed) => g.uniform(), (x: number) => x],
    ["normal", (g: Keyed) => g.normal(), normalCdf],
    ["exponential", (g: Keyed) => g.exponential(), (x: number) => -Math.expm1(-x)],
    ...[0.05, 0.6, 1, 7.3, 80].map(
      (shape) => [`gamma ${shape}`, (g: Keyed) => g.gamma(shape), (x: number) => gammaP(shape, x)] as const,
    ),
  ] as const)("%s", (_name, draw, cdf) => {
    expect(distance(take(draw), cdf)).toBeLessThan(1.95);
  });
});

describe("numbers by key", () => {
  test("the tails of the ziggurats are those of the distributions", () => {
    const g = new Keyed();
    g.begin(4, 5, 6);
    g.go();
    let [far, long] = [0, 0];
    const n = 2_000_000;
    for (let i = 0; i < n; i++) {
      if (Math.abs(g.normal()) > 3.8) far++;
      if (g.exponential() > 8) long++;
    }
    const near = (count: number, p: number) => Math.abs(count - n * p) / Math.sqrt(n * p);
    expect(near(far, 2 * normalCdf(-3.8))).toBeLessThan(4);
    expect(near(long, Math.exp(-8))).toBeLessThan(4);
  });

  test("the first number of a sequence is uniform, and says nothing of those that follow or of its neighbours", () => {
    const g = new Keyed();
    const first = new Float64Array(N);
    const second = new Float64Array(N);
    for (let i = 0; i < N; i++) {
      first[i] = g.begin(9, 10, i);
      g.go();
      second[i] = g.uniform();
    }
    const other = Float64Array.from(first, (_, i) => g.begin(9, 11, i));
    const third = Float64Array.from(first, (_, i) => {
      g.begin(9, 11, i);
      g.go();
      return g.uniform();
    });
    expect(distance(first, (x) => x)).toBeLessThan(1.95);
    // The same first word, but sequences of another key.
    expect(other).toEqual(first);
    const related = (a: Float64Array, b: Float64Array, lag = 0) => {
      let sum = 0;
      for (let i = lag; i < N; i++) sum += (a[i]! - 0.5) * (b[i - lag]! - 0.5);
      return Math.abs((sum / N) * 12 * Math.sqrt(N));
    };
    for (const [a, b, lag] of [
      [first, second, 0],
      [first, first, 1],
      [second, second, 1],
      [second, third, 0],
    ] as const)
      expect(related(a, b, lag)).toBeLessThan(3.3);
  });
});

test("the decay table is the exponential function", () => {
  for (let y = 0; y < 60; y += 0.0137) expect(Math.abs(decay(y) / Math.exp(-y) - 1)).toBeLessThan(1.2e-11);
  expect(decay(-2)).toBe(Math.exp(2));
  expect(decay(Infinity)).toBe(0);
  expect(decay(NaN)).toBeNaN();
});

test("two quantiles of unordered values are those of sorted ones", () => {
  const g = random(8);
  for (const n of [1, 2, 3, 17, 400]) {
    for (let k = 0; k < 40; k++) {
      // Half of them nothing, as of customers who buy no more.
      const values = Float32Array.from({ length: n }, () => (g.uniform() < 0.5 ? 0 : g.normal()));
      const sorted = values.toSorted();
      for (const [p, q] of [
        [0.025, 0.975],
        [0.1, 0.9],
        [0, 1],
        [0.5, 0.5],
      ] as const)
        expect(quantilesOf(values.slice(), p, q)).toEqual([
          quantileSorted(sorted, p),
          quantileSorted(sorted, q),
        ]);
    }
  }
  expect(quantilesOf(new Float32Array(0), 0.1, 0.9)).toEqual([NaN, NaN]);
});
