import { TenureError } from "../../terms/error";
import type { Who } from "../types";

/**
 * BG/BB counts opportunities, not time: T is how many there were after the first purchase, t_x the number of the last
 * one that was taken, x how many were taken. So all three are whole and x ≤ t_x.
 * @throws `history.opportunities`
 */
export function checkOpportunities({ x, tx, T }: Who): void {
  for (let i = 0; i < x.length; i++) {
    if (x[i]! > tx[i]! || tx[i] !== Math.floor(tx[i]!) || T[i] !== Math.floor(T[i]!)) {
      throw new TenureError("history.opportunities", { x: x[i]!, tx: tx[i]!, T: T[i]! });
    }
  }
}

/** Opportunities in a span of t periods: the whole ones (a year of 52.18 weeks has 52). */
export const opportunities = (t: number): number => Math.floor(t + 1e-9);
