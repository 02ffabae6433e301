import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addOnValue,
  associationRules,
  falseDiscovery,
  fisherTail,
  recommendItems,
  ruleMeasures,
  similarItems,
} from "../../../src/models/managerial/index";
import { near } from "../arbitrary";
import { valueOf } from "../registry";

const baskets = fc.array(fc.subarray(["a", "b", "c", "d", "e"], { minLength: 1 }), {
  minLength: 1,
  maxLength: 25,
});

describe("association rules", () => {
  test("every rule's measures are those counted by hand, and no rule is missing", () => {
    fc.assert(
      fc.property(baskets, fc.integer({ min: 1, max: 3 }), (list, minCount) => {
        const rules = valueOf(associationRules({ baskets: list, minCount, minConfidence: 0.3 }));
        const holding = (items: readonly string[]) =>
          list.filter((basket) => items.every((item) => basket.includes(item))).length;
        for (const rule of rules) {
          const both = holding([...rule.if, ...rule.then]);
          expect(rule.count).toBe(both);
          expect(near(rule.confidence, both / holding(rule.if), 1e-12)).toBe(true);
          expect(near(rule.lift, rule.confidence / (holding(rule.then) / list.length), 1e-12)).toBe(true);
          expect(rule.support).toBeLessThanOrEqual(holding(rule.if) / list.length);
          expect(rule.q).toBeGreaterThanOrEqual(rule.p - 1e-15);
        }
        const items = ["a", "b", "c", "d", "e"];
        let expected = 0;
        for (let set = 1; set < 32; set++) {
          const chosen = items.filter((_, i) => set & (1 << i));
          if (chosen.length < 2 || chosen.length > 3 || holding(chosen) < minCount) continue;
          for (const item of chosen) {
            if (holding(chosen) / holding(chosen.filter((other) => other !== item)) >= 0.3) expected++;
          }
        }
        expect(rules).toHaveLength(expected);
      }),
      { numRuns: 60 },
    );
  });

  test("lift is symmetric; independence is lift 1, leverage 0; certainty has no conviction", () => {
    const one = valueOf(ruleMeasures(3, 5, 7, 20));
    const other = valueOf(ruleMeasures(3, 7, 5, 20));
    expect(one.lift).toBe(other.lift);
    const free = valueOf(ruleMeasures(2, 4, 10, 20));
    expect(free.lift).toBe(1);
    expect(free.leverage).toBeCloseTo(0, 14);
    expect(valueOf(ruleMeasures(5, 5, 9, 20)).conviction).toBeNull();
    expect(ruleMeasures(6, 5, 9, 20)).toMatchObject({ code: "OUT_OF_RANGE", param: "both", limit: 5 });
  });

  test("the seed's shop: who buys a camera buys a lens or a bag", () => {
    const shop = [
      ...Array.from({ length: 30 }, () => ["camera", "lens", "bag"]),
      ...Array.from({ length: 15 }, () => ["camera", "lens"]),
      ...Array.from({ length: 10 }, () => ["camera", "bag"]),
      ...Array.from({ length: 100 }, (_, i) => (i % 2 ? ["phone"] : ["phone", "case"])),
    ];
    const rules = valueOf(associationRules({ baskets: shop, minCount: 5, minConfidence: 0.5 }));
    for (const item of ["lens", "bag"]) {
      const rule = rules.find((r) => r.if.join() === "camera" && r.then.join() === item)!;
      expect(rule.lift).toBeGreaterThan(2);
      expect(rule.q).toBeLessThan(1e-6);
    }
  });

  test("Fisher's tail and Benjamini–Hochberg against known numbers", () => {
    // The lady tasting tea: all four right of eight, 1/70; three or more, 17/70.
    expect(fisherTail(4, 4, 4, 8)).toBeCloseTo(1 / 70, 12);
    expect(fisherTail(3, 4, 4, 8)).toBeCloseTo(17 / 70, 12);
    expect(fisherTail(0, 4, 4, 8)).toBeCloseTo(1, 12);
    expect(falseDiscovery([0.01, 0.04, 0.03, 0.005])).toEqual([0.02, 0.04, 0.04, 0.02]);
  });
});

describe("item–item similarity", () => {
  test("symmetric, at most 1, lowered by shrinkage", () => {
    fc.assert(
      fc.property(baskets, fc.constantFrom("cosine" as const, "jaccard" as const), (list, measure) => {
        const plain = valueOf(similarItems({ baskets: list, measure, shrinkage: 0, top: 9 }));
        const shrunk = valueOf(similarItems({ baskets: list, measure, shrinkage: 5, top: 9 }));
        for (const [a, near1] of plain) {
          for (const { item, similarity } of near1) {
            const back = plain.get(item)!.find((x) => x.item === a)!;
            expect(near(back.similarity, similarity, 1e-14)).toBe(true);
            expect(similarity).toBeLessThanOrEqual(1 + 1e-14);
            expect(shrunk.get(a)!.find((x) => x.item === item)!.similarity).toBeLessThan(similarity);
          }
        }
      }),
    );
  });

  test("recommends what goes with what is held, and nothing that is held", () => {
    const similar = valueOf(
      similarItems({
        baskets: [
          ["camera", "lens"],
          ["camera", "lens"],
          ["camera", "bag"],
          ["phone", "case"],
        ],
        measure: "cosine",
        shrinkage: 0,
        top: 5,
      }),
    );
    expect(valueOf(recommendItems(similar, ["camera"], 5)).map(({ item }) => item)).toEqual(["lens", "bag"]);
    expect(valueOf(recommendItems(similar, ["unknown"], 5))).toEqual([]);
    expect(
      valueOf(addOnValue({ accept: 0.1, margin: 20, cannibalisation: 0.25, futureOrders: 4 })),
    ).toBeCloseTo(6, 12);
    expect(addOnValue({ accept: 2, margin: 1, cannibalisation: 0, futureOrders: 1 })).toMatchObject({
      code: "OUT_OF_RANGE",
      param: "accept",
    });
  });
});
