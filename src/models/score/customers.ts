import type { Family } from "../fit/family";
import { joinScores, type ScoreResult } from "./join";
import { scorePart } from "./part";
import type { Duration, SavedFit, Who } from "../types";

export interface ScoreOptions {
  readonly family: Family;
  readonly fit: SavedFit;
  readonly spend: SavedFit | number;
  readonly who: Who & { readonly spend: Float64Array };
  readonly annualRate: number;
  readonly horizon: Duration | "infinite";
  readonly margin: number;
  readonly level: 0.8 | 0.95;
  readonly seed: number;
  readonly draws: number;
  /** How many of the customers' worlds have been gone through, of how many. */
  readonly progress?: (done: number, of: number) => void;
  /** Group of each customer, 0 … : their totals are summed within a world too. */
  readonly group?: Int32Array;
}

/**
 * Value, orders and predictive intervals per customer. One draw is one world: parameters from their uncertainty, then
 * for every customer whether it lives, what it buys until the horizon and when, and what it spends, from the model's
 * own posterior. A total is summed within a world, so its interval is not a sum of intervals. Random numbers are keyed
 * by (seed, world, customer): results do not depend on blocks or workers.
 * @throws ModelRefused, `margin.invalid`, `rate.invalid`, `duration.invalid`, `model.diverges`, `spend.invalid`
 */
export function scoreCustomers(options: ScoreOptions): ScoreResult {
  return joinScores([scorePart(options, { index: 0, of: 1 })], options);
}
