import { random } from "../../math/random";
import { pick } from "../fit/distinct";
import { drawnSpend } from "../gammaGamma/model";
import type { Future, Law } from "../laws/law";
import type { Who } from "../types";

/** Customers whose futures are drawn to learn how far a total strays from its expectation. */
const SAMPLE = 20_000;

/** How far the totals of customers stray from their expectations, parameters known; margin 1. */
export interface Noise {
  /** Standard deviation of the discounted value, money. */
  readonly clv: number;
  /** Standard deviation of the number of purchases. */
  readonly orders: number;
  /** Their correlation. */
  readonly together: number;
}

/** Two futures of each of 20,000 customers, scaled up to all. @param spend parameters of a spend model, or one value */
export function noiseOf(
  who: Who & { readonly spend: Float64Array },
  law: Law,
  spend: number | Readonly<Record<string, number>>,
  delta: number,
  horizon: number,
  seed: number,
): Noise {
  const n = who.x.length;
  const drawn = Math.min(n, SAMPLE);
  const rows = Int32Array.from({ length: drawn }, (_, i) => Math.floor(((i + 0.5) * n) / drawn));
  const some = { x: pick(who.x, rows), tx: pick(who.tx, rows), T: pick(who.T, rows) };
  const p = law.alive(some);
  const out: Future = { count: 0, discounted: 0, alive: 0 };
  const generator = random(seed);
  let [cc, vv, cv] = [0, 0, 0];
  for (let i = 0; i < drawn; i++) {
    // Two futures of one customer: half their squared difference has the customer's own variance as its mean.
    const two = [0, 1].map((k) => {
      generator.reseed(seed + k, rows[i]! + 1);
      if (generator.uniform() >= p[i]!) return [0, 0] as const;
      law.simulate(some.x[i]!, some.T[i]!, horizon, delta, generator, out, some.tx[i]);
      if (out.count === 0) return [0, 0] as const;
      const value =
        typeof spend === "number"
          ? spend
          : drawnSpend(spend, some.x[i]!, who.spend[rows[i]!]!, out.count, generator);
      return [out.count, out.discounted * value] as const;
    });
    const [c, v] = [two[0]![0] - two[1]![0], two[0]![1] - two[1]![1]];
    cc += c * c;
    vv += v * v;
    cv += c * v;
  }
  const scale = n / Math.max(1, drawn) / 2;
  const together = cc > 0 && vv > 0 ? cv / Math.sqrt(cc * vv) : 0;
  return { clv: Math.sqrt(vv * scale), orders: Math.sqrt(cc * scale), together };
}
