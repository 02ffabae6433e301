import { gaussLegendre } from "../../math/quadrature";

/** Where e^{−δτ} has fallen to nothing beside what came before. */
const FADED = 42;

/** Panels of Gauss–Legendre in v = ln(1 + τ/scale), short enough for e^{−δτ} too. */
function panels(scale: number, delta: number, horizon: number): { count: number; end: number } {
  const end = Math.log1p(horizon / scale);
  const fade = Math.min(60, Math.abs(delta) * horizon);
  return { count: Math.max(1, Math.ceil(end / 2.5), Math.ceil(fade / 8)), end };
}

/**
 * ∫₀ʰ e^{−δτ} f(τ) dτ for f that varies on the scale of (1 + τ/scale).
 * @param horizon finite
 */
export function discountedIntegral(
  f: (t: number) => number,
  scale: number,
  delta: number,
  horizon: number,
): number {
  if (horizon === 0) return 0;
  const { nodes, weights } = gaussLegendre(16);
  const { count, end } = panels(scale, delta, delta > 0 ? Math.min(horizon, FADED / delta) : horizon);
  const half = end / count / 2;
  let sum = 0;
  for (let panel = 0; panel < count; panel++) {
    const middle = (2 * panel + 1) * half;
    for (let i = 0; i < 16; i++) {
      const v = middle + half * nodes[i]!;
      const t = scale * Math.expm1(v);
      sum += weights[i]! * f(t) * Math.exp(v - delta * t);
    }
  }
  return sum * half * scale;
}

/** ∫₀ʰ e^{−δτ} dE(τ) for an expectation E with E(0) = 0, by parts: e^{−δh}E(h) + δ ∫₀ʰ e^{−δτ}E(τ) dτ. */
export function discountedFromExpectation(
  expectation: (t: number) => number,
  scale: number,
  delta: number,
  horizon: number,
): number {
  const end = Math.exp(-delta * horizon) * expectation(horizon);
  return delta === 0 ? end : end + delta * discountedIntegral(expectation, scale, delta, horizon);
}
