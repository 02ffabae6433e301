import { normalQuantile } from "../../math/incomplete";
import { checkFit, checkLevel } from "../asked";
import { familyOf } from "../catalogue";
import { ModelRefused } from "../fit/refused";
import type { Histories, SavedFit } from "../types";
import { profileInterval, type ProfileInterval } from "./profile";

/** An interval and where it is from. */
export interface ParameterInterval extends ProfileInterval {
  /** `laplace`: ln θ is normal with the inverse Hessian; `profile`: the likelihood itself, where the Hessian says nothing. */
  readonly by: "laplace" | "profile";
}

/** Numbers of stages are tried one by one: no search in them, and no interval. */
const WHOLE = new Set(["k"]);

/**
 * An interval for every parameter: θ̂·e^{±z·SE(ln θ)} from the covariance where the fit is verified or weak and the data
 * determine the parameter; the profile likelihood at a boundary, and for whatever the covariance leaves out. A side on
 * which the data set no bound is 0 or null.
 * @param data the histories of the fit
 * @throws ModelRefused, `fit.invalid`, `history.*`
 * @source Laplace (1774); profile: Wilks (1938), Venzon & Moolgavkar (1988), Applied Statistics 37(1):87–94.
 */
export function parameterIntervals(
  fit: SavedFit,
  data: Histories,
  level: 0.8 | 0.95 = 0.95,
): Readonly<Record<string, ParameterInterval>> {
  checkFit(fit);
  if (fit.status === "refused") throw new ModelRefused(fit.model, fit.reasons);
  checkLevel(level);
  const { params } = familyOf(fit.model);
  const z = normalQuantile((1 + level) / 2);
  return Object.fromEntries(
    params.flatMap((param, i): [string, ParameterInterval][] => {
      if (WHOLE.has(param)) return [];
      const variance = fit.covariance?.[i * params.length + i] ?? 0;
      if (fit.status === "boundary" || !(variance > 0))
        return [[param, { ...profileInterval(fit, data, param, level), by: "profile" }]];
      const value = fit.params[param]!;
      const spread = Math.exp(z * Math.sqrt(variance));
      return [[param, { param, value, low: value / spread, high: value * spread, level, by: "laplace" }]];
    }),
  );
}
