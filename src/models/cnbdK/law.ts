import { betaMean } from "../../math/betaMean";
import { lnGamma, lnGammaStep } from "../../math/gamma";
import { TenureError } from "../../terms/error";
import { stillThere } from "../bgNbd/alive";
import { bgNbdLaw } from "../bgNbd/law";
import { discountedArrivals, MANY_ARRIVALS } from "../laws/arrivals";
import { discountedIntegral } from "../laws/discounted";
import type { Law } from "../laws/law";
import { negativeBinomial, negativeBinomialTail } from "../laws/negativeBinomial";
import { mbgNbdLaw } from "../mbgNbd/law";
import { overRates, type Staged } from "./overRates";
import { fewerStages, renewal, stagesOf, stagesPassed, type Renewal } from "./renewal";

/** BG/CNBD-k (`chances` 0) or MBG/CNBD-k (1) at fixed parameters; at k = 1 it is (M)BG/NBD. */
export function cnbdLaw(k: number, r: number, alpha: number, a: number, b: number, chances: 0 | 1): Law {
  if (k === 1) return chances ? mbgNbdLaw(r, alpha, a, b) : bgNbdLaw(r, alpha, a, b);
  return regularLaw(k, r, alpha, a, b, chances);
}

/**
 * The same written for any k. Given alive, the rate is Gamma(r + kx + j, α + T) where j of the k stages to the next
 * purchase have passed, with probabilities known from T − t_x: every prediction is a mean over j, exact.
 */
export function regularLaw(k: number, r: number, alpha: number, a: number, b: number, chances: 0 | 1): Law {
  const stays = chances ? b / (a + b) : 1;
  const shapeOf = (x: number) => r + k * x;
  /** Σ_j P(stage j) f(shape, j) over the stages of a living customer. */
  const overStages = (x: number, T: number, tx: number, f: (shape: number, j: number) => number): number => {
    const shape = shapeOf(x);
    const { share } = stagesOf(shape, (T - tx) / (alpha + T), k);
    let sum = 0;
    for (let j = 0; j < k; j++) if (share[j]! > 0) sum += share[j]! * f(shape + j, j);
    return sum;
  };
  const after = (x: number) => b + x + chances;
  const staged = (x: number, T: number, tx: number): Staged => {
    const [shape, rate] = [shapeOf(x), alpha + T];
    return { k, shape, rate, gap: T - tx, a, c: after(x) };
  };
  /** Purchases over (0, t], and P(leaves after one of them): stage by stage, or rate by rate where stages are many. */
  const until = (x: number, T: number, t: number, tx: number): Renewal => {
    const who = staged(x, T, tx);
    const { share } = stagesOf(who.shape, who.gap / who.rate, k);
    const sum: Renewal = { orders: 0, gone: 0 };
    for (let j = 0; j < k; j++) {
      if (!(share[j]! > 0)) continue;
      const one = renewal(who.shape + j, who.rate, a, who.c, k, j, t);
      if (!one) return overRates(who, 0, t);
      sum.orders += share[j]! * one.orders;
      sum.gone += share[j]! * one.gone;
    }
    return sum;
  };
  const lnA = Math.log(a);
  const alive = (x: number, tx: number, T: number): number => {
    if (a === 0 || x + chances === 0) return 1;
    const shape = shapeOf(x);
    const total = stagesPassed(shape, (T - tx) / (alpha + T), k);
    const gap = shape * Math.log1p((T - tx) / (alpha + tx));
    return 1 / (1 + Math.exp(lnA - Math.log(b + (x + chances - 1)) + gap - Math.log(total)));
  };
  return {
    regular: true,
    expected: (t) => stays * until(0, 0, t, 0).orders,
    pmf: (t, size) => pmf(k, r, alpha, a, b, chances, t, size),
    alive({ x, tx, T }) {
      return x.map((n, i) => alive(n, tx[i]!, T[i]!));
    },
    lives(u, x, tx, T) {
      if (a === 0 || x + chances === 0) return true;
      const [shape, gap] = [shapeOf(x), T - tx];
      const odds = a / (b + (x + chances - 1)) / stagesPassed(shape, gap / (alpha + T), k);
      return stillThere(u, odds, shape, gap / (alpha + tx)) ?? u < alive(x, tx, T);
    },
    ordersIfAlive: (x, T, t, tx = T) => until(x, T, t, tx).orders,
    // A difference of near-equal numbers may end a rounding error outside of what a probability can be.
    survival: (x, T, t, tx = T) => Math.min(1, Math.max(0, 1 - until(x, T, t, tx).gone)),
    silence: (x, T, t, tx = T) => overStages(x, T, tx, (shape, j) => fewerStages(shape, alpha + T, t, k - j)),
    discountedIfAlive(x, T, delta, horizon, tx = T) {
      if (horizon === Infinity) {
        return overStages(x, T, tx, (shape, j) => forEver(shape, alpha + T, a, after(x), k, j, delta));
      }
      if (delta > 0) return overRates(staged(x, T, tx), delta, horizon).orders;
      const end = Math.exp(-delta * horizon) * until(x, T, horizon, tx).orders;
      if (delta === 0) return end;
      // By parts. Expected purchases of regular buyers rise in steps: the grid follows them.
      const g = alpha + T;
      const scale = Math.min(g, Math.max(g / 16, (k * g) / shapeOf(x)));
      return end + delta * discountedIntegral((t) => until(x, T, t, tx).orders, scale, delta, horizon);
    },
    interpurchase(t) {
      if (t === 0) return 0;
      const ln = lnGammaStep(r, k) - lnGamma(k) - r * Math.log1p(t / alpha);
      return Math.exp(ln + k * Math.log(t / (alpha + t))) / t;
    },
    lifetime: (t) => lifetime(k, r, alpha, a, b, chances, t),
    simulate(x, T, horizon, delta, random, out, tx = T) {
      const shape = shapeOf(x);
      const { share } = stagesOf(shape, (T - tx) / (alpha + T), k);
      let j = 0;
      for (let u = random.uniform() - share[0]!; u > 0 && j < k - 1;) u -= share[++j]!;
      const rate = random.gamma(shape + j) / (alpha + T);
      const leave = a === 0 ? 0 : random.beta(a, after(x));
      const last = leave > 0 ? Math.max(1, Math.ceil(-random.exponential() / Math.log1p(-leave))) : Infinity;
      out.count = 0;
      out.discounted = 0;
      out.alive = 1;
      if (!(rate > 0)) return;
      if (rate * horizon > MANY_ARRIVALS && !out.record) {
        const stages = random.poisson(rate * horizon);
        const count = Math.floor((stages + j) / k);
        const gone = count >= last;
        const need = last * k - j;
        const end = gone ? horizon * random.beta(need, stages - need + 1) : horizon;
        out.count = gone ? last : count;
        out.alive = gone ? 0 : 1;
        out.discounted = discountedArrivals(out.count, end, delta, random);
        return;
      }
      let t = random.gamma(k - j) / rate;
      for (; t <= horizon; t += random.gamma(k) / rate) {
        out.count++;
        out.discounted += delta === 0 ? 1 : Math.exp(-delta * t);
        out.record?.(t);
        if (out.count === last) {
          out.alive = 0;
          return;
        }
      }
    },
  };
}

/** P(X(t) = n): n purchases passed by without leaving and no more came, or the n-th was the last. */
function pmf(
  k: number,
  r: number,
  alpha: number,
  a: number,
  b: number,
  chances: 0 | 1,
  t: number,
  size: number,
): Float64Array {
  const stages = negativeBinomial(r, alpha, t, size * k);
  const out = new Float64Array(size);
  let stay = 1; // B(a, b + n)/B(a, b)
  let below = 0;
  for (let n = 0; n < size; n++) {
    let here = 0;
    for (let i = 0; i < k; i++) here += stages[n * k + i]!;
    const open = 1 - below;
    const tail = open > 1e-3 ? open : negativeBinomialTail(r, alpha, t, n * k);
    if (chances) {
      const total = a + b + n;
      out[n] = (stay * ((b + n) * here + a * tail)) / total;
      stay *= (b + n) / total;
    } else {
      if (n > 0) stay *= (b + (n - 1)) / (a + b + n - 1);
      out[n] = stay * here + (n > 0 ? (stay * a * tail) / (b + (n - 1)) : 0);
    }
    below += here;
  }
  return out;
}

/** Σₙ P(leaves at the n-th purchase) · density of the nk-th stage at t, which is (nk/t) P(N = nk). */
function lifetime(
  k: number,
  r: number,
  alpha: number,
  a: number,
  b: number,
  chances: 0 | 1,
  t: number,
): number {
  if (a === 0 || t === 0) return 0;
  const z = t / (alpha + t);
  const most = Math.min(100_000, Math.ceil((r + 60 + 12 * Math.sqrt(r)) * (t / alpha)) + 60 * k);
  const stages = negativeBinomial(r, alpha, t, most);
  const total = a + b;
  let stay = chances ? b / total : 1;
  let sum = 0;
  for (let n = 1, m = k; m < most; n++, m += k) {
    const met = total + n - 1 + chances;
    const term = stay * (a / met) * (m / t) * stages[m]!;
    sum += term;
    stay *= (met - a) / met;
    if (term < 1e-18 * sum && m * (1 - z) > r) break;
  }
  return sum;
}

/**
 * Σₙ wₙ E e^{−δτ}, τ the time of nk − j stages: for one rate λ with ρ = λ/(λ + δ) it is ρ^{k−j} E_p 1/(1 − ρᵏ + pρᵏ).
 * The mean over λ ~ Gamma(shape, rate) by the trapezoid in ln λ. @throws `model.diverges` when the sum is infinite
 */
function forEver(
  shape: number,
  rate: number,
  a: number,
  c: number,
  k: number,
  j: number,
  delta: number,
): number {
  if (delta === 0 && a > 1) return (a + c - 1) / (a - 1);
  if (!(delta > 0)) throw new TenureError("model.diverges", { delta });
  const at = (lambda: number): number => {
    const ln = -Math.log1p(delta / lambda);
    const open = -Math.expm1(k * ln);
    const power = Math.exp(k * ln);
    const mean = a === 0 ? 1 / open : betaMean(a, c, (p) => 1 / (open + p * power));
    return Math.exp((k - j) * ln) * mean;
  };
  const mode = Math.log(shape / rate);
  const step = Math.min(0.35, 0.45 / Math.sqrt(shape + 1));
  let mass = 0;
  let sum = 0;
  const walk = (from: number, direction: 1 | -1) => {
    for (let i = from; i < 20_000; i++) {
      const d = direction * i * step;
      // Weight over its peak: shape·(d − expm1(d)) is the log density of ln λ about its mode.
      const weight = Math.exp(shape * (d - Math.expm1(d)));
      const value = weight * at(Math.exp(mode + d));
      mass += weight;
      sum += value;
      if (weight < 1e-17 * mass || (i > 20 && value < 1e-17 * sum)) break;
    }
  };
  walk(0, 1);
  walk(1, -1);
  // ∫ weight over ln λ is known: what is left out where the walk ended early has no value.
  const whole = Math.exp(lnGamma(shape) + shape - shape * Math.log(shape));
  return (sum * step) / whole;
}
