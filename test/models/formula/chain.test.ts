import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bestCutoff,
  bestPolicy,
  chainDeviation,
  chainFiniteValue,
  chainValue,
  guptaLehmann,
  recencyChain,
  transitionFromCounts,
} from "../../../src/models/formula/index";
import { random } from "../../../src/math/random";
import { gain, near, rate, retention } from "../arbitrary";
import { valueOf } from "../registry";

/** Random chains: n states, rows with some mass left for the absorbing state. */
const chain = fc.integer({ min: 1, max: 6 }).chain((n) =>
  fc.record({
    transition: fc.array(
      fc
        .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: n + 1, maxLength: n + 1 })
        .map((row) => {
          const total = row.reduce((sum, entry) => sum + entry, 0);
          return row.slice(0, n).map((entry) => entry / total);
        }),
      { minLength: n, maxLength: n },
    ),
    reward: fc.array(fc.double({ min: -50, max: 100, noNaN: true }), { minLength: n, maxLength: n }),
    rate,
  }),
);

describe("Pfeifer–Carraway", () => {
  test("P5: one state is Gupta–Lehmann from now", () => {
    fc.assert(
      fc.property(gain, retention, rate, (m, r, i) => {
        const v = valueOf(chainValue({ transition: [[r]], reward: [m], rate: i }))[0]!;
        const gl = guptaLehmann({
          margin: m,
          retention: r,
          rate: i,
          first: "now",
          cash: "start",
          horizon: "infinite",
        });
        expect(near(v, valueOf(gl), 1e-12)).toBe(true);
      }),
    );
  });

  test("P5: V is linear in R, and the finite value converges at its bound", () => {
    fc.assert(
      fc.property(chain, fc.double({ min: -3, max: 3, noNaN: true }), (o, k) => {
        const v = valueOf(chainValue(o));
        const scaled = valueOf(chainValue({ ...o, reward: o.reward.map((r) => r * k) }));
        v.forEach((value, i) => expect(near(scaled[i]!, k * value, 1e-10)).toBe(true));
        const finite = valueOf(chainFiniteValue({ ...o, periods: 60 }));
        const bound = (Math.max(...o.reward.map(Math.abs)) * (1 + o.rate) ** -60) / o.rate;
        v.forEach((value, i) =>
          expect(Math.abs(value - finite[i]!)).toBeLessThanOrEqual(bound + 1e-9 * Math.abs(value) + 1e-300),
        );
      }),
    );
  });

  test("P5: policy iteration never lowers a value, and no single change betters it", () => {
    fc.assert(
      fc.property(chain, (o) => {
        const all = valueOf(chainValue(o));
        const best = valueOf(bestPolicy(o));
        best.value.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(Math.max(0, all[i]!) - 1e-9);
          const once =
            o.reward[i]! + o.transition[i]!.reduce((sum, p, j) => sum + p * best.value[j]!, 0) / (1 + o.rate);
          expect(value).toBeGreaterThanOrEqual(Math.max(0, once) - 1e-9);
        });
      }),
    );
  });

  test("the example: stop mailing after recency 3", () => {
    const o = { buy: [0.3, 0.2, 0.15, 0.05], contribution: 40, contact: 4, rate: 0.2 };
    const best = valueOf(bestCutoff(o));
    expect(best.recency).toBe(3);
    expect(best.value[0]!).toBeCloseTo(53.14942529, 7);
    expect(valueOf(bestPolicy(recencyChain(o))).contact).toEqual([true, true, true, false]);
  });

  test("P24: simulated net present values have the mean and deviation of the formulas", () => {
    const o = recencyChain({ buy: [0.3, 0.2, 0.15, 0.05], contribution: 40, contact: 4, rate: 0.2 });
    const source = random(11);
    const n = 40_000;
    const draws = Float64Array.from({ length: n }, () => {
      let state = 0;
      let value = 0;
      for (let t = 0; state >= 0; t++) {
        value += o.reward[state]! * 1.2 ** -t;
        let u = source.uniform();
        let next = -1;
        for (const [j, p] of o.transition[state]!.entries()) {
          if (u < p) {
            next = j;
            break;
          }
          u -= p;
        }
        state = next;
      }
      return value;
    });
    const mean = draws.reduce((sum, v) => sum + v / n, 0);
    const sd = valueOf(chainDeviation(o))[0]!;
    expect(Math.abs(mean - valueOf(chainValue(o))[0]!)).toBeLessThan((4 * sd) / Math.sqrt(n));
    const variance = draws.reduce((sum, v) => sum + (v - mean) ** 2 / n, 0);
    expect(Math.sqrt(variance) / sd).toBeCloseTo(1, 1);
  });

  test("a class that is never left diverges without discounting, and never gives a negative rate a value", () => {
    const closed = {
      transition: [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      reward: [1, 1],
    };
    expect(chainValue({ ...closed, rate: 0 })).toMatchObject({ code: "DIVERGES", param: "rate" });
    expect(chainValue({ ...closed, rate: 0.1 }).ok).toBe(true);
    // (I − 2P)^{−1} exists, but the sum it would stand for does not.
    expect(chainValue({ transition: [[0.8]], reward: [1], rate: -0.5 })).toMatchObject({ code: "DIVERGES" });
    expect(valueOf(chainValue({ transition: [[0.4]], reward: [1], rate: -0.5 }))[0]).toBeCloseTo(5, 12);
    expect(
      chainValue({
        transition: [
          [0.8, 0.4],
          [0, 0],
        ],
        reward: [1, 1],
        rate: 0.1,
      }),
    ).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "transition[0]",
      limit: 1,
    });
  });

  test("Dirichlet smoothing keeps rows at 1 and needs a row or a prior", () => {
    const p = valueOf(
      transitionFromCounts(
        [
          [8, 2, 0],
          [0, 0, 0],
        ],
        0.5,
      ),
    );
    p.forEach((row) => expect(row.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12));
    expect(p[0]![0]!).toBeCloseTo(8.5 / 11.5, 12);
    expect(
      transitionFromCounts(
        [
          [1, 1],
          [0, 0],
        ],
        0,
      ),
    ).toMatchObject({ code: "NO_DATA", param: "counts[1]" });
  });
});
