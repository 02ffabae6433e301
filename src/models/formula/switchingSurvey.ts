import { eigenSymmetric, invertPositive } from "../../math/linear";
import { maximise, type Smooth } from "../../math/maximise";
import { above, enough, every, firstFailure, probability, sameLength, whole, type Check } from "../fit/guard";
import { done, fail, type Outcome } from "../fit/outcome";
import { shaped } from "../fit/shape";
import type { Matrix } from "./chain";

/** One answer to a survey. */
export interface SurveyRow {
  /** Index of the brand bought last. */
  readonly last: number;
  /** Stated probability that the next purchase goes to each brand; sums to 1. */
  readonly next: readonly number[];
  /** This respondent's rating of each brand on each driver, brands × K. */
  readonly ratings: Matrix;
  /** Respondents it stands for; 1 unless told. */
  readonly weight?: number;
}

export interface SwitchingEstimate {
  /** β_0: inertia. */
  readonly last: number;
  /** β: weight of each driver. */
  readonly weights: readonly number[];
  /** Of β_0, then β, from the Hessian. */
  readonly standardErrors: readonly number[];
  /** Σ w Σ_j p_j ln M_j. */
  readonly logLikelihood: number;
  /** McFadden's 1 − lnL/lnL(0): 0 says no more than equal chances. */
  readonly explained: number;
}

/** Share of the information at equal chances that must be left at the maximum: less is a rule, not a choice. */
const LEFT = 1e-6;

/**
 * Weights of the drivers of switching from a survey (Rust, Lemon & Zeithaml 2004): maximises Σ w Σ_j p_j ln M_j,
 * M the logit of U_j = β_0[j = last] + x_j'β, which is concave; gradient Σ w (p − M)x. A cross-section gives
 * association, not causation: `convention.says` repeats it.
 * Errors: NOT_IDENTIFIED where a driver never differs between brands, drivers add up, or answers follow one rule exactly.
 */
export function estimateSwitching(rows: readonly SurveyRow[]): Outcome<SwitchingEstimate> {
  const odd = shaped(rows, [{ next: ["number"], ratings: [["number"]] }], "rows");
  if (odd) return odd;
  const brands = rows[0]?.next.length ?? 0;
  const drivers = rows[0]?.ratings[0]?.length ?? 0;
  const bad = firstFailure(
    enough("rows", rows.length),
    enough("rows[0].next", brands, 2),
    ...rows.map((row, i) => checkRow(`rows[${i}]`, row, brands, drivers)),
  );
  if (bad) return bad;
  const f = surveyLikelihood(rows, drivers);
  const found = maximise(f, new Float64Array(f.size), { reach: 1e6 });
  const inverse = invertPositive(
    found.hessian.map((h) => -h),
    f.size,
  );
  if (!inverse || !identified(f, found.hessian)) return fail("NOT_IDENTIFIED", "rows", rows.length);
  const people = rows.reduce((sum, row) => sum + (row.weight ?? 1), 0);
  const [last, ...weights] = Array.from(found.at);
  return done(
    {
      last: last!,
      weights,
      standardErrors: Array.from({ length: f.size }, (_, i) => Math.sqrt(inverse[i * f.size + i]!)),
      logLikelihood: found.value,
      explained: 1 + found.value / (people * Math.log(brands)),
    },
    { choice: "logit", inertia: "last purchase", says: "association" },
    { respondents: people, iterations: found.iterations },
  );
}

function checkRow(name: string, row: SurveyRow, brands: number, drivers: number): Check {
  const sum = row.next.reduce((total, p) => total + p, 0);
  return firstFailure(
    sameLength(`${name}.next`, row.next.length, brands),
    every(`${name}.next`, row.next, probability),
    Math.abs(sum - 1) > 1e-6 ? fail("OUT_OF_RANGE", `${name}.next`, sum, 1) : null,
    whole(`${name}.last`, row.last),
    row.last < brands ? null : fail("OUT_OF_RANGE", `${name}.last`, row.last, brands - 1),
    sameLength(`${name}.ratings`, row.ratings.length, brands),
    ...row.ratings.map((own, j) => sameLength(`${name}.ratings[${j}]`, own.length, drivers)),
    ...row.ratings.map((own, j) =>
      every(`${name}.ratings[${j}]`, own, (param, value) =>
        Number.isFinite(value) ? null : fail("NOT_FINITE", param, value),
      ),
    ),
    row.weight === undefined ? null : above(`${name}.weight`, row.weight, 0),
  );
}

const features = (row: SurveyRow, j: number): number[] => [j === row.last ? 1 : 0, ...row.ratings[j]!];

function utilities(row: SurveyRow, at: ArrayLike<number>): number[] {
  return row.ratings.map((_, j) => features(row, j).reduce((sum, x, k) => sum + x * at[k]!, 0));
}

/** Every direction still has information: nothing adds up to something else, and no answer follows a rule exactly. */
function identified(f: Smooth, hessian: Float64Array): boolean {
  const n = f.size;
  const equal = new Float64Array(n * n);
  f.evaluate(new Float64Array(n), new Float64Array(n), equal);
  const scale = Array.from({ length: n }, (_, k) => Math.sqrt(Math.max(0, -equal[k * n + k]!)));
  if (scale.some((one) => !(one > 1e-7))) return false;
  const scaled = hessian.map((h, i) => -h / (scale[Math.floor(i / n)]! * scale[i % n]!));
  return eigenSymmetric(scaled, n).values[0]! > LEFT;
}

function surveyLikelihood(rows: readonly SurveyRow[], drivers: number): Smooth {
  const size = drivers + 1;
  return {
    size,
    evaluate(at, gradient, hessian) {
      gradient.fill(0);
      hessian.fill(0);
      let value = 0;
      for (const row of rows) {
        const w = row.weight ?? 1;
        const u = utilities(row, at);
        const top = Math.max(...u);
        const total = u.reduce((sum, one) => sum + Math.exp(one - top), 0);
        const x = u.map((_, j) => features(row, j));
        const m = u.map((one) => Math.exp(one - top) / total);
        const mean = Array.from({ length: size }, (_, k) => m.reduce((sum, p, j) => sum + p * x[j]![k]!, 0));
        u.forEach((one, j) => {
          value += w * row.next[j]! * (one - top - Math.log(total));
          for (let k = 0; k < size; k++) {
            gradient[k]! += w * (row.next[j]! - m[j]!) * x[j]![k]!;
            for (let l = 0; l < size; l++)
              hessian[k * size + l]! -= w * m[j]! * (x[j]![k]! - mean[k]!) * (x[j]![l]! - mean[l]!);
          }
        });
      }
      return value;
    },
  };
}
