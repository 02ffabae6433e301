import { gaussLegendre } from "../../math/quadrature";
import { TenureError } from "../../terms/error";
import type { Law } from "./law";

/** Nodes of a panel, and the most panels that are worth keeping. */
const NODES = 16;
const PANELS = 48;
/** More pairs than this are not kept: the table would outgrow what it saves. */
const PAIRS = 200_000;
/** Interpolation that is farther off than this, relative, is not used. */
const OFF = 1e-11;
/** e^{−δτ} beyond this many is nothing. */
const FADED = 42;

/** Distinct (x, T), and t_x where the law is regular, that share a future if alive. */
export interface Pairs {
  readonly x: Float64Array;
  readonly T: Float64Array;
  readonly tx: Float64Array;
}

interface Panel {
  /** Ends in w = ln(1 + τ/scale). */
  readonly from: number;
  readonly to: number;
  /** E[Y(τ)] if alive: node by node, every pair. */
  readonly values: Float64Array;
}

/**
 * Expected purchases of living customers, E[Y(τ) | alive, x, T], kept at quadrature nodes of τ for every distinct pair,
 * so that another horizon or discount rate is one weighted sum of what is known:
 *   ∫₀ʰ e^{−δτ} dE(τ) = e^{−δh} E(h) + δ ∫₀ʰ e^{−δτ} E(τ) dτ,
 * E interpolated within panels of ln(1 + τ/scale). Panels are made when a horizon first needs them, and only as long as
 * interpolation holds to 10⁻¹¹ on the most extreme pairs; a law that will not be interpolated (BG/BB counts whole
 * periods) is asked directly each time.
 */
export class Future {
  readonly #law: Law;
  readonly #pairs: Pairs;
  readonly #scale: number;
  readonly #panels: Panel[] = [];
  readonly #probes: readonly number[];
  #direct: boolean;

  constructor(law: Law, pairs: Pairs) {
    this.#law = law;
    this.#pairs = pairs;
    const times = pairs.T.filter((T) => T > 0);
    this.#scale = times.length > 0 ? times.reduce((a, b) => Math.min(a, b)) : 1;
    this.#direct = law.regular === true || pairs.x.length > PAIRS;
    this.#probes = probesOf(pairs);
  }

  /** E[Y(h)] of every pair; h may be Infinity, and so may be the answer. */
  orders(horizon: number): Float64Array {
    if (horizon === Infinity) return this.#ask((x, T, tx) => forEver(this.#law, x, T, tx));
    const weights = horizon === 0 ? [] : this.#weights(0, horizon);
    return weights ? this.#sum(weights) : this.#ask((x, T, tx) => this.#law.ordersIfAlive(x, T, horizon, tx));
  }

  /** The same discounted at δ per unit. @throws `model.diverges` when the sum is infinite */
  discounted(delta: number, horizon: number): Float64Array {
    const endless = horizon === Infinity;
    const until = endless ? FADED / delta : horizon;
    const weights = horizon === 0 ? [] : endless && !(delta > 0) ? null : this.#weights(delta, until);
    return weights
      ? this.#sum(weights)
      : this.#ask((x, T, tx) => this.#law.discountedIfAlive(x, T, delta, horizon, tx));
  }

  #ask(f: (x: number, T: number, tx: number) => number): Float64Array {
    const { x, T, tx } = this.#pairs;
    return x.map((n, i) => f(n, T[i]!, tx[i]!));
  }

  #sum(weights: readonly Float64Array[]): Float64Array {
    const n = this.#pairs.x.length;
    const out = new Float64Array(n);
    weights.forEach((own, k) => {
      const { values } = this.#panels[k]!;
      for (let j = 0; j < NODES; j++) {
        const w = own[j]!;
        if (w === 0) continue;
        const base = j * n;
        for (let i = 0; i < n; i++) out[i] = out[i]! + w * values[base + i]!;
      }
    });
    return out;
  }

  /** What each node counts for, panel by panel; null where the law has to be asked. */
  #weights(delta: number, horizon: number): Float64Array[] | null {
    const end = Math.log1p(horizon / this.#scale);
    if (!this.#reach(end)) return null;
    const { nodes, weights } = gaussLegendre(NODES);
    const faded = delta > 0 ? Math.log1p(FADED / delta / this.#scale) : Infinity;
    const out: Float64Array[] = [];
    for (const { from, to } of this.#panels) {
      const own = new Float64Array(NODES);
      out.push(own);
      const last = Math.min(to, end, faded);
      if (delta !== 0 && last > from) {
        const span = this.#scale * (Math.exp(last) - Math.exp(from));
        const parts = Math.ceil(Math.min(Math.abs(delta) * span, 2 * FADED) / 4) + 1;
        const half = (last - from) / parts / 2;
        for (let part = 0; part < parts; part++) {
          for (let k = 0; k < NODES; k++) {
            const w = from + (2 * part + 1) * half + half * nodes[k]!;
            const fade = Math.exp(w - delta * this.#scale * Math.expm1(w));
            addBasis(own, from, to, w, delta * this.#scale * weights[k]! * half * fade);
          }
        }
      }
      if (end <= to) {
        addBasis(own, from, to, end, Math.exp(-delta * horizon));
        return out;
      }
    }
    return out;
  }

  /** Panels up to `end`. */
  #reach(end: number): boolean {
    while (!this.#direct) {
      const last = this.#panels[this.#panels.length - 1];
      const from = last ? last.to : 0;
      if (last && from >= end) return true;
      const width = last ? Math.min(1.25, 2 * (last.to - last.from)) : 1.25;
      const panel = this.#panels.length < PANELS ? this.#panel(from, width) : null;
      if (panel) this.#panels.push(panel);
      else this.#direct = true;
    }
    return false;
  }

  /** A panel from `from`, as long as the law lets itself be interpolated. */
  #panel(from: number, width: number): Panel | null {
    for (let tries = 0; tries < 12; tries++, width /= 2) {
      const to = from + width;
      if (!this.#holds(from, to)) continue;
      const { x, T } = this.#pairs;
      const n = x.length;
      const values = new Float64Array(NODES * n);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < NODES; j++) {
          values[j * n + i] = this.#law.ordersIfAlive(x[i]!, T[i]!, this.#time(from, to, j));
        }
      }
      return { from, to, values };
    }
    return null;
  }

  #holds(from: number, to: number): boolean {
    const { x, T } = this.#pairs;
    return this.#probes.every((i) => {
      const known = Float64Array.from({ length: NODES }, (_, j) =>
        this.#law.ordersIfAlive(x[i]!, T[i]!, this.#time(from, to, j)),
      );
      return [0.003, 0.37, 0.81, 0.998].every((share) => {
        const w = from + share * (to - from);
        const basis = new Float64Array(NODES);
        addBasis(basis, from, to, w, 1);
        const guess = basis.reduce((sum, b, j) => sum + b * known[j]!, 0);
        const truth = this.#law.ordersIfAlive(x[i]!, T[i]!, this.#scale * Math.expm1(w));
        // Against the panel's own size: near τ = 0 there is nothing to be relative to.
        return Math.abs(guess - truth) <= OFF * (truth + known[NODES - 1]!);
      });
    });
  }

  #time(from: number, to: number, j: number): number {
    const { nodes } = gaussLegendre(NODES);
    return this.#scale * Math.expm1((from + to) / 2 + ((to - from) / 2) * nodes[j]!);
  }
}

/** Add `amount` times the values at w of the polynomials that are 1 at one node and 0 at the others (barycentric). */
function addBasis(own: Float64Array, from: number, to: number, w: number, amount: number): void {
  const { nodes, weights } = gaussLegendre(NODES);
  const at = (2 * w - from - to) / (to - from);
  let total = 0;
  for (let j = 0; j < NODES; j++) {
    const gap = at - nodes[j]!;
    if (gap === 0) {
      own[j] = own[j]! + amount;
      return;
    }
    total += barycentric(nodes[j]!, weights[j]!, j) / gap;
  }
  for (let j = 0; j < NODES; j++) {
    const share = barycentric(nodes[j]!, weights[j]!, j) / (at - nodes[j]!);
    own[j] = own[j]! + (amount * share) / total;
  }
}

/** (−1)ʲ √((1 − x²)w) at Gauss–Legendre nodes (Wang & Xiang 2012). */
const barycentric = (node: number, weight: number, j: number): number =>
  (j % 2 ? -1 : 1) * Math.sqrt((1 - node * node) * weight);

/** Pairs with the least and most x and T, and the most of one with the least of the other. */
function probesOf({ x, T }: Pairs): number[] {
  const n = x.length;
  const best = (score: (i: number) => number): number => {
    let found = 0;
    for (let i = 1; i < n; i++) if (score(i) > score(found)) found = i;
    return found;
  };
  const most = T.reduce((a, b) => Math.max(a, b), 0) || 1;
  const share = (i: number) => Math.log1p(x[i]!) + T[i]! / most;
  const turn = (i: number) => Math.log1p(x[i]!) - (20 * T[i]!) / most;
  const chosen = [
    (i: number) => x[i]!,
    (i: number) => -x[i]!,
    (i: number) => T[i]!,
    (i: number) => -T[i]!,
    share,
    turn,
  ];
  return n === 0 ? [] : [...new Set([...chosen.map(best), n >> 1, n >> 2])];
}

/** Undiscounted and without end; infinite where the sum is. */
function forEver(law: Law, x: number, T: number, tx: number): number {
  try {
    return law.discountedIfAlive(x, T, 0, Infinity, tx);
  } catch (error) {
    if (error instanceof TenureError && error.code === "model.diverges") return Infinity;
    throw error;
  }
}
