import { TenureError } from "../terms/error";
import { DAYS_PER, type Unit } from "../terms/unit";
import type { FitOptions, ModelId, SavedFit } from "./types";

/** Counts of purchases are tabulated from zero; nobody is asked for more than these. */
const MOST_COUNT = 100_000;
/**
 * What intervals may hold at once, in bytes: a little under the two gigabytes that Chromium gives an array in one piece.
 */
export const MOST_BYTES = 2 ** 31 - 2 ** 24;
/** More draws say nothing more: by then the end of a 95 % interval is known to .003 of a standard deviation. */
export const MOST_DRAWS = 1_000_000;

const share = (value: number): boolean => typeof value === "number" && value > 0 && value < 1;

/** How sure an interval is to be: above 0, below 1. @throws `level.invalid` */
export function checkLevel(level: number): void {
  if (!share(level)) throw new TenureError("level.invalid", { value: String(level) });
}

/**
 * Simulated worlds, or samples of a bootstrap: a whole number from `least` on, no more than say anything and no more
 * than memory holds when each keeps `bytes`. @throws `draws.invalid`
 */
export function checkDraws(draws: number, { least = 1, bytes = 0 } = {}): void {
  const most = Math.min(MOST_DRAWS, Math.floor(MOST_BYTES / Math.max(bytes, 1)));
  if (!(Number.isInteger(draws) && draws >= least && draws <= most))
    throw new TenureError("draws.invalid", { value: String(draws), least, most });
}

/** What a simulation begins with, so that it can be repeated: any finite number. @throws `seed.invalid` */
export function checkSeed(seed: number): void {
  if (!Number.isFinite(seed)) throw new TenureError("seed.invalid", { value: String(seed) });
}

/** A count of purchases whose probability is asked. @throws `count.invalid` */
export function checkCount(n: number): void {
  if (!(Number.isInteger(n) && n >= 0 && n <= MOST_COUNT))
    throw new TenureError("count.invalid", { value: String(n), most: MOST_COUNT });
}

/** @throws `unit.unknown` unless day, week, month or year */
export function checkUnit(unit: unknown): asserts unit is Unit {
  if (!Object.hasOwn(DAYS_PER, unit as PropertyKey))
    throw new TenureError("unit.unknown", { value: String(unit), known: Object.keys(DAYS_PER) });
}

/** How to search: whole numbers from 1 on, where they are given. @throws `search.invalid` */
export function checkSearch(options: FitOptions | null | undefined): FitOptions {
  for (const name of ["starts", "maxIterations"] as const) {
    const value = options?.[name];
    if (value !== undefined && !(Number.isInteger(value) && value >= 1))
      throw new TenureError("search.invalid", { name, value: String(value) });
  }
  return options ?? {};
}

/** Natural parameters by name, each finite and not negative. @throws `params.invalid` */
export function checkParams(names: readonly string[], params: Readonly<Record<string, number>>): void {
  // Who writes JavaScript may hand over anything.
  const given = (params as unknown) ?? {};
  for (const name of names) {
    const value = (given as Readonly<Record<string, unknown>>)[name];
    if (!(typeof value === "number" && value >= 0 && Number.isFinite(value)))
      throw new TenureError("params.invalid", { name, value: String(value) });
  }
}

/**
 * That something saved is a fit: of the model asked for, and, unless refused, with every parameter of it.
 * @throws `fit.invalid`, `params.invalid`
 */
export function checkFit(saved: SavedFit, model?: ModelId, names: readonly string[] = []): void {
  const { model: own, status, params } = ((saved as unknown) ?? {}) as Readonly<Record<string, unknown>>;
  if (
    typeof own !== "string" ||
    typeof status !== "string" ||
    typeof params !== "object" ||
    (model && own !== model)
  )
    throw new TenureError("fit.invalid", { model: String(own), wanted: model ?? "" });
  if (status !== "refused") checkParams(names, params as Readonly<Record<string, number>>);
}
