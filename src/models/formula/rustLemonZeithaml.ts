import { solve } from "../../math/solve";
import {
  above,
  atLeast,
  enough,
  every,
  finite,
  firstFailure,
  probability,
  rate,
  sameLength,
  whole,
  type Check,
  steps,
} from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import { type Matrix, substochastic } from "./chain";

/**
 * Rust, Lemon & Zeithaml (2004), J. Marketing 68(1):109–127: value, relationship and brand equity drive the
 * probability of switching between brands; lifetime value follows from the switching matrix.
 */
export interface Switching {
  /** M_jk: probability that the next purchase in the category goes to k after one of j; rows sum to 1 over all brands (an outside option is a brand too). */
  readonly switching: Matrix;
  /** A: probability that the purchase at t = 0 goes to each brand; sums to 1. */
  readonly shares: readonly number[];
  /** V: value of a purchase, money. */
  readonly volume: number;
  /** π: contribution margin share of it. */
  readonly margin: number;
  /** f: purchases in the category per year, > 0. */
  readonly perYear: number;
  /** d: annual discount rate. */
  readonly annualRate: number;
  /** T: the last purchase counted; purchases 0…T. */
  readonly purchases: number;
}

const sumsToOne = (param: string, row: readonly number[]): Check => {
  const sum = row.reduce((total, share) => total + share, 0);
  return Math.abs(sum - 1) > 1e-6 ? fail("OUT_OF_RANGE", param, sum, 1) : null;
};

/**
 * Square, rows sum to 1.
 * @source Rust, Lemon & Zeithaml (2004), J. Marketing 68(1):109–127, rows of a switching matrix.
 */
export const stochastic = (param: string, m: Matrix): Check =>
  shaped(m, [["number"]], param) ??
  firstFailure(
    enough(param, m.length),
    substochastic(param, m),
    ...m.map((row, i) => sumsToOne(`${param}[${i}]`, row)),
  );

/**
 * CLV_j = Σ_{t=0..T}(1+d)^{−t/f} V π (A Mᵗ)_j for each brand j, money per customer.
 * Between brands it is a zero-sum: Σ_j CLV_j = Vπ Σ(1+d)^{−t/f}.
 * @source Rust, Lemon & Zeithaml (2004), J. Marketing 68(1):109–127, CLV_ij and customer equity.
 */
export function brandValues(o: Switching): Outcome<readonly number[]> {
  const bad =
    shaped(o, { switching: [["number"]], shares: ["number"] }) ??
    firstFailure(
      stochastic("switching", o.switching),
      sameLength("shares", o.shares.length, o.switching.length),
      every("shares", o.shares, probability),
      sumsToOne("shares", o.shares),
      finite("volume", o.volume),
      finite("margin", o.margin),
      above("perYear", o.perYear, 0),
      rate("annualRate", o.annualRate),
      steps("purchases", o.purchases),
    );
  if (bad) return bad;
  const w = (1 + o.annualRate) ** (-1 / o.perYear);
  let shares = [...o.shares];
  const value = shares.map(() => 0);
  for (let t = 0; t <= o.purchases; t++) {
    const now = shares;
    now.forEach((share, j) => (value[j]! += o.volume * o.margin * share * w ** t));
    shares = now.map((_, k) => now.reduce((sum, share, j) => sum + share * o.switching[j]![k]!, 0));
  }
  return done(value, { first: "now", cash: "start", purchases: o.purchases, perYear: o.perYear });
}

/**
 * Shares the market settles at: πM = π, Σπ = 1. Errors: NOT_IDENTIFIED when it falls into closed groups.
 * @source Rust, Lemon & Zeithaml (2004), J. Marketing 68(1):109–127, the stationary distribution of the switching
 * matrix.
 */
export function steadyShares(switching: Matrix): Outcome<readonly number[]> {
  const bad = stochastic("switching", switching);
  if (bad) return bad;
  const n = switching.length;
  // Mᵀπ = π with one equation, which is redundant, replaced by Σπ = 1.
  const system = switching.map((_, k) =>
    switching.map((row, j) => (k === n - 1 ? 1 : row[k]! - (j === k ? 1 : 0))),
  );
  const found = solve(system, [switching.map((_, k) => (k === n - 1 ? 1 : 0))]);
  return found ? done(found[0]!, { of: "share" }) : fail("NOT_IDENTIFIED", "switching", n, null);
}

export interface Drivers {
  /** β_0: inertia, utility of the brand bought last. */
  readonly last: number;
  /** β: weight of each driver, length K. */
  readonly weights: readonly number[];
  /** x: rating of each brand on each driver, brands × K. */
  readonly ratings: Matrix;
}

/**
 * M_jk = exp(U_jk)/Σ_l exp(U_jl), U_jk = β_0·[j=k] + x_k'β; the row maximum is subtracted first.
 * @source Rust, Lemon & Zeithaml (2004), J. Marketing 68(1):109–127, the logit switching matrix (McFadden 1974).
 */
export function switchingMatrix(o: Drivers): Outcome<Matrix> {
  const odd = shaped(o, { weights: ["number"], ratings: [["number"]] });
  if (odd) return odd;
  const { last, weights, ratings } = o;
  const bad = firstFailure(
    finite("last", last),
    enough("ratings", ratings.length),
    every("weights", weights, finite),
    ...ratings.map((row, k) => sameLength(`ratings[${k}]`, row.length, weights.length)),
    ...ratings.map((row, k) => every(`ratings[${k}]`, row, finite)),
  );
  if (bad) return bad;
  const pull = ratings.map((row) => row.reduce((sum, x, i) => sum + x * weights[i]!, 0));
  return done(
    pull.map((_, j) => {
      const utility = pull.map((u, k) => u + (j === k ? last : 0));
      const top = Math.max(...utility);
      const odds = utility.map((u) => Math.exp(u - top));
      const total = odds.reduce((sum, odd) => sum + odd, 0);
      return odds.map((odd) => odd / total);
    }),
    { choice: "logit", inertia: "last purchase" },
  );
}

export interface Improvement extends Omit<Switching, "switching"> {
  readonly drivers: Drivers;
  readonly brand: number;
  readonly driver: number;
  /** Change of that brand's rating on that driver. */
  readonly change: number;
  /** E: discounted spend per customer on the improvement, > 0. */
  readonly spend: number;
}

/**
 * What improving one driver of one brand is worth to every brand, and its return ROI = (ΔCLV − E)/E.
 * @source Rust, Lemon & Zeithaml (2004), J. Marketing 68(1):109–127, ROI = (ΔCE − E)/E.
 */
export function improveDriver(o: Improvement): Outcome<{
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly gain: number;
  readonly roi: number;
}> {
  const odd = shaped(o, { drivers: { weights: ["number"], ratings: [["number"]] }, shares: ["number"] });
  if (odd) return odd;
  const { drivers, brand, driver } = o;
  const bad = firstFailure(
    whole("brand", brand),
    whole("driver", driver),
    brand >= drivers.ratings.length ? fail("OUT_OF_RANGE", "brand", brand, drivers.ratings.length - 1) : null,
    driver >= drivers.weights.length
      ? fail("OUT_OF_RANGE", "driver", driver, drivers.weights.length - 1)
      : null,
    finite("change", o.change),
    above("spend", o.spend, 0),
    atLeast("purchases", o.purchases, 0),
  );
  if (bad) return bad;
  const valued = (ratings: Matrix) => {
    const matrix = switchingMatrix({ ...drivers, ratings });
    return matrix.ok ? brandValues({ ...o, switching: matrix.value }) : matrix;
  };
  const before = valued(drivers.ratings);
  if (!before.ok) return before;
  const after = valued(
    drivers.ratings.map((row, k) =>
      k === brand ? row.map((x, i) => (i === driver ? x + o.change : x)) : row,
    ),
  );
  if (!after.ok) return after;
  const gain = after.value[brand]! - before.value[brand]!;
  return done(
    { before: before.value, after: after.value, gain, roi: (gain - o.spend) / o.spend },
    { ...before.convention, spend: "per customer, discounted" },
  );
}
