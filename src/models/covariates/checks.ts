import { chiSquaredTail } from "../../math/incomplete";
import type { Family } from "../fit/family";
import { COUNTS, expectedCounts, residualAgainst, type Residual } from "../fit/residual";
import type { Design, Effect } from "./design";
import type { LikelihoodRatio } from "./types";

/** Twice the gain in log-likelihood against χ² (Wilks 1938). */
export function ratioOf(gain: number, df: number): LikelihoodRatio {
  const chiSquared = Math.max(0, 2 * gain);
  return { chiSquared, df, p: chiSquaredTail(chiSquared, df) };
}

/** Observed against expected repeat counts, each segment with its own parameters. */
export function residualIn(
  family: Family,
  design: Design,
  effects: readonly Effect[],
  at: Float64Array,
): Residual {
  const p = family.params.length;
  const expected = new Float64Array(COUNTS);
  const x: number[] = [];
  const weight: number[] = [];
  for (const { data, z } of design.segments) {
    const theta = family.params.map((_, k) => {
      let shift = 0;
      effects.forEach(({ column, param, sign }, c) => {
        if (param === k) shift += sign * z[column]! * at[p + c]!;
      });
      return Math.exp(at[k]! + shift);
    });
    expectedCounts(family.law(theta), data.T, data.weight, COUNTS).forEach((e, n) => (expected[n]! += e));
    for (let i = 0; i < data.n; i++) {
      x.push(data.x[i]!);
      weight.push(data.weight[i]!);
    }
  }
  const rows = { n: x.length, x: Float64Array.from(x), weight: Float64Array.from(weight) };
  return residualAgainst(expected, { ...rows, customers: design.customers }, p + effects.length);
}
