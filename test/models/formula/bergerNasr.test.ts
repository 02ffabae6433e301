import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bergerNasr1,
  bergerNasr2a,
  bergerNasr2b,
  bergerNasr3,
  bergerNasr4,
  bergerNasr5,
  chainValue,
  recencyChain,
  tenureProfit,
} from "../../../src/models/formula/index";
import { gain, near, rate, retention, share } from "../arbitrary";
import { valueOf } from "../registry";

const years = fc.integer({ min: 0, max: 40 });
const timing = fc.constantFrom("start" as const, "mid" as const, "end" as const);
const input = fc.record({
  contribution: gain,
  promotion: fc.double({ min: 0, max: 100, noNaN: true }),
  retention,
  annualRate: rate,
  years,
  promotionAt: timing,
});

describe("Berger–Nasr", () => {
  test("P1: case 1 is the sum of its terms", () => {
    fc.assert(
      fc.property(input, (o) => {
        const e = { start: 0, mid: 0.5, end: 1 }[o.promotionAt];
        let sum = o.contribution;
        for (let k = 1; k <= o.years; k++) {
          sum += o.contribution * (o.retention / (1 + o.annualRate)) ** k;
          sum -= o.promotion * o.retention ** (k - 1) * (1 + o.annualRate) ** -(k - 1 + e);
        }
        expect(near(valueOf(bergerNasr1(o)).clv, sum, 1e-9)).toBe(true);
      }),
    );
  });

  test("P4: 2a once a year = 2b every year = case 1 = case 5 with one recency", () => {
    fc.assert(
      fc.property(input, (o) => {
        const one = valueOf(bergerNasr1(o)).clv;
        expect(near(valueOf(bergerNasr2a({ ...o, perYear: 1 })).clv, one, 1e-10)).toBe(true);
        expect(near(valueOf(bergerNasr2b({ ...o, everyYears: 1 })).clv, one, 1e-10)).toBe(true);
        const five = bergerNasr5({
          buy: [o.retention],
          contribution: o.contribution,
          mailing: o.promotion,
          rate: o.annualRate,
          horizon: o.years,
          mailingAt: o.promotionAt,
        });
        expect(near(valueOf(five).clv, one, 1e-10)).toBe(true);
      }),
    );
  });

  test("P4: case 5 with mail at period starts is Pfeifer–Carraway's V_1, less the mail at time 0", () => {
    fc.assert(
      fc.property(
        fc.array(share, { minLength: 1, maxLength: 6 }),
        gain,
        fc.double({ min: 0, max: 50, noNaN: true }),
        rate,
        (buy, contribution, mailing, d) => {
          const five = valueOf(
            bergerNasr5({ buy, contribution, mailing, rate: d, horizon: "infinite", mailingAt: "start" }),
          );
          const chain = valueOf(chainValue(recencyChain({ buy, contribution, contact: mailing, rate: d })));
          expect(near(five.clv, chain[0]!, 1e-10)).toBe(true);
        },
      ),
    );
  });

  test("case 5: a long finite horizon reaches the closed limit; purchases never exceed 1 and rise with the last P", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 0.9, noNaN: true }), { minLength: 2, maxLength: 5 }),
        fc.double({ min: 0.05, max: 0.5, noNaN: true }),
        (buy, d) => {
          const o = { buy, contribution: 40, mailing: 4, rate: d, mailingAt: "mid" } as const;
          const long = valueOf(bergerNasr5({ ...o, horizon: 900 }));
          expect(near(long.clv, valueOf(bergerNasr5({ ...o, horizon: "infinite" })).clv, 1e-9)).toBe(true);
          expect(long.purchases.every((c) => c <= 1 + 1e-12)).toBe(true);
          // Only the last: an earlier one may move a purchase from one period to an earlier one.
          const raised = [...buy.slice(0, -1), buy.at(-1)! + 0.05];
          const more = valueOf(bergerNasr5({ ...o, buy: raised, horizon: 30 }));
          more.purchases.forEach((c, i) => expect(c).toBeGreaterThanOrEqual(long.purchases[i]! - 1e-12));
        },
      ),
      { numRuns: 50 },
    );
  });

  test("a horizon that is no multiple of the cycle is cut and said; one that is by rounding only is not", () => {
    const o = { contribution: 7, promotion: 1, retention: 0.3, annualRate: 0.2, promotionAt: "mid" } as const;
    expect(bergerNasr2b({ ...o, years: 14, everyYears: 3 })).toMatchObject({
      ok: true,
      diagnostics: { cycles: 4, yearsDropped: 2 },
    });
    expect(bergerNasr2a({ ...o, years: 4, perYear: 3 })).toMatchObject({ diagnostics: { cycles: 12 } });
    expect(bergerNasr2a({ ...o, years: 4, perYear: 2.5 })).toMatchObject({ code: "OUT_OF_RANGE" });
    expect(bergerNasr1({ ...o, retention: 1, annualRate: 0, years: "infinite" })).toMatchObject({
      code: "DIVERGES",
      param: "retention",
    });
  });

  test("case 4 is the integral of its profit, also where the closed form would cancel", () => {
    fc.assert(
      fc.property(
        fc.record({
          growth: fc.double({ min: -5, max: 5, noNaN: true }),
          initial: fc.double({ min: -50, max: 50, noNaN: true }),
          ceiling: fc.double({ min: -50, max: 50, noNaN: true }),
          turn: fc.double({ min: 0, max: 12, noNaN: true }),
          retention: fc.double({ min: 0.05, max: 1, noNaN: true }),
          annualRate: fc.double({ min: 0, max: 0.4, noNaN: true }),
          years: fc.double({ min: 0, max: 20, noNaN: true }),
        }),
        (o) => {
          const kappa = -Math.log(o.retention / (1 + o.annualRate));
          // Simpson on each side of the kink.
          const side = (from: number, to: number) => {
            const n = 2000;
            const h = (to - from) / n;
            let sum = 0;
            for (let k = 0; k <= n; k++) {
              const t = from + k * h;
              const weight = k === 0 || k === n ? 1 : k % 2 ? 4 : 2;
              sum += weight * tenureProfit(o, t) * Math.exp(-kappa * t);
            }
            return (sum * h) / 3;
          };
          const kink = Math.min(o.turn, o.years);
          const expected = side(0, kink) + side(kink, o.years);
          expect(near(valueOf(bergerNasr4(o)), expected, 1e-7)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("profit by tenure is continuous at the turn and approaches its ceiling", () => {
    const o = { growth: 4, initial: 20, ceiling: 50, turn: 5 };
    expect(tenureProfit(o, 5)).toBeCloseTo(tenureProfit(o, 5 + 1e-9), 6);
    expect(tenureProfit(o, 500)).toBeCloseTo(4 * 25 + 20 + 50, 10);
    const flat = { growth: 0, initial: 20, ceiling: 0, turn: 2, retention: 0.8, annualRate: 0.1, years: 6 };
    const q = 0.8 / 1.1;
    expect(valueOf(bergerNasr3(flat)).clv).toBeCloseTo((20 * (1 - q ** 7)) / (1 - q), 10);
    expect(valueOf(bergerNasr4({ ...flat, retention: 0 }))).toBe(0);
  });
});
