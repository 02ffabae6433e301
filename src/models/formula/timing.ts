/**
 * Timing of a flow of margins (`models.md` §0 rule 2). Period k = 1, 2, … runs from time k−1 to time k.
 *
 * - `first: "now"` counts in period k everyone who is a customer at its *start* (share r^{k−1}), so the first
 *   margin is everyone's; `"afterOnePeriod"` counts those still retained at its *end* (share r^k).
 * - `cash` says when within the period the margin arrives.
 */
export interface Timing {
  readonly first: "now" | "afterOnePeriod";
  readonly cash: Cash;
}

export type Cash = "start" | "mid" | "end";

/** Part of the period already gone when the cash arrives. */
export const ELAPSED: Readonly<Record<Cash, number>> = { start: 0, mid: 0.5, end: 1 };
