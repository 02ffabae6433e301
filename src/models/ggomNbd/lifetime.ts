import { gaussLegendre } from "../../math/quadrature";

/**
 * Gamma/Gompertz lifetimes (Bemmaor & Glady 2012): S(τ) = (1 + E(τ)/β)^{−s}, E(τ) = e^{bτ} − 1. With b → 0 at a fixed
 * β/b it is the Pareto's. A customer alive at T has the same law with β₁ = 1 + (β − 1)e^{−bT} in place of β.
 */
export interface Gompertz {
  readonly b: number;
  readonly s: number;
  readonly beta: number;
}

/** β after time T: (β + e^{bT} − 1)e^{−bT}. */
export const betaAfter = (b: number, beta: number, T: number): number =>
  -Math.expm1(-b * T) + beta * Math.exp(-b * T);

/** Λ(τ) = ln(1 + (e^{bτ} − 1)/β); S = e^{−sΛ}. */
export function exposure(b: number, beta: number, t: number): number {
  const u = b * t;
  return u < 30 ? Math.log1p(Math.expm1(u) / beta) : u + Math.log(betaAfter(b, beta, t) / beta);
}

export const survive = ({ b, s, beta }: Gompertz, t: number): number => Math.exp(-s * exposure(b, beta, t));

/** Density of the lifetime: b s e^{bτ}/(β + e^{bτ} − 1) · S(τ). */
export function density({ b, s, beta }: Gompertz, t: number): number {
  return hazard({ b, s, beta }, t) * Math.exp(-s * exposure(b, beta, t));
}

/**
 * How far from u a Gauss–Legendre panel may reach: not past what separates it from the poles of Λ, e^{bu} = 1 − β (whose
 * imaginary parts are multiples of π/b), nor through more than nine e-foldings of an integrand that changes at `pull`.
 */
export function reach({ b, beta }: Gompertz, u: number, pull: (u: number) => number): number {
  let room: number;
  if (beta < 1) room = 1.6 * (u - Math.log1p(-beta) / b);
  else {
    const turn = Math.log(beta - 1) / b;
    room = u < turn ? Math.max(3 / b, 0.7 * (turn - u)) : 1.6 * Math.hypot(u - turn, Math.PI / b);
  }
  // Where the risk is constant (β = 1) there are no poles.
  room = Math.min(room, 1e6 * (u + 1 / b));
  for (let guard = 0; guard < 200; guard++) {
    const steep = Math.max(pull(u), pull(u + room));
    if (!(steep * room > 9)) break;
    room = Math.max(9 / steep, 0.5 * room);
  }
  return room;
}

/** The risk of leaving at u, b s/(1 + (β − 1)e^{−bu}). */
export const hazard = ({ b, s, beta }: Gompertz, u: number): number => (b * s) / betaAfter(b, beta, u);

/** Σ over panels of weight · f(u) on [from, to]; `width` says how long a panel at u may be. */
export function march(
  from: number,
  to: number,
  width: (u: number) => number,
  f: (u: number, weight: number) => void,
  done?: (u: number) => boolean,
): void {
  const { nodes, weights } = gaussLegendre(16);
  let u = from;
  for (let panel = 0; panel < 4000 && u < to; panel++) {
    const step = Math.max(width(u), u * 1e-15);
    // Do not leave a sliver.
    const end = u + 1.1 * step >= to ? to : u + step;
    const half = (end - u) / 2;
    for (let i = 0; i < 16; i++) f(u + half * (1 + nodes[i]!), weights[i]! * half);
    u = end;
    if (done?.(u)) return;
  }
}

/** ∫₀ʰ e^{−δτ} S(τ) dτ; h may be Infinity where the integral exists. */
export function timeAlive(law: Gompertz, delta: number, horizon: number): number {
  if (horizon === 0) return 0;
  if (law.s === 0) return delta === 0 ? horizon : -Math.expm1(-delta * horizon) / delta;
  let sum = 0;
  let last = 1;
  march(
    0,
    horizon,
    (u) => reach(law, u, (at) => Math.abs(delta) + hazard(law, at)),
    (u, weight) => {
      last = Math.exp(-delta * u) * survive(law, u);
      sum += weight * last;
    },
    // Beyond, the integrand falls at least as fast as it does here.
    (u) => {
      const fall = delta + Math.min(law.b * law.s, hazard(law, u));
      return fall > 0 && last < 1e-17 * sum * fall;
    },
  );
  return sum;
}
