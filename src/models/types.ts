import type { Unit } from "../terms/unit";

export type { Unit } from "../terms/unit";

/** A span of time. A bare number is in the fit's own unit. */
export type Duration = number | { readonly [u in "days" | "weeks" | "months" | "years"]?: number };

export type ModelId =
  | "bg-nbd"
  | "pareto-nbd"
  | "mbg-nbd"
  | "bg-cnbd-k"
  | "mbg-cnbd-k"
  | "ggom-nbd"
  | "nbd"
  | "bg-bb"
  | "gamma-gamma"
  | (string & {});

/** Purchase histories by column, all of length n; `weight` counts customers with the same history. Times in `unit`. */
export interface Histories {
  readonly unit: Unit;
  readonly x: Float64Array;
  readonly tx: Float64Array;
  readonly T: Float64Array;
  readonly weight?: Float64Array;
  readonly spend?: Float64Array;
  /**
   * Sum of the natural logarithms of the x times between purchases, the first counted from the first purchase; 0 where
   * x = 0. Models of regular timing learn more from it than from t_x alone; others do not look at it.
   */
  readonly lnGaps?: Float64Array;
  /**
   * Repeat purchases of all customers together by period of one `unit` back from the end of observation: entry k counts
   * those in (now − k − 1, now − k]. All customers must be observed to the same day. A fit is then tracked over the
   * calendar as well.
   */
  readonly bought?: Float64Array;
}

export type Who = Pick<Histories, "x" | "tx" | "T">;

export type Status = "verified" | "boundary" | "weak" | "refused";

/** Why a status was given: a code of the catalogue and the numbers behind it. */
export interface Reason {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** Plain JSON: what crosses workers and sits in files. */
export interface SavedFit<P extends string = string> {
  readonly schema: 1;
  readonly model: ModelId;
  readonly unit: Unit;
  readonly data: {
    readonly rows: number;
    readonly customers: number;
    readonly hash: string;
    /** Spend models: repeat customers left out because their mean is zero or below. */
    readonly leftOut?: number;
  };
  readonly params: Readonly<Record<P, number>>;
  readonly logLikelihood: number;
  readonly status: Status;
  readonly reasons: readonly Reason[];
  /** Row-major covariance of ln params; null unless identified. */
  readonly covariance: readonly number[] | null;
  readonly checks: {
    /** Largest |d lnL / d ln param| per customer at the optimum. */
    readonly gradient: number;
    readonly condition: number;
    /** Log-likelihood each start ended at. */
    readonly starts: readonly number[];
    /** Observed against expected repeat counts: χ² per degree of freedom. */
    readonly residual: number;
    /** The same of repeat purchases along time, per group; transaction models only. */
    readonly tracking?: number;
  };
}

export interface FitOptions {
  readonly starts?: number;
  readonly maxIterations?: number;
  readonly signal?: AbortSignal;
}

export interface TransactionModel<P extends string = string> {
  readonly id: ModelId;
  readonly params: readonly P[];
  readonly cite: string;
  fit(data: Histories, options?: FitOptions): TransactionFit<P>;
  load(saved: SavedFit<P>): TransactionFit<P>;
  /** Gradient with respect to the natural parameters, in the order of `params`. */
  logLikelihood(
    params: Readonly<Record<P, number>>,
    data: Histories,
  ): { value: number; gradient: Float64Array };
}

export interface DiscountOptions {
  /** Effective annual rate, 0.1 = 10 % a year. */
  readonly annualRate: number;
  readonly horizon: Duration | "infinite";
}

/** A refused fit throws `ModelRefused` from every prediction. */
export interface TransactionFit<P extends string = string> extends SavedFit<P> {
  expectedTransactions(t: Duration): number;
  /** E[Y] over (now, now + t]. */
  conditionalExpectedTransactions(t: Duration, who: Who): Float64Array;
  /** E[X(to)] − E[X(from)] of a new customer. @throws `duration.order` */
  expectedTransactionsBetween(from: Duration, to: Duration): number;
  /** E[Y] over (now + from, now + to]. @throws `duration.order` */
  conditionalExpectedTransactionsBetween(from: Duration, to: Duration, who: Who): Float64Array;
  /** P(no purchase in (now, now + t]): gone, or silent for so long. */
  probabilityOfSilence(t: Duration, who: Who): Float64Array;
  /** Density, per unit of time, of the time between two purchases of a customer, over all customers. */
  interpurchaseDensity(t: Duration): number;
  /** Density, per unit of time, of how long after the first purchase a customer leaves. */
  lifetimeDensity(t: Duration): number;
  probabilityAlive(who: Who, at?: Duration): Float64Array;
  probabilityOfCount(n: number, t: Duration): number;
  discountedExpectedTransactions(who: Who, options: DiscountOptions): Float64Array;
  draw(seed: number): TransactionFit<P>;
  sample(who: Who, t: Duration, seed: number): { counts: Uint32Array; alive: Uint8Array };
  toJSON(): SavedFit<P>;
}

export interface SpendData {
  /** Repeat purchase days. */
  readonly x: Float64Array;
  /** Mean value of a repeat purchase day, money. */
  readonly spend: Float64Array;
  readonly weight?: Float64Array;
}

export interface SpendFit<P extends string = string> extends SavedFit<P> {
  /** Population mean of a purchase, money; needs q > 1. */
  expectedSpend(): number;
  /** Posterior mean per customer, money. */
  conditionalExpectedSpend(data: SpendData): Float64Array;
  draw(seed: number): SpendFit<P>;
  toJSON(): SavedFit<P>;
}

export interface ClvOptions {
  readonly transactions: TransactionFit;
  readonly spend: SpendFit | number;
  readonly who: Who & { readonly spend: Float64Array; readonly weight?: Float64Array };
  readonly annualRate: number;
  readonly horizon: Duration | "infinite";
  readonly margin: number;
  readonly level?: 0.8 | 0.95;
  readonly seed: number;
  readonly draws?: number;
}

export interface Clv {
  /** Discounted margin per customer over the horizon, first purchase excluded (residual). */
  readonly value: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly total: { readonly value: number; readonly low: number; readonly high: number };
  readonly convention: {
    readonly of: "residual";
    readonly annualRate: number;
    readonly unit: Unit;
    readonly horizon: Duration | "infinite";
    readonly first: "excluded";
    readonly level: 0.8 | 0.95;
  };
}
