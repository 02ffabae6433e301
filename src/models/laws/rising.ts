import { digammaStep, lnGammaStep, trigammaStep } from "../../math/gamma";

/**
 * Σ_customers w [lnΓ(r + x) − lnΓ(r)] with two derivatives in r, as Σ_j (customers with x > j) · ln(r + j):
 * no cancellation as r grows, none as r → 0. Runs of counts without customers are jumped over.
 */
export class Rising {
  readonly #from: Float64Array;
  readonly #to: Float64Array;
  readonly #weight: Float64Array;
  value = 0;
  first = 0;
  second = 0;

  /** @param x counts, whole numbers @param weight customers with each */
  constructor(x: Float64Array, weight: Float64Array) {
    const { counts, customers } = tally(x, weight);
    this.#to = counts;
    this.#from = counts.map((_, i) => (i === 0 ? 0 : counts[i - 1]!));
    this.#weight = new Float64Array(counts.length);
    let above = 0;
    for (let i = counts.length - 1; i >= 0; i--) this.#weight[i] = above += customers[i]!;
  }

  /** Sets `value`, `first`, `second` at r. */
  at(r: number): void {
    let value = 0;
    let first = 0;
    let second = 0;
    for (let i = 0; i < this.#to.length; i++) {
      const from = this.#from[i]!;
      const to = this.#to[i]!;
      const w = this.#weight[i]!;
      if (to - from > 40) {
        value += w * lnGammaStep(r + from, to - from);
        first += w * digammaStep(r + from, to - from);
        second += w * trigammaStep(r + from, to - from);
        continue;
      }
      let product = 1;
      for (let j = from; j < to; j++) {
        const inverse = 1 / (r + j);
        product *= r + j;
        first += w * inverse;
        second -= w * inverse * inverse;
        if (product > 1e280 || product < 1e-280 || j === to - 1) {
          value += w * Math.log(product);
          product = 1;
        }
      }
    }
    this.value = value;
    this.first = first;
    this.second = second;
  }
}

/** Counts up to this are tallied by place; ordinary shops stay far below. */
const DENSE = 4096;

/** Counts above 0, ascending, with the customers that have each. */
function tally(
  x: Float64Array,
  weight: Float64Array,
): { readonly counts: Float64Array; readonly customers: Float64Array } {
  const byPlace = new Float64Array(DENSE);
  const beyond = new Map<number, number>();
  for (let i = 0; i < x.length; i++) {
    const count = x[i]!;
    if (count < DENSE) byPlace[count] = byPlace[count]! + weight[i]!;
    else beyond.set(count, (beyond.get(count) ?? 0) + weight[i]!);
  }
  const counts: number[] = [];
  for (let count = 1; count < DENSE; count++) if (byPlace[count]! > 0) counts.push(count);
  for (const count of [...beyond.keys()].sort((a, b) => a - b)) counts.push(count);
  return {
    counts: Float64Array.from(counts),
    customers: Float64Array.from(counts, (count) => (count < DENSE ? byPlace[count]! : beyond.get(count)!)),
  };
}
