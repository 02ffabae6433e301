import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pearson } from "../../src/math/correlation";
import { solve } from "../../src/math/solve";

const entry = fc.double({ min: -10, max: 10, noNaN: true });
const system = fc.integer({ min: 1, max: 7 }).chain((n) =>
  fc.record({
    a: fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: n, maxLength: n }),
    x: fc.array(entry, { minLength: n, maxLength: n }),
  }),
);
const times = (a: readonly (readonly number[])[], x: readonly number[]): number[] =>
  a.map((row) => row.reduce((sum, value, j) => sum + value * x[j]!, 0));

describe("solve", () => {
  test("the residual is of the size of rounding", () => {
    fc.assert(
      fc.property(system, ({ a, x }) => {
        const b = times(a, x);
        const found = solve(a, [b]);
        if (!found) return;
        const size = Math.max(1, ...found[0]!.map(Math.abs)) * 10 * a.length;
        times(a, found[0]!).forEach((value, i) => expect(Math.abs(value - b[i]!)).toBeLessThan(1e-11 * size));
      }),
    );
  });

  test("a row that depends on others has no solution, whatever the scale", () => {
    for (const scale of [1e-200, 1, 1e200]) {
      const k = (value: number) => value * scale;
      expect(
        solve(
          [
            [k(1), k(2)],
            [k(2), k(4)],
          ],
          [[1, 2]],
        ),
      ).toBeNull();
      const regular = solve(
        [
          [k(1), k(2)],
          [k(2), k(5)],
        ],
        [
          [k(5), k(12)],
          [k(3), k(8)],
        ],
      )!;
      expect(regular[0]![0]).toBeCloseTo(1, 12);
      expect(regular[0]![1]).toBeCloseTo(2, 12);
      expect(regular[1]![0]).toBeCloseTo(-1, 12);
    }
  });

  test("a zero on the diagonal is pivoted away", () => {
    expect(
      solve(
        [
          [0, 1],
          [1, 0],
        ],
        [[3, 4]],
      ),
    ).toEqual([[4, 3]]);
  });
});

test("Pearson's correlation is 1 on a line, blind to shift and scale", () => {
  expect(pearson([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 14);
  expect(pearson([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 14);
  expect(pearson([1, 2, 3, 4], [2, 1, 4, 3])).toBeCloseTo(0.6, 14);
  expect(pearson([1, 1], [2, 3])).toBeNaN();
});
