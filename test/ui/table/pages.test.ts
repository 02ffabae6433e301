import { expect, test } from "vitest";
import type { Batch } from "../../../src/terms/table";
import { PAGE, Pages } from "../../../src/ui/parts/table/pages";

const batch = (n: number): Batch => ({ rows: n, columns: [], values: [] });

test("pages are known by their rows, and what is missing is named", () => {
  const pages = new Pages();
  pages.keep(2, batch(7));
  expect(pages.of(2 * PAGE)).toEqual(batch(7));
  expect(pages.of(3 * PAGE)).toBeNull();
  expect(pages.missing(PAGE * 1.5, PAGE * 3.5)).toEqual([1, 3]);
  expect(pages.missing(2 * PAGE, 3 * PAGE)).toEqual([]);
});

test("no more than a few thousand rows are kept, and those looked at last", () => {
  const pages = new Pages();
  for (let page = 0; page < 500; page++) {
    pages.missing(0, 1);
    pages.keep(page, batch(page));
  }
  expect(pages.size * PAGE).toBeLessThanOrEqual(20_000);
  expect(pages.of(0)).not.toBeNull();
  expect(pages.of(499 * PAGE)).not.toBeNull();
  expect(pages.of(100 * PAGE)).toBeNull();
});
