import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { random } from "../../../src/math/random";
import {
  betweenShare,
  cutScores,
  funnel,
  kMeans,
  lifecycle,
  rankScores,
  rfmScores,
  rfmSegment,
  wilson,
} from "../../../src/models/managerial/index";
import { near } from "../arbitrary";
import { valueOf } from "../registry";

describe("RFM", () => {
  const values = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 80 });

  test("scores rise with the metric, ties share one, rows may come in any order", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 10 }), (x, k) => {
        const { score } = valueOf(rankScores(x, "high", k));
        x.forEach((a, i) =>
          x.forEach((b, j) => {
            if (a === b) expect(score[i]).toBe(score[j]);
            if (a > b) expect(score[i]!).toBeGreaterThanOrEqual(score[j]!);
          }),
        );
        expect(Math.min(...score) >= 1 && Math.max(...score) <= k).toBe(true);
        const turned = valueOf(rankScores([...x].reverse(), "high", k)).score;
        expect([...turned].reverse()).toEqual([...score]);
      }),
    );
  });

  test("a hundred different customers fall into five equal parts", () => {
    const x = Array.from({ length: 100 }, (_, i) => i);
    const { score } = valueOf(rankScores(x, "low", 5));
    for (let s = 1; s <= 5; s++) expect(score.filter((v) => v === s)).toHaveLength(20);
    expect(score[0]).toBe(5);
  });

  test("recency counts the other way; a mass of ties is said", () => {
    const found = valueOf(rfmScores({ recency: [1, 400, 30], frequency: [9, 1, 1], monetary: [50, 10, 20] }));
    expect(found.recency[0]).toBeGreaterThan(found.recency[1]!);
    expect(found.ties.frequency).toBeCloseTo(2 / 3, 12);
    expect([...valueOf(cutScores([0, 1, 2, 9], "high", [1, 2, 5]))]).toEqual([1, 2, 3, 4]);
    expect([...valueOf(cutScores([0, 9], "low", [1, 2, 5]))]).toEqual([4, 1]);
    expect(cutScores([1], "high", [2, 2])).toMatchObject({ code: "OUT_OF_RANGE", param: "cuts[1]" });
  });

  test("every cell has one name", () => {
    const names = new Set<string>();
    for (let r = 1; r <= 5; r++)
      for (let f = 1; f <= 5; f++) for (let m = 1; m <= 5; m++) names.add(valueOf(rfmSegment(r, f, m)));
    expect(names.size).toBe(11);
    expect(valueOf(rfmSegment(5, 5, 5))).toBe("champions");
    expect(valueOf(rfmSegment(1, 5, 5))).toBe("cannot-lose");
    expect(rfmSegment(6, 1, 1)).toMatchObject({ code: "OUT_OF_RANGE", param: "recency" });
  });
});

describe("k-means", () => {
  const clouds = () => {
    const source = random(1);
    const centre = [
      [1, 1],
      [40, 2],
      [3, 300],
    ];
    const rows = Array.from({ length: 300 }, (_, i) =>
      centre[i % 3]!.map((c) => c * Math.exp(0.15 * source.normal())),
    );
    return {
      features: [rows.map((row) => row[0]!), rows.map((row) => row[1]!)],
      truth: rows.map((_, i) => i % 3),
    };
  };

  test("finds three clouds, whatever the order of rows and the seed", () => {
    const { features, truth } = clouds();
    const found = valueOf(kMeans({ features, clusters: 3, log: true, seed: 5 }));
    const pairs = new Set(truth.map((t, i) => `${t}-${found.label[i]!}`));
    expect(pairs.size).toBe(3);
    expect(found.silhouette!).toBeGreaterThan(0.7);
    expect(found.sizes).toEqual([100, 100, 100]);
    const centres = found.centres.map((row) => row[0]!);
    expect([...centres].sort((a, b) => b - a)).toEqual(centres);
    const turned = features.map((column) => [...column].reverse());
    const again = valueOf(kMeans({ features: turned, clusters: 3, log: true, seed: 5 }));
    expect([...again.label].reverse()).toEqual([...found.label]);
    expect(valueOf(kMeans({ features, clusters: 3, log: true, seed: 99 })).within).toBeCloseTo(
      found.within,
      9,
    );
  });

  test("more clusters never fit worse; as many as rows fit exactly", () => {
    const features = [[1, 2, 3, 10, 11, 30]];
    const within = [1, 2, 3, 4, 5, 6].map(
      (clusters) => valueOf(kMeans({ features, clusters, log: false, seed: 1 })).within,
    );
    within.forEach((w, k) => k && expect(w).toBeLessThanOrEqual(within[k - 1]! + 1e-12));
    expect(within[5]).toBe(0);
    expect(within[0]).toBeCloseTo(6, 10);
    expect(kMeans({ features: [[1, 1, 1]], clusters: 2, log: false, seed: 1 })).toMatchObject({
      code: "NO_DATA",
      value: 1,
      limit: 2,
    });
    expect(kMeans({ features: [[-1, 2]], clusters: 1, log: true, seed: 1 })).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "features[0][0]",
    });
  });

  test("η² is 1 when groups explain all, 0 when none, and never grows by joining groups", () => {
    expect(valueOf(betweenShare([1, 1, 5, 5], ["a", "a", "b", "b"]))).toBeCloseTo(1, 12);
    expect(valueOf(betweenShare([1, 5, 1, 5], ["a", "a", "b", "b"]))).toBeCloseTo(0, 12);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.nat(5)), {
          minLength: 3,
          maxLength: 40,
        }),
        (rows) => {
          const values = rows.map(([v]) => v);
          const fine = betweenShare(
            values,
            rows.map(([, g]) => g),
          );
          const coarse = betweenShare(
            values,
            rows.map(([, g]) => g % 2),
          );
          if (fine.ok && coarse.ok) expect(coarse.value).toBeLessThanOrEqual(fine.value + 1e-9);
        },
      ),
    );
  });
});

describe("lifecycle", () => {
  test("periods, reach and value agree with stepping through the chain", () => {
    const moves = [
      [0.6, 0.1, 0, 0],
      [0, 0, 0.35, 0],
      [0, 0, 0.55, 0.15],
      [0, 0, 0.05, 0.85],
    ];
    const found = valueOf(lifecycle({ moves, reward: [-1, 40, 25, 35], rate: 0.01 }));
    let here = [1, 0, 0, 0];
    const time = [0, 0, 0, 0];
    let value = 0;
    for (let t = 0; t < 3000; t++) {
      here.forEach((p, j) => (time[j]! += p));
      value += here.reduce((sum, p, j) => sum + p * [-1, 40, 25, 35][j]!, 0) * 1.01 ** -t;
      const now = here;
      here = now.map((_, j) => now.reduce((sum, p, i) => sum + p * moves[i]![j]!, 0));
    }
    time.forEach((n, j) => expect(found.periods[0]![j]!).toBeCloseTo(n, 9));
    expect(found.value[0]!).toBeCloseTo(value, 8);
    expect(lifecycle({ moves: [[1]], reward: [1], rate: 0.1 })).toMatchObject({ code: "DIVERGES" });
  });

  test("a funnel narrows, with Wilson's intervals", () => {
    const steps = valueOf(funnel([1000, 250, 250, 0]));
    expect(steps.map(({ share }) => share)).toEqual([0.25, 1, 0]);
    expect(steps[2]!.low).toBe(0);
    expect(steps[2]!.high).toBeGreaterThan(0.005);
    expect(funnel([10, 11])).toMatchObject({ code: "OUT_OF_RANGE", param: "counts[1]", limit: 10 });
    expect(funnel([10, 0, 0])).toMatchObject({ code: "NO_DATA", param: "counts[1]" });
    // Newcombe (1998): 81 of 263 → .2553 … .3662.
    const newcombe = valueOf(wilson(81, 263));
    expect(newcombe.low).toBeCloseTo(0.2553, 4);
    expect(newcombe.high).toBeCloseTo(0.3662, 4);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (n, k) => {
        const { share, low, high } = valueOf(wilson(Math.min(k, n), n));
        expect(0 <= low && low <= share && share <= high && high <= 1).toBe(true);
        expect(near(valueOf(wilson(n - Math.min(k, n), n)).low, 1 - high, 1e-12)).toBe(true);
      }),
    );
  });
});
