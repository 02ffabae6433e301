import { lnBeta } from "./gamma";

/** Quadrature nodes for expectations under one beta distribution. */
interface Nodes {
  readonly a: number;
  readonly b: number;
  readonly p: Float64Array;
  readonly weight: Float64Array;
  /** All the mass is within a narrow peak: the weights sum to 1 and f is summed as it is. */
  readonly dense: boolean;
}

/** Both parameters above this: lnB(a, b) would cost digits, and the peak is narrow. */
const DENSE = 1e4;

let kept: Nodes | null = null;

/**
 * E f(p) for p ~ Beta(a, b), f smooth on [0, 1]: trapezoid in logit p, where the integrand is analytic in a strip.
 * The line through f(0) and f(1) is integrated exactly, so that a, b ≪ 1 cost nothing.
 * @param a positive
 * @param b positive
 */
export function betaMean(a: number, b: number, f: (p: number) => number): number {
  const nodes = kept !== null && kept.a === a && kept.b === b ? kept : (kept = nodesOf(a, b));
  const { p, weight } = nodes;
  if (nodes.dense) {
    let sum = 0;
    for (let i = 0; i < p.length; i++) sum += weight[i]! * f(p[i]!);
    return sum;
  }
  const f0 = f(0);
  const rise = f(1) - f0;
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += weight[i]! * (f(p[i]!) - f0 - rise * p[i]!);
  return f0 + (rise * a) / (a + b) + sum;
}

function nodesOf(a: number, b: number): Nodes {
  if (Math.min(a, b) > DENSE) return denseNodesOf(a, b);
  const ln = -lnBeta(a, b);
  const mode = Math.log((a + 1) / (b + 1));
  const spread = Math.sqrt((a + b + 2) / ((a + 1) * (b + 1)));
  const step = Math.min(0.4, 0.45 * spread);
  const points: number[] = [];
  const weights: number[] = [];
  // Besides the weight, f minus its chord vanishes at both ends like p and 1 − p.
  const walk = (direction: 1 | -1) => {
    for (let i = direction === 1 ? 0 : 1; i < 4000; i++) {
      const y = mode + direction * i * step;
      const lnP = y > 0 ? -Math.log1p(Math.exp(-y)) : y - Math.log1p(Math.exp(y));
      const lnQ = y > 0 ? lnP - y : -Math.log1p(Math.exp(y));
      const lnWeight = ln + a * lnP + b * lnQ;
      points.push(Math.exp(lnP));
      weights.push(step * Math.exp(lnWeight));
      if (i > 4 && lnWeight + lnP + lnQ < -48) break;
    }
  };
  walk(1);
  walk(-1);
  return { a, b, p: Float64Array.from(points), weight: Float64Array.from(weights), dense: false };
}

/** The same trapezoid about the peak p₀ = a/(a + b): ln(pᵃqᵇ/p₀ᵃq₀ᵇ) = a·d − (a + b) ln(1 + p₀(eᵈ − 1)), d = Δ logit p. */
function denseNodesOf(a: number, b: number): Nodes {
  const peak = a / (a + b);
  const spread = Math.sqrt(1 / a + 1 / b);
  const points: number[] = [];
  const weights: number[] = [];
  let total = 0;
  for (let i = -20; i <= 20; i++) {
    const d = 0.45 * i * spread;
    const grown = Math.log1p(peak * Math.expm1(d));
    const weight = Math.exp(a * (d - grown) - b * grown);
    points.push(peak * Math.exp(d - grown));
    weights.push(weight);
    total += weight;
  }
  const weight = Float64Array.from(weights, (w) => w / total);
  return { a, b, p: Float64Array.from(points), weight, dense: true };
}
