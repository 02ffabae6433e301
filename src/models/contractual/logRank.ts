import { chiSquaredTail } from "../../math/incomplete";
import { solve } from "../../math/solve";
import { atLeast, enough, every, firstFailure, indicator, sameLength } from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";

export interface LogRank {
  /** Leavings observed in each group. */
  readonly observed: readonly number[];
  /** Leavings expected if all groups left alike. */
  readonly expected: readonly number[];
  /** Hypergeometric covariance of observed − expected, groups × groups. */
  readonly covariance: readonly (readonly number[])[];
  readonly chiSquared: number;
  readonly df: number;
  readonly p: number;
}

/**
 * Log-rank test (Mantel 1966) that two or more groups leave alike: χ² = (O−E)ᵀV⁻¹(O−E) over all groups but one.
 * @param groups ages and events (1 left, 0 censored) of each group
 * Errors: NO_DATA for fewer than two groups, an empty group or no leaving at all; OUT_OF_RANGE for negative ages and
 * events other than 0 and 1; NOT_IDENTIFIED where some groups never share a time.
 */
export function logRank(
  groups: readonly { readonly time: ArrayLike<number>; readonly event: ArrayLike<number> }[],
): Outcome<LogRank> {
  const odd = shaped(groups, [{ time: ["number"], event: ["number"] }], "groups");
  if (odd) return odd;
  const k = groups.length;
  const bad = firstFailure(
    enough("groups", k, 2),
    ...groups.flatMap(({ time, event }, g) => [
      enough(`groups[${g}]`, time.length),
      sameLength(`groups[${g}].event`, event.length, time.length),
      every(`groups[${g}].time`, time, (name, value) => atLeast(name, value, 0)),
      every(`groups[${g}].event`, event, indicator),
    ]),
  );
  if (bad) return bad;
  const rows = groups
    .flatMap(({ time, event }, g) => Array.from(time, (at, i) => ({ at, g, left: event[i] === 1 })))
    .sort((a, b) => a.at - b.at);
  const risk = groups.map(({ time }) => time.length);
  const observed = risk.map(() => 0);
  const expected = risk.map(() => 0);
  const covariance = risk.map(() => risk.map(() => 0));
  for (let i = 0; i < rows.length;) {
    const at = rows[i]!.at;
    const leaving = risk.map(() => 0);
    const going = risk.map(() => 0);
    for (; i < rows.length && rows[i]!.at === at; i++) {
      going[rows[i]!.g]! += 1;
      if (rows[i]!.left) leaving[rows[i]!.g]! += 1;
    }
    const n = risk.reduce((sum, r) => sum + r, 0);
    const d = leaving.reduce((sum, l) => sum + l, 0);
    const spread = n > 1 ? (d * (n - d)) / (n - 1) : 0;
    for (let g = 0; g < k; g++) {
      const share = risk[g]! / n;
      observed[g]! += leaving[g]!;
      expected[g]! += d * share;
      for (let h = 0; h < k; h++) {
        covariance[g]![h]! += spread * share * ((g === h ? 1 : 0) - risk[h]! / n);
      }
    }
    for (let g = 0; g < k; g++) risk[g]! -= going[g]!;
  }
  if (observed.every((o) => o === 0)) return fail("NO_DATA", "event", 0, 1);
  const gap = observed.slice(0, -1).map((o, g) => o - expected[g]!);
  const found = solve(
    covariance.slice(0, -1).map((row) => row.slice(0, -1)),
    [gap],
  );
  if (!found) return fail("NOT_IDENTIFIED", "groups", k, null);
  const chiSquared = gap.reduce((sum, value, g) => sum + value * found[0]![g]!, 0);
  return done(
    { observed, expected, covariance, chiSquared, df: k - 1, p: chiSquaredTail(chiSquared, k - 1) },
    { variance: "hypergeometric", ties: "leavings first" },
  );
}
