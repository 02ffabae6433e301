/**
 * Density at t of an exponential time whose rate is Gamma(shape, scale) across customers: (k/g)(1 + t/g)^{−(k+1)}.
 * @param shape k ≥ 0 @param scale g > 0, time @param t ≥ 0
 */
export function lomax(shape: number, scale: number, t: number): number {
  return (shape / scale) * Math.exp(-(shape + 1) * Math.log1p(t / scale));
}

/** P(no event until t) of the same: (1 + t/g)^{−k}. */
export function lomaxSurvival(shape: number, scale: number, t: number): number {
  return Math.exp(-shape * Math.log1p(t / scale));
}
