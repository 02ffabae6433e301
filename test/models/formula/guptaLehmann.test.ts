import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { guptaLehmann, guptaLehmannElasticities, type GuptaLehmann } from "../../../src/models/formula/index";
import { cash, first, gain, margin, near, rate, retention } from "../arbitrary";
import { valueOf } from "../registry";

const value = (o: GuptaLehmann) => valueOf(guptaLehmann(o));
const growth = fc.double({ min: -0.2, max: 0.0005, noNaN: true });
const input = fc.record({ margin, retention, rate, growth, first, cash });

/** The definition, term by term. */
function direct(o: GuptaLehmann, n: number): number {
  const e = { start: 0, mid: 0.5, end: 1 }[o.cash];
  let sum = 0;
  for (let k = 1; k <= n; k++) {
    const alive = o.retention ** (o.first === "now" ? k - 1 : k);
    sum += o.margin * (1 + (o.growth ?? 0)) ** (k - 1) * alive * (1 + o.rate) ** -(k - 1 + e);
  }
  return sum;
}

describe("Gupta–Lehmann", () => {
  test("P1: the closed form is the sum of its terms", () => {
    fc.assert(
      fc.property(input, fc.integer({ min: 0, max: 400 }), (o, n) => {
        expect(near(value({ ...o, horizon: n }), direct({ ...o, horizon: n }, n), 1e-9)).toBe(true);
        expect(near(value({ ...o, horizon: "infinite" }), direct({ ...o, horizon: n }, 5000), 1e-9)).toBe(
          true,
        );
      }),
      { numRuns: 60 },
    );
  });

  test("P2: a finite value rises with the horizon to the infinite one", () => {
    fc.assert(
      fc.property(gain, retention, rate, first, cash, (m, r, i, f, c) => {
        const o = { margin: m, retention: r, rate: i, first: f, cash: c };
        const values = [1, 2, 5, 20, 100, 5000].map((horizon) => value({ ...o, horizon }));
        const limit = value({ ...o, horizon: "infinite" });
        values.forEach((v, k) => expect(v).toBeGreaterThanOrEqual((values[k - 1] ?? 0) * (1 - 1e-14)));
        expect(near(values.at(-1)!, limit, 1e-9)).toBe(true);
      }),
    );
  });

  test("P3: the conventions differ as they should", () => {
    fc.assert(
      fc.property(gain, retention, rate, (m, r, i) => {
        const o = { margin: m, retention: r, rate: i, horizon: "infinite" } as const;
        const now = value({ ...o, first: "now", cash: "start" });
        const later = value({ ...o, first: "afterOnePeriod", cash: "end" });
        const arrears = value({ ...o, first: "now", cash: "end" });
        const mid = value({ ...o, first: "now", cash: "mid" });
        expect(near(now - later, m, 1e-12 * (now / m))).toBe(true);
        expect(near(arrears * r, later, 1e-12)).toBe(true);
        expect(near(mid, now / Math.sqrt(1 + i), 1e-12)).toBe(true);
      }),
    );
  });

  test("rises in margin and retention, falls in the rate, scales with money", () => {
    fc.assert(
      fc.property(gain, retention, rate, first, cash, (m, r, i, f, c) => {
        const o = { margin: m, retention: r, rate: i, first: f, cash: c, horizon: "infinite" } as const;
        const base = value(o);
        expect(value({ ...o, retention: Math.min(0.995, r + 0.004) })).toBeGreaterThanOrEqual(base);
        expect(value({ ...o, rate: i + 0.01 })).toBeLessThanOrEqual(base);
        expect(near(value({ ...o, margin: 1000 * m }), 1000 * base, 1e-12)).toBe(true);
      }),
    );
  });

  test("elasticities are derivatives", () => {
    const growing = fc.double({ min: -0.2, max: 0.2, noNaN: true });
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.double({ min: 0.02, max: 0.5, noNaN: true }),
        growing,
        first,
        cash,
        fc.integer({ min: 1, max: 60 }),
        (r, i, g, f, c, n) => {
          const o = { margin: 7, retention: r, rate: i, growth: g, first: f, cash: c, horizon: n };
          const exact = valueOf(guptaLehmannElasticities(o));
          const numeric = (name: "retention" | "rate" | "growth", at: number) => {
            const h = 1e-5 * Math.max(0.01, Math.abs(at));
            const up = Math.log(value({ ...o, [name]: at + h }));
            return (at * (up - Math.log(value({ ...o, [name]: at - h })))) / (2 * h);
          };
          expect(near(exact.retention, numeric("retention", r), 1e-6)).toBe(true);
          expect(near(exact.rate, numeric("rate", i), 1e-6)).toBe(true);
          expect(near(exact.growth, numeric("growth", g), 1e-6)).toBe(true);
        },
      ),
    );
  });

  test("elasticities where q is next to 1 do not cancel", () => {
    const o = { margin: 1, retention: 1, rate: 1e-9, first: "now", cash: "end", horizon: 100 } as const;
    expect(valueOf(guptaLehmannElasticities(o)).retention).toBeCloseTo(49.5, 5);
    const wider = { ...o, retention: 1 / (1 + 1e-9) - 1.2e-4 };
    // Σ k q^k/Σ q^k by hand.
    const q = wider.retention / (1 + wider.rate);
    const terms = Array.from({ length: 100 }, (_, k) => q ** k);
    const mean =
      terms.reduce((sum, term, k) => sum + k * term, 0) / terms.reduce((sum, term) => sum + term, 0);
    expect(valueOf(guptaLehmannElasticities(wider)).retention).toBeCloseTo(mean, 9);
  });

  test("special cases", () => {
    const o = { margin: 100, rate: 0.1, first: "now", cash: "start" } as const;
    expect(value({ ...o, retention: 0, horizon: "infinite" })).toBeCloseTo(100, 12);
    expect(
      value({ ...o, retention: 1, first: "afterOnePeriod", cash: "end", horizon: "infinite" }),
    ).toBeCloseTo(1000, 9);
    expect(value({ ...o, rate: 0, retention: 0.75, horizon: "infinite" })).toBeCloseTo(400, 10);
    expect(value({ ...o, retention: 1, rate: 0, horizon: 12 })).toBe(1200);
    expect(value({ ...o, retention: 0.5, horizon: 0 })).toBe(0);
  });

  test("divergence names the limit; other domains are coded", () => {
    const o = { margin: 1, retention: 0.9, rate: 0.05, first: "now", cash: "end" } as const;
    expect(guptaLehmann({ ...o, growth: 0.2, horizon: "infinite" })).toEqual({
      ok: false,
      code: "DIVERGES",
      param: "retention",
      value: 0.9,
      limit: 1.05 / 1.2,
    });
    expect(guptaLehmann({ ...o, growth: 0.2, horizon: 10 }).ok).toBe(true);
    expect(guptaLehmann({ ...o, retention: 1.2, horizon: 5 })).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "retention",
      limit: 1,
    });
    expect(guptaLehmann({ ...o, rate: -1, horizon: 5 })).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "rate",
    });
    expect(guptaLehmann({ ...o, margin: NaN, horizon: 5 })).toMatchObject({ code: "NOT_FINITE" });
    expect(guptaLehmann({ ...o, horizon: 2.5 })).toMatchObject({ code: "OUT_OF_RANGE", param: "horizon" });
    // A value past the largest double is refused, not Infinity.
    expect(
      guptaLehmann({ ...o, margin: 1e308, retention: 1, rate: 0.01, horizon: "infinite" }),
    ).toMatchObject({ code: "NOT_FINITE", param: "value" });
  });
});
