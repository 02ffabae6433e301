import { TenureError } from "../../terms/error";
import { inUnit } from "../time";
import type { Duration, ModelId, Unit } from "../types";
import { compare, type ModelComparison } from "./compare";
import { ledgerOf, splitAt, type Orders } from "./orders";

export interface CompareOrdersOptions {
  readonly orders: Orders;
  readonly unit: Unit;
  readonly models: readonly ModelId[];
  /** Time at the end of the data that no model sees; a bare number is in `unit`. Null: all is fitted, nothing held out. */
  readonly holdout: Duration | null;
}

/** A comparison and where the data were parted. */
export interface OrdersComparison extends ModelComparison {
  /** Last day the models saw, in the days of `orders`. */
  readonly day: number;
  /** Days held out after it; 0 without a holdout. */
  readonly days: number;
}

/**
 * {@link compare} from orders: histories up to `holdout` before the last day of the data, held against what the same
 * customers did after it. Customers who first bought in the holdout are in neither.
 * @throws `orders.*`, `duration.invalid`, `backtest.too-short` where the holdout is not shorter than half of the data
 * @source see {@link compare}; a single origin of Tashman (2000), Int. J. Forecasting 16(4):437–450.
 */
export function compareOrders(o: CompareOrdersOptions): OrdersComparison {
  const ledger = ledgerOf(o.orders);
  const perDay = inUnit({ days: 1 }, o.unit);
  const days = o.holdout === null ? 0 : Math.max(1, Math.round(inUnit(o.holdout, o.unit) / perDay));
  const day = ledger.last - days;
  if (day - ledger.first < days)
    throw new TenureError("backtest.too-short", { days, span: ledger.last - ledger.first });
  const { histories, orders, money } = splitAt(ledger, day, days, o.unit);
  const holdout = { t: { days }, orders, ...(money ? { money } : {}) };
  const found = compare(histories, { models: o.models, ...(days > 0 ? { holdout } : {}) });
  return { ...found, day, days };
}
