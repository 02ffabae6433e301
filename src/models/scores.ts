import { quantileSorted } from "../math/quantile";
import { random } from "../math/random";
import { TenureError } from "../terms/error";
import { distinctRows } from "./fit/distinct";
import type { Family } from "./fit/family";
import { ifAlive, lawOf } from "./fit/fitted";
import { customerSpend, gammaAt, spendDraws } from "./gammaGamma/model";
import type { Future, Law } from "./laws/law";
import { discountPerUnit, inUnit } from "./time";
import type { Duration, SavedFit, Who } from "./types";
import { parameterDraws } from "./fit/uncertainty";

export interface ScoreOptions {
  readonly family: Family;
  readonly fit: SavedFit;
  readonly spend: SavedFit | number;
  readonly who: Who & { readonly spend: Float64Array };
  readonly annualRate: number;
  readonly horizon: Duration | "infinite";
  readonly margin: number;
  readonly level: 0.8 | 0.95;
  readonly seed: number;
  readonly draws: number;
  /** How many of the customers' worlds have been gone through, of how many. */
  readonly progress?: (done: number, of: number) => void;
  /** Group of each customer, 0 … : their totals are summed within a world too. */
  readonly group?: Int32Array;
}

interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface ScoreResult {
  readonly alive: Float64Array;
  readonly orders: Float64Array;
  readonly spend: Float64Array;
  readonly clv: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly total: Range;
  readonly ordersTotal: Range;
  /** Value of each group; empty without groups. */
  readonly groups: readonly Range[];
}

/** Draws of a customer are held together only for a block of customers, so memory does not grow with their number. */
const BLOCK_BYTES = 48 * 1024 * 1024;

/**
 * Value, orders and predictive intervals per customer. One draw is one world: parameters from their uncertainty, then
 * for every customer whether it lives, what it buys until the horizon and when, and what it spends, from the model's
 * own posterior. A total is summed within a world, so its interval is not a sum of intervals. Random numbers are keyed
 * by (seed, world, customer): results do not depend on blocks or workers.
 * @throws ModelRefused, `margin.invalid`, `rate.invalid`, `duration.invalid`, `model.diverges`, `spend.invalid`
 */
export function scoreCustomers(options: ScoreOptions): ScoreResult {
  const { family, fit, spend, who, margin, level, seed } = options;
  if (!Number.isFinite(margin)) throw new TenureError("margin.invalid", { value: margin });
  if (typeof spend === "number" && !Number.isFinite(spend))
    throw new TenureError("spend.invalid", { value: spend });
  const law = lawOf(family, fit);
  const delta = discountPerUnit(options.annualRate, fit.unit);
  const horizon = options.horizon === "infinite" ? Infinity : inUnit(options.horizon, fit.unit);
  const n = who.x.length;
  const alive = ifAlive(law, who, null);
  const orders = ifAlive(law, who, (x, T, tx) => ordersUntil(law, x, T, horizon, tx));
  const residual = ifAlive(law, who, (x, T, tx) => law.discountedIfAlive(x, T, delta, horizon, tx));
  const means = typeof spend === "number" ? null : spendDraws(spend);
  const saved = typeof spend === "number" ? null : spend.params;
  const value = who.x.map((x, i) =>
    saved ? customerSpend(saved["p"]!, saved["q"]!, gammaAt(saved, x), x, who.spend[i]!) : (spend as number),
  );
  const clv = residual.map((dert, i) => margin * dert * value[i]!);
  const low = new Float64Array(n);
  const high = new Float64Array(n);
  const draws = options.draws;
  const totals = new Float64Array(draws);
  const ordersTotals = new Float64Array(draws);
  const { group } = options;
  const groups = Array.from({ length: group ? group.reduce((a, b) => Math.max(a, b), -1) + 1 : 0 }, () => ({
    value: 0,
    draws: new Float64Array(draws),
  }));
  if (group) clv.forEach((worth, i) => (groups[group[i]!]!.value += worth));
  const worlds = Array.from({ length: draws }, (_, d) => {
    const values = family.params.map((name) => fit.params[name]!);
    const params = parameterDraws(values, fit.covariance)(random(seed, 2 * d + 1));
    return { law: family.law(params), spend: means ? means(seed, 2 * d + 2) : null };
  });
  const simulated = horizon === Infinity ? endOfTime(delta) : horizon;
  const block = Math.max(1, Math.min(n, Math.floor(BLOCK_BYTES / 4 / Math.max(1, draws))));
  const held = new Float32Array(block * draws);
  const out: Future = { count: 0, discounted: 0, alive: 0 };
  const generator = random(seed);
  for (let from = 0; from < n; from += block) {
    const to = Math.min(n, from + block);
    const part = distinctWho(who, from, to);
    for (let d = 0; d < draws; d++) {
      const world = worlds[d]!;
      const p = world.law.alive(part.few);
      let total = 0;
      let count = 0;
      for (let i = from; i < to; i++) {
        generator.reseed(seed + d, i + 3);
        let worth = 0;
        if (generator.uniform() < p[part.group[i - from]!]!) {
          world.law.simulate(who.x[i]!, who.T[i]!, simulated, delta, generator, out, who.tx[i]);
          if (out.count > 0) {
            count += out.count;
            const mean = world.spend
              ? drawnMean(world.spend, who.x[i]!, who.spend[i]!, out.count, generator)
              : (spend as number);
            worth = margin * out.discounted * mean;
          }
        }
        total += worth;
        if (group) groups[group[i]!]!.draws[d]! += worth;
        held[(i - from) * draws + d] = worth;
      }
      totals[d] = totals[d]! + total;
      ordersTotals[d] = ordersTotals[d]! + count;
      options.progress?.(from * draws + (d + 1) * (to - from), n * draws);
    }
    for (let i = from; i < to; i++) {
      const mine = held.subarray((i - from) * draws, (i - from + 1) * draws).sort();
      low[i] = quantileSorted(mine, (1 - level) / 2);
      high[i] = quantileSorted(mine, (1 + level) / 2);
    }
  }
  return {
    alive,
    orders,
    spend: value,
    clv,
    low,
    high,
    total: range(sum(clv), totals, level),
    ordersTotal: range(sum(orders), ordersTotals, level),
    groups: groups.map((one) => range(one.value, one.draws, level)),
  };
}

/** Distinct histories of a slice of customers. */
function distinctWho(who: Who, from: number, to: number): { readonly few: Who; readonly group: Int32Array } {
  const x = who.x.subarray(from, to);
  const tx = who.tx.subarray(from, to);
  const T = who.T.subarray(from, to);
  const { group, row } = distinctRows([x, tx, T]);
  const pick = (column: Float64Array) => Float64Array.from(row, (i) => column[i]!);
  return { few: { x: pick(x), tx: pick(tx), T: pick(T) }, group };
}

/** Undiscounted expectation; over an infinite horizon it may be infinite, which is then what is reported. */
function ordersUntil(law: Law, x: number, T: number, horizon: number, tx: number): number {
  if (horizon !== Infinity) return law.ordersIfAlive(x, T, horizon, tx);
  try {
    return law.discountedIfAlive(x, T, 0, Infinity, tx);
  } catch (error) {
    if (error instanceof TenureError && error.code === "model.diverges") return Infinity;
    throw error;
  }
}

/** Where discounting has left a millionth. @throws `model.diverges` without discounting */
function endOfTime(delta: number): number {
  if (delta > 0) return 14 / delta;
  throw new TenureError("model.diverges", { delta });
}

/**
 * Mean value of `count` purchases of one customer in one world: ν ~ Gamma(px + q, γ + x z̄), their sum ~ Gamma(p·count, ν).
 */
function drawnMean(
  world: Readonly<Record<string, number>>,
  x: number,
  spend: number,
  count: number,
  generator: { gamma(shape: number): number },
): number {
  const { p, q } = world as Record<"p" | "q", number>;
  const gamma = gammaAt(world, x);
  const n = x > 0 && spend > 0 ? x : 0;
  const rate = generator.gamma(p * n + q) / (gamma + (n > 0 ? n * spend : 0));
  return generator.gamma(p * count) / rate / count;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function range(value: number, draws: Float64Array, level: number): Range {
  const sorted = draws.slice().sort();
  return {
    value,
    low: quantileSorted(sorted, (1 - level) / 2),
    high: quantileSorted(sorted, (1 + level) / 2),
  };
}
