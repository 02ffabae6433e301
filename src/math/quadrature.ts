/** Gauss–Legendre and double-exponential quadrature. */

export interface Rule {
  /** Nodes on (−1, 1), ascending. */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, Rule>();

/** The n-point Gauss–Legendre rule on (−1, 1), by Newton's method on Pₙ; kept for the next call. */
export function gaussLegendre(n: number): Rule {
  const known = rules.get(n);
  if (known) return known;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < (n + 1) / 2; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let step = 0; step < 100; step++) {
      let p = 1;
      let before = 0;
      for (let k = 0; k < n; k++) {
        const next = ((2 * k + 1) * x * p - k * before) / (k + 1);
        before = p;
        p = next;
      }
      slope = (n * (x * p - before)) / (x * x - 1);
      const move = p / slope;
      x -= move;
      if (Math.abs(move) < 1e-16) break;
    }
    nodes[i] = -x;
    nodes[n - 1 - i] = x;
    weights[i] = weights[n - 1 - i] = 2 / ((1 - x * x) * slope * slope);
  }
  const rule = { nodes, weights };
  rules.set(n, rule);
  return rule;
}

/** ∫ f over [from, to] by one n-point Gauss–Legendre panel. */
export function integrate(f: (x: number) => number, from: number, to: number, n = 32): number {
  const { nodes, weights } = gaussLegendre(n);
  const half = (to - from) / 2;
  const middle = (to + from) / 2;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += weights[i]! * f(middle + half * nodes[i]!);
  return sum * half;
}

/**
 * ∫ f over [from, to] by tanh–sinh with halving of the step until two levels agree.
 * Bears integrable singularities at the ends. `f` receives the point and its distance to the nearer end.
 * @param tolerance relative agreement of two levels
 */
export function integrateEnds(
  f: (x: number, toEnd: number) => number,
  from: number,
  to: number,
  tolerance = 1e-13,
): number {
  const half = (to - from) / 2;
  const middle = (to + from) / 2;
  const at = (u: number): number => {
    const e = Math.exp(-Math.PI * Math.sinh(u));
    const gap = (2 * e) / (1 + e); // 1 − tanh(π/2 sinh u)
    const weight = (Math.PI * Math.cosh(u) * 2 * e) / ((1 + e) * (1 + e));
    if (!(weight > 1e-300)) return 0;
    const right = f(to - half * gap, half * gap);
    const left = f(from + half * gap, half * gap);
    return weight * ((Number.isFinite(right) ? right : 0) + (Number.isFinite(left) ? left : 0));
  };
  let step = 0.5;
  let sum = (Math.PI / 2) * f(middle, half);
  for (let u = step; u < 6.2; u += step) sum += at(u);
  let value = sum * step * half;
  for (let level = 0; level < 9; level++) {
    step /= 2;
    for (let u = step; u < 6.2; u += 2 * step) sum += at(u);
    const next = sum * step * half;
    if (level > 1 && Math.abs(next - value) <= tolerance * Math.abs(next)) return next;
    value = next;
  }
  return value;
}
