import { TenureError } from "../../terms/error";
import { discountedArrivals } from "../laws/arrivals";
import type { Law } from "../laws/law";
import { lomax } from "../laws/lomax";
import { addNegativeBinomial, negativeBinomial } from "../laws/negativeBinomial";
import {
  betaAfter,
  density,
  exposure,
  hazard,
  march,
  reach,
  survive,
  timeAlive,
  type Gompertz,
} from "./lifetime";
import { lnTerms } from "./terms";

/** GGom/NBD at fixed parameters (models.md §9.5); s = 0 is the NBD, where nobody leaves. */
export function ggomNbdLaw(r: number, alpha: number, b: number, s: number, beta: number): Law {
  const born: Gompertz = { b, s, beta };
  const after = (T: number): Gompertz => ({ b, s, beta: betaAfter(b, beta, T) });
  return {
    expected: (t) => (r / alpha) * timeAlive(born, 0, t),
    pmf: (t, size) => pmf(r, alpha, born, t, size),
    alive(who) {
      const { x, T } = who;
      if (s === 0) return new Float64Array(x.length).fill(1);
      const { ends, lasts } = lnTerms(who, [r, alpha, b, s, beta]);
      return x.map((count, i) => {
        const front =
          -count * Math.log(alpha + T[i]!) - r * Math.log1p(T[i]! / alpha) - s * exposure(b, beta, T[i]!);
        return Math.min(1, 1 / (Math.exp(ends[i]! - front) + Math.exp(lasts[i]! - front)));
      });
    },
    ordersIfAlive: (x, T, t) => ((r + x) / (alpha + T)) * timeAlive(after(T), 0, t),
    survival: (_x, T, t) => survive(after(T), t),
    silence(x, T, t) {
      const law = after(T);
      const pace = r + x;
      const none = (u: number) => Math.exp(-pace * Math.log1p(u / (alpha + T)));
      let sum = none(t) * survive(law, t);
      if (s === 0) return sum;
      march(
        0,
        t,
        (u) =>
          Math.min(
            reach(law, u, (at) => pace / (alpha + T + at) + b + hazard(law, at) * (1 + 1 / s)),
            1.6 * (alpha + T + u),
          ),
        (u, weight) => (sum += weight * none(u) * density(law, u)),
        (u) => survive(law, u) <= 1e-18 * sum,
      );
      return Math.min(1, sum);
    },
    discountedIfAlive(x, T, delta, horizon) {
      if (horizon === Infinity && !(delta > 0 || (delta === 0 && s > 0)))
        throw new TenureError("model.diverges", { delta });
      return ((r + x) / (alpha + T)) * timeAlive(after(T), delta, horizon);
    },
    interpurchase: (t) => lomax(r, alpha, t),
    lifetime: (t) => density(born, t),
    simulate(x, T, horizon, delta, random, out) {
      const rate = random.gamma(r + x) / (alpha + T);
      const life = s === 0 ? Infinity : drawLife(after(T), random.exponential());
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

/** The life at which sΛ reaches e ~ Exp(1): e^{bτ} = 1 + β(e^{e/s} − 1). */
function drawLife({ b, s, beta }: Gompertz, e: number): number {
  const v = e / s;
  return v < 700 ? Math.log1p(beta * Math.expm1(v)) / b : (v + Math.log(beta)) / b;
}

/** P(X(t) = n) = NBD_t(n) S(t) + ∫₀ᵗ NBD_τ(n) f(τ) dτ. */
function pmf(r: number, alpha: number, law: Gompertz, t: number, size: number): Float64Array {
  const stay = survive(law, t);
  const out = negativeBinomial(r, alpha, t, size).map((p) => p * stay);
  if (law.s === 0 || t === 0) return out;
  // Counts vary on the scale of a purchase, the finer the more of them are told apart.
  const fine = Math.max(1, Math.sqrt(size) / 6);
  const scale = Math.min(alpha / Math.max(1, r), t);
  march(
    0,
    t,
    (u) =>
      Math.min(
        reach(law, u, (at) => law.b + hazard(law, at) * (1 + 1 / law.s)),
        (2.3 * (scale + u)) / fine,
      ),
    (u, weight) => {
      addNegativeBinomial(out, weight * density(law, u), r, alpha, u);
    },
    // Who has left by then buys no more: where next to nobody stays, the risk may be so high that panels are tiny.
    (u) => survive(law, u) <= 1e-18 * out.reduce((a, p) => Math.min(a, p), 1),
  );
  return out;
}
