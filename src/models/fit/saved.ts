import type { SavedFit } from "../types";

/** What every fit carries, whatever it predicts: the plain fields of a saved one, and the way back to them. */
export class Saved<P extends string> implements SavedFit<P> {
  readonly schema = 1;
  readonly model;
  readonly unit;
  readonly data;
  readonly params;
  readonly logLikelihood;
  readonly status;
  readonly reasons;
  readonly covariance;
  readonly checks;

  constructor(saved: SavedFit<P>) {
    this.model = saved.model;
    this.unit = saved.unit;
    this.data = saved.data;
    this.params = saved.params;
    this.logLikelihood = saved.logLikelihood;
    this.status = saved.status;
    this.reasons = saved.reasons;
    this.covariance = saved.covariance;
    this.checks = saved.checks;
  }

  toJSON(): SavedFit<P> {
    const { schema, model, unit, data, params, logLikelihood, status, reasons, covariance, checks } = this;
    return { schema, model, unit, data, params, logLikelihood, status, reasons, covariance, checks };
  }
}
