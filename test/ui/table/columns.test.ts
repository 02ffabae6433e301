import { describe, expect, test } from "vitest";
import {
  AS_THEY_COME,
  moved,
  pinned,
  standing,
  unpinned,
  type Standing,
} from "../../../src/ui/parts/table/columns";

const all = ["a", "b", "c", "d"].map((name) => ({ name, type: "VARCHAR" }));
const names = (standingNow: Standing) =>
  standing(all, standingNow)
    .map(({ name }) => name)
    .join("");

describe("where columns stand", () => {
  test("as stored until somebody moves them; a new column comes last", () => {
    expect(names(AS_THEY_COME)).toBe("abcd");
    expect(names({ names: ["c", "gone", "a"], pinned: 0 })).toBe("cabd");
  });

  test("one place at a time, to the end and no further", () => {
    const once = moved(all, 1, 1, 0)!;
    expect(names(once)).toBe("acbd");
    expect(names(moved(standing(all, once), 2, 1, 0)!)).toBe("acdb");
    expect(moved(all, 3, 1, 0)).toBeNull();
    expect(moved(all, 0, -1, 0)).toBeNull();
  });

  test("what is pinned stays among the pinned", () => {
    const one = pinned(all, 2, 0);
    expect([names(one), one.pinned]).toEqual(["cabd", 1]);
    const two = pinned(standing(all, one), 3, one.pinned);
    expect([names(two), two.pinned]).toEqual(["cdab", 2]);
    expect(moved(standing(all, two), 1, 1, 2)).toBeNull();
    expect(moved(standing(all, two), 2, -1, 2)).toBeNull();
    expect(names(moved(standing(all, two), 1, -1, 2)!)).toBe("dcab");
    const back = unpinned(standing(all, two), 0, two.pinned);
    expect([names(back), back.pinned]).toEqual(["dcab", 1]);
  });
});
