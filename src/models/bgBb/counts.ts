import { lnGammaStep } from "../../math/gamma";

/**
 * P(X(n) = x) of a new customer: Σ_{i<n} P(leaves before opportunity i + 1) P(x of i taken) + P(stays) P(x of n taken),
 * with beta-binomial P(x of i). The sum over i goes on from where an earlier question ended.
 */
export class BetaBinomialCounts {
  readonly #alpha: number;
  readonly #beta: number;
  readonly #gamma: number;
  readonly #delta: number;
  #size = 0;
  /** Sums Σ_{i<n} by n. */
  #known: { n: number; stay: number; sum: Float64Array }[] = [];

  constructor(alpha: number, beta: number, gamma: number, delta: number) {
    this.#alpha = alpha;
    this.#beta = beta;
    this.#gamma = gamma;
    this.#delta = delta;
  }

  /** For x = 0 … size − 1. @param n opportunities, whole */
  upTo(n: number, size: number): Float64Array {
    if (size > this.#size) {
      this.#size = size;
      this.#known = [{ n: 0, stay: 1, sum: new Float64Array(size) }];
    }
    const gamma = this.#gamma;
    const from = this.#known.reduce((best, one) => (one.n <= n && one.n >= best.n ? one : best));
    let { stay } = from;
    const sum = from.sum.slice();
    if (gamma > 0) {
      for (let i = from.n; i < n; i++) {
        const total = gamma + this.#delta + i;
        this.#add(i, stay * (gamma / total), sum);
        stay *= (this.#delta + i) / total;
      }
    }
    if (from.n < n && this.#known.length < 400) this.#known.push({ n, stay, sum: sum.slice() });
    this.#add(n, stay, sum);
    return sum.slice(0, size);
  }

  /** Add `weight` times the beta-binomial probabilities of x of i. */
  #add(i: number, weight: number, sum: Float64Array): void {
    const a = this.#alpha;
    const b = this.#beta;
    // B(α, β + i)/B(α, β); in logs where it underflows.
    let ln = lnGammaStep(b, i) - lnGammaStep(a + b, i);
    let p = Math.exp(ln);
    const logs = ln < -600;
    for (let x = 0; x <= i && x < sum.length; x++) {
      sum[x] = sum[x]! + weight * (logs ? Math.exp(ln) : p);
      const ratio = ((i - x) / (x + 1)) * ((a + x) / (b + i - x - 1));
      if (logs) ln += Math.log(ratio);
      else p *= ratio;
    }
  }
}
