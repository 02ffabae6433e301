import { familyOf } from "../catalogue";
import type { SavedFit } from "../types";
import { inUnit } from "../time";
import { partsOf, valueOf, type Customer, type ExplainOptions } from "./explain";

/** One input moved, everything else as it is. */
export interface Sensitivity {
  /** `order-now`, `silence`, `last-order-earlier`, `spend-up`, `margin-up`, `rate-up`, `horizon-longer`, or `parameter`. */
  readonly input: string;
  /** Name of the parameter; empty otherwise. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The customer's number then, and by how much it differs. */
  readonly value: number;
  readonly change: number;
}

/** Money is moved by a tenth, the discount rate by a point. */
const SHARE = 0.1;
const POINT = 0.01;

/**
 * Which input would change the number, and by how much: one more order today, as much silence again as a tenth of T, an
 * earlier last order, a tenth more spend or margin, a point of discount, a tenth more horizon, and every parameter of
 * the transaction model up by one standard error.
 */
export function sensitivitiesOf(customer: Customer, o: ExplainOptions): Sensitivity[] {
  const { x, tx, T, spend } = customer;
  const base = valueOf(partsOf(customer, o));
  const out: Sensitivity[] = [];
  const add = (
    input: string,
    from: number,
    to: number,
    then: Partial<Customer>,
    with_: Partial<ExplainOptions> = {},
    name = "",
  ) => {
    const value = valueOf(partsOf({ ...customer, ...then }, { ...o, ...with_ }));
    out.push({ input, name, from, to, value, change: value - base });
  };
  if (T > 0) {
    // An order today is worth what the customer's orders are worth.
    add("order-now", x, x + 1, { x: x + 1, tx: T, spend: x > 0 ? spend : 0 });
    add("silence", T - tx, T * (1 + SHARE) - tx, { T: T * (1 + SHARE) });
  }
  if (x > 0) add("last-order-earlier", tx, tx * (1 - SHARE), { tx: tx * (1 - SHARE) });
  if (typeof o.spend === "number")
    add("spend-up", o.spend, o.spend * (1 + SHARE), {}, { spend: o.spend * (1 + SHARE) });
  else if (x > 0 && spend > 0) add("spend-up", spend, spend * (1 + SHARE), { spend: spend * (1 + SHARE) });
  add("margin-up", o.margin, o.margin * (1 + SHARE), {}, { margin: o.margin * (1 + SHARE) });
  add("rate-up", o.annualRate, o.annualRate + POINT, {}, { annualRate: o.annualRate + POINT });
  if (o.horizon !== "infinite") {
    const horizon = inUnit(o.horizon, o.transactions.unit);
    add("horizon-longer", horizon, horizon * (1 + SHARE), {}, { horizon: horizon * (1 + SHARE) });
  }
  for (const { name, from, to, fit } of nudged(o.transactions))
    add("parameter", from, to, {}, { transactions: fit }, name);
  return out.sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

/** Every parameter with a standard error, one of them up. */
function nudged(fit: SavedFit): { name: string; from: number; to: number; fit: SavedFit }[] {
  const names = familyOf(fit.model).params;
  return names.flatMap((name, i) => {
    const variance = fit.covariance?.[i * names.length + i] ?? 0;
    const from = fit.params[name]!;
    if (!(variance > 0) || !(from > 0)) return [];
    const to = from * Math.exp(Math.sqrt(variance));
    return [{ name, from, to, fit: { ...fit, params: { ...fit.params, [name]: to } } }];
  });
}
