import { inUnit } from "../time";
import { DAYS_PER } from "../../terms/unit";
import type { Ledger, Split } from "./orders";
import { markovGuess } from "./markov";

export type BaselineId = "mean" | "past" | "last-period" | "recent" | "markov";

/** Purchases, and money where there are amounts, that a guess without a model expects of each customer. */
export interface Guess {
  readonly orders: Float64Array;
  readonly money: Float64Array | null;
}

/** What a purchase is worth: the customer's own mean, or that of all where it has none. */
function worthOf({ histories: { x, spend } }: Split): { own: Float64Array; all: number } {
  let sum = 0;
  let purchases = 0;
  for (let i = 0; i < x.length; i++) {
    sum += x[i]! * spend[i]!;
    purchases += x[i]!;
  }
  const all = purchases > 0 ? sum / purchases : 0;
  return { own: spend.map((value, i) => (x[i]! > 0 ? value : all)), all };
}

/**
 * The guesses every model has to beat, over the `days` after the origin:
 * - `mean`: the mean rate of all customers, Σx/ΣT, for everybody;
 * - `past`: the customer's own rate x/T, for ever;
 * - `last-period`: what it did in the `days` before the origin, again;
 * - `recent`: its own rate if its last purchase is at most `window` days old, nothing otherwise (the hiatus heuristic of
 *   Wübben & v. Wangenheim 2008);
 * - `markov`: what customers in its state of recency and frequency did next so far, see `markov.ts`.
 */
export function baselinesAt(ledger: Ledger, split: Split, window: number): ReadonlyMap<BaselineId, Guess> {
  const { histories, days } = split;
  const { x, tx, T, unit } = histories;
  const span = inUnit({ days }, unit);
  const recent = window / DAYS_PER[unit];
  const { own, all } = worthOf(split);
  const priced = (orders: Float64Array, worth: (i: number) => number): Guess => ({
    orders,
    money: split.money ? orders.map((value, i) => value * worth(i)) : null,
  });
  const purchases = x.reduce((a, b) => a + b, 0);
  const time = T.reduce((a, b) => a + b, 0);
  const rate = time > 0 ? purchases / time : 0;
  const pace = x.map((value, i) => (T[i]! > 0 ? (value / T[i]!) * span : 0));
  return new Map<BaselineId, Guess>([
    ["mean", priced(new Float64Array(x.length).fill(rate * span), () => all)],
    ["past", priced(pace, (i) => own[i]!)],
    ["last-period", lastPeriod(ledger, split)],
    [
      "recent",
      priced(
        pace.map((value, i) => (T[i]! - tx[i]! <= recent ? value : 0)),
        (i) => own[i]!,
      ),
    ],
    ["markov", markovGuess(ledger, split)],
  ]);
}

/** Repeat purchases and their money in the `days` up to the origin. */
function lastPeriod({ start, day, amount }: Ledger, { customer, origin, days, money }: Split): Guess {
  const orders = new Float64Array(customer.length);
  const sums = money ? new Float64Array(customer.length) : null;
  customer.forEach((c, i) => {
    for (let k = start[c]! + 1; k < start[c + 1]! && day[k]! <= origin; k++) {
      if (day[k]! <= origin - days) continue;
      orders[i]! += 1;
      if (sums) sums[i]! += amount![k]!;
    }
  });
  return { orders, money: sums };
}
