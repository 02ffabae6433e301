import { done, fail, type Outcome } from "../fit/outcome";
import { insist } from "../fit/shape";
import { TALLY } from "./shapes";
import { CONVENTION, type ContractualFit, identifiable } from "./fit";
import { atRisk, type Tally } from "./tally";

export interface Geometric {
  /** θ: churn probability at every opportunity, equal for everybody, 0 < θ < 1. */
  readonly churn: number;
}

/**
 * lnL = Σ lost·ln θ + Σ(at risk − lost)·ln(1−θ).
 * @source Fader & Hardie (2007), J. Interactive Marketing 21(1):76–90, the homogeneous benchmark.
 */
export function geometricLogLikelihood(o: Geometric, tally: Tally): number {
  insist(o, { churn: "number" });
  insist(tally, TALLY, "tally");
  const { churn } = o;
  const lost = tally.lost.reduce((sum, n) => sum + n, 0);
  const risk = atRisk(tally).reduce((sum, n) => sum + n, 0);
  const stayed = risk - lost;
  return (lost ? lost * Math.log(churn) : 0) + (stayed ? stayed * Math.log1p(-churn) : 0);
}

/**
 * Constant churn: θ̂ = Σ lost/Σ at risk. The baseline that every heterogeneous model must beat; it undervalues old
 * customers whenever retention rises with tenure.
 * Errors: NOT_IDENTIFIED when nobody left or everybody left at the first opportunity.
 * @source Fader & Hardie (2007), J. Interactive Marketing 21(1):76–90, the homogeneous benchmark.
 */
export function fitGeometric(tally: Tally): Outcome<ContractualFit<"churn">> {
  const enough = identifiable(tally, 1);
  if (!enough.ok) return enough;
  const lost = tally.lost.reduce((sum, n) => sum + n, 0);
  const risk = atRisk(tally).reduce((sum, n) => sum + n, 0);
  const churn = lost / risk;
  if (churn >= 1) return fail("NOT_IDENTIFIED", "kept", 0, 1);
  const variance = (1 - churn) / lost;
  const logLikelihood = geometricLogLikelihood({ churn }, tally);
  return done(
    {
      model: "geometric" as const,
      params: { churn },
      standardErrors: { churn: churn * Math.sqrt(variance) },
      covariance: [variance],
      logLikelihood,
      status: "verified" as const,
      reasons: [],
      customers: tally.customers,
      checks: { gradient: 0, condition: 1, starts: [logLikelihood] },
    },
    CONVENTION,
  );
}
