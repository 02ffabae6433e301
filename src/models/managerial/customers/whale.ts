import { enough, every, finite, firstFailure } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";

export interface Whale {
  /** Cumulative profit after the k-th most profitable customer, money; last = total. */
  readonly cumulative: readonly number[];
  /** The same as a share of the total. */
  readonly shares: readonly number[];
  /** Largest share: profit of the profitable customers over the total; above 1 exactly when a loss exists. */
  readonly peak: number;
  /** How many customers make the peak. */
  readonly peakRank: number;
}

/**
 * Whale curve (Kaplan & Cooper): customers by profit, largest first, cumulated.
 * Errors: NO_DATA; OUT_OF_RANGE `total` when the total is not positive (then shares mean nothing: use {@link whaleMoney}).
 * @source Kaplan & Narayanan (2001), Measuring and managing customer profitability.
 */
export function whaleCurve(profit: ArrayLike<number>): Outcome<Whale> {
  const money = whaleMoney(profit);
  if (!money.ok) return money;
  const cumulative = money.value;
  const total = cumulative.at(-1)!;
  if (total <= 0) return fail("OUT_OF_RANGE", "total", total, 0);
  const shares = cumulative.map((sum, k) => (k === cumulative.length - 1 ? 1 : sum / total));
  let best = 0;
  shares.forEach((share, k) => {
    if (share > shares[best]!) best = k;
  });
  return done(
    { cumulative, shares, peak: shares[best]!, peakRank: best + 1 },
    { order: "descending", of: "total profit" },
  );
}

/**
 * Cumulative profit in money, which exists whatever the total.
 * @source Kaplan & Narayanan (2001), Measuring and managing customer profitability.
 */
export function whaleMoney(profit: ArrayLike<number>): Outcome<readonly number[]> {
  const bad =
    shaped(profit, ["number"], "profit") ??
    firstFailure(enough("profit", profit.length), every("profit", profit, finite));
  if (bad) return bad;
  let sum = 0;
  const cumulative = Array.from(profit)
    .sort((a, b) => b - a)
    .map((value) => (sum += value));
  return done(cumulative, { order: "descending", of: "money" });
}
