import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, type Return } from "../../src/sources/ledger/net";

const one = (group: number, at: number, row: number, units: number): Return => ({ group, at, row, units });

describe("netting", () => {
  test("takes off the latest purchase at or before the return, then off the one before", () => {
    const { taken, netted } = allocate(
      [one(1, 50, 9, 70)],
      [one(1, 10, 1, 40), one(1, 50, 2, 60), one(1, 51, 3, 99)],
    );
    expect([...taken]).toEqual([
      [2, 60],
      [1, 10],
    ]);
    expect(netted).toEqual([9]);
  });

  test("all or nothing: what was not bought before cannot be taken back", () => {
    expect(allocate([one(1, 50, 9, 70)], [one(1, 10, 1, 40), one(2, 10, 2, 99)])).toEqual({
      taken: new Map(),
      netted: [],
    });
    expect(allocate([one(1, 5, 9, 10)], [one(1, 10, 1, 40)]).netted).toEqual([]);
  });

  test("earlier returns come first, and one that finds too little leaves the rest to the next", () => {
    const { taken, netted } = allocate([one(1, 20, 8, 60), one(1, 30, 9, 30)], [one(1, 10, 1, 50)]);
    expect([[...taken], netted]).toEqual([[[1, 30]], [9]]);
  });

  const rows = (first: number) =>
    fc
      .array(
        fc.record({
          group: fc.integer({ min: 1, max: 3 }),
          at: fc.integer({ min: 0, max: 9 }),
          units: fc.integer({ min: 1, max: 50 }),
        }),
        { maxLength: 30 },
      )
      .map((list) =>
        list
          .map((row, i) => ({ ...row, row: first + i }))
          .sort((a, b) => a.group - b.group || a.at - b.at || a.row - b.row),
      );
  test("what is taken equals what is netted, and no purchase goes below zero", () => {
    fc.assert(
      fc.property(rows(1000), rows(1), (returns, purchases) => {
        const { taken, netted } = allocate(returns, purchases);
        const sum = (list: Iterable<number>): number => [...list].reduce((a, b) => a + b, 0);
        expect(sum(taken.values())).toBe(
          sum(returns.filter(({ row }) => netted.includes(row)).map(({ units }) => units)),
        );
        for (const { row, units } of purchases) expect(taken.get(row) ?? 0).toBeLessThanOrEqual(units);
        for (const back of returns.filter(({ row }) => !netted.includes(row))) {
          const left = purchases.filter(({ group, at }) => group === back.group && at <= back.at);
          expect(sum(left.map(({ row, units }) => units - (taken.get(row) ?? 0)))).toBeLessThan(back.units);
        }
      }),
    );
  });
});
