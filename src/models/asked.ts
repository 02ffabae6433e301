import { TenureError } from "../terms/error";
import { DAYS_PER, type Unit } from "../terms/unit";

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
export function checkUnit(unit: Unit): void {
  if (!Object.hasOwn(DAYS_PER, unit))
    throw new TenureError("unit.unknown", { value: unit, known: Object.keys(DAYS_PER) });
}
