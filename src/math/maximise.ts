import { eigenSymmetric } from "./linear";

/** A smooth function with its gradient and Hessian (row-major), written into the buffers it is handed. */
export interface Smooth {
  readonly size: number;
  evaluate(at: Float64Array, gradient: Float64Array, hessian: Float64Array): number;
}

export interface Maximum {
  readonly at: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  readonly iterations: number;
  /** The predicted gain of a further Newton step fell below the tolerance in a concave region. */
  readonly converged: boolean;
}

export interface MaximiseOptions {
  readonly maxIterations?: number;
  /** Gain in the function's own units below which a Newton step is the last. */
  readonly tolerance?: number;
  /** Points farther from the start than this in any coordinate are not visited. */
  readonly reach?: number;
  /** The most and the least each coordinate may be; one that is held there no longer counts in gradient and Hessian. */
  readonly most?: ArrayLike<number>;
  readonly least?: ArrayLike<number>;
  /** Asked before every step with the value reached, the gain that the step promises, the point, and the step. */
  readonly stop?: (value: number, gain: number, at: Float64Array, step: Step) => boolean;
}

/**
 * Maximise by Newton's method in a trust region: steps use the absolute eigenvalues of the Hessian, so saddles repel
 * and ridges are walked along their flat direction. Coordinates are expected to be logarithms of positive parameters.
 */
export function maximise(f: Smooth, start: ArrayLike<number>, options: MaximiseOptions = {}): Maximum {
  const { maxIterations = 150, tolerance = 1e-8, reach = 40 } = options;
  const n = f.size;
  const origin = Float64Array.from(start);
  let at: Float64Array = Float64Array.from(start);
  let gradient: Float64Array = new Float64Array(n);
  let hessian: Float64Array = new Float64Array(n * n);
  let trial: Float64Array = new Float64Array(n);
  let trialGradient: Float64Array = new Float64Array(n);
  let trialHessian: Float64Array = new Float64Array(n * n);
  const { most, least } = options;
  const evaluate = (point: Float64Array, g: Float64Array, h: Float64Array): number => {
    const found = f.evaluate(point, g, h);
    if (most) hold(point, most, 1, g, h);
    if (least) hold(point, least, -1, g, h);
    return found;
  };
  let value = evaluate(at, gradient, hessian);
  let radius = 2;
  let converged = false;
  let iterations = 0;
  for (; iterations < maxIterations && Number.isFinite(value); iterations++) {
    const step = newtonStep(gradient, hessian, n, radius);
    if (options.stop?.(value, step.gain, at, step)) break;
    let inside = true;
    for (let i = 0; i < n; i++) {
      const next = at[i]! + step.move[i]!;
      if (Math.abs(next - origin[i]!) > reach) inside = false;
      const low = Math.max(origin[i]! - reach, least?.[i] ?? -Infinity);
      trial[i] = Math.min(origin[i]! + reach, most?.[i] ?? Infinity, Math.max(low, next));
    }
    const last = step.gain < tolerance;
    const next = evaluate(trial, trialGradient, trialHessian);
    // Rounding of a sum of n terms, not a real descent.
    const noise = 1e-13 * Math.abs(value) + 1e-10;
    if (Number.isFinite(next) && next >= value - (last ? noise : 0)) {
      const ratio = (next - value) / Math.max(step.gain, 1e-300);
      if (ratio > 0.75 && step.limited) radius = Math.min(8, radius * 2);
      else if (ratio < 0.25) radius = Math.max(1e-3, step.length * 0.5);
      [at, trial] = [trial, at];
      [gradient, trialGradient] = [trialGradient, gradient];
      [hessian, trialHessian] = [trialHessian, hessian];
      value = next;
    } else {
      if (last) {
        converged = true;
        break;
      }
      radius = Math.min(radius, step.length) / 4;
      if (radius < 1e-10) break;
      continue;
    }
    if (last || !inside) {
      converged = last;
      if (last) iterations++;
      if (last) break;
    }
  }
  return { at, value, gradient, hessian, iterations, converged };
}

/** Take coordinates that stand at their most (`side` 1) or least (−1) and would go on out of gradient and Hessian. */
function hold(
  at: Float64Array,
  bound: ArrayLike<number>,
  side: 1 | -1,
  gradient: Float64Array,
  hessian: Float64Array,
): void {
  const n = at.length;
  for (let i = 0; i < n; i++) {
    if (side * (at[i]! - bound[i]!) < 0 || side * gradient[i]! <= 0) continue;
    gradient[i] = 0;
    for (let j = 0; j < n; j++) hessian[i * n + j] = hessian[j * n + i] = 0;
  }
}

export interface Step {
  readonly move: Float64Array;
  readonly length: number;
  readonly gain: number;
  readonly limited: boolean;
  /** The function bends downwards in every direction here, and nothing cut the step short. */
  readonly plain: boolean;
}

/** The step that maximises the quadratic model with |eigenvalues|, cut to the radius direction by direction. */
function newtonStep(gradient: Float64Array, hessian: Float64Array, n: number, radius: number): Step {
  const { values, vectors } = eigenSymmetric(hessian, n);
  const move = new Float64Array(n);
  let length = 0;
  let gain = 0;
  let limited = false;
  let plain = true;
  for (let k = 0; k < n; k++) {
    if (!(values[k]! < 0)) plain = false;
    let slope = 0;
    for (let i = 0; i < n; i++) slope += vectors[i * n + k]! * gradient[i]!;
    const curve = Math.abs(values[k]!);
    let along = slope / Math.max(curve, 1e-300);
    if (values[k]! > 0) along = Math.sign(slope || 1) * radius; // convex here: go as far as trusted
    if (Math.abs(along) > radius) {
      along = Math.sign(along) * radius;
      limited = true;
    }
    gain += slope * along + 0.5 * values[k]! * along * along;
    length += along * along;
    for (let i = 0; i < n; i++) move[i] = move[i]! + vectors[i * n + k]! * along;
  }
  return { move, length: Math.sqrt(length), gain, limited, plain: plain && !limited };
}

/**
 * A function of positive parameters as a function of their logarithms: gradient and Hessian by the chain rule.
 * `natural` writes its derivatives with respect to the parameters themselves.
 */
export function inLogs(natural: Smooth): Smooth {
  const n = natural.size;
  const point = new Float64Array(n);
  return {
    size: n,
    evaluate(at, gradient, hessian) {
      for (let i = 0; i < n; i++) point[i] = Math.exp(at[i]!);
      const value = natural.evaluate(point, gradient, hessian);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) hessian[i * n + j] = hessian[i * n + j]! * point[i]! * point[j]!;
        gradient[i] = gradient[i]! * point[i]!;
        hessian[i * n + i] = hessian[i * n + i]! + gradient[i]!;
      }
      return value;
    },
  };
}
