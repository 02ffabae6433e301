import type { Grouped } from "./grouped";
import type { Reason, Status } from "../types";

/** The rules of `status.md`, in one place. Thresholds are named there with their grounds. */
export const RULES = {
  /** Fewest customers, and customers with a repeat purchase, that a fit is attempted on. */
  customers: 10,
  repeaters: 5,
  /** Below this many repeat customers a fit is weak. */
  fewRepeaters: 30,
  /** Log-likelihood over the model without dropout: below `none` there is no dropout in the data; below `little`
   * (half of the 5 % point of χ² with one degree of freedom) the data do not show that there is. */
  none: 5e-5,
  little: 1.92,
  /** Scaled gradient: largest |∂lnL/∂ln θ| per customer. */
  gradientWeak: 1e-6,
  gradientRefused: 1e-3,
  /** A direction of ln θ with a larger standard error is not determined by the data. */
  flat: 1.25,
  /** Parameters beyond these are at the edge of their range. */
  zero: 1e-5,
  homogeneous: 1e3,
  /** Starts within this of the best agree with it. */
  agree: 1e-3,
  /** A poor residual is both significant and large. */
  residual: 5,
  share: 0.05,
  /** Purchases are lumpier than customers: a busy season alone moves a few in a hundred. */
  trackingShare: 0.1,
  /** Spend is rougher than counts: the CDNOW sample itself has a tenth of its customers in the wrong bin. */
  spendShare: 0.15,
} as const;

/** Reasons that make a fit refused, before it is tried. */
export function insufficiency(data: Grouped): Reason[] {
  const { customers, T } = data;
  const repeaters = repeatersOf(data);
  let longest = 0;
  for (const t of T) if (t > longest) longest = t;
  if (customers === 0) return [{ code: "no-customers", params: {} }];
  if (longest === 0) return [{ code: "no-time", params: { customers } }];
  if (customers < RULES.customers) {
    return [{ code: "too-few-customers", params: { customers, minimum: RULES.customers } }];
  }
  if (repeaters === 0) return [{ code: "no-repeat", params: { customers } }];
  if (repeaters < RULES.repeaters) {
    return [{ code: "too-few-repeaters", params: { repeaters, minimum: RULES.repeaters, customers } }];
  }
  return [];
}

/** Customers with at least one repeat purchase. */
export function repeatersOf(data: Grouped): number {
  const { n, x, weight } = data;
  let repeaters = 0;
  for (let i = 0; i < n; i++) if (x[i]! > 0) repeaters += weight[i]!;
  return repeaters;
}

const REFUSED = new Set([
  "no-customers",
  "no-time",
  "too-few-customers",
  "no-repeat",
  "too-few-repeaters",
  "not-converged",
  "not-finite",
  "no-spend",
  "too-few-spenders",
  "spend-no-variation",
  "spend-mean-infinite",
  "covariate-constant",
  "covariates-collinear",
  "covariates-too-many",
  "covariate-separates",
  "covariate-not-identified",
  "covariates-without-dropout",
]);
const BOUNDARY = new Set([
  "dropout-none",
  "rates-homogeneous",
  "dropout-homogeneous",
  "dropout-at-once",
  "parameter-at-zero",
  "risk-constant",
  "risk-at-limit",
  "regularity-at-limit",
  "spend-homogeneous",
  "spend-constant",
]);

/** The worst of the reasons decides. */
export function statusOf(reasons: readonly Reason[]): Status {
  if (reasons.some(({ code }) => REFUSED.has(code))) return "refused";
  if (reasons.some(({ code }) => BOUNDARY.has(code))) return "boundary";
  return reasons.length > 0 ? "weak" : "verified";
}
