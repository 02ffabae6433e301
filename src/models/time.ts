import { TenureError } from "../terms/error";
import { DAYS_PER, type Unit } from "../terms/unit";
import type { Duration } from "./types";

/**
 * A duration in the given unit. A bare number already is.
 * @throws `duration.invalid` unless finite and not negative
 * @source calendar: week = 7, month = 30.4375, year = 365.25 days.
 */
export function inUnit(duration: Duration, unit: Unit): number {
  const value = typeof duration === "number" ? duration : daysOf(duration) / DAYS_PER[unit];
  if (!(value >= 0 && Number.isFinite(value))) throw new TenureError("duration.invalid", { value });
  return value;
}

/** Not a number where a word is other than days, weeks, months and years, holds no number, or there is none. */
function daysOf(duration: Exclude<Duration, number>): number {
  // Who writes JavaScript may hand over anything.
  const parts = Object.entries((duration as unknown) ?? {}).filter(([, value]) => value !== undefined);
  if (typeof duration !== "object" || parts.length === 0) return NaN;
  return parts.reduce((sum, [word, value]: [string, unknown]) => {
    const each = Object.hasOwn(DAYS_OF, word) ? DAYS_OF[word as keyof typeof DAYS_OF] : NaN;
    return sum + (typeof value === "number" ? value * each : NaN);
  }, 0);
}

const DAYS_OF = { days: 1, weeks: DAYS_PER.week, months: DAYS_PER.month, years: DAYS_PER.year };

/**
 * The continuous discount rate per unit, δ = ln(1 + annual) · days per unit / days per year.
 * @throws `rate.invalid` unless annual > −1
 * @source δ = ln(1+d)/k: one effective rate at another period.
 */
export function discountPerUnit(annualRate: number, unit: Unit): number {
  if (!(annualRate > -1 && Number.isFinite(annualRate))) {
    throw new TenureError("rate.invalid", { value: annualRate });
  }
  return (Math.log1p(annualRate) * DAYS_PER[unit]) / DAYS_PER.year;
}
