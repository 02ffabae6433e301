import { TenureError } from "../../terms/error";
import { familyOf } from "../catalogue";
import { lawOf } from "../fit/fitted";
import { checkFit } from "../asked";
import { checkHistories } from "../histories";
import { checkPurchase } from "../score/money";
import { discountPerUnit, inUnit } from "../time";
import type { DiscountOptions, Duration, SavedFit } from "../types";
import { alivePath, type AlivePath } from "./path";
import { sensitivitiesOf, type Sensitivity } from "./sensitivity";
import { frequencyShrinkage, spendShrinkage, type Shrinkage } from "./shrinkage";
import { spendOf } from "./worth";

/** One customer. Times in the fit's unit, from its first purchase. */
export interface Customer {
  readonly x: number;
  readonly tx: number;
  readonly T: number;
  /** Mean value of a repeat purchase day; 0 without one. */
  readonly spend: number;
  /** Times of its repeat purchases, ascending, the last at t_x; without them the path starts at t_x. */
  readonly times?: readonly number[];
}

export interface ExplainOptions extends DiscountOptions {
  readonly transactions: SavedFit;
  readonly spend: SavedFit | number;
  readonly margin: number;
  /** How far the path goes on beyond now; the horizon, or T again where it is infinite, unless told. */
  readonly ahead?: Duration;
}

export type PartId = "alive" | "orders" | "discounting" | "spend" | "margin";

export interface Part {
  readonly id: PartId;
  readonly value: number;
}

export interface Explanation {
  /** Residual value, margin money. */
  readonly value: number;
  /**
   * P(alive), orders over the horizon if alive, what discounting leaves of them, money per order, margin. Multiplied in
   * this order from the first they are `value`, to the last bit.
   */
  readonly parts: readonly Part[];
  /** Orders per unit of time while a customer; null for models whose pace is not a gamma mixture. */
  readonly frequency: Shrinkage | null;
  readonly spend: Shrinkage | null;
  readonly path: AlivePath;
  /** Largest change first. */
  readonly sensitivities: readonly Sensitivity[];
}

/**
 * Where one customer's number comes from, and what would change it.
 * @throws ModelRefused, `fit.invalid`, `params.invalid`, `spend.invalid`, `history.*`, `margin.invalid`, `rate.invalid`, `duration.invalid`, `model.diverges`
 * @source Fader, Hardie & Lee (2005), J. Marketing Research 42(4):415–430: the factors of margin · E(M) · DERT;
 * shrinkage is the posterior mean of a gamma mixture.
 */
export function explain(customer: Customer, options: ExplainOptions): Explanation {
  const { transactions: fit, spend } = { ...options };
  checkFit(fit);
  checkPurchase(spend);
  const { x, tx, T } = { ...customer };
  // A typed array would take "2" for 2, and sums below would not.
  for (const value of [x, tx, T])
    if (typeof value !== "number") throw new TenureError("history.not-finite", { row: 1 });
  checkHistories({ x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(T) });
  const parts = partsOf(customer, options);
  const horizon = options.horizon === "infinite" ? Math.max(T, 1) : inUnit(options.horizon, fit.unit);
  const ahead = options.ahead === undefined ? horizon : inUnit(options.ahead, fit.unit);
  return {
    value: valueOf(parts),
    parts,
    frequency: frequencyShrinkage(fit, x, T),
    spend: typeof spend === "number" ? null : spendShrinkage(spend, x, customer.spend),
    path: alivePath(lawOf(familyOf(fit.model), fit), customer, ahead),
    sensitivities: sensitivitiesOf(customer, options),
  };
}

/** The factors at these inputs. Over an infinite horizon whose undiscounted sum diverges, orders are the discounted ones. */
export function partsOf({ x, tx, T, spend }: Customer, o: ExplainOptions): Part[] {
  const { transactions: fit, margin } = o;
  if (!Number.isFinite(margin)) throw new TenureError("margin.invalid", { value: margin });
  const law = lawOf(familyOf(fit.model), fit);
  const delta = discountPerUnit(o.annualRate, fit.unit);
  const horizon = o.horizon === "infinite" ? Infinity : inUnit(o.horizon, fit.unit);
  const who = { x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(T) };
  const discounted = law.discountedIfAlive(x, T, delta, horizon, tx);
  const orders = undiscounted(horizon, () =>
    horizon === Infinity
      ? law.discountedIfAlive(x, T, 0, Infinity, tx)
      : law.ordersIfAlive(x, T, horizon, tx),
  );
  return [
    { id: "alive", value: law.alive(who)[0]! },
    { id: "orders", value: orders ?? discounted },
    { id: "discounting", value: orders === null || orders === 0 ? 1 : discounted / orders },
    { id: "spend", value: typeof o.spend === "number" ? o.spend : spendOf(o.spend, x, spend) },
    { id: "margin", value: margin },
  ];
}

/** Null where an infinite horizon has no finite number of orders. */
function undiscounted(horizon: number, orders: () => number): number | null {
  if (horizon !== Infinity) return orders();
  try {
    return orders();
  } catch (error) {
    if (error instanceof TenureError && error.code === "model.diverges") return null;
    throw error;
  }
}

export function valueOf(parts: readonly Part[]): number {
  return parts.reduce((product, { value }) => product * value, 1);
}
