import { eigenSymmetric, invertPositive } from "../../math/linear";
import { inLogs, maximise, type Maximum, type Smooth } from "../../math/maximise";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import { TALLY } from "./shapes";
import type { Reason, Status } from "../types";
import { atRisk, type Tally } from "./tally";

export type ContractualId = "geometric" | "sbg" | "bdw";

/** A fitted contractual model; plain JSON. */
export interface ContractualFit<P extends string = string> {
  readonly model: ContractualId;
  readonly params: Readonly<Record<P, number>>;
  /** Of the natural parameters, θ·SE(ln θ); null unless identified. */
  readonly standardErrors: Readonly<Record<P, number>> | null;
  /** Row-major covariance of ln params; null unless identified. */
  readonly covariance: readonly number[] | null;
  readonly logLikelihood: number;
  /** `verified`, `boundary` or `weak`; a refused fit is a failure with a code instead. */
  readonly status: Exclude<Status, "refused">;
  readonly reasons: readonly Reason[];
  readonly customers: number;
  readonly checks: {
    /** Largest |d lnL/d ln param| per customer. */
    readonly gradient: number;
    /** Condition of the Hessian in ln params. */
    readonly condition: number;
    readonly starts: readonly number[];
  };
}

export const CONVENTION = { time: "renewal opportunities", censoring: "right" } as const;

/**
 * The data's own verdict before any fit: someone must leave and someone stay, over at least `least` opportunities
 * with customers at risk.
 * Errors: NOT_IDENTIFIED with `param` `lost` (nobody left), `kept` (everybody left at once) or `opportunities`.
 */
export function identifiable(tally: Tally, least: number): Outcome<{ readonly opportunities: number }> {
  const odd = shaped(tally, TALLY, "tally");
  if (odd) return odd;
  const opportunities = atRisk(tally).filter((n) => n > 0).length;
  const lost = tally.lost.reduce((sum, n) => sum + n, 0);
  if (opportunities < least) return fail("NOT_IDENTIFIED", "opportunities", opportunities, least);
  if (lost === 0) return fail("NOT_IDENTIFIED", "lost", 0, 1);
  if (lost === tally.lost[1] && lost === tally.customers) return fail("NOT_IDENTIFIED", "kept", 0, 1);
  return done({ opportunities }, CONVENTION);
}

/** Beyond this the beta distribution of churn is a point: the model has become its homogeneous limit. */
const HOMOGENEOUS = 1e5;
const REACH = 16;

/**
 * Maximises in ln params from several starts and says what the optimum is worth.
 * @param natural lnL with derivatives in the natural parameters
 * @param homogeneous says whether a point is the homogeneous limit (its reason goes out as `contractual.homogeneous`)
 */
export function fitPositive<P extends string>(
  model: ContractualId,
  names: readonly P[],
  natural: Smooth,
  starts: readonly (readonly number[])[],
  tally: Tally,
): Outcome<ContractualFit<P>> {
  const n = names.length;
  const found: Maximum[] = starts.map((start) =>
    maximise(inLogs(natural), start.map(Math.log), { reach: REACH, maxIterations: 200 }),
  );
  const best = found.reduce((top, next) => (next.value > top.value || Number.isNaN(top.value) ? next : top));
  if (!Number.isFinite(best.value)) return fail("NO_CONVERGENCE", "logLikelihood", best.value, 200);
  const point = Array.from(best.at, Math.exp);
  const information = best.hessian.map((entry) => -entry);
  const { values } = eigenSymmetric(information, n);
  const condition = values[0]! > 0 ? values[n - 1]! / values[0]! : Infinity;
  const gradient = best.gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0) / tally.customers;
  const extreme = point.findIndex((value) => value > HOMOGENEOUS || value < 1 / HOMOGENEOUS);
  const reasons: Reason[] = [];
  let status: ContractualFit["status"] = "verified";
  if (extreme >= 0) {
    status = "boundary";
    reasons.push({
      code: point[extreme]! > 1 ? "contractual.homogeneous" : "contractual.extreme",
      params: { param: names[extreme]!, value: point[extreme]! },
    });
  } else if (!(gradient < 1e-5)) {
    return fail("NO_CONVERGENCE", "gradient", gradient, 1e-5);
  } else if (!(condition < 1e7)) {
    status = "weak";
    reasons.push({ code: "contractual.ridge", params: { condition: Math.min(condition, 1e300) } });
  }
  const values2 = found.map(({ value }) => value).filter(Number.isFinite);
  const apart = best.value - Math.min(...values2);
  if (
    status === "verified" &&
    values2.length > 1 &&
    apart > 0.01 &&
    values2.filter((v) => best.value - v < 1e-4).length < 2
  ) {
    status = "weak";
    reasons.push({ code: "contractual.starts", params: { apart } });
  }
  const covariance = status === "verified" ? invertPositive(information, n) : null;
  const record = (at: (i: number) => number) =>
    Object.fromEntries(names.map((name, i) => [name, at(i)])) as Record<P, number>;
  return done(
    {
      model,
      params: record((i) => point[i]!),
      standardErrors: covariance && record((i) => point[i]! * Math.sqrt(covariance[i * n + i]!)),
      covariance: covariance && Array.from(covariance),
      logLikelihood: best.value,
      status,
      reasons,
      customers: tally.customers,
      checks: { gradient, condition: Math.min(condition, Number.MAX_VALUE), starts: values2 },
    },
    CONVENTION,
  );
}
