import { scaledExpIntegral } from "../../math/incomplete";
import { gaussLegendre } from "../../math/quadrature";
import { TenureError } from "../../terms/error";
import { discountedArrivals } from "../laws/arrivals";
import { discountedIntegral } from "../laws/discounted";
import { distinctRows, type Distinct } from "../fit/distinct";
import type { Gone, Law } from "../laws/law";
import { lomax } from "../laws/lomax";
import { addNegativeBinomial, negativeBinomial } from "../laws/negativeBinomial";
import type { Who } from "../types";
import { livesBy } from "./lives";
import { lnTerm } from "./terms";

/** ∫₀ᵗ (B/(B + τ))ˢ dτ: expected time alive out of t; B log1p(t/B) at s = 1, t at s = 0. */
export function timeAlive(s: number, B: number, t: number): number {
  const ln = Math.log1p(t / B);
  const e = s - 1;
  return Math.abs(e) < 1e-300 ? B * ln : (-B * Math.expm1(-e * ln)) / e;
}

/** Pareto/NBD at fixed parameters (models.md §9.4); s = 0 is the NBD, where nobody leaves. */
export function paretoNbdLaw(r: number, alpha: number, s: number, beta: number): Law {
  const gone = s > 0 ? goneBy(r, alpha, s, beta) : null;
  return {
    expected: (t) => (r / alpha) * timeAlive(s, beta, t),
    pmf: (t, size) => pmf(r, alpha, s, beta, t, size),
    alive: (who) => alive(who, r, alpha, s, beta),
    ...(gone ? { gone, lives: livesBy(r, alpha, s, beta, gone) } : { lives: () => true }),
    ordersIfAlive: (x, T, t) => ((r + x) / (alpha + T)) * timeAlive(s, beta + T, t),
    survival: (_x, T, t) => Math.exp(-s * Math.log1p(t / (beta + T))),
    silence(x, T, t) {
      // What the likelihood says of a last purchase at T and none until T + t, given alive at T.
      if (s === 0) return Math.exp(-(r + x) * Math.log1p(t / (alpha + T)));
      const front = -x * Math.log(alpha + T) - r * Math.log1p(T / alpha) - s * Math.log1p(T / beta);
      const end = lnTerm(1, x, T + t, r, alpha, s, beta);
      const gone = lnTerm(0, x, T, r, alpha, s, beta);
      return Math.min(1, Math.exp(end - front) + Math.exp(gone - front));
    },
    interpurchase: (t) => lomax(r, alpha, t),
    lifetime: (t) => lomax(s, beta, t),
    discountedIfAlive(x, T, delta, horizon) {
      return ((r + x) / (alpha + T)) * discountedTime(s, beta + T, delta, horizon);
    },
    simulate(x, T, horizon, delta, random, out) {
      const rate = random.gamma(r + x) / (alpha + T);
      const life = s === 0 ? Infinity : (beta + T) * Math.expm1(random.exponential() / s);
      const end = Math.min(life, horizon);
      const count = random.poisson(rate * end);
      out.count = count;
      if (out.record) {
        out.discounted = 0;
        for (let i = 0; i < count; i++) {
          const t = end * random.uniform();
          out.discounted += Math.exp(-delta * t);
          out.record(t);
        }
      } else out.discounted = discountedArrivals(count, end, delta, random);
      out.alive = life > horizon ? 1 : 0;
    },
  };
}

/** ∫₀ʰ e^{−δτ} (B/(B + τ))ˢ dτ. @throws `model.diverges` when infinite */
function discountedTime(s: number, B: number, delta: number, horizon: number): number {
  if (delta === 0 && horizon !== Infinity) return timeAlive(s, B, horizon);
  if (horizon !== Infinity) {
    return discountedIntegral((t) => Math.exp(-s * Math.log1p(t / B)), B, delta, horizon);
  }
  if (delta > 0) return B * scaledExpIntegral(s, B * delta);
  if (delta === 0 && s > 1) return B / (s - 1);
  throw new TenureError("model.diverges", { delta });
}

/** Distinct (x, T) and (x, t_x) of histories, found once though many laws look at the same people. */
const pairs = new WeakMap<Who, { readonly ends: Distinct; readonly lasts: Distinct }>();

function pairsOf(who: Who): { readonly ends: Distinct; readonly lasts: Distinct } {
  let found = pairs.get(who);
  if (!found) {
    found = { ends: distinctRows([who.x, who.T]), lasts: distinctRows([who.x, who.tx]) };
    pairs.set(who, found);
  }
  return found;
}

/** {@link alive} in parts. */
function goneBy(r: number, alpha: number, s: number, beta: number): Gone {
  const front = (x: number, T: number): number =>
    -x * Math.log(alpha + T) - r * Math.log1p(T / alpha) - s * Math.log1p(T / beta);
  return {
    stays: (x, T) => lnTerm(1, x, T, r, alpha, s, beta) - front(x, T),
    end: (x, T) => -front(x, T),
    last: (x, tx) => lnTerm(0, x, tx, r, alpha, s, beta),
  };
}

/** P(alive) = (α+T)^{−(r+x)}(β+T)^{−s} / (D(x, T) + G(x, t_x)), both times αʳ βˢ. */
function alive(who: Who, r: number, alpha: number, s: number, beta: number): Float64Array {
  const { x, tx, T } = who;
  if (s === 0) return new Float64Array(x.length).fill(1);
  const { ends, lasts } = pairsOf(who);
  const end = Float64Array.from(ends.row, (i) => lnTerm(1, x[i]!, T[i]!, r, alpha, s, beta));
  const last = Float64Array.from(lasts.row, (i) => lnTerm(0, x[i]!, tx[i]!, r, alpha, s, beta));
  const front = Float64Array.from(
    ends.row,
    (i) => -x[i]! * Math.log(alpha + T[i]!) - r * Math.log1p(T[i]! / alpha) - s * Math.log1p(T[i]! / beta),
  );
  const out = new Float64Array(x.length);
  for (let i = 0; i < out.length; i++) {
    const e = ends.group[i]!;
    const odds = Math.exp(end[e]! - front[e]!) + Math.exp(last[lasts.group[i]!]! - front[e]!);
    out[i] = Math.min(1, 1 / odds);
  }
  return out;
}

/**
 * P(X(t) = n) = NBD_t(n)(β/(β+t))ˢ + ∫₀ᵗ NBD_τ(n) s βˢ (β+τ)^{−s−1} dτ, Gauss–Legendre in ln(m + τ), m = min(α, β).
 * The closed forms with two 2F1 (Fader & Hardie's note 012) cancel; this does not.
 */
function pmf(r: number, alpha: number, s: number, beta: number, t: number, size: number): Float64Array {
  const stay = Math.exp(-s * Math.log1p(t / beta));
  const out = negativeBinomial(r, alpha, t, size).map((p) => p * stay);
  if (s === 0 || t === 0) return out;
  const { nodes, weights } = gaussLegendre(16);
  // The shortest scale on which anything happens: a purchase, a departure, or all of t.
  const m = Math.min(alpha / Math.max(1, r), beta / Math.max(1, s), t);
  const end = Math.log1p(t / m);
  const panels = Math.ceil((end / 1.2) * Math.max(1, Math.sqrt(size) / 6)) + 1;
  const half = end / panels / 2;
  for (let panel = 0; panel < panels; panel++) {
    for (let i = 0; i < 16; i++) {
      const v = (2 * panel + 1) * half + half * nodes[i]!;
      const tau = m * Math.expm1(v);
      const die = (s / (beta + tau)) * Math.exp(-s * Math.log1p(tau / beta));
      const front = weights[i]! * half * (m + tau) * die;
      addNegativeBinomial(out, front, r, alpha, tau);
    }
  }
  return out;
}
