import { TenureError } from "../../terms/error";
import { checkFit, checkParams } from "../asked";
import { familyOf } from "../catalogue";
import { distinctRows } from "../fit/distinct";
import { named } from "../fit/estimate";
import { modelOf } from "../fit/fitted";
import { ModelRefused } from "../fit/refused";
import { checkHistories } from "../histories";
import type { DiscountOptions, Duration, TransactionFit, Who } from "../types";
import { columnsOf } from "./design";
import type { ColumnsOf, CovariateFit, SavedCovariateFit } from "./types";

type Values = Parameters<CovariateFit["at"]>[0];

/** A covariate fit with its predictions: customers with equal columns share one ordinary fit. */
export class FittedCovariates implements CovariateFit {
  readonly schema = 1;
  readonly model;
  readonly unit;
  readonly data;
  readonly params;
  readonly columns;
  readonly coefficients;
  readonly logLikelihood;
  readonly plain;
  readonly overall;
  readonly aic;
  readonly bic;
  readonly prior;
  readonly status;
  readonly reasons;
  readonly covariance;
  readonly checks;

  readonly #saved: SavedCovariateFit;

  /** @throws `model.unknown`, `fit.invalid`, `params.invalid` for what is no covariate fit */
  constructor(saved: SavedCovariateFit) {
    checkSaved(saved);
    this.#saved = saved;
    this.model = saved.model;
    this.unit = saved.unit;
    this.data = saved.data;
    this.params = saved.params;
    this.columns = saved.columns;
    this.coefficients = saved.coefficients;
    this.logLikelihood = saved.logLikelihood;
    this.plain = saved.plain;
    this.overall = saved.overall;
    this.aic = saved.aic;
    this.bic = saved.bic;
    this.prior = saved.prior;
    this.status = saved.status;
    this.reasons = saved.reasons;
    this.covariance = saved.covariance;
    this.checks = saved.checks;
  }

  at(values: Values): TransactionFit {
    if (this.status === "refused") throw new ModelRefused(this.model, this.reasons);
    const family = familyOf(this.model);
    const p = family.params.length;
    const slopes = this.coefficients.map(({ process, param, column }): [number, number] => {
      const z = ((values as typeof values | null) ?? {})[process]?.[column];
      if (z === undefined || !Number.isFinite(z))
        throw new TenureError("covariates.missing", { column, process });
      const { centre } = this.columns[process].find(({ name }) => name === column)!;
      return [family.params.indexOf(param), (param === "alpha" || param === "beta" ? -1 : 1) * (z - centre)];
    });
    const shift = new Float64Array(p);
    slopes.forEach(([k, slope], c) => (shift[k]! += slope * this.coefficients[c]!.value));
    const params = family.params.map((name, k) => this.params[name]! * Math.exp(shift[k]!));
    return modelOf(family).load({
      schema: 1,
      model: this.model,
      unit: this.unit,
      data: this.data,
      params: named(family, params),
      logLikelihood: this.logLikelihood,
      status: this.status,
      reasons: this.reasons,
      covariance: this.covariance && covarianceAt(this.covariance, slopes, p),
      checks: this.checks,
    });
  }

  expectedTransactions(t: Duration, columns: ColumnsOf): Float64Array {
    return this.#each(columns, NOBODY, (fit, _who, size) =>
      new Float64Array(size).fill(fit.expectedTransactions(t)),
    );
  }

  conditionalExpectedTransactions(t: Duration, who: Who, columns: ColumnsOf): Float64Array {
    return this.#each(columns, who, (fit, part) => fit.conditionalExpectedTransactions(t, part));
  }

  probabilityAlive(who: Who, columns: ColumnsOf, at: Duration = 0): Float64Array {
    return this.#each(columns, who, (fit, part) => fit.probabilityAlive(part, at));
  }

  discountedExpectedTransactions(who: Who, columns: ColumnsOf, options: DiscountOptions): Float64Array {
    return this.#each(columns, who, (fit, part) => fit.discountedExpectedTransactions(part, options));
  }

  toJSON(): SavedCovariateFit {
    return this.#saved;
  }

  /** Ask the ordinary fit of every set of customers with equal columns. */
  #each(
    columns: ColumnsOf,
    who: Who,
    ask: (fit: TransactionFit, who: Who, size: number) => Float64Array,
  ): Float64Array {
    if (this.status === "refused") throw new ModelRefused(this.model, this.reasons);
    checkHistories(who);
    const { dropout, purchase } = { ...columns };
    const first = Object.values<Float64Array | null>({ ...dropout, ...purchase })[0];
    const rows = who === NOBODY ? (first?.length ?? 0) : who.x.length;
    const list = columnsOf(columns, rows);
    const used = this.coefficients.map(({ process, column }) => {
      const found = list.find((one) => one.process === process && one.name === column);
      if (!found) throw new TenureError("covariates.missing", { column, process });
      return found;
    });
    const { group, row, count } = distinctRows(used.map(({ values }) => values));
    const members: number[][] = Array.from({ length: count }, () => []);
    for (let i = 0; i < rows; i++) members[group[i]!]!.push(i);
    const out = new Float64Array(rows);
    members.forEach((mine, g) => {
      const values: { purchase: Record<string, number>; dropout: Record<string, number> } = {
        purchase: {},
        dropout: {},
      };
      for (const one of used) values[one.process][one.name] = one.values[row[g]!]!;
      const take = (column: Float64Array) => Float64Array.from(mine, (i) => column[i]!);
      const part = who === NOBODY ? who : { x: take(who.x), tx: take(who.tx), T: take(who.T) };
      const answer = ask(this.at(values), part, mine.length);
      mine.forEach((i, k) => (out[i] = answer[k]!));
    });
    return out;
  }
}

/** That something saved is a covariate fit, with the columns its coefficients belong to. */
function checkSaved(saved: SavedCovariateFit): void {
  checkFit(saved);
  const { model, status, coefficients, columns } = saved as unknown as Readonly<Record<string, unknown>>;
  const sides = { ...(columns as Partial<SavedCovariateFit["columns"]> | null) };
  if (!Array.isArray(coefficients) || !Array.isArray(sides.purchase) || !Array.isArray(sides.dropout))
    throw new TenureError("fit.invalid", { model: String(model), wanted: "" });
  if (status !== "refused") checkParams(familyOf(String(model)).params, saved.params);
}

/** Customers without a history: only their columns count. */
const NOBODY: Who = { x: new Float64Array(), tx: new Float64Array(), T: new Float64Array() };

/** J Σ Jᵀ for ln θ(z) = ln θ + Σ slope · γ. */
function covarianceAt(
  covariance: readonly number[],
  slopes: readonly (readonly [number, number])[],
  p: number,
): number[] {
  const n = p + slopes.length;
  const jacobian = new Float64Array(p * n);
  for (let i = 0; i < p; i++) jacobian[i * n + i] = 1;
  slopes.forEach(([k, slope], c) => (jacobian[k * n + p + c]! += slope));
  const out = new Array<number>(p * p).fill(0);
  for (let i = 0; i < p; i++)
    for (let j = 0; j < p; j++)
      for (let a = 0; a < n; a++)
        for (let b = 0; b < n; b++)
          out[i * p + j]! += jacobian[i * n + a]! * covariance[a * n + b]! * jacobian[j * n + b]!;
  return out;
}
