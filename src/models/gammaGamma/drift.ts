import { normalCdf } from "../../math/incomplete";
import { TenureError } from "../../terms/error";

export interface SpendDrift {
  /** Change of ln(amount) per unit of time within a customer. */
  readonly slope: number;
  /** Clustered by customer (Liang & Zeger 1986). */
  readonly standardError: number;
  readonly p: number;
  /** Customers with two purchases or more at different times, and their purchases. */
  readonly customers: number;
  readonly purchases: number;
  /** Purchases of zero or below, left out. */
  readonly leftOut: number;
}

/**
 * Whether the same customers spend more or less as time goes by: a regression of ln(amount) on time with an effect of
 * each customer, so that who buys when does not matter. Null with under ten such customers.
 * @throws `orders.length`
 * @source the slope within customers (fixed effects) with a clustered standard error.
 */
export function spendDrift(o: {
  readonly customer: ArrayLike<number>;
  readonly time: ArrayLike<number>;
  readonly amount: ArrayLike<number>;
}): SpendDrift | null {
  const n = o.customer.length;
  if (o.time.length !== n || o.amount.length !== n)
    throw new TenureError("orders.length", { customers: n, days: o.time.length });
  const byCustomer = new Map<number, { t: number; y: number }[]>();
  let leftOut = 0;
  for (let i = 0; i < n; i++) {
    if (!(o.amount[i]! > 0)) {
      leftOut++;
      continue;
    }
    const c = o.customer[i]!;
    const own = byCustomer.get(c) ?? [];
    own.push({ t: o.time[i]!, y: Math.log(o.amount[i]!) });
    byCustomer.set(c, own);
  }
  const centred = [...byCustomer.values()].flatMap((own) => {
    const t = own.reduce((sum, one) => sum + one.t, 0) / own.length;
    const y = own.reduce((sum, one) => sum + one.y, 0) / own.length;
    const rows = own.map((one) => ({ t: one.t - t, y: one.y - y }));
    return rows.some((row) => row.t !== 0) ? [rows] : [];
  });
  if (centred.length < 10) return null;
  const all = centred.flat();
  const square = all.reduce((sum, row) => sum + row.t * row.t, 0);
  const slope = all.reduce((sum, row) => sum + row.t * row.y, 0) / square;
  const meat = centred.reduce((sum, rows) => {
    const score = rows.reduce((s, row) => s + row.t * (row.y - slope * row.t), 0);
    return sum + score * score;
  }, 0);
  const few = centred.length / (centred.length - 1);
  const standardError = Math.sqrt(few * meat) / square;
  const p = standardError > 0 ? 2 * normalCdf(-Math.abs(slope / standardError)) : 1;
  return { slope, standardError, p, customers: centred.length, purchases: all.length, leftOut };
}
