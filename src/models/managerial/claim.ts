import { above, atLeast, firstFailure, probability } from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import { normalQuantile } from "../../math/incomplete";

export interface CostClaim {
  /** Money spent on winning customers, and customers won. */
  readonly acquisitionSpend: number;
  readonly acquired: number;
  /** Money spent on keeping customers, the customers it was spent on, and retention without and with it. */
  readonly retentionSpend: number;
  readonly base: number;
  readonly retentionBefore: number;
  readonly retentionAfter: number;
}

export interface CostRatio {
  /** Cost of one customer won. */
  readonly perAcquired: number;
  /** Cost of one customer *saved* (not contacted): spend/((r_1−r_0)·N). */
  readonly perSaved: number;
  /** perAcquired/perSaved: the "five times cheaper" of the claim. */
  readonly ratio: number;
  /** 95 % log-delta interval from the counts alone; null where the rise of retention may be nothing. */
  readonly interval: readonly [number, number] | null;
}

/**
 * Checks "keeping a customer costs five times less" on the reader's own figures. The claim is a ratio of *average*
 * costs; budgets should follow marginal returns (`bestSpend`, `allocateBudget`).
 * Errors: OUT_OF_RANGE for r_1 ≤ r_0: nobody was saved and the ratio does not exist.
 * @source arithmetic of average costs; marginal costs need the curves of Blattberg & Deighton (1996), Harvard
 * Business Review 74(4):136–144.
 */
export function checkCostClaim(o: CostClaim): Outcome<CostRatio> {
  const bad =
    shaped(o, {}) ??
    firstFailure(
      above("acquisitionSpend", o.acquisitionSpend, 0),
      above("acquired", o.acquired, 0),
      above("retentionSpend", o.retentionSpend, 0),
      above("base", o.base, 0),
      probability("retentionBefore", o.retentionBefore),
      probability("retentionAfter", o.retentionAfter),
      atLeast("base", o.base, 1),
    );
  if (bad) return bad;
  const rise = o.retentionAfter - o.retentionBefore;
  if (rise <= 0) return fail("OUT_OF_RANGE", "retentionAfter", o.retentionAfter, o.retentionBefore);
  const perAcquired = o.acquisitionSpend / o.acquired;
  const perSaved = o.retentionSpend / (rise * o.base);
  const ratio = perAcquired / perSaved;
  const variance = (r: number) => (r * (1 - r)) / o.base;
  const relative = Math.sqrt(
    1 / o.acquired + (variance(o.retentionBefore) + variance(o.retentionAfter)) / rise ** 2,
  );
  const z = normalQuantile(0.975);
  return done(
    {
      perAcquired,
      perSaved,
      ratio,
      interval: z * relative < 1 ? [ratio * Math.exp(-z * relative), ratio * Math.exp(z * relative)] : null,
    },
    { of: "average costs", saved: "rise of retention × base", level: 0.95 },
  );
}
