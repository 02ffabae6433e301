import { quantileSorted } from "../../math/quantile";
import { random } from "../../math/random";
import type { Family } from "../fit/family";
import type { Law } from "../laws/law";
import type { SavedFit } from "../types";
import { parameterDraws } from "../fit/uncertainty";

export const WORLDS = 200;

/** Laws with parameters drawn from their uncertainty. */
export function worldsOf(family: Family, fit: SavedFit, seed: number): Law[] {
  const values = family.params.map((name) => fit.params[name]!);
  const draw = parameterDraws(values, fit.covariance);
  return Array.from({ length: WORLDS }, (_, d) => family.law(draw(random(seed, d + 1))));
}

/** The middle 95 % of draws of something that cannot be negative. */
export function bandOf(draws: Float64Array): [number, number] {
  const sorted = draws.slice().sort();
  return [Math.max(0, quantileSorted(sorted, 0.025)), quantileSorted(sorted, 0.975)];
}
