import type { Smooth } from "../../math/maximise";
import { Exposure } from "../laws/exposure";
import type { Grouped } from "../fit/grouped";
import { Rising } from "../laws/rising";

/**
 * NBD log-likelihood without ln x! and powers of t (Ehrenberg 1959), in (r, α):
 * lnΓ(r + x) − lnΓ(r) + r ln α − (r + x) ln(α + T).
 */
export function nbdLikelihood(data: Grouped): Smooth {
  const exposure = new Exposure(data.T, data.x, data.weight);
  const rising = new Rising(data.x, data.weight);
  return {
    size: 2,
    evaluate(at, gradient, hessian) {
      gradient.fill(0);
      hessian.fill(0);
      rising.at(at[0]!);
      gradient[0] = rising.first;
      hessian[0] = rising.second;
      return rising.value + exposure.add(at[0]!, at[1]!, 2, gradient, hessian);
    },
  };
}
