import { invertPositive } from "../../math/linear";
import { normalCdf } from "../../math/incomplete";
import type { Maximum } from "../../math/maximise";
import { curvatureOf } from "../fit/curvature";
import type { Family } from "../fit/family";
import { statusOf } from "../fit/status";
import type { Reason, SavedFit } from "../types";
import type { Design, Effect } from "./design";
import { ratioOf, residualIn } from "./checks";
import type {
  Coefficient,
  ColumnOf,
  CovariateOptions,
  LikelihoodRatio,
  ProcessName,
  SavedCovariateFit,
} from "./types";

export interface Found {
  /** Of the log-likelihood plus the prior, in (ln θ, γ per standard deviation). */
  readonly best: Maximum;
  readonly values: readonly number[];
  readonly logLikelihood: number;
  /** Hessian of the log-likelihood alone. */
  readonly dataHessian: Float64Array;
  /** By column. */
  readonly tests: ReadonlyMap<number, LikelihoodRatio> | null;
  /** The family searched in: the NBD where nobody leaves. */
  readonly inner: Family;
}

interface About {
  readonly family: Family;
  readonly design: Design;
  readonly effects: readonly Effect[];
  readonly plain: SavedFit;
  readonly options: CovariateOptions;
}

/** The fit in natural units: parameters at the centre of the columns, coefficients per unit of each column. */
export function reported(about: About, found: Found | null, reasons: readonly Reason[]): SavedCovariateFit {
  const { family, design, effects, plain, options } = about;
  const atZero = options.centre === "zero";
  const columnsFor = (process: ProcessName): ColumnOf[] =>
    design.columns
      .filter((column) => column.process === process)
      .map(({ name, mean, sd }) => ({ name, sd, centre: atZero ? 0 : mean }));
  const shared = {
    schema: 1 as const,
    model: family.id,
    unit: plain.unit,
    data: { ...plain.data, hash: design.hash },
    columns: { purchase: columnsFor("purchase"), dropout: columnsFor("dropout") },
    plain: plain.logLikelihood,
    prior: options.prior ?? null,
    reasons,
    status: statusOf(reasons),
  };
  if (found === null) {
    return {
      ...shared,
      params: {},
      coefficients: [],
      logLikelihood: 0,
      overall: null,
      aic: 0,
      bic: 0,
      covariance: null,
      checks: { gradient: 0, condition: 0, starts: [], residual: 0 },
    };
  }
  const { best, inner, tests, logLikelihood } = found;
  const p = inner.params.length;
  const n = p + effects.length;
  const toNatural = transform(p, effects, design, atZero);
  const at = multiply(toNatural, best.at, n);
  const curvature = curvatureOf(best.hessian, n);
  const covariance = curvature.covariance ? sandwich(toNatural, curvature.covariance, n) : null;
  const full = invertPositive(
    best.hessian.map((h) => -h),
    n,
  );
  const spread = full ? sandwich(toNatural, full, n) : null;
  const inside = inner.params.map((_, i) => Math.exp(at[i]!));
  // Where nobody leaves, the parameters of dropout are those of the plain fit.
  const params = family.params.map((name) => {
    const place = inner.params.indexOf(name);
    return place < 0 ? plain.params[name]! : inside[place]!;
  });
  const count = family.params.length + effects.length;
  return {
    ...shared,
    params: Object.fromEntries(family.params.map((name, i) => [name, params[i]!])),
    coefficients: effects.map((effect, c) =>
      coefficientOf(
        family,
        design,
        effect,
        at[p + c]!,
        spread ? Math.sqrt(spread[(p + c) * n + p + c]!) : null,
        tests,
      ),
    ),
    logLikelihood,
    overall: options.prior ? null : ratioOf(logLikelihood - plain.logLikelihood, effects.length),
    aic: 2 * count - 2 * logLikelihood,
    bic: count * Math.log(design.customers) - 2 * logLikelihood,
    covariance: covariance && widened(covariance, p, family.params.length, effects.length),
    checks: {
      gradient: Math.max(...Array.from(best.gradient, Math.abs)) / design.customers,
      condition: curvature.condition,
      starts: found.values,
      residual: residualIn(inner, design, effects, best.at).ratio,
    },
  };
}

function coefficientOf(
  family: Family,
  design: Design,
  effect: Effect,
  value: number,
  standardError: number | null,
  tests: Found["tests"],
): Coefficient {
  const { process, name, sd } = design.columns[effect.column]!;
  const z = standardError ? value / standardError : null;
  const half = standardError === null ? null : 1.959963984540054 * standardError;
  return {
    process,
    param: family.params[effect.param]!,
    column: name,
    value,
    standardError,
    z,
    p: z === null ? null : 2 * normalCdf(-Math.abs(z)),
    low: half === null ? null : value - half,
    high: half === null ? null : value + half,
    perDeviation: Math.exp(value * sd),
    likelihoodRatio: tests?.get(effect.column) ?? null,
  };
}

/** The linear map from (ln θ at the means, γ per deviation) to (ln θ at the centre, γ per unit). */
function transform(p: number, effects: readonly Effect[], design: Design, atZero: boolean): Float64Array {
  const n = p + effects.length;
  const a = new Float64Array(n * n);
  for (let i = 0; i < p; i++) a[i * n + i] = 1;
  effects.forEach(({ column, param, sign }, c) => {
    const { mean, sd } = design.columns[column]!;
    a[(p + c) * n + p + c] = 1 / sd;
    if (atZero) a[param * n + p + c]! -= (sign * mean) / sd;
  });
  return a;
}

function multiply(a: Float64Array, v: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += a[i * n + j]! * v[j]!;
    return sum;
  });
}

/** A Σ Aᵀ. */
function sandwich(a: Float64Array, covariance: Float64Array, n: number): Float64Array {
  const half = new Float64Array(n * n);
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) half[i * n + j]! += a[i * n + k]! * covariance[k * n + j]!;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) out[i * n + j]! += half[i * n + k]! * a[j * n + k]!;
  return out;
}

/** Room for parameters that were not searched: they have no variance. */
function widened(covariance: Float64Array, p: number, all: number, effects: number): number[] {
  const n = p + effects;
  const m = all + effects;
  const place = (i: number) => (i < p ? i : i - p + all);
  const out = new Array<number>(m * m).fill(0);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) out[place(i) * m + place(j)] = covariance[i * n + j]!;
  return out;
}
