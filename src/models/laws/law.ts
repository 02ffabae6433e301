import type { Random } from "../../math/random";
import type { Who } from "../types";

/** What a customer does from now on, one simulated world. */
export interface Future {
  /** Repeat purchases in (now, now + horizon]. */
  count: number;
  /** The same, each discounted to now. */
  discounted: number;
  /** Still a customer at the end of the horizon: 1 or 0. */
  alive: number;
  /** Told the time of every purchase, in no order. */
  record?: (t: number) => void;
}

/**
 * P(alive) = 1/(e^{stays(x, T)} + e^{end(x, T) + last(x, t_x)}), parts that are smooth in their time: whoever asks about
 * the same people under many laws need not ask for every history.
 */
export interface Gone {
  readonly stays: (x: number, T: number) => number;
  readonly end: (x: number, T: number) => number;
  readonly last: (x: number, tx: number) => number;
}

/** The logarithm of odds that are nothing. */
export const NEVER = -1e4;

/**
 * A transaction model at fixed parameters. Times in the fit's unit. In every model here the past enters the future only
 * through being alive, x and T — and t_x where the timing of purchases is regular ({@link Law.regular}):
 * E[Y | x, t_x, T] = P(alive | x, t_x, T) · ordersIfAlive(x, T, t, t_x).
 */
export interface Law {
  /** The future depends on how long ago the last purchase was, so t_x must be told. */
  readonly regular?: true;
  /** E[X(t)] of a new customer, repeat purchases. */
  expected(t: number): number;
  /** P(X(t) = n) of a new customer for n = 0 … size − 1. */
  pmf(t: number, size: number): Float64Array;
  /** P(alive at T | x, t_x, T) per history. */
  alive(who: Who): Float64Array;
  /**
   * u < P(alive), for one customer and a u uniform on (0, 1): decided by bounds where these are enough, so cheaper than
   * the probability. Left out where a law knows no better than {@link alive}.
   */
  lives?(u: number, x: number, tx: number, T: number): boolean;
  /** The same probability in parts that do not share a time; left out where nobody leaves, or the law has no such parts. */
  readonly gone?: Gone;
  ordersIfAlive(x: number, T: number, t: number, tx?: number): number;
  /** P(alive at T + t | alive at T, x). */
  survival(x: number, T: number, t: number, tx?: number): number;
  /** P(no purchase in (T, T + t] | alive at T, x). */
  silence(x: number, T: number, t: number, tx?: number): number;
  /** Expected purchases after T discounted at δ per unit, given alive at T; horizon may be Infinity. */
  discountedIfAlive(x: number, T: number, delta: number, horizon: number, tx?: number): number;
  /** Density at t of the time between two purchases of one customer, over all customers; discrete time: its probability. */
  interpurchase(t: number): number;
  /** Density at t of the time from the first purchase until a customer leaves; discrete time: its probability. */
  lifetime(t: number): number;
  /** Draw a future of a customer who is alive at T. */
  simulate(
    x: number,
    T: number,
    horizon: number,
    delta: number,
    random: Random,
    out: Future,
    tx?: number,
  ): void;
}
