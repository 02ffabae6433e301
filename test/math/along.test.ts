import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Along } from "../../src/math/along";

/** Counts 0…5 at `times` days each. */
function pairs(times: number, last: number): { x: Float64Array; t: Float64Array } {
  const n = 6 * times;
  return {
    x: Float64Array.from({ length: n }, (_, i) => i % 6),
    t: Float64Array.from({ length: n }, (_, i) => (last * (1 + Math.floor(i / 6))) / times),
  };
}

const farthest = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value / b[i]! - 1)), 0);

describe("functions of a count and a time at many pairs", () => {
  test("smooth ones are interpolated to 10⁻⁹, and far less often asked", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 60, noNaN: true }),
        fc.double({ min: 0.1, max: 20, noNaN: true }),
        fc.constantFrom(5, 40, 300),
        (scale, power, last) => {
          const { x, t } = pairs(300, last);
          const along = new Along(x, t);
          let asked = 0;
          const f = (n: number, time: number) => {
            asked++;
            return (1 + n) * (1 + time / scale) ** -power;
          };
          const found = along.ask(f);
          const first = asked;
          expect(farthest(found, along.each(f))).toBeLessThan(1e-9);
          // The next one starts where this one ended.
          asked = 0;
          along.ask(f);
          expect(asked).toBeLessThanOrEqual(first);
          if (scale >= last / 16 && power < 4) expect(asked).toBeLessThan(x.length / 3);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a logarithm is held to what it adds, whatever its size", () => {
    const { x, t } = pairs(200, 40);
    const along = new Along(x, t);
    const f = (n: number, time: number) => -(0.5 + n) * Math.log1p(time / 9);
    const [found, truth] = [along.ask(f, true), along.each(f)];
    found.forEach((value, i) => expect(Math.abs(value - truth[i]!)).toBeLessThan(1e-9));
  });

  test("what is not smooth is asked, bit for bit", () => {
    const { x, t } = pairs(200, 40);
    const along = new Along(x, t);
    for (const f of [
      (n: number, time: number) => n + Math.floor(time),
      (n: number, time: number) => n + Math.abs(time - 17.3),
      (_: number, time: number) => 1 / (time - 20.1),
    ])
      expect(along.ask(f)).toEqual(along.each(f));
  });

  test("few times, one time, none", () => {
    const f = (n: number, time: number) => Math.exp(n - time);
    for (const times of [0, 1, 2, 9]) {
      const { x, t } = pairs(times, 30);
      const along = new Along(x, t);
      expect(along.ask(f)).toEqual(along.each(f));
    }
    const zero = new Along(Float64Array.of(0, 1, 2), new Float64Array(3));
    expect([...zero.ask(f)]).toEqual([0, 1, 2].map((n) => f(n, 0)));
  });

  test("nothing at all, and what is not a number", () => {
    const { x, t } = pairs(100, 10);
    const along = new Along(x, t);
    expect(along.ask(() => 0).every((value) => value === 0)).toBe(true);
    expect(along.ask(() => NaN).every(Number.isNaN)).toBe(true);
  });
});
