import { TenureError } from "../../terms/error";
import { DAYS_PER, type Unit } from "../../terms/unit";
import type { Histories } from "../types";

/** Orders by column, in any order. Those of one customer on one day are one purchase. */
export interface Orders {
  /** 0, 1, … per customer. */
  readonly customer: ArrayLike<number>;
  /** Whole days since any fixed day. */
  readonly day: ArrayLike<number>;
  /** Money; absent where only counts matter. */
  readonly amount?: ArrayLike<number>;
}

/** Purchase days of every customer, ascending, in one run each. */
export interface Ledger {
  readonly customers: number;
  /** Customer c's purchases are rows start[c] … start[c + 1] − 1. */
  readonly start: Int32Array;
  readonly day: Float64Array;
  /** Money of the purchase day; null without amounts. */
  readonly amount: Float64Array | null;
  readonly first: number;
  readonly last: number;
}

/** Numbers of customers up to this are places in a table. */
const MOST_CUSTOMERS = 2 ** 27;

const lengthOf = (column: unknown): number =>
  ArrayBuffer.isView(column) || Array.isArray(column) ? (column as Float64Array).length : 0;

/** Sort orders into purchase days. @throws `orders.length`, `orders.customer`, `orders.day`, `orders.amount`, `orders.none` */
export function ledgerOf(orders: Orders): Ledger {
  // Who writes JavaScript may hand over anything.
  const { customer, day, amount } = { ...orders };
  const n = lengthOf(customer);
  if (n === 0) throw new TenureError("orders.none", {});
  if (lengthOf(day) !== n || (amount && amount.length !== n))
    throw new TenureError("orders.length", { customers: n, days: lengthOf(day) });
  let most = -1;
  for (let i = 0; i < n; i++) {
    const c = customer[i]!;
    if (!(c >= 0 && c < MOST_CUSTOMERS && Number.isInteger(c)))
      throw new TenureError("orders.customer", { row: i + 1 });
    if (!Number.isInteger(day[i])) throw new TenureError("orders.day", { row: i + 1 });
    if (amount && !Number.isFinite(amount[i])) throw new TenureError("orders.amount", { row: i + 1 });
    most = Math.max(most, c);
  }
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => customer[i]! - customer[j]! || day[i]! - day[j]!,
  );
  const start = new Int32Array(most + 2);
  const days: number[] = [];
  const money: number[] = [];
  let before = -1;
  for (const i of order) {
    const c = customer[i]!;
    if (c !== before) for (let k = before + 1; k <= c; k++) start[k] = days.length;
    if (c === before && days[days.length - 1] === day[i]) {
      if (amount) money[money.length - 1]! += amount[i]!;
      continue;
    }
    before = c;
    days.push(day[i]!);
    if (amount) money.push(amount[i]!);
  }
  start[most + 1] = days.length;
  return {
    customers: most + 1,
    start,
    day: Float64Array.from(days),
    amount: amount ? Float64Array.from(money) : null,
    first: days.reduce((a, b) => Math.min(a, b), Infinity),
    last: days.reduce((a, b) => Math.max(a, b), -Infinity),
  };
}

/** What is known at the end of `origin`, and what came in the `days` after it. */
export interface Split {
  readonly origin: number;
  readonly days: number;
  /** Of customers with a purchase by the origin, in the order of their numbers. */
  readonly customer: Int32Array;
  readonly histories: Histories & { readonly spend: Float64Array };
  /** Purchase days after the origin. */
  readonly orders: Float64Array;
  /** Their money; null without amounts. */
  readonly money: Float64Array | null;
}

/** Histories as they stood at the end of day `origin`, with what followed. */
export function splitAt(ledger: Ledger, origin: number, days: number, unit: Unit): Split {
  const { start, day, amount } = ledger;
  const known: number[] = [];
  for (let c = 0; c < ledger.customers; c++)
    if (start[c]! < start[c + 1]! && day[start[c]!]! <= origin) known.push(c);
  const column = () => new Float64Array(known.length);
  const [x, tx, T, spend, lnGaps, orders] = [column(), column(), column(), column(), column(), column()];
  const money = amount ? column() : null;
  const per = DAYS_PER[unit];
  known.forEach((c, i) => {
    const first = start[c]!;
    const born = day[first]!;
    let sum = 0;
    T[i] = (origin - born) / per;
    for (let k = first + 1; k < start[c + 1]!; k++) {
      if (day[k]! <= origin) {
        x[i]! += 1;
        lnGaps[i]! += Math.log((day[k]! - day[k - 1]!) / per);
        tx[i] = (day[k]! - born) / per;
        if (amount) sum += amount[k]!;
      } else if (day[k]! <= origin + days) {
        orders[i]! += 1;
        if (money) money[i]! += amount![k]!;
      }
    }
    spend[i] = x[i]! > 0 ? sum / x[i]! : 0;
  });
  return {
    origin,
    days,
    customer: Int32Array.from(known),
    histories: { unit, x, tx, T, spend, lnGaps },
    orders,
    money,
  };
}

/**
 * Up to `count` origins, the last one `days` before the end of the data, each `days` before the next (so that no
 * holdout overlaps another), as long as the time before is at least as long as the holdout.
 */
export function rollingOrigins(ledger: Ledger, days: number, count: number): number[] {
  const origins: number[] = [];
  for (let k = 1; k <= count; k++) {
    const origin = ledger.last - k * days;
    if (origin - ledger.first < days) break;
    origins.unshift(origin);
  }
  return origins;
}
