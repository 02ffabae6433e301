import { describe, expect, test } from "vitest";
import { groupHistories } from "../../src/models/fit/grouped";
import { trackingOf } from "../../src/models/fit/tracking";
import { bgNbd, type Histories, paretoNbd } from "../../src/models/index";
import type { Law } from "../../src/models/laws/law";
import { CALIBRATION_END, cdnowHistories, cdnowOrders } from "./cdnow";
import { simulateHistories } from "./simulated";

const folder = process.env["TENURE_DATA"];
const codes = ({ reasons }: { reasons: readonly { code: string }[] }) => reasons.map(({ code }) => code);
const pareto = { r: 0.8, alpha: 8, s: 0.6, beta: 12 };

describe("tracking residual", () => {
  test("by age, by hand: groups of T, their purchases against E[X(T)]", () => {
    // One purchase a unit is expected; half the customers make two.
    const law = { expected: (t: number) => t } as Law;
    const n = 40;
    const data = groupHistories({
      unit: "week",
      x: new Float64Array(n).fill(20),
      tx: new Float64Array(n).fill(9),
      T: Float64Array.from({ length: n }, (_, i) => (i % 2 ? 20 : 10)),
    });
    // T = 10: 400 made, 200 expected, each 10 off; T = 20: exact.
    const { ratio, share } = trackingOf(law, data, null);
    expect(share).toBeCloseTo(200 / 2 / 800, 12);
    expect(ratio).toBeCloseTo((200 ** 2 / (20 * 10 ** 2) + 0) / 2, 6);
  });

  test("by calendar, by hand: whole units back from the end", () => {
    const law = { expected: (t: number) => 10 * t } as Law;
    const data = groupHistories({
      unit: "week",
      x: Float64Array.of(20, 30),
      tx: Float64Array.of(1, 1),
      T: Float64Array.of(2, 3),
    });
    // Expected, from the last week back: 20, 20, 10.
    const { ratio, share } = trackingOf(law, data, Float64Array.of(30, 10, 10));
    expect(share).toBeCloseTo(20 / 2 / 50, 12);
    expect(ratio).toBeCloseTo((100 / 20 + 100 / 20) / 3, 9);
  });

  test("over many distinct T, E[X(T)] between nodes is as good as everywhere", () => {
    const law = { expected: (t: number) => 4 * Math.sqrt(t) } as Law;
    const n = 400;
    const T = Float64Array.from({ length: n }, (_, i) => 10 + ((i * 37) % n) / 13);
    const x = T.map((t, i) => Math.round(4 * Math.sqrt(t)) + (i % 3));
    const { ratio, share } = trackingOf(law, groupHistories({ unit: "week", x, tx: T, T }), null);
    // Twenty groups of twenty, in order of T.
    const order = [...T.keys()].sort((i, j) => T[i]! - T[j]!);
    let [chi, apart] = [0, 0];
    for (let g = 0; g < 20; g++) {
      const off = order.slice(20 * g, 20 * g + 20).map((i) => x[i]! - law.expected(T[i]!));
      const sum = off.reduce((a, b) => a + b, 0);
      chi += sum ** 2 / off.reduce((a, b) => a + b * b, 0) / 20;
      apart += Math.abs(sum);
    }
    expect(ratio).toBeCloseTo(chi, 3);
    expect(share).toBeCloseTo(apart / 2 / x.reduce((a, b) => a + b, 0), 5);
  });

  test("data that are as the model says are not blamed", () => {
    for (let seed = 1; seed <= 12; seed++) {
      const model = seed % 2 ? paretoNbd : bgNbd;
      expect(codes(model.fit(simulateHistories(pareto, 1500, seed)))).not.toContain("poor-tracking");
    }
  });

  test("cohorts of another kind are: the older half buys four times as often", () => {
    const young = simulateHistories({ ...pareto, alpha: 16 }, 1500, 5);
    const old = simulateHistories({ ...pareto, alpha: 2 }, 1500, 6);
    const both = (a: Float64Array, b: Float64Array) => Float64Array.from([...a, ...b]);
    const T = both(young.T, old.T).map((t, i) => (i < 1500 ? t : t + 20));
    const mixed: Histories = { unit: "week", x: both(young.x, old.x), tx: both(young.tx, old.tx), T };
    const fit = bgNbd.fit(mixed);
    expect(codes(fit)).toContain("poor-tracking");
    expect(fit.status).not.toBe("verified");
    expect(fit.probabilityAlive(mixed).every((p) => p >= 0 && p <= 1)).toBe(true);
  });

  test("a season is, where the calendar is told", () => {
    const data = simulateHistories(pareto, 2000, 8);
    const fit = paretoNbd.fit(data);
    expect(fit.status).toBe("verified");
    // What the model itself expects in each of the last 25 weeks, and the same with every other week emptied.
    const even = Float64Array.from({ length: 25 }, (_, k) =>
      data.T.reduce(
        (sum, T) => sum + fit.expectedTransactionsBetween(Math.max(0, T - k - 1), Math.max(0, T - k)),
        0,
      ),
    );
    const season = even.map((value, k) => (k % 2 ? 2 * value : 0));
    expect(paretoNbd.fit({ ...data, bought: even }).status).toBe("verified");
    const moved = paretoNbd.fit({ ...data, bought: season });
    expect([moved.status, codes(moved)]).toEqual(["weak", ["poor-tracking"]]);
    expect(moved.params).toEqual(fit.params);
  });

  test.skipIf(!folder)("CDNOW is tracked well, by age and by week (needs TENURE_DATA)", () => {
    const { x, tx, T } = cdnowHistories(folder!);
    const { customer, day } = cdnowOrders(folder!);
    const first = new Map<number, number>();
    const bought = new Float64Array(39);
    customer.forEach((who, i) => {
      const at = day[i]!;
      const born = first.get(who);
      if (born === undefined) first.set(who, at);
      else if (at > born && at <= CALIBRATION_END) bought[Math.floor((CALIBRATION_END - at) / 7)]! += 1;
    });
    const fit = bgNbd.fit({ unit: "week", x, tx, T, bought });
    expect(fit.status).toBe("verified");
    expect(fit.checks.tracking).toBeLessThan(5);
  });
});
