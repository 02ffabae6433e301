import { normalQuantile } from "../../math/incomplete";
import { inLogs, maximise, type Smooth } from "../../math/maximise";
import { TenureError } from "../../terms/error";
import { checkFit, checkLevel } from "../asked";
import { familyOf } from "../catalogue";
import { groupHistories } from "../fit/grouped";
import { ModelRefused } from "../fit/refused";
import type { Histories, SavedFit } from "../types";

/** An interval from the profile likelihood. */
export interface ProfileInterval {
  readonly param: string;
  readonly value: number;
  /** 0 and null where the data set no bound on that side: the parameter is at, or can run to, the edge of its range. */
  readonly low: number;
  readonly high: number | null;
  readonly level: number;
}

/** Bounds more than this many e-folds beyond the maximum, or beyond 1 where that is farther, are none. */
const EDGE = 14;

/**
 * The values of a parameter at which the log-likelihood, maximised over all the others, is within ½χ²₁ of its maximum
 * (Wilks 1938; Venzon & Moolgavkar 1988). Unlike the covariance it needs no quadratic shape, so it holds on ridges and at
 * edges: where a parameter is not bounded by the data, it says so.
 * @throws ModelRefused, `fit.invalid`, `history.*`, `level.invalid`, `model.parameter` for a name the model does not have
 */
export function profileInterval(
  fit: SavedFit,
  data: Histories,
  param: string,
  level: 0.8 | 0.95 = 0.95,
): ProfileInterval {
  checkFit(fit);
  if (fit.status === "refused") throw new ModelRefused(fit.model, fit.reasons);
  const family = familyOf(fit.model);
  checkLevel(level);
  const j = family.params.indexOf(param);
  if (j < 0) throw new TenureError("model.parameter", { model: fit.model, param, known: [...family.params] });
  const f = inLogs(family.likelihood(groupHistories(data)));
  const value = fit.params[param]!;
  // A parameter that is zero at the maximum has no logarithm: look from just above.
  const top = family.params.map((name) => Math.log(Math.max(fit.params[name]!, 1e-6)));
  const drop = normalQuantile((1 + level) / 2) ** 2 / 2;
  const bound = (side: 1 | -1): number | null => {
    let others = top.filter((_, i) => i !== j);
    const fallen = (at: number): number => {
      const found = maximise(without(f, j, at), others, { maxIterations: 80, tolerance: 1e-7 });
      others = Array.from(found.at);
      return fit.logLikelihood - found.value - drop;
    };
    return crossing(fallen, top[j]!, side, scaleOf(fit, j, family.params.length));
  };
  const low = value < 1e-6 ? null : bound(-1);
  const high = bound(1);
  return {
    param,
    value,
    low: low === null ? 0 : Math.exp(low),
    high: high === null ? null : Math.exp(high),
    level,
  };
}

/** A first step: the standard error of ln θ where there is one. */
function scaleOf(fit: SavedFit, j: number, n: number): number {
  const variance = fit.covariance?.[j * n + j] ?? 0;
  return variance > 0 ? Math.min(2, 2 * Math.sqrt(variance)) : 1;
}

/** Where `fallen` turns positive on one side of `from`, by doubling steps and then bisection; null beyond the edge. */
function crossing(fallen: (at: number) => number, from: number, side: 1 | -1, step: number): number | null {
  let inside = from;
  let outside = from;
  for (let width = step; ; width *= 1.6) {
    outside = inside + side * width;
    if (side * (outside - side * Math.max(0, side * from)) > EDGE) return null;
    if (fallen(outside) > 0) break;
    inside = outside;
  }
  for (let i = 0; i < 40 && Math.abs(outside - inside) > 1e-4; i++) {
    const middle = (inside + outside) / 2;
    if (fallen(middle) > 0) outside = middle;
    else inside = middle;
  }
  return (inside + outside) / 2;
}

/** The function with coordinate j held. */
function without(f: Smooth, j: number, held: number): Smooth {
  const n = f.size;
  const kept = Array.from({ length: n }, (_, i) => i).filter((i) => i !== j);
  const at = new Float64Array(n);
  const g = new Float64Array(n);
  const h = new Float64Array(n * n);
  return {
    size: n - 1,
    evaluate(part, gradient, hessian) {
      at[j] = held;
      kept.forEach((i, k) => (at[i] = part[k]!));
      const value = f.evaluate(at, g, h);
      kept.forEach((i, k) => {
        gradient[k] = g[i]!;
        kept.forEach((l, m) => (hessian[k * (n - 1) + m] = h[i * n + l]!));
      });
      return value;
    },
  };
}
