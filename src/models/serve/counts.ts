import { random } from "../../math/random";
import type { Family } from "../fit/family";
import { lawOf } from "../fit/fitted";
import { expectedCounts } from "../fit/residual";
import type { SavedFit } from "../types";
import { tell } from "./progress";
import { bandOf, WORLDS, worldsOf } from "./worlds";

/** Expected repeat counts with 95 % bands: parameters drawn, then customers as a multinomial around them. */
export function countsOf(
  family: Family,
  fit: SavedFit,
  T: Float64Array,
  max: number,
  seed: number,
): { expected: Float64Array; low: Float64Array; high: Float64Array } {
  const expected = withRest(expectedCounts(lawOf(family, fit), T, null, max), T.length);
  const held = Array.from(expected, () => new Float64Array(WORLDS));
  worldsOf(family, fit, seed).forEach((law, d) => {
    const generator = random(seed, -1 - d);
    const here = withRest(expectedCounts(law, T, null, max), T.length);
    here.forEach((mean, k) => {
      // The spread of a count of independent customers, at most binomial.
      const sd = Math.sqrt(Math.max(0, mean * (1 - mean / Math.max(1, T.length))));
      held[k]![d] = mean < 30 ? generator.poisson(mean) : mean + sd * generator.normal();
    });
    tell(d + 1, WORLDS);
  });
  const bands = held.map(bandOf);
  return {
    expected,
    low: Float64Array.from(bands, ([low]) => low),
    high: Float64Array.from(bands, ([, high]) => high),
  };
}

/** Append the customers that are in none of the counts. */
function withRest(counts: Float64Array, customers: number): Float64Array {
  const out = new Float64Array(counts.length + 1);
  out.set(counts);
  out[counts.length] = Math.max(0, customers - counts.reduce((sum, count) => sum + count, 0));
  return out;
}
