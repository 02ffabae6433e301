import type { DiscountOptions } from "../types";
import { blocksOf, type DrawnPart, type ScorePart, type Share } from "./blocks";
import type { ScoreOptions } from "./customers";
import { drawPart } from "./draw";
import { checkMoney } from "./money";
import { valuation, type Valuation } from "./valuation";

/** What a reader moves while customers and fits stay. */
export type ScoreTerms = DiscountOptions & { readonly margin: number };

/**
 * The customers of a share: expectations from the fit, intervals from its worlds.
 * @throws as {@link scoreCustomers}
 */
export function scorePart(options: ScoreOptions, share: Share): ScorePart {
  checkMoney(options);
  const who = shareOf(options.who, share);
  const valued = valuation({ transactions: options.fit, spend: options.spend, who });
  return partOf(valued, options, share, drawPart(options, who, share));
}

/** What was expected of a share under its terms, beside what was drawn. */
export function partOf(
  valued: Valuation,
  options: ScoreTerms & Pick<ScoreOptions, "who">,
  share: Share,
  drawn: DrawnPart,
): ScorePart {
  const { clv, orders } = valued.at(options);
  const { alive, purchase } = valued;
  return { share, customers: options.who.x.length, alive, orders, spend: purchase, clv, ...drawn };
}

/** The customers of a share, side by side. */
export const shareOf = (who: ScoreOptions["who"], share: Share): typeof who =>
  picked(who, blocksOf(share, who.x.length));

/** The customers of some blocks, side by side. */
function picked(who: ScoreOptions["who"], blocks: readonly (readonly [number, number])[]): typeof who {
  const beside = (column: Float64Array): Float64Array => {
    const out = new Float64Array(blocks.reduce((sum, [from, to]) => sum + to - from, 0));
    let at = 0;
    for (const [from, to] of blocks) {
      out.set(column.subarray(from, to), at);
      at += to - from;
    }
    return out;
  };
  return { x: beside(who.x), tx: beside(who.tx), T: beside(who.T), spend: beside(who.spend) };
}
