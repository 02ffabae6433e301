import { quantileSorted } from "../../math/quantile";
import { inLogs, maximise } from "../../math/maximise";
import { random } from "../../math/random";
import { checkDraws, checkFit, checkLevel, checkSeed } from "../asked";
import { familyOf } from "../catalogue";
import { groupHistories } from "../fit/grouped";
import { ModelRefused } from "../fit/refused";
import type { Histories, SavedFit } from "../types";

export interface BootstrapOptions {
  readonly seed: number;
  /** Refits; 200 unless told. */
  readonly draws?: number;
  readonly level?: 0.8 | 0.95;
}

export interface Bootstrap {
  /** Parameters of every refit, in the order of the model's. */
  readonly draws: readonly Float64Array[];
  readonly intervals: Readonly<
    Record<string, { readonly value: number; readonly low: number; readonly high: number }>
  >;
  /** The fit with the covariance of the refits' ln parameters: draws and intervals then hold though the model be wrong. */
  readonly fit: SavedFit;
}

/** Arrays of parameters that a refit leaves behind: themselves, their logarithms, and those with strays pulled in. */
const KEPT = 3;
/** Bytes of a small array besides its numbers, as V8 lays it out. */
const ARRAY = 200;

/**
 * The Bayesian bootstrap (Rubin 1981): every customer gets an exponential weight, so w customers of one history get a
 * Gamma(w) together, and the likelihood is maximised anew from the fit. Exact on grouped data, no customer is ever lost,
 * and each refit costs one search.
 * @throws ModelRefused, `fit.invalid`, `history.*`, `level.invalid`, `seed.invalid`, `draws.invalid`
 */
export function bootstrap(fit: SavedFit, data: Histories, o: BootstrapOptions): Bootstrap {
  checkFit(fit);
  if (fit.status === "refused") throw new ModelRefused(fit.model, fit.reasons);
  const { seed, draws: count = 200, level = 0.95 } = { ...o };
  checkLevel(level);
  checkSeed(seed);
  const family = familyOf(fit.model);
  checkDraws(count, { least: 2, bytes: KEPT * (ARRAY + 8 * family.params.length) });
  const grouped = groupHistories(data);
  const start = family.params.map((name) => Math.log(Math.max(fit.params[name]!, 1e-6)));
  const n = start.length;
  const generator = random(seed);
  const draws = Array.from({ length: count }, (_, d) => {
    generator.reseed(seed, d + 1);
    const weight = grouped.weight.map((w) => generator.gamma(w));
    const scale = grouped.customers / weight.reduce((sum, w) => sum + w, 0);
    const again = { ...grouped, weight: weight.map((w) => w * scale) };
    return maximise(inLogs(family.likelihood(again)), start, { maxIterations: 80 }).at.map(Math.exp);
  });
  const logs = pulledIn(
    draws.map((draw) => draw.map(Math.log)),
    n,
  );
  const mean = start.map((_, i) => logs.reduce((sum, row) => sum + row[i]!, 0) / count);
  const covariance = Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return logs.reduce((sum, row) => sum + (row[i]! - mean[i]!) * (row[j]! - mean[j]!), 0) / (count - 1);
  });
  const intervals = Object.fromEntries(
    family.params.map((name, i) => {
      const sorted = Float64Array.from(draws, (draw) => draw[i]!).sort();
      const at = (p: number) => quantileSorted(sorted, p);
      return [name, { value: fit.params[name]!, low: at((1 - level) / 2), high: at((1 + level) / 2) }];
    }),
  );
  return { draws, intervals, fit: { ...fit, covariance } };
}

/**
 * A refit that ran off to an edge would make a covariance meaningless: coordinates farther than four robust standard
 * deviations from the median are put there. Draws and intervals keep them as they are.
 */
function pulledIn(rows: readonly Float64Array[], n: number): Float64Array[] {
  const out = rows.map((row) => row.slice());
  for (let i = 0; i < n; i++) {
    const sorted = Float64Array.from(rows, (row) => row[i]!).sort();
    const middle = quantileSorted(sorted, 0.5);
    const reach = (4 * (quantileSorted(sorted, 0.75) - quantileSorted(sorted, 0.25))) / 1.349;
    for (const row of out) row[i] = Math.min(middle + reach, Math.max(middle - reach, row[i]!));
  }
  return out;
}
