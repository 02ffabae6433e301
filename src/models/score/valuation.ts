import { checkFit } from "../asked";
import { familyOf } from "../catalogue";
import { distinctRows, pick } from "../fit/distinct";
import { lawOf } from "../fit/fitted";
import { ModelRefused } from "../fit/refused";
import { customerSpend, gammaAt } from "../gammaGamma/model";
import { checkWorth } from "../histories";
import { Future } from "../laws/future";
import { discountPerUnit, inUnit } from "../time";
import { checkMargin, checkPurchase } from "./money";
import type { DiscountOptions, Duration, SavedFit, SpendFit, TransactionFit, Who } from "../types";

export interface ValuationOptions {
  readonly transactions: TransactionFit | SavedFit;
  readonly spend: SpendFit | SavedFit | number;
  /** n customers; `spend` is the mean value of a repeat purchase, money. */
  readonly who: Who & { readonly spend: Float64Array };
}

export interface Valued {
  /** Margin of purchases in (now, now + horizon], discounted, per customer: money. */
  readonly clv: Float64Array;
  /** Expected purchases in (now, now + horizon], per customer; Infinity without an end where the sum has none. */
  readonly orders: Float64Array;
  readonly total: { readonly clv: number; readonly orders: number };
}

export interface Valuation {
  /** P(alive now), per customer. */
  readonly alive: Float64Array;
  /** Expected value of a purchase, per customer: money. */
  readonly purchase: Float64Array;
  /**
   * @param o annualRate effective, above −1; horizon a duration or "infinite"; margin a share of value
   * @throws `margin.invalid`, `rate.invalid`, `duration.invalid`, `model.diverges`
   */
  at(o: DiscountOptions & { readonly margin: number }): Valued;
}

/**
 * Residual value of customers, first purchase excluded, under margins, discount rates and horizons that change: what does
 * not depend on these is worked out once. Each further `at` costs a weighted sum over distinct (x, T) and one pass over
 * customers. Expected values only; for intervals see `clv`, for totals of very many customers `totalValue`.
 *
 * value = margin · P(alive | x, t_x, T) · ∫₀ʰ e^{−δτ} dE[Y(τ) | alive, x, T] · E(M | z̄, x) (Fader, Hardie & Lee 2005b).
 * @throws ModelRefused, `fit.invalid`, `params.invalid`, `history.*`, `spend.invalid`
 */
export function valuation({ transactions, spend, who }: ValuationOptions): Valuation {
  checkFit(transactions);
  checkPurchase(spend);
  checkWorth(who);
  const fit = transactions;
  const law = lawOf(familyOf(fit.model), fit);
  const rows = distinctRows([who.x, who.tx, who.T]);
  const few = { x: pick(who.x, rows.row), tx: pick(who.tx, rows.row), T: pick(who.T, rows.row) };
  const living = law.alive(few);
  const pairs = distinctRows(law.regular ? [few.x, few.T, few.tx] : [few.x, few.T]);
  const future = new Future(law, {
    x: pick(few.x, pairs.row),
    T: pick(few.T, pairs.row),
    tx: pick(few.tx, pairs.row),
  });
  const purchase = purchases(spend, who);
  const { group } = rows;
  /** Each history's share of its pair's future, spread over customers. */
  const ofHistories = (values: Float64Array): Float64Array =>
    living.map((p, g) => (p === 0 ? 0 : p * values[pairs.group[g]!]!));
  return {
    alive: pick(living, group),
    purchase,
    at({ annualRate, horizon, margin }) {
      checkMargin(margin);
      const delta = discountPerUnit(annualRate, fit.unit);
      const until = spanOf(horizon, fit);
      const worth = ofHistories(future.discounted(delta, until));
      const bought = ofHistories(future.orders(until));
      const n = group.length;
      const clv = new Float64Array(n);
      const orders = new Float64Array(n);
      let all = 0;
      let count = 0;
      for (let i = 0; i < n; i++) {
        const g = group[i]!;
        const value = margin * worth[g]! * purchase[i]!;
        const number = bought[g]!;
        clv[i] = value;
        orders[i] = number;
        all += value;
        count += number;
      }
      return { clv, orders, total: { clv: all, orders: count } };
    },
  };
}

const spanOf = (horizon: Duration | "infinite", fit: Pick<SavedFit, "unit">): number =>
  horizon === "infinite" ? Infinity : inUnit(horizon, fit.unit);

function purchases(spend: ValuationOptions["spend"], who: ValuationOptions["who"]): Float64Array {
  if (typeof spend === "number") {
    return new Float64Array(who.x.length).fill(spend);
  }
  if (spend.status === "refused") throw new ModelRefused(spend.model, spend.reasons);
  const { params } = spend;
  const { p, q } = params;
  const out = new Float64Array(who.x.length);
  for (let i = 0; i < out.length; i++) {
    out[i] = customerSpend(p!, q!, gammaAt(params, who.x[i]!), who.x[i]!, who.spend[i]!);
  }
  return out;
}
