import type { Smooth } from "../../math/maximise";
import { betaGeometricLikelihood } from "../bgNbd/likelihood";
import type { Grouped } from "../fit/grouped";

/** MBG/NBD log-likelihood in (r, α, a, b) with gradient and Hessian (models.md §9.3). */
export function mbgNbdLikelihood(data: Grouped): Smooth {
  return betaGeometricLikelihood(data, 1);
}
