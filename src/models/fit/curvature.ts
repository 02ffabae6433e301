import { eigenSymmetric } from "../../math/linear";
import { RULES } from "./status";

export interface Curvature {
  /** Covariance of ln θ from the determined directions only, row-major; null when no direction is determined. */
  readonly covariance: Float64Array | null;
  /** Indices of parameters that lean on an undetermined direction. */
  readonly loose: readonly number[];
  /** Largest over smallest eigenvalue of −H. */
  readonly condition: number;
}

/**
 * What the Hessian of lnL in ln θ says: directions whose standard error exceeds `flat` are left out of the
 * covariance (held fixed in draws), and the parameters that lean on them by more than a fifth are named.
 */
export function curvatureOf(hessian: Float64Array, n: number, flat: number = RULES.flat): Curvature {
  const { values, vectors } = eigenSymmetric(
    hessian.map((h) => -h),
    n,
  );
  const enough = 1 / flat ** 2;
  const covariance = new Float64Array(n * n);
  const lean = new Float64Array(n);
  let determined = 0;
  for (let k = 0; k < n; k++) {
    const value = values[k]!;
    for (let i = 0; i < n; i++) {
      const vi = vectors[i * n + k]!;
      if (!(value >= enough)) {
        lean[i] = lean[i]! + vi * vi;
        continue;
      }
      for (let j = 0; j < n; j++) {
        covariance[i * n + j] = covariance[i * n + j]! + (vi * vectors[j * n + k]!) / value;
      }
    }
    if (value >= enough) determined++;
  }
  const loose = [...lean.keys()].filter((i) => lean[i]! > 0.04);
  const smallest = values[0]!;
  return {
    covariance: determined > 0 ? covariance : null,
    loose,
    condition: smallest > 0 ? values[n - 1]! / smallest : Number.MAX_VALUE,
  };
}
