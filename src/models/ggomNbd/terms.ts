import { gaussLegendre } from "../../math/quadrature";
import type { Who } from "../types";
import { betaAfter, exposure, reach } from "./lifetime";
import { planOf, type Plan } from "./plan";

/**
 * The GGom/NBD likelihood as a sum of two positive integrals that do not share a time, up to the longest T = U:
 *   D(x, T) = (α+U)^{−(r+x)} S(U) + ∫_T^U (r+x)(α+u)^{−(r+x+1)} S(u) du
 *   G(x, t) = ∫_t^U (α+u)^{−(r+x)} f(u) du
 *   L ∝ D(x, T) + G(x, t_x)
 * which is (α+T)^{−(r+x)}S(T) + ∫_{t_x}^T (α+u)^{−(r+x)} f(u) du by parts, so nothing cancels. All integrals of one x
 * are cut from one walk from U down, a Gauss–Legendre panel or a few between neighbouring times. Both are times αʳ.
 */

/** Value, 5 first derivatives and 15 second (upper triangle by rows), in logarithms of (r, α, b, s, β). */
export const WIDTH = 21;

export type Params = readonly [r: number, alpha: number, b: number, s: number, beta: number];

/** ln D per history's (x, T) and ln G per its (x, t_x), without derivatives. */
export function lnTerms(who: Who, params: Params): { ends: Float64Array; lasts: Float64Array } {
  const plan = planOf(who);
  const ends = new Float64Array(plan.ends * WIDTH);
  const lasts = new Float64Array(plan.lasts * WIDTH);
  fillTerms(plan, params, false, ends, lasts);
  return {
    ends: Float64Array.from(plan.end, (place) => ends[place * WIDTH]!),
    lasts: Float64Array.from(plan.last, (place) => lasts[place * WIDTH]!),
  };
}

/** A sum of e^φ over nodes, scaled by its largest, with moments of the derivatives of φ. */
class Mass {
  top = -Infinity;
  readonly sum = new Float64Array(WIDTH);

  clear(): void {
    this.top = -Infinity;
    this.sum.fill(0);
  }

  /** The factor by which a node of height φ counts; earlier ones are scaled down where it is higher by far. */
  weight(phi: number, weight: number): number {
    if (phi > this.top + 30) {
      const down = Math.exp(this.top - phi);
      for (let i = 0; i < WIDTH; i++) this.sum[i] = this.sum[i]! * down;
      this.top = phi;
    }
    return weight * Math.exp(phi - this.top);
  }

  /** Logarithm of the sum, with derivatives, into a table. */
  write(table: Float64Array, base: number, full: boolean): void {
    const { sum } = this;
    const total = sum[0]!;
    table[base] = total > 0 ? this.top + Math.log(total) : -Infinity;
    if (!full) return;
    for (let i = 1; i <= 5; i++) table[base + i] = total > 0 ? sum[i]! / total : 0;
    for (let i = 1, k = 6; i <= 5; i++)
      for (let j = i; j <= 5; j++, k++)
        table[base + k] = total > 0 ? sum[k]! / total - table[base + i]! * table[base + j]! : 0;
  }
}

const masses = [new Mass(), new Mass()] as const;

/** Panels between two neighbouring times beyond which the rest is one: a guard, not a rule. */
const MOST = 400;

/** Fill the tables of ln D (`ends`) and ln G (`lasts`), {@link WIDTH} numbers a row; `full` asks for derivatives. */
export function fillTerms(
  plan: Plan,
  params: Params,
  full: boolean,
  ends: Float64Array,
  lasts: Float64Array,
): void {
  const [r, alpha, b, s, beta] = params;
  const law = { b, s, beta };
  const [stay, leave] = masses;
  const U = plan.longest;
  const place = new Place(params);
  const turn = beta > 1 ? Math.log((beta - 1) / s) / b : 0; // beyond, f falls
  for (const { x, times, end, last } of plan.lines) {
    stay.clear();
    leave.clear();
    place.at(U);
    place.add(stay, 1, x, s, 0, 0, full);
    const pull = (u: number) => (r + x + 1) / (alpha + u) + b + (b * (s + 1)) / betaAfter(b, beta, u);
    const width = (u: number) => Math.min(reach(law, u, pull), 1.6 * (alpha + u));
    let above = U;
    let staying = 0;
    let leaving = 0;
    for (let i = 0; i < times.length; i++) {
      const below = times[i]!;
      for (let u = below, panels = 0; u < above; panels++) {
        const room = panels < MOST ? Math.max(width(u), 1e-15 * u) : above - u;
        const to = u + 1.1 * room >= above ? above : u + room;
        const part = (to - u) / room;
        const { nodes, weights } = gaussLegendre(part < 0.2 ? 6 : part < 0.5 ? 10 : 16);
        const half = (to - u) / 2;
        for (let k = 0; k < nodes.length; k++) {
          place.at(u + half * (1 + nodes[k]!));
          const weight = weights[k]! * half;
          staying = place.add(stay, weight * (r + x), x + 1, s, 0, r / (r + x), full);
          leaving = place.add(leave, weight, x, s, 1, 0, full);
        }
        u = to;
        // Past the turn both integrands only fall: where they are nothing, so is what follows.
        if (u > turn && staying < 1e-20 * stay.sum[0]! && leaving < 1e-20 * leave.sum[0]!) break;
      }
      above = below;
      if (end[i]! >= 0) stay.write(ends, end[i]! * WIDTH, full);
      if (last[i]! >= 0) leave.write(lasts, last[i]! * WIDTH, full);
    }
  }
}

/** What all integrands share at one time u. */
class Place {
  readonly #params: Params;
  #lnTime = 0;
  #ln1 = 0;
  #near = 0;
  #far = 0;
  #Lambda = 0;
  #m = 0;
  #q = 0;
  #p = 0;
  #stays = 0;
  readonly #d = new Float64Array(6);

  constructor(params: Params) {
    this.#params = params;
  }

  at(u: number): void {
    const [, alpha, b, , beta] = this.#params;
    this.#lnTime = Math.log(alpha + u);
    this.#ln1 = Math.log1p(u / alpha);
    this.#near = alpha / (alpha + u);
    this.#far = u / (alpha + u);
    this.#Lambda = exposure(b, beta, u);
    this.#m = b * u;
    const after = betaAfter(b, beta, u);
    this.#q = 1 / after;
    this.#p = -Math.expm1(-this.#m) / after;
    this.#stays = (beta * Math.exp(-this.#m)) / after;
  }

  /**
   * Add weight·e^φ, φ = −x ln(α+u) − r ln(1+u/α) − (s + g)Λ + g(ln(bs/β) + bu): g is 1 for f, 0 for S.
   * @param share r/(r+x) where the weight holds the factor r + x, else 0
   */
  add(mass: Mass, weight: number, x: number, s: number, g: 0 | 1, share: number, full: boolean): number {
    const [r, , b, , beta] = this.#params;
    const Lambda = this.#Lambda;
    const m = this.#m;
    const phi =
      -x * this.#lnTime - r * this.#ln1 - (s + g) * Lambda + (g === 1 ? Math.log((b * s) / beta) + m : 0);
    const w = mass.weight(phi, weight);
    const { sum } = mass;
    sum[0] = sum[0]! + w;
    if (!full) return w;
    const [near, far, q, p] = [this.#near, this.#far, this.#q, this.#p];
    const kappa = s + g;
    const lb = m * q; // ∂Λ/∂ln b; ∂Λ/∂ln β = −p
    const d = this.#d;
    d[0] = -r * this.#ln1 + share;
    d[1] = -x * near + r * far;
    d[2] = -kappa * lb + g * (1 + m);
    d[3] = -s * Lambda + g;
    d[4] = kappa * p - g;
    for (let i = 0, k = 6; i < 5; i++) {
      const wi = w * d[i]!;
      sum[1 + i] = sum[1 + i]! + wi;
      for (let j = i; j < 5; j++, k++) sum[k] = sum[k]! + wi * d[j]!;
    }
    sum[6] = sum[6]! + w * (share * (1 - share) - r * this.#ln1);
    sum[7] = sum[7]! + w * r * far;
    sum[11] = sum[11]! - w * (x + r) * near * far;
    sum[15] = sum[15]! + w * (-kappa * (lb + m * lb * (1 - q)) + g * m);
    sum[16] = sum[16]! - w * s * lb;
    sum[17] = sum[17]! + w * kappa * lb * this.#stays;
    sum[18] = sum[18]! - w * s * Lambda;
    sum[19] = sum[19]! + w * s * p;
    sum[20] = sum[20]! - w * kappa * p * this.#stays;
    return w;
  }
}
