import { TenureError } from "../terms/error";
import { DAYS_PER, type Unit } from "../terms/unit";

/** Counts of purchases are tabulated from zero; nobody is asked for more than these. */
const MOST_COUNT = 100_000;
/** Numbers held at once for intervals: two gigabytes of single precision. */
const MOST_HELD = 2 ** 29;

const share = (value: number): boolean => typeof value === "number" && value > 0 && value < 1;

/** How sure an interval is to be: above 0, below 1. @throws `level.invalid` */
export function checkLevel(level: number): void {
  if (!share(level)) throw new TenureError("level.invalid", { value: String(level) });
}

/**
 * Simulated worlds, or samples of a bootstrap: a whole number from `least` on, and no more than memory holds when each
 * keeps `each` numbers. @throws `draws.invalid`
 */
export function checkDraws(draws: number, { least = 1, each = 1 } = {}): void {
  const most = Math.floor(MOST_HELD / Math.max(each, 1));
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
