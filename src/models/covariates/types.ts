import type {
  Duration,
  FitOptions,
  ModelId,
  Reason,
  SavedFit,
  Status,
  TransactionFit,
  Unit,
  Who,
} from "../types";
import type { DiscountOptions } from "../types";

/** One number per customer and column, in the order of the histories. A factor is as many 0/1 columns as it has levels, less one. */
export type Columns = Readonly<Record<string, Float64Array>>;

export type ProcessName = "purchase" | "dropout";

export interface CovariateOptions extends FitOptions {
  /** Columns that move how fast customers buy. */
  readonly purchase?: Columns;
  /** Columns that move how soon they leave. */
  readonly dropout?: Columns;
  /**
   * A normal prior with mean 0 and this standard deviation on every coefficient *per standard deviation of its column*:
   * L2 regularisation, said as what it is. What only the prior determines is named (`prior-decides`), so it never hides
   * that data say nothing. Absent: maximum likelihood.
   */
  readonly prior?: { readonly sd: number };
  /** Whose parameters `params` are: those of a customer at the mean of every column (default), or at 0. */
  readonly centre?: "mean" | "zero";
  /**
   * BG/NBD only: the dropout columns move the odds of leaving, a_i = a e^{γ'z} ("odds", default), or a and b apart,
   * a_i = a e^{γ₂'z}, b_i = b e^{γ₃'z} ("beta", as Fader & Hardie 2007 write it), which doubles the coefficients.
   */
  readonly dropoutForm?: "odds" | "beta";
}

export interface ColumnOf {
  readonly name: string;
  /** What is taken off before the coefficient applies: the mean, or 0. */
  readonly centre: number;
  /** Standard deviation over customers; fits run on (z − mean)/sd, coefficients are reported per unit of z. */
  readonly sd: number;
}

export interface LikelihoodRatio {
  readonly chiSquared: number;
  readonly df: number;
  readonly p: number;
}

/** One row of the coefficient table. A positive purchase coefficient buys more, a positive dropout coefficient leaves sooner. */
export interface Coefficient {
  readonly process: ProcessName;
  /** The parameter it moves: ln of it by ±value per unit of the column. */
  readonly param: string;
  readonly column: string;
  readonly value: number;
  /** Null where the data do not determine it. */
  readonly standardError: number | null;
  readonly z: number | null;
  readonly p: number | null;
  /** 95 % Wald interval. */
  readonly low: number | null;
  readonly high: number | null;
  /** e^{value·sd}: by how much a standard deviation of the column multiplies the pace, or the odds or pace of leaving. */
  readonly perDeviation: number;
  /** Against the model without this column in this process, refitted; null under a prior. */
  readonly likelihoodRatio: LikelihoodRatio | null;
}

/** Plain JSON. */
export interface SavedCovariateFit {
  readonly schema: 1;
  readonly model: ModelId;
  readonly unit: Unit;
  readonly data: SavedFit["data"];
  /** Parameters of a customer at the centre of every column. */
  readonly params: Readonly<Record<string, number>>;
  readonly columns: { readonly [process in ProcessName]: readonly ColumnOf[] };
  readonly coefficients: readonly Coefficient[];
  readonly logLikelihood: number;
  /** The same model without columns. */
  readonly plain: number;
  /** All columns at once against none; null under a prior. */
  readonly overall: LikelihoodRatio | null;
  readonly aic: number;
  readonly bic: number;
  readonly prior: { readonly sd: number } | null;
  readonly status: Status;
  readonly reasons: readonly Reason[];
  /** Row-major covariance of (ln params, coefficients in the order of the table); null unless identified. */
  readonly covariance: readonly number[] | null;
  readonly checks: SavedFit["checks"];
}

/** Columns of the customers asked about, by process, as given to `fit`. */
export interface ColumnsOf {
  readonly purchase?: Columns;
  readonly dropout?: Columns;
}

export interface CovariateFit extends SavedCovariateFit {
  /** An ordinary fit for customers with these values of the columns: every prediction, draw and sample of the model. */
  at(values: { readonly [process in ProcessName]?: Readonly<Record<string, number>> }): TransactionFit;
  expectedTransactions(t: Duration, columns: ColumnsOf): Float64Array;
  conditionalExpectedTransactions(t: Duration, who: Who, columns: ColumnsOf): Float64Array;
  probabilityAlive(who: Who, columns: ColumnsOf, at?: Duration): Float64Array;
  discountedExpectedTransactions(who: Who, columns: ColumnsOf, options: DiscountOptions): Float64Array;
  toJSON(): SavedCovariateFit;
}
