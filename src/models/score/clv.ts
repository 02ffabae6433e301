import { checkDraws, checkFit, checkLevel, checkSeed } from "../asked";
import { familyOf } from "../catalogue";
import { checkWorth } from "../histories";
import { scoreCustomers } from "./customers";
import { checkMoney } from "./money";
import { bytesPerDraw } from "./draw";
import type { Clv, ClvOptions } from "../types";

/**
 * Residual customer lifetime value: discounted margin of repeat purchases after T, first purchase excluded, per
 * customer, with predictive intervals, and their total.
 *
 * value = margin · DERT(x, t_x, T; δ, horizon) · E(M | z̄, x), money of the spend data. Intervals: 400 draws
 * (or `draws`), see {@link scoreCustomers}.
 * @throws ModelRefused, `fit.invalid`, `params.invalid`, `history.*`, `margin.invalid`, `rate.invalid`, `duration.invalid`, `model.diverges`, `level.invalid`,
 * `seed.invalid`, `draws.invalid`
 * @source Fader, Hardie & Lee (2005), J. Marketing Research 42(4):415–430: margin · E(M) · DERT.
 */
export function clv(options: ClvOptions): Clv {
  const { transactions, spend, who, annualRate, horizon, margin, level = 0.95, seed, draws = 400 } = options;
  checkFit(transactions);
  checkMoney({ margin, spend });
  const fit = transactions.toJSON();
  checkWorth(who);
  checkLevel(level);
  checkSeed(seed);
  checkDraws(draws, { bytes: bytesPerDraw(who.x.length) });
  const family = familyOf(fit.model);
  const saved = typeof spend === "number" ? spend : spend.toJSON();
  const result = scoreCustomers({
    family,
    fit,
    spend: saved,
    who,
    annualRate,
    horizon,
    margin,
    level,
    seed,
    draws,
  });
  return {
    value: result.clv,
    low: result.low,
    high: result.high,
    total: result.total,
    convention: { of: "residual", annualRate, unit: fit.unit, horizon, first: "excluded", level },
  };
}
