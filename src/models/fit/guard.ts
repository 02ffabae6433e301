import { fail, type Failure } from "./outcome";

/** Null when the input is in its domain. */
export type Check = Failure | null;

/** The first check that failed. */
export function firstFailure(...checks: readonly Check[]): Check {
  return checks.find((check) => check !== null) ?? null;
}

export const finite = (param: string, value: number): Check =>
  Number.isFinite(value) ? null : fail("NOT_FINITE", param, value);

/** low ≤ value ≤ high. */
export function within(param: string, value: number, low: number, high: number): Check {
  if (!Number.isFinite(value)) return fail("NOT_FINITE", param, value);
  if (value < low) return fail("OUT_OF_RANGE", param, value, low);
  return value > high ? fail("OUT_OF_RANGE", param, value, high) : null;
}

export const probability = (param: string, value: number): Check => within(param, value, 0, 1);

/** 0 or 1. */
export const indicator = (param: string, value: number): Check =>
  value === 0 || value === 1 ? null : (within(param, value, 0, 1) ?? fail("OUT_OF_RANGE", param, value, 1));

/** value ≥ limit. */
export const atLeast = (param: string, value: number, limit: number): Check =>
  within(param, value, limit, Number.MAX_VALUE);

/** value > limit. */
export const above = (param: string, value: number, limit: number): Check =>
  finite(param, value) ?? (value > limit ? null : fail("OUT_OF_RANGE", param, value, limit));

/** value < limit. */
export const below = (param: string, value: number, limit: number): Check =>
  finite(param, value) ?? (value < limit ? null : fail("OUT_OF_RANGE", param, value, limit));

/** An integer ≥ low. */
export const whole = (param: string, value: number, low = 0): Check =>
  atLeast(param, value, low) ??
  (Number.isInteger(value) ? null : fail("OUT_OF_RANGE", param, value, Math.floor(value)));

/** What is walked step by step or laid out in memory is no longer than this. */
export const MOST_STEPS = 1e6;

/** An integer from low to {@link MOST_STEPS} (or `most`): periods that are summed one by one, rows, draws. */
export const steps = (param: string, value: number, low = 0, most = MOST_STEPS): Check =>
  whole(param, value, low) ?? (value > most ? fail("OUT_OF_RANGE", param, value, most) : null);

/** A discount rate per period: above −1 (`models.md` §0.6). */
export const rate = (param: string, value: number): Check => above(param, value, -1);

/** A number of periods, or for ever. */
export type Horizon = number | "infinite";

export const wholeHorizon = (param: string, value: Horizon): Check =>
  value === "infinite" ? null : whole(param, value);

export const stepHorizon = (param: string, value: Horizon): Check =>
  value === "infinite" ? null : steps(param, value);

/** Every element passes; the failure names its index. */
export function every(
  param: string,
  values: ArrayLike<number>,
  check: (param: string, value: number) => Check,
): Check {
  for (let i = 0; i < values.length; i++) {
    const bad = check(`${param}[${i}]`, values[i]!);
    if (bad) return bad;
  }
  return null;
}

/** At least `least` observations. */
export const enough = (param: string, count: number, least = 1): Check =>
  count >= least ? null : fail("NO_DATA", param, count, least);

/** Two columns of one table have one length. */
export const sameLength = (param: string, length: number, expected: number): Check =>
  length === expected ? null : fail("OUT_OF_RANGE", `${param}.length`, length, expected);
