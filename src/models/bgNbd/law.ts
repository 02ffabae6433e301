import { betaMean } from "../../math/betaMean";
import { decay } from "../../math/decay";
import { scaledExpIntegral } from "../../math/incomplete";
import { TenureError } from "../../terms/error";
import { discountedFromExpectation } from "../laws/discounted";
import type { Random } from "../../math/random";
import { FEW_ARRIVALS, manyArrivals } from "../laws/arrivals";
import type { Future, Law } from "../laws/law";
import { lomax, lomaxSurvival } from "../laws/lomax";
import { negativeBinomial, negativeBinomialTail } from "../laws/negativeBinomial";
import { aliveAfter, goneAfter } from "./alive";

/**
 * What BG/NBD and its kin share: a purchaser's rate λ ~ Gamma(k, g) and dropout chance p ~ Beta(a, c) after each
 * purchase, given alive. BG/NBD has k = r + x, g = α + T, c = b + x; MBG/NBD c = b + x + 1.
 */

/**
 * Expected purchases over (0, t]: E_p[(1 − (g/(g + pt))ᵏ)/p], by Euler's transformation of Fader, Hardie & Lee (2005),
 * eq. 10: C·H(a − 1, C − k + …, C, z) of models.md §9.1.3 with C = a + c − 1, z = t/(g + t).
 */
export function ordersAlive(k: number, g: number, a: number, c: number, t: number): number {
  if (t === 0) return 0;
  if (a === 0) return (k * t) / g;
  const z = t / (g + t);
  const C = a + c - 1;
  const B = C - k; // Euler: C − (r + x)
  const epsilon = a - 1;
  // Where dropout is nearly the same for all (C ≫ k, or a large), the two parts would cancel or overflow.
  if (B > -3 && z < 0.995 && C < 1e3 * k && epsilon * z < 30) {
    // C·S with the factor C cancelled against (C)ₙ, so that C = 0 is no exception.
    let term = B * z;
    let sum = term;
    for (let n = 1; n < 20_000; n++) {
      term *= (((epsilon + n) * (B + n)) / ((C + n) * (n + 1))) * z;
      sum += term;
      if (Math.abs(term) <= 1e-17 * Math.abs(sum)) break;
    }
    const ln = Math.log1p(-z);
    const first = Math.abs(epsilon) < 1e-300 ? -ln : -Math.expm1(epsilon * ln) / epsilon;
    return C * first - Math.exp(epsilon * ln) * sum;
  }
  return betaMean(a, c, (p) => {
    const share = (p * t) / g;
    return share < 1e-290 ? (k * t) / g : -Math.expm1(-k * Math.log1p(share)) / p;
  });
}

/** P(no dropout through purchases over (0, t]): E_p (g/(g + pt))ᵏ. */
export function survivalAlive(k: number, g: number, a: number, c: number, t: number): number {
  if (a === 0 || t === 0) return 1;
  return Math.min(
    1,
    Math.max(
      0,
      betaMean(a, c, (p) => Math.exp(-k * Math.log1p((p * t) / g))),
    ),
  );
}

/** Density at t of the time of the purchase after which a customer leaves: E_p of an exponential's at the rate λp. */
export function leavingDensity(k: number, g: number, a: number, c: number, t: number): number {
  return a === 0 ? 0 : betaMean(a, c, (p) => p * (k / g) * Math.exp(-(k + 1) * Math.log1p((p * t) / g)));
}

/** Expected purchases discounted at δ over (0, horizon]. @throws `model.diverges` when the sum is infinite */
export function discountedAlive(
  k: number,
  g: number,
  a: number,
  c: number,
  delta: number,
  horizon: number,
): number {
  if (horizon !== Infinity) {
    return discountedFromExpectation((t) => ordersAlive(k, g, a, c, t), g, delta, horizon);
  }
  if (delta > 0) {
    if (a === 0) return k / (g * delta);
    // ∫ e^{−δτ} λ e^{−λpτ} dτ averaged over λ is (k/p) eʸ E_{k+1}(y), y = gδ/p.
    return betaMean(a, c, (p) =>
      p < 1e-290 ? k / (g * delta) : (k / p) * scaledExpIntegral(k + 1, (g * delta) / p),
    );
  }
  if (delta === 0 && a > 1) return (a + c - 1) / (a - 1); // E[1/p]
  throw new TenureError("model.diverges", { delta });
}

/**
 * One future of a living customer. Dropout is drawn purchase by purchase from its beta–geometric odds, or, where many
 * purchases are to be expected, all at once: the same distribution.
 */
export function simulateAlive(
  k: number,
  g: number,
  a: number,
  c: number,
  horizon: number,
  delta: number,
  random: Random,
  out: Future,
): void {
  const pause = g / random.gamma(k);
  out.count = 0;
  out.discounted = 0;
  out.alive = 1;
  if (!(pause < Infinity)) return;
  if (horizon > FEW_ARRIVALS * pause && !out.record) {
    manyArrivals(1 / pause, a, c, horizon, delta, random, out);
    return;
  }
  let total = a + c;
  // One number tells how many purchases are stayed through: the chance of as many falls below it.
  const leave = a > 0 ? random.uniform() : 0;
  let stays = 1;
  let [t, count, discounted] = [0, 0, 0];
  while ((t += random.exponential() * pause) <= horizon) {
    count++;
    discounted += delta === 0 ? 1 : decay(delta * t);
    out.record?.(t);
    stays *= (total - a) / total;
    if (stays < leave) {
      out.alive = 0;
      break;
    }
    total += 1;
  }
  out.count = count;
  out.discounted = discounted;
}

/** BG/NBD at fixed parameters (models.md §9.2). */
export function bgNbdLaw(r: number, alpha: number, a: number, b: number): Law {
  return {
    expected: (t) => ordersAlive(r, alpha, a, b, t),
    pmf(t, size) {
      const counts = negativeBinomial(r, alpha, t, size);
      let stay = 1; // B(a, b + n)/B(a, b)
      let below = 0;
      return counts.map((p, n) => {
        const open = 1 - below;
        const tail = open > 1e-3 ? open : negativeBinomialTail(r, alpha, t, n);
        if (n > 0) stay *= (b + (n - 1)) / (a + b + n - 1);
        below += p;
        return stay * p + (n > 0 ? (stay * a * tail) / (b + (n - 1)) : 0);
      });
    },
    ...aliveAfter(r, alpha, a, b, -1),
    ...(a > 0 ? { gone: goneAfter(r, alpha, a, b, -1) } : {}),
    ordersIfAlive: (x, T, t) => ordersAlive(r + x, alpha + T, a, b + x, t),
    survival: (x, T, t) => survivalAlive(r + x, alpha + T, a, b + x, t),
    silence: (x, T, t) => lomaxSurvival(r + x, alpha + T, t),
    interpurchase: (t) => lomax(r, alpha, t),
    lifetime: (t) => leavingDensity(r, alpha, a, b, t),
    discountedIfAlive: (x, T, delta, horizon) => discountedAlive(r + x, alpha + T, a, b + x, delta, horizon),
    simulate: (x, T, horizon, delta, random, out) =>
      simulateAlive(r + x, alpha + T, a, b + x, horizon, delta, random, out),
  };
}
