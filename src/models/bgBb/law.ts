import { betaMean } from "../../math/betaMean";
import { hyp2f1 } from "../../math/hypergeometric";
import { TenureError } from "../../terms/error";
import type { Random } from "../../math/random";
import type { Future, Law } from "../laws/law";
import { BetaBinomialCounts } from "./counts";
import { checkOpportunities, opportunities } from "./periods";

/** Opportunities up to this many are summed one by one. */
const FEW = 256;

/**
 * Σ_{k=1..m} e^{−δk} P(still a customer at the k-th opportunity from now), θ ~ Beta(g, c) given alive now:
 * E_θ Σ wᵏ, w = e^{−δ}(1 − θ). No division by g − 1, so g = 1 is no exception.
 */
export function chancesAlive(g: number, c: number, delta: number, m: number): number {
  if (m <= FEW) {
    const fade = Math.exp(-delta);
    let term = 1;
    let sum = 0;
    for (let k = 0; k < m; k++) {
      term *= g === 0 ? fade : ((c + k) / (g + c + k)) * fade;
      sum += term;
    }
    return sum;
  }
  // (w − w^{m+1})/(1 − w) for one θ
  const one = (theta: number): number => {
    const rate = delta - Math.log1p(-theta); // −ln w
    if (rate === 0) return m;
    return -Math.expm1(-m * rate) / Math.expm1(rate);
  };
  return g === 0 ? one(0) : betaMean(g, c, (theta) => (theta === 1 ? 0 : one(theta)));
}

/** The same without end. @throws `model.diverges` when the sum is infinite */
export function chancesForEver(g: number, c: number, delta: number): number {
  if (delta > 0) {
    const z = Math.exp(-delta);
    return g === 0 ? 1 / Math.expm1(delta) : (z * c * hyp2f1(c + 1, g + c + 1, z)) / (g + c);
  }
  if (delta === 0 && g > 1) return c / (g - 1);
  throw new TenureError("model.diverges", { delta });
}

/** BG/BB at fixed parameters (models.md §9.6). Times are numbers of opportunities; spans count whole ones. */
export function bgBbLaw(alpha: number, beta: number, gamma: number, delta: number): Law {
  /** P(still a customer m opportunities on | alive after t): B(γ, δ + t + m)/B(γ, δ + t). */
  const stay = (t: number, m: number): number => {
    if (gamma === 0) return 1;
    if (m > FEW) return betaMean(gamma, delta + t, (theta) => Math.exp(m * Math.log1p(-theta)));
    let product = 1;
    for (let k = 0; k < m; k++) product *= (delta + t + k) / (gamma + delta + t + k);
    return product;
  };
  const mean = (x: number, T: number): number => (alpha + x) / (alpha + beta + T);
  const counts = new BetaBinomialCounts(alpha, beta, gamma, delta);
  return {
    expected: (t) => mean(0, 0) * chancesAlive(gamma, delta, 0, opportunities(t)),
    pmf: (t, size) => counts.upTo(opportunities(t), size),
    alive(who) {
      checkOpportunities(who);
      return who.x.map((x, i) => aliveNow(x, who.tx[i]!, who.T[i]!, alpha, beta, gamma, delta));
    },
    ordersIfAlive: (x, T, t) => mean(x, T) * chancesAlive(gamma, delta + T, 0, opportunities(t)),
    survival: (_x, T, t) => stay(T, opportunities(t)),
    silence: (x, T, t) => silence(alpha + x, beta + T - x, gamma, delta + T, opportunities(t)),
    discountedIfAlive: (x, T, rate, horizon) =>
      mean(x, T) *
      (horizon === Infinity
        ? chancesForEver(gamma, delta + T, rate)
        : chancesAlive(gamma, delta + T, rate, opportunities(horizon))),
    // Taken again after m opportunities, m − 1 of them passed over.
    interpurchase(t) {
      const m = opportunities(t);
      if (m < 1) return 0;
      let product = alpha / (alpha + beta);
      for (let k = 0; k < m - 1; k++) product *= (beta + k) / (alpha + beta + 1 + k);
      return product;
    },
    // Gone before the m-th opportunity, not before the one ahead of it.
    lifetime(t) {
      const m = opportunities(t);
      return m < 1 ? 0 : (stay(0, m - 1) * gamma) / (gamma + delta + m - 1);
    },
    simulate(x, T, horizon, rate, random, out) {
      const take = random.beta(alpha + x, beta + T - x);
      const leave = gamma === 0 ? 0 : random.beta(gamma, delta + T);
      walk(take, leave, opportunities(horizon), rate, random, out);
    },
  };
}

/** P(alive after n | x, t_x, n) = 1/(1 + Σ_{i<m} (ρᵢσᵢ/ρₘσₘ) γ/(γ+δ+t+i)), summed from the last opportunity back. */
function aliveNow(
  x: number,
  tx: number,
  n: number,
  alpha: number,
  beta: number,
  gamma: number,
  delta: number,
): number {
  let odds = 0;
  let ratio = 1; // ρᵢσᵢ/ρₘσₘ
  for (let k = n - 1; k >= tx; k--) {
    ratio *= ((alpha + beta + k) / (beta + (k - x))) * ((gamma + delta + k) / (delta + k));
    odds += (ratio * gamma) / (gamma + delta + k);
    if (odds > 1e300) return 0;
  }
  return 1 / (1 + odds);
}

/** P(no purchase at the next m opportunities | alive): leave at the k-th, having passed over those before, or pass all. */
function silence(a: number, b: number, g: number, c: number, m: number): number {
  let pass = 1;
  let stay = 1;
  let gone = 0;
  for (let k = 0; k < m; k++) {
    gone += pass * stay * (g / (g + c + k));
    stay *= g === 0 ? 1 : (c + k) / (g + c + k);
    pass *= (b + k) / (a + b + k);
    if (pass * stay < 1e-18 * gone) break;
  }
  return Math.min(1, gone + pass * stay);
}

/** One future, opportunity by opportunity: skip to the next that is taken, unless the customer has left by then. */
function walk(take: number, leave: number, m: number, rate: number, random: Random, out: Future): void {
  // Stays through L opportunities, P(L ≥ k) = (1 − θ)ᵏ.
  const stays = leave > 0 ? Math.floor(-random.exponential() / Math.log1p(-leave)) : Infinity;
  const end = Math.min(m, stays);
  out.alive = stays >= m ? 1 : 0;
  out.count = 0;
  out.discounted = 0;
  if (!(take > 0)) return;
  const skip = -Math.log1p(-take);
  for (let k = 0; ;) {
    k += skip === Infinity ? 1 : 1 + Math.floor(random.exponential() / skip);
    if (k > end) return;
    out.count++;
    out.discounted += rate === 0 ? 1 : Math.exp(-rate * k);
    out.record?.(k);
  }
}
