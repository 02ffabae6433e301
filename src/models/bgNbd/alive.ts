import { NEVER, type Gone, type Law } from "../laws/law";

/** w¹⁶. */
function sixteenth(w: number): number {
  const w2 = w * w;
  const w4 = w2 * w2;
  const w8 = w4 * w4;
  return w8 * w8;
}

/** Whether u < 1/(1 + odds·(1 + q)^power), q ≥ 0; null where bounds do not tell. */
export function stillThere(u: number, odds: number, power: number, q: number): boolean | null {
  // q/(1 + q/2) ≤ ln(1 + q) ≤ q(1 + q/2)/(1 + q), and (1 + z/16)¹⁶ ≤ eᶻ ≤ (1 − z/16)⁻¹⁶.
  const half = 1 + q / 2;
  const lower = 1 + (power / 16) * (q / half);
  if (u * (1 + odds * sixteenth(lower)) >= 1) return false;
  const upper = 1 - (power / 16) * ((q * half) / (1 + q));
  return upper > 0 && u * (1 + odds / sixteenth(upper)) < 1 ? true : null;
}

/** P(alive) = 1/(1 + ρe^{(r+x)L}), ρ = a/(b + x + `more`), L = ln((α + T)/(α + t_x)); 1 where there was no chance to leave. */
export function aliveAfter(
  r: number,
  alpha: number,
  a: number,
  b: number,
  more: -1 | 0,
): Pick<Law, "alive" | "lives"> {
  const probability = (x: number, tx: number, T: number): number =>
    1 / (1 + (a / (b + (x + more))) * Math.exp((r + x) * Math.log1p((T - tx) / (alpha + tx))));
  return {
    alive({ x, tx, T }) {
      const out = new Float64Array(x.length).fill(1);
      if (a === 0) return out;
      for (let i = 0; i < out.length; i++) if (x[i]! + more >= 0) out[i] = probability(x[i]!, tx[i]!, T[i]!);
      return out;
    },
    lives(u, x, tx, T) {
      if (a === 0 || x + more < 0) return true;
      return stillThere(u, a / (b + (x + more)), r + x, (T - tx) / (alpha + tx)) ?? u < probability(x, tx, T);
    },
  };
}

/** Odds of having left, a/(b + x + `more`)·((α + T)/(α + t_x))^{r+x}, in parts; who has had no chance to leave is alive. */
export function goneAfter(r: number, alpha: number, a: number, b: number, more: -1 | 0): Gone {
  const lnA = Math.log(a);
  return {
    stays: () => 0,
    end: (x, T) => (x + more < 0 ? NEVER : lnA - Math.log(b + (x + more)) + (r + x) * Math.log1p(T / alpha)),
    last: (x, tx) => -(r + x) * Math.log1p(tx / alpha),
  };
}
