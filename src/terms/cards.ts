import type { Json, Words } from "./view";
import type { Currency, Unit } from "./unit";

/**
 * What the cards of the page are drawn from: plain JSON, made by `analyses`, drawn by `ui/parts`.
 * Types, not interfaces, so that they are `Json`.
 */

export type Interval = { readonly value: number; readonly low: number; readonly high: number };

/** One line of the checks beside the parameters. */
export type CheckLine = {
  readonly ok: boolean;
  readonly label: Words;
  /** As it should be read, already chosen: `2.1e-7`, `8 of 8`. */
  readonly value: Words;
};

export type FitStatus = "verified" | "boundary" | "weak" | "refused";

export type FitCard = {
  readonly model: string;
  /** Name of the model and where it is from. */
  readonly name: Words;
  readonly status: FitStatus;
  /** The sentence beside the seal. */
  readonly verdict: Words;
  /** Why it is not verified. */
  readonly why: readonly Words[];
  /** What that means for P(alive) and value, in plain words; ways out when refused. */
  readonly means: readonly Words[];
  readonly checks: readonly CheckLine[];
  /**
   * Natural parameters in the model's order. `low` null where the data do not identify them; `high` alone null where they
   * set no upper bound. `by` what the interval is from.
   */
  readonly parameters: readonly {
    readonly name: string;
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
    readonly by: "laplace" | "profile" | null;
  }[];
  /** Time unit, log-likelihood, customers, distinct histories: one line under the parameters. */
  readonly foot: Words;
  readonly unit: Unit;
  readonly logLikelihood: number;
  readonly customers: number;
  readonly distinct: number;
  readonly milliseconds: number;
};

export type SpendCard = {
  readonly status: FitStatus;
  readonly name: Words;
  readonly verdict: Words;
  readonly why: readonly Words[];
  readonly means: readonly Words[];
  readonly checks: readonly CheckLine[];
  readonly parameters: FitCard["parameters"];
  readonly foot: Words;
  /** Population mean of one purchase, money; null when it does not exist. */
  readonly mean: Interval | null;
  readonly independence: {
    readonly correlation: number;
    readonly low: number;
    readonly high: number;
    readonly p: number;
    readonly customers: number;
    readonly holds: boolean;
    readonly words: Words;
  };
  readonly currency: Currency;
  readonly logLikelihood: number;
  readonly customers: number;
  readonly milliseconds: number;
};

/**
 * Beside the scores table (`customer_id, x, tx, T, p_alive, orders, spend, clv, low, high, status`, best first):
 * all the page needs to explain one row.
 */
export type RankingCard = {
  readonly total: Interval;
  readonly orders: Interval;
  readonly customers: number;
  readonly currency: Currency;
  readonly level: number;
  /** The reader's assumptions. */
  readonly margin: number;
  readonly annualRate: number;
  readonly horizon: { readonly count: number; readonly unit: "days" | "weeks" | "months" | "years" };
  /** End of observation; values count from here. */
  readonly from: string;
  readonly until: string;
  readonly first: string;
  /** Unit of tx and T in the table. */
  readonly unit: Unit;
  readonly status: FitStatus;
  /** Purchase days as a table (`customer`, `date`, `amount`), for life lines; SQL name. */
  readonly days: string | null;
  /** The fits behind the values, as saved: what a row is explained with. */
  readonly fits: { readonly transactions: Json; readonly spend: Json };
  /** Highest upper bound of the rows worth drawing to scale. */
  readonly scale: number;
};
