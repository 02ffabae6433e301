import type {
  DiscountOptions,
  Duration,
  FitOptions,
  Histories,
  ModelId,
  SavedFit,
  SpendData,
  Who,
} from "./types";

import type { ScorePart, Share } from "./score/blocks";
import type { Backtest, BacktestOptions, CompareOrdersOptions, OrdersComparison } from "./validation/index";

/** A number with its interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** An interval of a parameter; `high` null where the data set no bound. */
export interface FoundInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number | null;
  readonly by: "laplace" | "profile";
}

export interface SpendSummary {
  readonly fit: SavedFit;
  /** Population mean of one purchase, money. */
  readonly mean: Estimate | null;
  /** Spearman correlation of mean spend with the number of repeat purchases, Fisher 95 % interval, two-sided p. */
  readonly independence: {
    readonly correlation: number;
    readonly low: number;
    readonly high: number;
    readonly p: number;
    readonly customers: number;
  };
  /** Repeat customers left out because their mean spend is zero or below. */
  readonly leftOut: number;
}

export interface ScoreRequest extends DiscountOptions {
  readonly fit: SavedFit;
  /** A fitted spend model, or one fixed value of a purchase for everybody. */
  readonly spend: SavedFit | number;
  readonly who: Who & { readonly spend: Float64Array };
  readonly margin: number;
  readonly level: 0.8 | 0.95;
  readonly seed: number;
  readonly draws?: number;
  /** Group of each customer, 0 … : asks for the value of each group as well. */
  readonly group?: Int32Array;
}

/** One entry per customer, in the order asked. Orders are repeat purchase days over the horizon. */
export interface Scores {
  readonly alive: Float64Array;
  readonly orders: Float64Array;
  readonly spend: Float64Array;
  readonly clv: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly total: Estimate;
  readonly ordersTotal: Estimate;
  readonly groups: readonly Estimate[];
}

export interface TrackingRequest {
  readonly fit: SavedFit;
  /** First purchase day of each customer, whole days since the first day of the data. */
  readonly births: Float64Array;
  /** Days since the first day of the data at which cumulative values are wanted (ends of weeks), ascending. */
  readonly at: Float64Array;
  readonly seed: number;
}

/** Cumulative expected repeat orders at each `at`, with a 95 % predictive band for the cumulative and for each step. */
export interface Tracking {
  readonly cumulative: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly step: Float64Array;
  readonly stepLow: Float64Array;
  readonly stepHigh: Float64Array;
}

/**
 * The model library as plain calls with plain data: what `workers/models.ts` exposes over Comlink.
 * Every call may reject with a `Problem` (see `terms/error`), `model.refused` when a refused fit is asked to predict.
 */
export interface ModelService {
  fit(model: ModelId, data: Histories, options?: FitOptions): SavedFit;
  fitSpend(data: SpendData): SpendSummary;
  /**
   * Natural parameters with 95 % intervals: from the covariance, and, where it says nothing and `data` are given, from the
   * profile likelihood. Null without any.
   */
  intervals(fit: SavedFit, data?: Histories): Readonly<Record<string, FoundInterval>> | null;
  /** P(alive) now and expected repeat purchases over (now, now + t]. */
  predict(fit: SavedFit, who: Who, t: Duration): { alive: Float64Array; orders: Float64Array };
  /** Expected customers with 0, 1, …, max−1 and max-or-more repeat purchases, given each one's T, with 95 % bands. */
  counts(
    fit: SavedFit,
    T: Float64Array,
    max: number,
    seed: number,
  ): { expected: Float64Array; low: Float64Array; high: Float64Array };
  tracking(request: TrackingRequest): Tracking;
  /** Rolling origins: models and guesses against what came. */
  backtest(options: BacktestOptions): Backtest;
  /** Models side by side on one part of the orders, and on the rest. */
  compare(options: CompareOrdersOptions): OrdersComparison;
  score(request: ScoreRequest): Scores;
  /** Scores of a share of the customers at margin 1, for a second worker to do the rest. */
  scorePart(request: ScoreRequest, share: Share): ScorePart;
}
