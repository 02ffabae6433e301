import { hyp2f1 } from "../../../math/hypergeometric";
import { cholesky } from "../../../math/linear";
import { quantileSorted } from "../../../math/quantile";
import { type Random, random } from "../../../math/random";
import { above, every, finite, firstFailure, probability, whole, steps } from "../../fit/guard";
import { done, fail, type Outcome } from "../../fit/outcome";
import { shaped } from "../../fit/shape";
import { checkDistribution, type Distribution, drawFrom } from "../experiments/distributions";
import type { Inputs } from "./tornado";

export interface Simulated {
  readonly mean: number;
  /** Standard error of that mean from the finite number of draws. */
  readonly monteCarloError: number;
  readonly sd: number;
  /** Type-7 quantiles at the asked levels. */
  readonly quantiles: readonly number[];
  /** Share of draws in which the model had no value; they count in nothing else. */
  readonly refused: number;
}

export interface Simulation {
  readonly inputs: Readonly<Record<string, Distribution>>;
  readonly model: (inputs: Inputs) => Outcome<number>;
  /** N, at least 100; 10,000 or more for a report. */
  readonly draws: number;
  readonly seed: number;
  readonly levels: readonly number[];
  /** Correlations of a Gaussian copula, by the order of `inputs`; independent when left out. */
  readonly correlation?: readonly (readonly number[])[];
}

/**
 * Ties columns together by ranks: the sorted draws of each input are dealt out in the order of correlated normals
 * (Iman & Conover 1982). The margins stay exactly as drawn, the copula is Gaussian.
 */
function correlate(columns: Float64Array[], factor: Float64Array, source: Random): void {
  const k = columns.length;
  const n = columns[0]!.length;
  const normals = columns.map(() => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    const z = columns.map(() => source.normal());
    for (let a = 0; a < k; a++) {
      for (let b = 0; b <= a; b++) normals[a]![i]! += factor[a * k + b]! * z[b]!;
    }
  }
  columns.forEach((column, a) => {
    const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => normals[a]![i]! - normals[a]![j]!);
    const sorted = Float64Array.from(column).sort();
    order.forEach((i, rank) => (column[i] = sorted[rank]!));
  });
}

/**
 * Monte Carlo through any model. Equal seeds give equal results on every machine.
 * Errors: OUT_OF_RANGE for a correlation matrix that is none; NO_DATA `draws` when the model refused every draw.
 * @source Metropolis & Ulam (1949); correlation by a Gaussian copula; quantiles of type 7, Hyndman & Fan (1996).
 */
export function monteCarlo(o: Simulation): Outcome<Simulated> {
  const odd = shaped(o, {
    inputs: { "*": {} },
    model: "function",
    levels: ["number"],
    "correlation?": [["number"]],
  });
  if (odd) return odd;
  const names = Object.keys(o.inputs);
  const bad = firstFailure(
    names.length ? null : fail("NO_DATA", "inputs", 0, 1),
    ...names.map((name) => checkDistribution(name, o.inputs[name]!)),
    steps("draws", o.draws, 100, 1e7),
    whole("seed", o.seed),
    every("levels", o.levels, probability),
  );
  if (bad) return bad;
  const source = random(o.seed);
  const columns = names.map((name) =>
    Float64Array.from({ length: o.draws }, () => drawFrom(o.inputs[name]!, source)),
  );
  if (o.correlation) {
    const flat = o.correlation.flat();
    const k = names.length;
    const unit = o.correlation.every((row, i) => row.length === k && row[i] === 1);
    const even = o.correlation.every((row, i) => row.every((rho, j) => rho === o.correlation![j]?.[i]));
    const factor = unit && even && flat.length === k * k ? cholesky(flat, k) : null;
    if (!factor) return fail("OUT_OF_RANGE", "correlation", k, 1);
    correlate(columns, factor, source);
  }
  const values: number[] = [];
  for (let i = 0; i < o.draws; i++) {
    const one = o.model(Object.fromEntries(names.map((name, a) => [name, columns[a]![i]!])));
    if (one.ok) values.push(one.value);
  }
  if (values.length === 0) return fail("NO_DATA", "draws", 0, 1);
  // About the first draw, so that a constant has exactly its own mean.
  const origin = values[0]!;
  const mean = origin + values.reduce((sum, value) => sum + (value - origin), 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sd = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
  const sorted = Float64Array.from(values).sort();
  return done(
    {
      mean,
      monteCarloError: sd / Math.sqrt(values.length),
      sd,
      quantiles: o.levels.map((level) => quantileSorted(sorted, level)),
      refused: 1 - values.length / o.draws,
    },
    { seed: o.seed, draws: o.draws, quantiles: "type 7", copula: o.correlation ? "Gaussian" : "independent" },
  );
}

/**
 * E[m·r/(1+i−r)] with r ~ Beta(a, b), in closed form: (m/(1+i))·(a/(a+b))·2F1(1, a+1; a+b+1; 1/(1+i)). By convexity
 * above the value at the mean retention. Errors: DIVERGES at i ≤ 0 unless b > 1 at i = 0.
 * @source Gauss’s integral of 2F1: E[1/(1+i−r)] of a beta variable.
 */
export function betaRetentionValue(o: {
  readonly margin: number;
  readonly a: number;
  readonly b: number;
  readonly rate: number;
}): Outcome<number> {
  const bad =
    shaped(o, {}) ??
    firstFailure(
      finite("margin", o.margin),
      above("a", o.a, 0),
      above("b", o.b, 0),
      above("rate", o.rate, -1),
    );
  if (bad) return bad;
  if (o.rate < 0) return fail("DIVERGES", "rate", o.rate, 0);
  if (o.rate === 0 && o.b <= 1) return fail("DIVERGES", "b", o.b, 1);
  const w = 1 / (1 + o.rate);
  const value = o.margin * w * (o.a / (o.a + o.b)) * hyp2f1(o.a + 1, o.a + o.b + 1, w);
  return done(value, { first: "afterOnePeriod", cash: "end", retention: "beta" });
}
