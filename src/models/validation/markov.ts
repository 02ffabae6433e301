import { DAYS_PER } from "../../terms/unit";
import type { Guess } from "./baselines";
import type { Ledger, Split } from "./orders";

/** Recency 1 … 6 periods (more counts as 6) and purchases so far: 1, 2–3, 4 and more. */
const RECENCIES = 6;
const FREQUENCIES = 3;
/** A state's mean counts as if so many more customers had done what all did: one is not a rule. */
const SHRINK = 5;

/**
 * A Markov chain over periods as long as the holdout (after Pfeifer & Carraway 2000): what a customer does next depends
 * on its state, recency × frequency, alone. Means per state are taken from every past period of every customer, so they
 * use nothing after the origin. Without a past period everybody gets the mean rate.
 */
export function markovGuess(ledger: Ledger, split: Split): Guess {
  const { start, day, amount } = ledger;
  const { customer, origin, days, money, histories } = split;
  const size = RECENCIES * FREQUENCIES;
  const seen = new Float64Array(size);
  const orders = new Float64Array(size);
  const sums = new Float64Array(size);
  const now = new Int32Array(customer.length);
  customer.forEach((c, i) => {
    const first = start[c]!;
    const end = start[c + 1]!;
    now[i] = stateAt(day, first, end, origin, days);
    for (let at = origin - days; at >= day[first]!; at -= days) {
      const state = stateAt(day, first, end, at, days);
      seen[state]! += 1;
      for (let k = first + 1; k < end && day[k]! <= at + days; k++) {
        if (day[k]! <= at) continue;
        orders[state]! += 1;
        if (amount) sums[state]! += amount[k]!;
      }
    }
  });
  const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  const periods = total(seen);
  if (periods === 0) return meanOf(histories, days, split);
  const next = (values: Float64Array) =>
    values.map((value, s) => (value + (SHRINK * total(values)) / periods) / (seen[s]! + SHRINK));
  const [perState, worth] = [next(orders), next(sums)];
  return {
    orders: Float64Array.from(now, (s) => perState[s]!),
    money: money ? Float64Array.from(now, (s) => worth[s]!) : null,
  };
}

function stateAt(day: Float64Array, first: number, end: number, at: number, days: number): number {
  let count = 0;
  let last = day[first]!;
  for (let k = first; k < end && day[k]! <= at; k++) {
    count++;
    last = day[k]!;
  }
  const recency = Math.min(RECENCIES - 1, Math.floor((at - last) / days));
  const frequency = count < 2 ? 0 : count < 4 ? 1 : 2;
  return recency * FREQUENCIES + frequency;
}

function meanOf({ x, T, spend }: Split["histories"], days: number, { money, histories }: Split): Guess {
  const perDay = DAYS_PER[histories.unit];
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  const time = sum(T) * perDay;
  const orders = time > 0 ? (sum(x) / time) * days : 0;
  const revenue = time > 0 ? (sum(x.map((value, i) => value * spend[i]!)) / time) * days : 0;
  return {
    orders: new Float64Array(x.length).fill(orders),
    money: money ? new Float64Array(x.length).fill(revenue) : null,
  };
}
