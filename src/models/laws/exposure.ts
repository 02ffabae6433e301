import { distinctRows, pick } from "../fit/distinct";

/** Customers and purchases by distinct length of observation: what the gamma–Poisson part of a likelihood needs. */
export class Exposure {
  readonly #T: Float64Array;
  readonly #customers: Float64Array;
  readonly #purchases: Float64Array;

  constructor(T: Float64Array, x: Float64Array, weight: Float64Array) {
    const { group, row, count } = distinctRows([T]);
    this.#T = pick(T, row);
    this.#customers = new Float64Array(count);
    this.#purchases = new Float64Array(count);
    for (let i = 0; i < T.length; i++) {
      const g = group[i]!;
      this.#customers[g] = this.#customers[g]! + weight[i]!;
      this.#purchases[g] = this.#purchases[g]! + weight[i]! * x[i]!;
    }
  }

  /**
   * Σ w [r ln α − (r + x) ln(α + T)], adding its derivatives in (r, α) = parameters 0 and 1 of an n-parameter model.
   * Written with ln(1 + T/α) so that α → ∞ loses nothing.
   */
  add(r: number, alpha: number, n: number, gradient: Float64Array, hessian: Float64Array): number {
    let value = 0;
    let gr = 0;
    let ga = 0;
    let hra = 0;
    let haa = 0;
    const lnAlpha = Math.log(alpha);
    for (let i = 0; i < this.#T.length; i++) {
      const T = this.#T[i]!;
      const w = this.#customers[i]!;
      const wx = this.#purchases[i]!;
      const inverse = 1 / (alpha + T);
      const ln = Math.log1p(T / alpha);
      value -= w * r * ln + wx * (ln + lnAlpha);
      gr -= w * ln;
      // r/α − (r + x)/(α + T) = (rT/α − x)/(α + T)
      ga += ((w * r * T) / alpha - wx) * inverse;
      hra += (w * T * inverse) / alpha;
      // 1/(α + T)² − 1/α², without the cancellation of r/α² for large α
      haa += wx * inverse * inverse - ((w * r * T) / alpha) * inverse * (inverse + 1 / alpha);
    }
    gradient[0] = gradient[0]! + gr;
    gradient[1] = gradient[1]! + ga;
    hessian[1] = hessian[1]! + hra;
    hessian[n] = hessian[n]! + hra;
    hessian[n + 1] = hessian[n + 1]! + haa;
    return value;
  }
}
