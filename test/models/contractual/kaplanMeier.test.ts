import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kaplanMeier, logRank, survivalAt, truncatedValue } from "../../../src/models/contractual/index";
import { near } from "../arbitrary";
import { valueOf } from "../registry";

const times = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 60 });

describe("Kaplan–Meier", () => {
  test("P21: without censoring it is the empirical survivor function with binomial errors", () => {
    fc.assert(
      fc.property(times, (time) => {
        const curve = valueOf(kaplanMeier({ time, event: time.map(() => 1) }));
        for (let t = 0; t <= 21; t++) {
          const share = time.filter((x) => x > t).length / time.length;
          expect(near(survivalAt(curve, t), share, 1e-12)).toBe(true);
        }
        for (const { survival: s, error } of curve.points) {
          expect(near(error, Math.sqrt((s * (1 - s)) / time.length), 1e-10)).toBe(true);
        }
      }),
    );
  });

  test("P21: a customer censored at once changes nothing", () => {
    fc.assert(
      fc.property(
        times,
        fc.array(fc.constantFrom(0, 1), { minLength: 60, maxLength: 60 }),
        (time, events) => {
          const event = events.slice(0, time.length);
          const plain = valueOf(kaplanMeier({ time, event }));
          const more = valueOf(kaplanMeier({ time: [...time, 0], event: [...event, 0] }));
          expect(more.points).toEqual(plain.points);
        },
      ),
    );
  });

  test("late entry: at risk only after it; entering at 0 is the same as not saying so", () => {
    const plain = { time: [2, 3, 5], event: [1, 1, 1] };
    expect(valueOf(kaplanMeier({ ...plain, entry: [0, 0, 0] }))).toEqual(valueOf(kaplanMeier(plain)));
    const late = valueOf(kaplanMeier({ ...plain, entry: [0, 2, 0] }));
    expect(late.points.map(({ atRisk }) => atRisk)).toEqual([2, 2, 1]);
    expect(kaplanMeier({ ...plain, entry: [2, 0, 0] })).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "entry[0]",
    });
  });

  test("intervals stay within 0…1 and around the curve; the median may not be reached", () => {
    fc.assert(
      fc.property(times, (time) => {
        const event = time.map((_, i) => (i % 3 ? 1 : 0));
        const curve = kaplanMeier({ time, event });
        if (!curve.ok) return;
        for (const { survival, low, high } of curve.value.points) {
          expect(0 <= low && low <= survival && survival <= high && high <= 1).toBe(true);
        }
      }),
    );
    expect(valueOf(kaplanMeier({ time: [1, 2, 3], event: [1, 0, 0] })).median).toBeNull();
    expect(valueOf(kaplanMeier({ time: [1, 2], event: [1, 1] })).median).toBe(1);
  });

  test("value from the curve is labelled truncated", () => {
    const curve = valueOf(kaplanMeier({ time: [1, 2, 2], event: [1, 1, 0] }));
    const answer = truncatedValue(curve, { margin: 9, rate: 0 });
    expect(valueOf(answer)).toBeCloseTo(9 * (1 + 2 / 3 + 1 / 3), 12);
    expect(answer).toMatchObject({ convention: { truncated: true, horizon: 2 } });
    expect(kaplanMeier({ time: [], event: [] })).toMatchObject({ code: "NO_DATA" });
    expect(kaplanMeier({ time: [1], event: [0.5] })).toMatchObject({ code: "OUT_OF_RANGE" });
  });
});

describe("log-rank", () => {
  test("observed and expected add up, order of groups is free, equal groups do not differ", () => {
    const group = fc.record({
      time: fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 2, maxLength: 30 }),
    });
    fc.assert(
      fc.property(group, group, group, (a, b, c) => {
        const groups = [a, b, c].map(({ time }) => ({ time, event: time.map((_, i) => (i % 4 ? 1 : 0)) }));
        const one = logRank(groups);
        const turned = logRank([...groups].reverse());
        expect(one.ok).toBe(turned.ok);
        if (!one.ok || !turned.ok) return;
        const { observed, expected } = one.value;
        const sum = (x: readonly number[]) => x.reduce((s, v) => s + v, 0);
        expect(near(sum(observed), sum(expected), 1e-10)).toBe(true);
        expect(near(one.value.chiSquared, turned.value.chiSquared, 1e-7)).toBe(true);
        const same = logRank([groups[0]!, groups[0]!]);
        if (same.ok) expect(same.value.chiSquared).toBeCloseTo(0, 10);
      }),
    );
    const alone = { time: [1], event: [1] };
    expect(logRank([alone])).toMatchObject({ code: "NO_DATA", limit: 2 });
    expect(logRank([alone, { time: [1, 2], event: [1, 2] }])).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "groups[1].event[1]",
    });
    expect(
      logRank([
        { time: [1], event: [0] },
        { time: [2], event: [0] },
      ]),
    ).toMatchObject({ code: "NO_DATA", param: "event" });
  });
});
