import { eigenSymmetric } from "../../math/linear";
import type { Random } from "../../math/random";

/** Draws from N(0, Σ); directions of zero variance do not move. @param covariance row-major n × n, possibly singular */
export function normalDraws(covariance: readonly number[], n: number): (random: Random) => Float64Array {
  const { values, vectors } = eigenSymmetric(covariance, n);
  const scale = values.map((value) => Math.sqrt(Math.max(0, value)));
  return (random) => {
    const z = Array.from(scale, (sd) => sd * random.normal());
    return Float64Array.from({ length: n }, (_, i) => {
      let shift = 0;
      for (let k = 0; k < n; k++) shift += vectors[i * n + k]! * z[k]!;
      return shift;
    });
  };
}

/**
 * Draws of parameters: ln θ ~ N(ln θ̂, Σ). A zero stays zero, and directions left out of Σ stay fixed.
 * @param covariance row-major covariance of ln θ, possibly singular; null draws θ̂ itself
 */
export function parameterDraws(
  params: readonly number[],
  covariance: readonly number[] | null,
): (random: Random) => number[] {
  if (!covariance) return () => [...params];
  const shifts = normalDraws(covariance, params.length);
  return (random) => {
    const shift = shifts(random);
    return params.map((value, i) => value * Math.exp(shift[i]!));
  };
}
