import { eigenSymmetric } from "../math/linear";
import type { Random } from "../math/random";

/**
 * Draws of parameters: ln θ ~ N(ln θ̂, Σ). A zero stays zero, and directions left out of Σ stay fixed.
 * @param covariance row-major covariance of ln θ, possibly singular; null draws θ̂ itself
 */
export function parameterDraws(
  params: readonly number[],
  covariance: readonly number[] | null,
): (random: Random) => number[] {
  const n = params.length;
  if (!covariance) return () => [...params];
  const { values, vectors } = eigenSymmetric(covariance, n);
  const scale = values.map((value) => Math.sqrt(Math.max(0, value)));
  return (random) => {
    const z = Array.from(scale, (sd) => sd * random.normal());
    return params.map((value, i) => {
      let shift = 0;
      for (let k = 0; k < n; k++) shift += vectors[i * n + k]! * z[k]!;
      return value * Math.exp(shift);
    });
  };
}
