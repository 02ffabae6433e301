import type { Random } from "../../../math/random";
import { above, enough, every, finite, firstFailure, type Check } from "../../fit/guard";
import { fail } from "../../fit/outcome";
import { insist, shaped } from "../../fit/shape";

/** What an uncertain input may be. Rates from counts are Beta(kept+1, lost+1); costs are gamma; means a bootstrap. */
export type Distribution =
  | { readonly is: "constant"; readonly value: number }
  | { readonly is: "uniform"; readonly low: number; readonly high: number }
  | { readonly is: "normal"; readonly mean: number; readonly sd: number }
  /** Of the variable itself, not of its logarithm; mean > 0. */
  | { readonly is: "lognormal"; readonly mean: number; readonly sd: number }
  /** mean > 0. */
  | { readonly is: "gamma"; readonly mean: number; readonly sd: number }
  | { readonly is: "beta"; readonly a: number; readonly b: number }
  /** Bootstrap of the mean of these values. */
  | { readonly is: "mean of"; readonly values: readonly number[] }
  /** One of these values, each as likely. */
  | { readonly is: "one of"; readonly values: readonly number[] };

const KINDS = ["constant", "uniform", "normal", "lognormal", "gamma", "beta", "mean of", "one of"] as const;

/**
 * A distribution with parameters in its domain, or the failure that names the one that is not.
 * @source the domains of the standard distributions.
 */
export function checkDistribution(name: string, d: Distribution): Check {
  const odd = shaped(d, { is: KINDS }, name);
  if (odd) return odd;
  switch (d.is) {
    case "constant":
      return finite(name, d.value);
    case "uniform":
      return firstFailure(
        finite(`${name}.low`, d.low),
        finite(`${name}.high`, d.high),
        d.low > d.high ? fail("OUT_OF_RANGE", `${name}.low`, d.low, d.high) : null,
      );
    case "normal":
      return firstFailure(finite(`${name}.mean`, d.mean), above(`${name}.sd`, d.sd, 0));
    case "lognormal":
    case "gamma":
      return firstFailure(above(`${name}.mean`, d.mean, 0), above(`${name}.sd`, d.sd, 0));
    case "beta":
      return firstFailure(above(`${name}.a`, d.a, 0), above(`${name}.b`, d.b, 0));
    case "mean of":
    case "one of":
      return (
        shaped(d, { values: ["number"] }, name) ??
        firstFailure(enough(`${name}.values`, d.values.length), every(`${name}.values`, d.values, finite))
      );
  }
}

/**
 * One draw.
 * @source sampling by inversion or the samplers of `math/random`.
 */
export function drawFrom(d: Distribution, source: Random): number {
  insist(d, {}, "distribution");
  switch (d.is) {
    case "constant":
      return d.value;
    case "uniform":
      return d.low + (d.high - d.low) * source.uniform();
    case "normal":
      return d.mean + d.sd * source.normal();
    case "lognormal": {
      const variance = Math.log1p((d.sd / d.mean) ** 2);
      return d.mean * Math.exp(Math.sqrt(variance) * source.normal() - variance / 2);
    }
    case "gamma": {
      const shape = (d.mean / d.sd) ** 2;
      return (source.gamma(shape) * d.mean) / shape;
    }
    case "beta":
      return source.beta(d.a, d.b);
    case "mean of": {
      let sum = 0;
      for (let k = 0; k < d.values.length; k++) sum += d.values[source.below(d.values.length)]!;
      return sum / d.values.length;
    }
    case "one of":
      return d.values[source.below(d.values.length)]!;
  }
}
