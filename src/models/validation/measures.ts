import { pearson } from "../../math/correlation";
import { ranks } from "../../math/ranks";

/** How far guesses are off, per customer and in total. Counts are purchase days, money is money. */
export interface Errors {
  /** Mean absolute error per customer. */
  readonly mae: number;
  /** Root of the mean squared error per customer. */
  readonly rmse: number;
  readonly expected: number;
  readonly recorded: number;
  /** expected / recorded − 1; null where nothing was recorded. */
  readonly totalError: number | null;
}

/** How well guesses put customers in order; null where nothing was recorded or all guesses are equal. */
export interface Ranking {
  readonly spearman: number | null;
  /** Share of what was recorded that the tenth ranked first made; 0.1 is chance. */
  readonly topDecile: number | null;
  /** Gini of what was recorded in the order of the guesses, over that in its own order: 1 is perfect, 0 is chance. */
  readonly gini: number | null;
}

/** A tenth of the customers by guess, the highest first. */
export interface Decile {
  readonly customers: number;
  /** Means per customer. */
  readonly expected: number;
  readonly recorded: number;
}

export interface Measures {
  readonly errors: Errors;
  readonly ranking: Ranking;
  readonly calibration: readonly Decile[];
}

export function measuresOf(guess: Float64Array, recorded: Float64Array): Measures {
  const order = ordered(guess, recorded);
  return {
    errors: errorsOf(guess, recorded),
    ranking: rankingOf(guess, recorded, order),
    calibration: decilesOf(order),
  };
}

export function errorsOf(guess: Float64Array, recorded: Float64Array): Errors {
  const n = guess.length;
  let [absolute, squared, expected, actual] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const off = guess[i]! - recorded[i]!;
    absolute += Math.abs(off);
    squared += off * off;
    expected += guess[i]!;
    actual += recorded[i]!;
  }
  return {
    mae: n > 0 ? absolute / n : 0,
    rmse: n > 0 ? Math.sqrt(squared / n) : 0,
    expected,
    recorded: actual,
    totalError: actual > 0 ? expected / actual - 1 : null,
  };
}

interface Ordered {
  readonly guess: Float64Array;
  readonly recorded: Float64Array;
}

/**
 * Highest guess first. Customers with equal guesses share what they made evenly, so that a guess that cannot rank gets
 * what chance would give it, whatever the order of rows.
 */
function ordered(guess: Float64Array, recorded: Float64Array): Ordered {
  const order = Uint32Array.from(guess.keys()).sort((i, j) => guess[j]! - guess[i]!);
  const made = Float64Array.from(order, (i) => recorded[i]!);
  const said = Float64Array.from(order, (i) => guess[i]!);
  for (let from = 0; from < said.length;) {
    let to = from;
    let sum = 0;
    while (to < said.length && said[to] === said[from]) sum += made[to++]!;
    made.fill(sum / (to - from), from, to);
    from = to;
  }
  return { guess: said, recorded: made };
}

function rankingOf(guess: Float64Array, recorded: Float64Array, order: Ordered): Ranking {
  const total = recorded.reduce((sum, value) => sum + value, 0);
  const varies = (values: Float64Array) => values.some((value) => value !== values[0]);
  const spearman = varies(guess) && varies(recorded) ? pearson(ranks(guess), ranks(recorded)) : null;
  const own = giniOf(ordered(recorded, recorded).recorded);
  const tenth = Math.ceil(guess.length / 10);
  const top = order.recorded.subarray(0, tenth).reduce((sum, value) => sum + value, 0);
  return {
    spearman,
    topDecile: total > 0 ? top / total : null,
    gini: total > 0 && own > 0 ? giniOf(order.recorded) / own : null,
  };
}

/** Twice the area between the cumulative share and the diagonal, in the order given. */
function giniOf(values: Float64Array): number {
  const total = values.reduce((sum, value) => sum + value, 0);
  let held = 0;
  let area = 0;
  for (const value of values) {
    area += held + value / 2;
    held += value;
  }
  return (2 * area) / (total * values.length) - 1;
}

function decilesOf({ guess, recorded }: Ordered): Decile[] {
  const n = guess.length;
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return Array.from({ length: Math.min(10, n) }, (_, d) => {
    const [from, to] = [Math.floor((d * n) / Math.min(10, n)), Math.floor(((d + 1) * n) / Math.min(10, n))];
    return {
      customers: to - from,
      expected: mean(guess.subarray(from, to)),
      recorded: mean(recorded.subarray(from, to)),
    };
  });
}
