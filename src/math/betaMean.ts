import { lnBeta } from "./gamma";

/** Quadrature nodes for expectations under one beta distribution. */
interface Nodes {
  readonly a: number;
  readonly b: number;
  readonly p: Float64Array;
  readonly weight: Float64Array;
}

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
  const f0 = f(0);
  const rise = f(1) - f0;
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += weight[i]! * (f(p[i]!) - f0 - rise * p[i]!);
  return f0 + (rise * a) / (a + b) + sum;
}

function nodesOf(a: number, b: number): Nodes {
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
      const lnQ = lnP - y;
      const lnWeight = ln + a * lnP + b * lnQ;
      points.push(Math.exp(lnP));
      weights.push(step * Math.exp(lnWeight));
      if (i > 4 && lnWeight + lnP + lnQ < -48) break;
    }
  };
  walk(1);
  walk(-1);
  return { a, b, p: Float64Array.from(points), weight: Float64Array.from(weights) };
}
