import { gaussLegendre } from "../../math/quadrature";

/** Terms summed one by one before the rest is integrated. */
const DIRECT = 4000;

/**
 * Σ_{k≥0} e^{lnS(from+k)}(1+d)^{−k} for a smooth survivor function with tail t^{−power}, d ≥ 0: the first terms one by
 * one, the rest by Euler–Maclaurin, Σ_{t≥N} f = ∫_N^∞ f + f(N)/2 − f′(N)/12, the integral in ln t. At d = 0 the power
 * law closes the tail. Relative error below 1e−11.
 */
export function smoothTail(lnS: (t: number) => number, from: number, d: number, power: number): number {
  const delta = Math.log1p(d);
  const lnTerm = (t: number) => lnS(t) - delta * (t - from);
  let sum = 0;
  let k = 0;
  for (; k < DIRECT; k++) {
    const term = Math.exp(lnTerm(from + k));
    sum += term;
    if (d > 0 && term / -Math.expm1(-delta) < 1e-17 * sum) return sum;
  }
  const start = from + k;
  const step = 1e-3 * start;
  const slope = (Math.exp(lnTerm(start + step)) - Math.exp(lnTerm(start - step))) / (2 * step);
  const { nodes, weights } = gaussLegendre(16);
  // In v = ln(t/start); e^{−δt} has vanished past δt = 45, a power law without discounting is closed at v = 40.
  const end = d > 0 ? Math.min(40, Math.log(1 + 45 / (delta * start))) : 40;
  const panels = Math.max(8, Math.ceil(end * 4));
  let integral = 0;
  for (let p = 0; p < panels; p++) {
    const half = end / panels / 2;
    const middle = (2 * p + 1) * half;
    for (let j = 0; j < nodes.length; j++) {
      const t = start * Math.exp(middle + half * nodes[j]!);
      integral += weights[j]! * half * t * Math.exp(lnTerm(t));
    }
  }
  if (d === 0) {
    const last = start * Math.exp(end);
    integral += (last * Math.exp(lnTerm(last))) / (power - 1);
  }
  return sum + integral + Math.exp(lnTerm(start)) / 2 - slope / 12;
}
