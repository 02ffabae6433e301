import { random } from "../../../src/math/random";
import type { Histories } from "../../../src/models/types";

export interface Truth {
  readonly model: "bg-nbd" | "pareto-nbd";
  /** r, α, then a, b or s, β. */
  readonly params: readonly [number, number, number, number];
  /** Of a 0/1 column (half the customers) and of a standard normal one. */
  readonly purchase: readonly [number, number];
  readonly dropout: readonly [number, number];
}

/** Customers told from the story itself: rates and lifetimes depend on two columns. Times in weeks, not rounded. */
export function simulateCovariates(truth: Truth, customers: number, seed: number) {
  const g = random(seed);
  const column = () => new Float64Array(customers);
  const data: Histories = { unit: "week", x: column(), tx: column(), T: column() };
  const shop = column();
  const age = column();
  const [r, alpha, c, d] = truth.params;
  for (let i = 0; i < customers; i++) {
    shop[i] = g.uniform() < 0.5 ? 1 : 0;
    age[i] = g.normal();
    const buys = truth.purchase[0] * shop[i]! + truth.purchase[1] * age[i]!;
    const leaves = truth.dropout[0] * shop[i]! + truth.dropout[1] * age[i]!;
    const T = 30 + 30 * g.uniform();
    const rate = (g.gamma(r) / alpha) * Math.exp(buys);
    const life =
      truth.model === "pareto-nbd" ? g.exponential() / ((g.gamma(c) / d) * Math.exp(leaves)) : Infinity;
    const leave = truth.model === "bg-nbd" ? g.beta(c * Math.exp(leaves), d) : 0;
    let t = 0;
    for (;;) {
      t += g.exponential() / rate;
      if (t > Math.min(T, life)) break;
      data.x[i]! += 1;
      data.tx[i] = t;
      if (g.uniform() < leave) break;
    }
    data.T[i] = T;
  }
  return { data, shop, age };
}
