import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  annuity,
  cohortArpu,
  cohortCounts,
  cohortValue,
  continuousRate,
  correctionLadder,
  firmElasticities,
  firmValue,
  historicalValues,
  orderValueClv,
  ratePerPeriod,
  retentionPerPeriod,
  twoPhase,
} from "../../../src/models/formula/index";
import { cash, gain, near, rate } from "../arbitrary";
import { valueOf } from "../registry";

describe("rates", () => {
  test("twelve months make the year", () => {
    fc.assert(
      fc.property(rate, fc.integer({ min: 1, max: 365 }), (i, k) => {
        expect(near((1 + valueOf(ratePerPeriod(i, k))) ** k, 1 + i, 1e-12)).toBe(true);
        expect(near(Math.exp(valueOf(continuousRate(i, k)) * k), 1 + i, 1e-12)).toBe(true);
      }),
    );
    expect(valueOf(continuousRate(0.15, 52))).toBeCloseTo(0.00268773, 8);
    expect(valueOf(retentionPerPeriod(0.8, 12)) ** 12).toBeCloseTo(0.8, 12);
    expect(ratePerPeriod(-1, 12)).toMatchObject({ code: "OUT_OF_RANGE", param: "annual" });
  });
});

describe("simple models", () => {
  test("an annuity at period starts is 1+i times that at ends, and its limit is plain", () => {
    fc.assert(
      fc.property(gain, fc.integer({ min: 0, max: 300 }), rate, (payment, periods, i) => {
        const at = (timing: "start" | "end" | "mid") =>
          valueOf(annuity({ payment, periods, rate: i, cash: timing }));
        expect(near(at("start"), at("end") * (1 + i), 1e-12)).toBe(true);
        expect(near(at("mid") ** 2, at("start") * at("end"), 1e-11)).toBe(true);
        let sum = 0;
        for (let k = 1; k <= periods; k++) sum += payment * (1 + i) ** -k;
        expect(near(at("end"), sum, 1e-11)).toBe(true);
      }),
    );
    expect(valueOf(annuity({ payment: 5, periods: 24, rate: 0, cash: "mid" }))).toBe(120);
    expect(valueOf(annuity({ payment: 5, periods: 24, rate: 1e-13, cash: "end" }))).toBeCloseTo(120, 8);
  });

  test("the ladder of the seed: 2400 → 720 → … and Jensen's inequality", () => {
    const steps = valueOf(
      correctionLadder({ spend: 100, periods: 24, marginShare: 0.3, rate: 0.01, cash: "start" }),
    );
    expect(steps.revenue).toBe(2400);
    expect(steps.margin).toBe(720);
    expect(steps.discounted).toBeCloseTo(2145.582113 * 0.3, 5);
    expect(steps.randomLifetime).toBeCloseTo(1954.83871 * 0.3, 5);
    fc.assert(
      fc.property(fc.double({ min: 1, max: 200, noNaN: true }), rate, cash, (periods, i, timing) => {
        const of = valueOf(correctionLadder({ spend: 1, periods, marginShare: 1, rate: i, cash: timing }));
        expect(of.randomLifetime).toBeLessThanOrEqual(of.discounted * (1 + 1e-12));
      }),
    );
  });

  test("order value × frequency × margin × lifetime", () => {
    const o = {
      orderValue: 50,
      frequency: 2,
      marginShare: 0.4,
      churn: 0.05,
      rate: 0,
      first: "now",
      cash: "start",
    } as const;
    const answer = orderValueClv(o);
    expect(valueOf(answer)).toBeCloseTo(800, 10);
    expect(answer).toMatchObject({ diagnostics: { lifetime: 20 } });
    expect(orderValueClv({ ...o, churn: 0 })).toMatchObject({ code: "DIVERGES", param: "churn", limit: 0 });
    expect(valueOf(orderValueClv({ ...o, churn: 0, rate: 0.1 }))).toBeCloseTo(440, 10);
  });

  test("two phases: none gives the second, no second gives the first", () => {
    expect(valueOf(twoPhase({ margin: 9, survival: [1], rate: 0.1, next: 77 }))).toBe(77);
    const both = valueOf(twoPhase({ margin: 9, survival: [1, 0.8, 0.5], rate: 0.1, next: 77 }));
    const alone = valueOf(twoPhase({ margin: 9, survival: [1, 0.8, 0.5], rate: 0.1, next: 0 }));
    expect(alone).toBeCloseTo(9 + (9 * 0.8) / 1.1, 12);
    expect(both - alone).toBeCloseTo((0.5 * 77) / 1.21, 12);
    expect(twoPhase({ margin: 9, survival: [1, 0.5, 0.6], rate: 0.1, next: 0 })).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "survival[2]",
      limit: 0.5,
    });
  });

  test("a cohort of one that never leaves is an annuity", () => {
    const one = valueOf(
      cohortValue({
        active: [1, 1, 1],
        margin: [5, 5, 5],
        rate: 0.07,
        acquired: 1,
        acquisitionCost: 2,
        cash: "end",
      }),
    );
    const same = valueOf(annuity({ payment: 5, periods: 3, rate: 0.07, cash: "end" }));
    expect(one.presentValue).toBeCloseTo(same, 12);
    expect(one.perCustomer).toBeCloseTo(same - 2, 12);
    expect(
      cohortValue({ active: [1], margin: [], rate: 0, acquired: 1, acquisitionCost: 0, cash: "end" }),
    ).toMatchObject({ code: "OUT_OF_RANGE", param: "margin.length" });
  });
});

describe("firm value", () => {
  const firm = {
    scale: 3,
    shift: 2,
    speed: 0.4,
    margin: 20,
    retention: 0.8,
    rate: 0.12,
    acquisitionCost: 30,
    customers: 10,
  };

  test("without discounting the flow is what is left of the logistic curve", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -40, max: 40, noNaN: true }),
        fc.double({ min: 0.01, max: 20, noNaN: true }),
        (shift, speed) => {
          const found = firmValue({ ...firm, shift, speed, rate: 0 });
          expect(found.ok).toBe(true);
          const left = firm.scale / speed / (1 + Math.exp(-shift));
          // ∫_0^∞ e^{−β−γt}/(1+e^{−β−γt})² dt = (1 − F(0))/γ with F(0) = 1/(1+e^{−β}).
          const expected = firm.scale / speed - left;
          if (found.ok) expect(near(found.diagnostics["newCustomers"]!, expected, 1e-9)).toBe(true);
        },
      ),
    );
  });

  test("the double integral of the paper, by brute force", () => {
    const value = valueOf(firmValue(firm));
    const n = (k: number) => {
      const e = Math.exp(-firm.shift - firm.speed * k);
      return (firm.scale * e) / (1 + e) ** 2;
    };
    const rho = (1 + firm.rate - firm.retention) / firm.retention;
    let total = 0;
    let spent = 0;
    const step = 0.02;
    const inner = (() => {
      let sum = 0;
      for (let a = step / 2; a < 120; a += step) sum += firm.margin * Math.exp(-rho * a) * step;
      return sum;
    })();
    for (let k = step / 2; k < 120; k += step) {
      total += n(k) * Math.exp(-firm.rate * k) * inner * step;
      spent += n(k) * Math.exp(-firm.rate * k) * firm.acquisitionCost * step;
    }
    expect(value.future).toBeCloseTo(total, 2);
    expect(value.acquisition).toBeCloseTo(spent, 2);
  });

  test("elasticities are derivatives", () => {
    const of = valueOf(firmElasticities(firm));
    const total = (change: Partial<typeof firm>) =>
      Math.log(valueOf(firmValue({ ...firm, ...change })).total);
    const h = 1e-6;
    const slope = (name: "margin" | "retention" | "acquisitionCost") =>
      (firm[name] * (total({ [name]: firm[name] * (1 + h) }) - total({ [name]: firm[name] * (1 - h) }))) /
      (2 * h * firm[name]);
    expect(of.margin).toBeCloseTo(slope("margin"), 6);
    expect(of.acquisitionCost).toBeCloseTo(slope("acquisitionCost"), 6);
    expect(of.retention).toBeCloseTo(slope("retention"), 6);
    expect(firmValue({ ...firm, costGrowth: 0.6 })).toMatchObject({ code: "DIVERGES", param: "costGrowth" });
  });
});

describe("historical value", () => {
  test("compounding carries margins forward; later orders do not count", () => {
    const o = { customer: [0, 1, 0], time: [0, 1, 5], margin: [10, 4, 100], customers: 2, at: 2 };
    expect([...valueOf(historicalValues({ ...o, rate: 0 }))]).toEqual([10, 4]);
    expect([...valueOf(historicalValues({ ...o, rate: 0.1 }))]).toEqual([
      expect.closeTo(12.1, 12),
      expect.closeTo(4.4, 12),
    ]);
    expect(historicalValues({ ...o, customers: 1, rate: 0 })).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "customer[1]",
    });
  });

  test("ARPU divides by the initial cohort and shows whole cells only", () => {
    const answer = valueOf(
      cohortArpu({
        customer: [0, 1, 0, 2],
        time: [0, 1, 1.5, 2],
        margin: [10, 20, 6, 5],
        cohort: [0, 0, 1],
        born: [0, 1, 2],
        end: 3,
        step: 1,
      }),
    );
    // Cohort 0: its younger half was born at 1, so ages 0 and 1 are whole; the order of customer 0 at 1.5 is age 1.
    expect(answer).toEqual([
      [15, 18],
      [5, null],
    ]);
  });

  test("cohort counts see a buyer once a period", () => {
    const rows = valueOf(cohortCounts({ customer: [7, 7, 8, 7, 9], period: [0, 0, 1, 2, 1], end: 2 }));
    expect(rows).toEqual([
      { first: 0, buyers: [1, 0, 1] },
      { first: 1, buyers: [2, 0] },
    ]);
  });
});

test("retention of 0 leaves the flow of now in every model that has one", () => {
  fc.assert(
    fc.property(gain, (m) => {
      expect(
        valueOf(
          orderValueClv({
            orderValue: m,
            frequency: 1,
            marginShare: 1,
            churn: 1,
            rate: 0.1,
            first: "now",
            cash: "start",
          }),
        ),
      ).toBeCloseTo(m, 10);
    }),
  );
});
