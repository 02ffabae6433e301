import type { Smooth } from "../../math/maximise";
import type { Family } from "../fit/family";
import type { Design, Effect } from "./design";

/**
 * Log-likelihood in (ln θ, γ) with gradient and Hessian: the sum over segments of the family's own, at
 * θ_k e^{Σ ±γ_c z_c}, by the chain rule. A segment is a set of customers with equal columns, so the cost grows with
 * distinct columns and distinct histories, not with customers.
 */
export function covariateLikelihood(family: Family, design: Design, effects: readonly Effect[]): Smooth {
  const p = family.params.length;
  const size = p + effects.length;
  const parts = design.segments.map(({ data, z }) => ({ f: family.likelihood(data), z }));
  const point = new Float64Array(p);
  const g = new Float64Array(p);
  const h = new Float64Array(p * p);
  const slope = new Float64Array(effects.length);
  return {
    size,
    evaluate(at, gradient, hessian) {
      gradient.fill(0);
      hessian.fill(0);
      let value = 0;
      for (const { f, z } of parts) {
        shifted(at, p, effects, z, point, slope);
        value += f.evaluate(point, g, h);
        // To logarithms of the segment's own parameters.
        for (let i = 0; i < p; i++) {
          for (let j = 0; j < p; j++) h[i * p + j] = h[i * p + j]! * point[i]! * point[j]!;
          g[i] = g[i]! * point[i]!;
          h[i * p + i] = h[i * p + i]! + g[i]!;
        }
        for (let i = 0; i < p; i++) {
          gradient[i]! += g[i]!;
          for (let j = 0; j < p; j++) hessian[i * size + j]! += h[i * p + j]!;
        }
        for (let c = 0; c < effects.length; c++) {
          const k = effects[c]!.param;
          const s = slope[c]!;
          gradient[p + c]! += s * g[k]!;
          for (let j = 0; j < p; j++) {
            hessian[(p + c) * size + j]! += s * h[k * p + j]!;
            hessian[j * size + p + c]! += s * h[k * p + j]!;
          }
          for (let d = 0; d < effects.length; d++)
            hessian[(p + c) * size + p + d]! += s * slope[d]! * h[k * p + effects[d]!.param]!;
        }
      }
      return value;
    },
  };
}

/** The segment's parameters: θ times e^{shift}, so that no column, or no effect, changes no bit. */
function shifted(
  at: Float64Array,
  p: number,
  effects: readonly Effect[],
  z: Float64Array,
  point: Float64Array,
  slope: Float64Array,
): void {
  for (let i = 0; i < p; i++) point[i] = 0;
  for (let c = 0; c < effects.length; c++) {
    const { column, param, sign } = effects[c]!;
    slope[c] = sign * z[column]!;
    point[param]! += slope[c]! * at[p + c]!;
  }
  for (let i = 0; i < p; i++) point[i] = Math.exp(at[i]!) * Math.exp(point[i]!);
}

/** The same with the logarithm of a normal prior on coefficients `from` onwards: −γ²/(2 sd²) each. */
export function withPrior(f: Smooth, from: number, sd: number): Smooth {
  const precision = 1 / sd ** 2;
  return {
    size: f.size,
    evaluate(at, gradient, hessian) {
      let value = f.evaluate(at, gradient, hessian);
      for (let i = from; i < f.size; i++) {
        value -= (precision * at[i]! ** 2) / 2;
        gradient[i]! -= precision * at[i]!;
        hessian[i * f.size + i]! -= precision;
      }
      return value;
    },
  };
}
