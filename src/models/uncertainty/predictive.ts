import { quantileSorted } from "../../math/quantile";
import { random } from "../../math/random";
import { checkDraws, checkFit, checkLevel, checkSeed } from "../asked";
import { familyOf } from "../catalogue";
import { distinctRows } from "../fit/distinct";
import { ifAlive, lawOf } from "../fit/fitted";
import { parameterDraws } from "../fit/uncertainty";
import { checkHistories } from "../histories";
import type { Future } from "../laws/law";
import type { Estimate } from "../service";
import { inUnit } from "../time";
import type { Duration, SavedFit, Who } from "../types";

export interface PredictiveOptions {
  readonly level: 0.8 | 0.95;
  readonly seed: number;
  /** Simulated worlds; 400 unless told. */
  readonly draws?: number;
}

/** Purchases over (now, now + t] per customer with predictive intervals, and of all of them. */
export interface PredictedOrders {
  readonly value: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Summed within a world, so its interval is not a sum of intervals. */
  readonly total: Estimate;
  /** Expected purchases of all: what repeated futures would average. Its interval is that of the parameters alone. */
  readonly mean: Estimate;
}

/**
 * Predictive intervals of counts. One draw is one world: parameters from their uncertainty, then for every customer
 * whether it lives and what it buys. The share of draws inside an interval of whole counts is at least its level.
 * @throws ModelRefused, `fit.invalid`, `duration.invalid`, `history.*`, `level.invalid`, `seed.invalid`, `draws.invalid`
 * @source simulation from the posterior predictive of the fitted mixture (empirical Bayes); parameters from N(θ̂,
 * H^{−1}) in logs.
 */
export function predictOrders(fit: SavedFit, t: Duration, who: Who, o: PredictiveOptions): PredictedOrders {
  checkFit(fit);
  const { level, seed, draws = 400 } = { ...o };
  const family = familyOf(fit.model);
  const law = lawOf(family, fit);
  const horizon = inUnit(t, fit.unit);
  checkHistories(who);
  checkLevel(level);
  checkSeed(seed);
  const n = who.x.length;
  // A count of every customer, and two sums over all with their sorted copies.
  checkDraws(draws, { bytes: 4 * n + 32 });
  const value = ifAlive(law, who, (x, T, tx) => law.ordersIfAlive(x, T, horizon, tx));
  const held = new Float32Array(n * draws);
  const totals = new Float64Array(draws);
  const means = new Float64Array(draws);
  const { group, row } = distinctRows([who.x, who.tx, who.T]);
  const pick = (column: Float64Array) => Float64Array.from(row, (i) => column[i]!);
  const few = { x: pick(who.x), tx: pick(who.tx), T: pick(who.T) };
  const customers = new Float64Array(row.length);
  for (const g of group) customers[g]! += 1;
  const draw = parameterDraws(
    family.params.map((name) => fit.params[name]!),
    fit.covariance,
  );
  const generator = random(seed);
  const out: Future = { count: 0, discounted: 0, alive: 0 };
  for (let d = 0; d < draws; d++) {
    const world = family.law(draw(random(seed, d + 1)));
    const alive = world.alive(few);
    ifAlive(world, few, (x, T, tx) => world.ordersIfAlive(x, T, horizon, tx)).forEach(
      (orders, g) => (means[d]! += customers[g]! * orders),
    );
    generator.reseed(seed, -1 - d);
    for (let i = 0; i < n; i++) {
      if (generator.uniform() >= alive[group[i]!]!) continue;
      world.simulate(who.x[i]!, who.T[i]!, horizon, 0, generator, out, who.tx[i]);
      held[i * draws + d] = out.count;
      totals[d]! += out.count;
    }
  }
  const low = new Float64Array(n);
  const high = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const mine = held.subarray(i * draws, (i + 1) * draws).sort();
    [low[i], high[i]] = countRange(mine, level);
  }
  const sum = value.reduce((a, b) => a + b, 0);
  return { value, low, high, total: rangeOf(sum, totals, level), mean: rangeOf(sum, means, level) };
}

/** Counts between the draws at both tails: whole numbers, holding at least the level. */
function countRange(sorted: Float32Array, level: number): [number, number] {
  const n = sorted.length;
  const tail = (1 - level) / 2;
  return [sorted[Math.floor(tail * n)]!, sorted[Math.min(n - 1, Math.ceil((1 - tail) * n))]!];
}

export function rangeOf(value: number, draws: Float64Array, level: number): Estimate {
  const sorted = draws.slice().sort();
  return {
    value,
    low: quantileSorted(sorted, (1 - level) / 2),
    high: quantileSorted(sorted, (1 + level) / 2),
  };
}
