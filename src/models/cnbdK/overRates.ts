import { lnGamma, lnGammaStep } from "../../math/gamma";
import { gaussLegendre } from "../../math/quadrature";
import { stagesPassed, type Renewal } from "./renewal";

/** A living customer: the rate of stages is Gamma(shape + j, rate) where j of the k to the next purchase have passed. */
export interface Staged {
  readonly k: number;
  readonly shape: number;
  readonly rate: number;
  /** Time since the last purchase: what tells how many stages have passed. */
  readonly gap: number;
  /** Chance to leave after a purchase: Beta(a, c). */
  readonly a: number;
  readonly c: number;
}

/**
 * Purchases over (0, h], each worth e^{−δτ}, and P(leaves after one of them; meant for δ = 0), one rate λ at a time.
 * At a fixed rate the m-th stage comes at τ ~ Gamma(m, λ), so that
 *   E[e^{−δτ}; τ ≤ h] = ρᵐ P(N ≥ m), ρ = λ/(λ + δ), N ~ Poisson((λ + δ)h),
 * and the n-th purchase needs nk − j stages and n − 1 chances to leave passed by, wₙ = B(a, c + n − 1)/B(a, c):
 *   Σₙ wₙ Σ_j P(j | λ) ρ^{nk−j} P(N ≥ nk − j).
 * All terms are positive. The mean over λ is the trapezoid in ln λ, where the integrand is analytic in a strip.
 * @param delta not below 0
 * @param horizon finite
 */
export function overRates(who: Staged, delta: number, horizon: number): Renewal {
  const { k, shape, rate, gap } = who;
  if (horizon === 0) return { orders: 0, gone: 0 };
  const lnTotal = Math.log(stagesPassed(shape, gap / rate, k));
  const whole = lnPeak(shape);
  // The finest detail: the spread of λ itself, and purchases by number as long as k stages can tell them apart.
  const step = Math.min(0.3, 0.75 / Math.sqrt(shape + k + 1.5 * k * k));
  const stages = new Float64Array(k);
  const added = new Float64Array(k);
  const out: Renewal = { orders: 0, gone: 0 };
  const here: Renewal = { orders: 0, gone: 0 };
  const start = Math.log((shape + k) / shape);
  const walk = (direction: 1 | -1) => {
    let before = 0;
    for (let i = direction === 1 ? 0 : 1; i < 100_000; i++) {
      const d = start + direction * i * step;
      const lambda = (shape / rate) * Math.exp(d);
      const weight = Math.exp(shape * (d - Math.expm1(d)) - whole + stagesAt(stages, lambda * gap) - lnTotal);
      let term = 0;
      if (weight > 0) {
        atRate(who, lambda, stages, added, delta, horizon, here);
        term = weight * here.orders;
        out.orders += term;
        out.gone += weight * here.gone;
      }
      if (term <= before && term <= 1e-17 * out.orders && (direction === 1 || d < 0)) break;
      before = term;
    }
  };
  walk(1);
  walk(-1);
  return { orders: out.orders * step, gone: who.a === 0 ? 0 : Math.min(1, out.gone * step) };
}

/** ln ∫ e^{s(d − expm1(d))} dd = lnΓ(s) + s − s ln s, without the cancellation of large s. */
function lnPeak(s: number): number {
  if (s < 50) return lnGamma(s) + s - s * Math.log(s);
  const i = 1 / s;
  return 0.5 * Math.log(2 * Math.PI * i) + (i * (1 - i * i * (1 / 30 - (i * i) / 105))) / 12;
}

/** P(j stages passed | λ) for j < k, u = λ·gap, and ln of what they sum to before: Σ uʲ/j!. */
function stagesAt(out: Float64Array, u: number): number {
  const k = out.length;
  const ln = Math.log(u);
  let top = 0;
  let at = 0;
  for (let j = 1; j < k; j++) {
    at += ln - Math.log(j);
    out[j] = at;
    if (at > top) top = at;
  }
  out[0] = 0;
  let sum = 0;
  for (let j = 0; j < k; j++) sum += out[j] = Math.exp(out[j]! - top);
  for (let j = 0; j < k; j++) out[j] = out[j]! / sum;
  return top + Math.log(sum);
}

/** Beyond this mean the number of stages is as good as known: its spread moves nothing by more than its inverse. */
const KNOWN = 1e8;
/** Purchases summed one by one before the rest of those that surely come is integrated in ln n. */
const FEW = 20_000;

/** P(N ≥ m) at m − `first`, for the m at which it is neither 1 nor 0. */
let tails = new Float64Array(4096);

/** The sums of {@link overRates} at one rate. */
function atRate(
  { k, a, c }: Staged,
  lambda: number,
  stages: Float64Array,
  added: Float64Array,
  delta: number,
  horizon: number,
  out: Renewal,
): void {
  const lnRho = -Math.log1p(delta / lambda);
  const rhoK = Math.exp(k * lnRho);
  const mean = (lambda + delta) * horizon;
  const known = mean > KNOWN;
  const first = known ? mean : Math.max(0, Math.floor(mean - 9.5 * Math.sqrt(mean) - 30));
  const last = known ? mean : Math.ceil(mean + 9.5 * Math.sqrt(mean) + 60);
  // What the n-th purchase adds to those before it, by the stage a customer is at now, and if all its stages come.
  for (let j = 0; j < k; j++) added[j] = stages[j]! * Math.exp((k - j) * lnRho);
  let sure = 0;
  for (let j = 0; j < k; j++) sure += added[j]!;
  let stay = 1;
  let fade = 1;
  out.orders = out.gone = 0;
  const take = (n: number, value: number): boolean => {
    const term = stay * fade * value;
    out.orders += term;
    const met = a + c + n - 1;
    out.gone += (term * a) / met;
    stay *= (met - a) / met;
    fade *= rhoK;
    return term > 1e-18 * out.orders;
  };
  let n = 1;
  const certain = Math.floor(first / k);
  for (; n <= Math.min(certain, FEW); n++) if (!take(n, sure)) return;
  if (certain > FEW) {
    // In the middle of what is not known the count of stages is its mean.
    addSmooth(n - 0.5, known ? (mean + 0.5) / k : certain + 0.5, a, c, k * lnRho, sure, out);
    if (known) return;
    n = certain + 1;
    stay = staying(a, c, n);
    fade = Math.exp((n - 1) * k * lnRho);
  }
  // Only now: where customers leave early nothing is left of those that are not certain, however many they are.
  fillTails(mean, first, last);
  for (; (n - 1) * k < last; n++) {
    let value = 0;
    for (let j = 0, m = n * k; j < k; j++, m--) {
      if (m <= last) value += added[j]! * (m <= first ? 1 : tails[m - first]!);
    }
    if (!take(n, value) && n * k > mean) return;
  }
}

/** wₙ = B(a, c + n − 1)/B(a, c): n − 1 chances to leave passed by. */
const staying = (a: number, c: number, n: number): number =>
  Math.exp(lnGammaStep(c, n - 1) - lnGammaStep(a + c, n - 1));

/** Σ over whole n in (from, to) of wₙ e^{(n−1)·ln}·value as an integral, Gauss–Legendre in ln n. */
function addSmooth(
  from: number,
  to: number,
  a: number,
  c: number,
  ln: number,
  value: number,
  out: Renewal,
): void {
  const { nodes, weights } = gaussLegendre(16);
  // Faded to nothing beyond.
  const end = ln < 0 ? Math.min(to, from + 45 / -ln) : to;
  const span = Math.log(end / from);
  const panels = Math.ceil(span / 0.7 + (-ln * (end - from)) / 9) + 1;
  const half = span / panels / 2;
  for (let panel = 0; panel < panels; panel++) {
    for (let i = 0; i < 16; i++) {
      const n = from * Math.exp(half * (2 * panel + 1 + nodes[i]!));
      const term = weights[i]! * half * n * value * staying(a, c, n) * Math.exp((n - 1) * ln);
      out.orders += term;
      out.gone += (term * a) / (a + c + n - 1);
    }
  }
}

/** Fill `tails` with P(N ≥ m) of a Poisson, m = first … last, summed from the far end. */
function fillTails(mean: number, first: number, last: number): void {
  const size = last - first + 1;
  if (tails.length < size + 1) tails = new Float64Array(2 * size);
  const mode = Math.floor(mean);
  let p = Math.exp(mode * Math.log(mean || 1) - mean - lnGamma(mode + 1));
  for (let m = mode, q = p; m <= last; q *= mean / ++m) tails[m - first] = q;
  for (let m = mode; m > first;) {
    p *= m / mean;
    tails[--m - first] = p;
  }
  for (let i = size - 2; i >= 0; i--) tails[i] = tails[i]! + tails[i + 1]!;
  // What was left out on either side is nothing: so the first is 1 but for rounding of ln Γ, which all share.
  const all = tails[0]!;
  for (let i = 0; i < size; i++) tails[i] = tails[i]! / all;
}
