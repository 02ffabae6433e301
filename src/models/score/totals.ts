import { quantileSorted } from "../../math/quantile";
import { random } from "../../math/random";
import { checkDraws, checkFit, checkLevel, checkSeed } from "../asked";
import { familyOf } from "../catalogue";
import { lawOf } from "../fit/fitted";
import { parameterDraws } from "../fit/uncertainty";
import { spendDraws } from "../gammaGamma/model";
import { checkWorth } from "../histories";
import { discountPerUnit, inUnit } from "../time";
import type { Duration, SavedFit, SpendFit, TransactionFit, Who } from "../types";
import { checkMoney } from "./money";
import { noiseOf } from "./noise";
import { Pool } from "./pool";

export interface TotalOptions {
  readonly transactions: TransactionFit | SavedFit;
  readonly spend: SpendFit | SavedFit | number;
  /** n customers; `spend` is the mean value of a repeat purchase, money. */
  readonly who: Who & { readonly spend: Float64Array };
  readonly annualRate: number;
  /** Finite: what happens within it is drawn. */
  readonly horizon: Duration;
  readonly margin: number;
  readonly level?: 0.8 | 0.95;
  readonly seed: number;
  readonly draws?: number;
}

interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Totals {
  /** Discounted margin of all customers over the horizon, money. */
  readonly clv: Range;
  /** Purchases of all customers over the horizon. */
  readonly orders: Range;
}

/**
 * Totals of very many customers with predictive intervals, without a draw per customer. One draw is one world:
 * parameters from their uncertainty, the expectation summed over distinct histories under them, and the chance of all
 * customers together, which by the central limit theorem is normal; its variance is that of 20,000 customers drawn one
 * by one at the fitted parameters, scaled up. Meant for thousands of customers and more; `clv` draws every one. The
 * expectation is that of Fader, Hardie & Lee (2005b), Journal of Marketing Research 42(4), eq. 5, summed: at the fitted
 * parameters as it stands, in the worlds interpolated along time to 10⁻⁹ of itself.
 * @source Fader, Hardie & Lee (2005), J. Marketing Research 42(4):415–430: margin · E(M) · DERT, summed.
 * @throws ModelRefused, `fit.invalid`, `params.invalid`, `history.*`, `margin.invalid`, `spend.invalid`, `rate.invalid`, `duration.invalid`,
 * `level.invalid`, `seed.invalid`, `draws.invalid`
 */
export function totalValue(options: TotalOptions): Totals {
  const { transactions: fit, spend, who, margin, level = 0.95, seed, draws = 200 } = options;
  checkFit(fit);
  checkMoney({ margin, spend });
  checkWorth(who);
  checkLevel(level);
  checkSeed(seed);
  // Two totals of every world, and both once more while they are sorted.
  checkDraws(draws, { bytes: 4 * Float64Array.BYTES_PER_ELEMENT });
  const family = familyOf(fit.model);
  const law = lawOf(family, fit);
  const delta = discountPerUnit(options.annualRate, fit.unit);
  const horizon = inUnit(options.horizon, fit.unit);
  const money = typeof spend === "number" ? null : spendDraws(spend);
  const fitted = typeof spend === "number" ? spend : spend.params;
  const pool = new Pool(who, law.regular === true);
  const here = pool.means(law, fitted, delta, horizon, true);
  const noise = noiseOf(who, law, fitted, delta, horizon, seed);
  const params = family.params.map((name) => fit.params[name]!);
  const drawn = parameterDraws(params, fit.covariance);
  const clv = new Float64Array(draws);
  const orders = new Float64Array(draws);
  for (let d = 0; d < draws; d++) {
    const world = family.law(drawn(random(seed, 3 * d + 1)));
    const value = money ? money(seed, 3 * d + 2) : (spend as number);
    const means = pool.means(world, value, delta, horizon);
    const [one, two] = [random(seed, 3 * d + 3).normal(), random(seed, 3 * d + 3 + 3 * draws).normal()];
    // Orders and value stray together.
    const stray = noise.together * one + Math.sqrt(1 - noise.together ** 2) * two;
    orders[d] = Math.max(0, means.orders + noise.orders * one);
    clv[d] = margin * (means.clv + noise.clv * stray);
  }
  return { clv: rangeOf(margin * here.clv, clv, level), orders: rangeOf(here.orders, orders, level) };
}

function rangeOf(value: number, all: Float64Array, level: number): Range {
  const sorted = all.slice().sort();
  return {
    value,
    low: quantileSorted(sorted, (1 - level) / 2),
    high: quantileSorted(sorted, (1 + level) / 2),
  };
}
