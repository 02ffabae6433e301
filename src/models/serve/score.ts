import { familyOf } from "../catalogue";
import { hashRows } from "../fit/grouped";
import type { ScorePart, Share } from "../scoreBlocks";
import { scorePart } from "../scorePart";
import type { ScoreRequest, Scores } from "../service";
import { DRAWS, joined } from "./join";
import { tell } from "./progress";

/** The last part at margin 1, kept because a change of margin alone only scales it. */
let last: { readonly key: string; readonly part: ScorePart } | null = null;

/** The scores of one share of the customers at margin 1; worked out once for a request and all its margins. */
export function partOf(request: ScoreRequest, share: Share): ScorePart {
  const { who, margin, fit, spend, annualRate, horizon, level, seed, draws = DRAWS, group } = request;
  const money = typeof spend === "number" ? spend : [spend.params, spend.covariance, spend.status];
  const key = JSON.stringify([
    hashOrdered([who.x, who.tx, who.T, who.spend]),
    [fit.model, fit.unit, fit.params, fit.covariance, fit.status],
    [money, annualRate, horizon, level, seed, draws, share],
    group ? hashOrdered([Float64Array.from(group)]) : "",
  ]);
  if (last?.key !== key || !Number.isFinite(margin)) {
    const family = familyOf(fit.model);
    // What is no number is for the library to refuse.
    const unit = Number.isFinite(margin) ? 1 : margin;
    const options = { ...request, family, margin: unit, draws, progress: tell };
    last = { key, part: scorePart(options, share) };
  }
  return last.part;
}

/** Scores as `scoreCustomers` gives them; everything but the margin is worked out once. */
export const scoresOf = (request: ScoreRequest): Scores =>
  joined(request, [partOf(request, { index: 0, of: 1 })]);

/** Unlike `hashRows`, the order of rows counts: scores come back in it. */
function hashOrdered(columns: readonly Float64Array[]): string {
  const place = Float64Array.from(columns[0] ?? [], (_, i) => i);
  return hashRows([place, ...columns]);
}
