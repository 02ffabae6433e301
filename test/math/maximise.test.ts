import { describe, expect, test } from "vitest";
import { betaMean } from "../../src/math/betaMean";
import { eigenSymmetric, invertPositive } from "../../src/math/linear";
import { maximise, type Smooth } from "../../src/math/maximise";

describe("maximise", () => {
  test("climbs out of Rosenbrock's valley from a saddle-ridden start", () => {
    const f: Smooth = {
      size: 2,
      evaluate([x, y] = new Float64Array(2), g, h) {
        const d = y! - x! * x!;
        g[0] = 400 * x! * d + 2 * (1 - x!);
        g[1] = -200 * d;
        h[0] = 400 * d - 800 * x! * x! - 2;
        h[1] = h[2] = 400 * x!;
        h[3] = -200;
        return -100 * d * d - (1 - x!) ** 2;
      },
    };
    const found = maximise(f, [-1.9, 2]);
    expect(found.converged).toBe(true);
    expect(found.at[0]).toBeCloseTo(1, 8);
    expect(found.at[1]).toBeCloseTo(1, 8);
  });

  test("walks towards a limit at infinity and stops when nothing is left to gain", () => {
    const f: Smooth = {
      size: 1,
      evaluate(at, g, h) {
        const e = Math.exp(-at[0]!);
        g[0] = e;
        h[0] = -e;
        return -e;
      },
    };
    const found = maximise(f, [0]);
    expect(found.value).toBeGreaterThan(-1e-7);
    expect(found.iterations).toBeLessThan(40);
  });

  test("does not call a point where it was stopped converged", () => {
    const f: Smooth = {
      size: 1,
      evaluate(at, g, h) {
        g[0] = -2 * at[0]!;
        h[0] = -2;
        return -at[0]! * at[0]!;
      },
    };
    expect(maximise(f, [30], { maxIterations: 1 }).converged).toBe(false);
  });
});

describe("small matrices", () => {
  const a = [4, 1, -2, 1, 3, 0.5, -2, 0.5, 5];

  test("eigenvectors rebuild the matrix", () => {
    const { values, vectors } = eigenSymmetric(a, 3);
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        let sum = 0;
        for (let k = 0; k < 3; k++) sum += values[k]! * vectors[i * 3 + k]! * vectors[j * 3 + k]!;
        expect(sum).toBeCloseTo(a[i * 3 + j]!, 12);
      }
  });

  test("inverse times matrix is one; an indefinite matrix has none", () => {
    const inverse = invertPositive(a, 3)!;
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++) {
        let sum = 0;
        for (let k = 0; k < 3; k++) sum += inverse[i * 3 + k]! * a[k * 3 + j]!;
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 12);
      }
    expect(invertPositive([1, 2, 2, 1], 2)).toBeNull();
  });
});

test.each([
  [0.003, 6.7],
  [0.8, 2.4],
  [40, 900],
  [3, 0.02],
] as const)("moments of Beta(%d, %d)", (a, b) => {
  expect(betaMean(a, b, (p) => p * p)).toBeCloseTo((a * (a + 1)) / ((a + b) * (a + b + 1)), 12);
  expect(betaMean(a, b, () => 3)).toBeCloseTo(3, 12);
});
