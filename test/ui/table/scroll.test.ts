import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  barOf,
  boxHeight,
  placeAt,
  scrolled,
  TALLEST,
  topOf,
  type Track,
} from "../../../src/ui/parts/table/scroll";

const ROW = 30;
const track = fc
  .tuple(
    fc.oneof(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 20_000_000 })),
    fc.integer({ min: 60, max: 900 }),
  )
  .map(([rows, view]): Track => ({ height: rows * ROW, view }));
const million: Track = { height: 1_000_000 * ROW, view: 420 };
const end = ({ height, view }: Track) => Math.max(0, height - view);
const barEnd = (of: Track) => Math.max(0, boxHeight(of) - of.view);

describe("the scroll bar of a long table", () => {
  test("is never taller than a browser draws, and exact where the table is not", () => {
    expect(boxHeight(million)).toBe(TALLEST);
    expect(boxHeight({ height: 3000, view: 300 })).toBe(3000);
    for (const bar of [0, 1, 2699, 2700]) expect(topOf({ height: 3000, view: 300 }, bar)).toBe(bar);
  });

  test("goes from the first row to the last, always on, and back", () => {
    fc.assert(
      fc.property(
        track,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (of, a, b) => {
          expect(topOf(of, 0)).toBe(0);
          expect(topOf(of, barEnd(of))).toBeCloseTo(end(of), 3);
          const [low, high] = [Math.min(a, b) * barEnd(of), Math.max(a, b) * barEnd(of)];
          expect(topOf(of, low)).toBeLessThanOrEqual(topOf(of, high) + 1e-6);
          expect(barOf(of, topOf(of, low))).toBeCloseTo(low, 2);
          const top = a * end(of);
          expect(topOf(of, barOf(of, top))).toBeCloseTo(top, 2);
        },
      ),
    );
  });

  test("brings every row into view", () => {
    fc.assert(
      fc.property(track, fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
        const row = Math.floor((share * (of.height - 1)) / ROW);
        const { top, bar } = placeAt(of, row * ROW);
        expect(bar).toBeLessThanOrEqual(boxHeight(of));
        expect(top).toBeLessThanOrEqual(row * ROW);
        expect(top + of.view).toBeGreaterThan(Math.min(row * ROW, of.height - 1));
      }),
    );
  });

  test("moves pixel by pixel under a wheel, so that no row is passed unseen", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2_000_000, max: 8_000_000 }),
        fc.array(fc.integer({ min: -400, max: 400 }), { maxLength: 60 }),
        (bar, moves) => {
          let place = { top: topOf(million, bar), bar };
          for (const by of moves) {
            const next = scrolled(million, place, place.bar + by);
            expect(next.top - place.top).toBeCloseTo(by, 3);
            // The hand rests: the bar is set right, the table stands still.
            const rested = placeAt(million, next.top);
            expect(rested.top).toBe(next.top);
            place = rested;
          }
        },
      ),
    );
  });

  test("follows a long pull, and ends where the bar ends", () => {
    const start = { top: 0, bar: 0 };
    expect(scrolled(million, start, 6_000_000).top).toBeCloseTo(topOf(million, 6_000_000));
    expect(scrolled(million, start, barEnd(million)).top).toBeCloseTo(end(million));
    const nearEnd = { top: 20_000_000, bar: barEnd(million) - 50 };
    expect(scrolled(million, nearEnd, barEnd(million)).top).toBeCloseTo(end(million));
    expect(scrolled(million, { top: 5000, bar: 50 }, 0).top).toBe(0);
  });
});
