import { above, firstFailure, probability, rate } from "../fit/guard";
import { done, type Outcome } from "../fit/outcome";

/**
 * Effective discount rate per period from an effective annual rate: (1+i)^{1/k} − 1, never i/k.
 * @param annual effective rate per year, > −1
 * @param perYear periods in a year k, > 0 (12 for months)
 * @source (1+i)^{1/k} − 1: one effective rate at another period.
 */
export function ratePerPeriod(annual: number, perYear: number): Outcome<number> {
  const bad = firstFailure(rate("annual", annual), above("perYear", perYear, 0));
  return bad ?? done(Math.expm1(Math.log1p(annual) / perYear), { compounding: "effective" });
}

/**
 * The labelled approximation i/k that spreadsheets use; wrong by about i²(k−1)/2k².
 * @source the banker’s approximation i/k, labelled as such.
 */
export function nominalRatePerPeriod(annual: number, perYear: number): Outcome<number> {
  const bad = firstFailure(rate("annual", annual), above("perYear", perYear, 0));
  return bad ?? done(annual / perYear, { compounding: "nominal" });
}

/**
 * Continuous rate per period δ = ln(1+i)/k (15 % a year in weeks: .0026877, printed .0027 in the papers).
 * @source δ = ln(1+d)/k: one effective rate at another period.
 */
export function continuousRate(annual: number, perYear: number): Outcome<number> {
  const bad = firstFailure(rate("annual", annual), above("perYear", perYear, 0));
  return bad ?? done(Math.log1p(annual) / perYear, { compounding: "continuous" });
}

/**
 * Retention per period from annual retention under a constant hazard: r^{1/k}.
 * @source r^{1/k}: a constant hazard at another period.
 */
export function retentionPerPeriod(annual: number, perYear: number): Outcome<number> {
  const bad = firstFailure(probability("annual", annual), above("perYear", perYear, 0));
  return bad ?? done(annual ** (1 / perYear), { hazard: "constant" });
}
