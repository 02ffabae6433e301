import { normalQuantile } from "../../../math/incomplete";
import { above, atLeast, firstFailure, finite, whole, within } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export interface Acquisition {
  readonly spend: number;
  /** New customers won by it. */
  readonly customers: number;
}

/**
 * CAC = spend/customers; a fixed spend leaves only the Poisson error of the count, C/√n.
 * @source the ratio of two sums; the standard error of a Poisson count by the delta method.
 */
export function acquisitionCost(o: Acquisition): Outcome<{ readonly cac: number; readonly error: number }> {
  const odd = shaped(o, {});
  if (odd) return odd;
  const { spend, customers } = o;
  const bad = firstFailure(atLeast("spend", spend, 0), whole("customers", customers));
  if (bad) return bad;
  if (customers === 0) return fail("NO_DATA", "customers", 0, 1);
  const cac = spend / customers;
  return done({ cac, error: cac / Math.sqrt(customers) }, { error: "Poisson count" });
}

/**
 * Customers attributed to channels may not exceed those who came. Errors: OUT_OF_RANGE `attributed`.
 * @source arithmetic: attributed customers are a part of those who came.
 */
export function checkAttribution(byChannel: readonly number[], total: number): Outcome<number> {
  const odd = shaped(byChannel, ["number"], "byChannel");
  if (odd) return odd;
  const sum = byChannel.reduce((all, n) => all + n, 0);
  const bad = firstFailure(finite("attributed", sum), atLeast("total", total, 0));
  if (bad) return bad;
  return sum > total * (1 + 1e-9)
    ? fail("OUT_OF_RANGE", "attributed", sum, total)
    : done(total - sum, { of: "customers without a channel" });
}

export interface RatioInput {
  /** L̄: mean lifetime value and its standard error. */
  readonly ltv: number;
  readonly ltvError: number;
  /** C > 0 and its standard error. */
  readonly cac: number;
  readonly cacError: number;
  /** Confidence, .95 when left out. */
  readonly level?: number;
}

export type Interval = readonly [low: number, high: number];

export interface Ratio {
  readonly ratio: number;
  readonly error: number;
  readonly delta: Interval;
  /** Default: stays positive. Null when L ≤ 0. */
  readonly logDelta: Interval | null;
  /** Null when unbounded: z²se_C² ≥ C², the cost itself is not shown to differ from 0. */
  readonly fieller: Interval | null;
}

/**
 * LTV:CAC with three intervals, L and C independent. Delta: se = (1/C)√(se_L² + ρ²se_C²); log-delta: ρ·e^{±z·se/ρ};
 * Fieller (1954): roots of (L−ρC)² = z²(se_L²+ρ²se_C²). "3:1" is a rule of thumb, not a theorem.
 */
export function ltvToCac(o: RatioInput): Outcome<Ratio> {
  const odd = shaped(o, {});
  if (odd) return odd;
  const { ltv, ltvError, cac, cacError, level = 0.95 } = o;
  const bad = firstFailure(
    finite("ltv", ltv),
    atLeast("ltvError", ltvError, 0),
    above("cac", cac, 0),
    atLeast("cacError", cacError, 0),
    within("level", level, 0.5, 0.9999),
  );
  if (bad) return bad;
  const z = normalQuantile(0.5 + level / 2);
  const ratio = ltv / cac;
  const error = Math.hypot(ltvError, ratio * cacError) / cac;
  const spread = ratio > 0 ? (z * error) / ratio : 0;
  const g = ((z * cacError) / cac) ** 2;
  const half = (z / cac) * Math.sqrt(Math.max(0, ltvError ** 2 * (1 - g) + (ratio * cacError) ** 2));
  return done(
    {
      ratio,
      error,
      delta: [ratio - z * error, ratio + z * error],
      logDelta: ratio > 0 ? [ratio * Math.exp(-spread), ratio * Math.exp(spread)] : null,
      fieller: g < 1 ? [(ratio - half) / (1 - g), (ratio + half) / (1 - g)] : null,
    },
    { level, independent: true },
    { g },
  );
}

/**
 * The most one may pay for a customer to reach a target ratio: L/target.
 * @source the definition of the ratio solved for its denominator.
 */
export function maximumCac(ltv: number, target: number): Outcome<number> {
  const bad = firstFailure(finite("ltv", ltv), above("target", target, 0));
  return bad ?? done(ltv / target, { of: "average, not marginal" });
}
