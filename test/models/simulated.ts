import { random } from "../../src/math/random";
import type { Histories } from "../../src/models/types";

export interface Process {
  readonly r: number;
  readonly alpha: number;
  /** Lifetime gamma mixture (Pareto/NBD), or dropout after purchases (BG/NBD), or neither. */
  readonly s?: number;
  readonly beta?: number;
  readonly a?: number;
  readonly b?: number;
}

/**
 * Histories in weeks drawn day by day from the story itself (rates, lifetimes, dropout), not from the library's own
 * `sample`: T uniform on whole days, times rounded up to whole days, purchases of one day are one.
 */
export function simulateHistories(
  process: Process,
  customers: number,
  seed: number,
  days: readonly [number, number] = [27 * 7, 39 * 7],
): Histories {
  const g = random(seed);
  const x = new Float64Array(customers);
  const tx = new Float64Array(customers);
  const T = new Float64Array(customers);
  for (let i = 0; i < customers; i++) {
    const end = days[0] + g.below(days[1] - days[0] + 1);
    const rate = g.gamma(process.r) / process.alpha / 7;
    const life =
      process.s === undefined ? Infinity : (7 * g.exponential()) / (g.gamma(process.s) / process.beta!);
    const leave = process.a === undefined ? 0 : g.beta(process.a, process.b!);
    let t = 0;
    let last = 0;
    for (;;) {
      t += g.exponential() / rate;
      if (!(t <= Math.min(life, end))) break;
      const day = Math.ceil(t);
      if (day > end) break;
      if (day > last) x[i] = x[i]! + 1;
      last = day;
      if (g.uniform() < leave) break;
    }
    tx[i] = last / 7;
    T[i] = end / 7;
  }
  return { unit: "week", x, tx, T };
}

/** Spend per repeat purchase day from Gamma–Gamma. */
export function simulateSpend(
  x: Float64Array,
  [p, q, gamma]: readonly [number, number, number],
  seed: number,
): Float64Array {
  const g = random(seed);
  return x.map((n) => (n > 0 ? g.gamma(p * n) / (n * (g.gamma(q) / gamma)) : 0));
}
