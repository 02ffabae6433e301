import { groupedLikelihood } from "./logLikelihood";
import { estimateCovariates } from "./estimate";
import { FittedCovariates } from "./fitted";
import type { Histories, ModelId } from "../types";
import type { CovariateFit, CovariateOptions, SavedCovariateFit } from "./types";

export type {
  Coefficient,
  ColumnOf,
  Columns,
  ColumnsOf,
  CovariateFit,
  CovariateOptions,
  LikelihoodRatio,
  ProcessName,
  SavedCovariateFit,
} from "./types";

/**
 * Time-invariant covariates in BG/NBD, MBG/NBD, Pareto/NBD and NBD (Fader & Hardie 2007): columns move how fast
 * customers buy and how soon they leave. Columns are standardised for the search and for a prior; coefficients come per
 * unit of the column with standard errors, Wald and likelihood-ratio tests. Refused where not identified: a constant
 * column, columns that are sums of others, a column whose groups separate who buys or leaves from who never does.
 */
export const covariates = {
  cite: "Fader, P. S., & Hardie, B. G. S. (2007). Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD models. http://brucehardie.com/notes/019/",
  fit: (model: ModelId, data: Histories, options: CovariateOptions): CovariateFit =>
    new FittedCovariates(estimateCovariates(model, data, options)),
  load: (saved: SavedCovariateFit): CovariateFit => new FittedCovariates(saved),
  logLikelihood: groupedLikelihood,
};
