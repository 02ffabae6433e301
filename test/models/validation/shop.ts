import { random } from "../../../src/math/random";
import type { Orders } from "../../../src/models/index";

/** Orders of a shop told day by day: Poisson buyers with gamma rates who leave at gamma-mixed rates; money is Gamma–Gamma. */
export function shopOrders(customers: number, days: number, seed: number, leave = 0.6): Orders {
  const g = random(seed);
  const [customer, day, amount]: [number[], number[], number[]] = [[], [], []];
  for (let c = 0; c < customers; c++) {
    const born = g.below(90);
    const rate = g.gamma(0.8) / 60;
    const life = leave > 0 ? g.exponential() / (g.gamma(leave) / 80) : Infinity;
    const nu = g.gamma(4) / 16;
    let t = 0;
    let last = -1;
    for (;;) {
      const at = born + Math.ceil(t);
      if (at > days) break;
      if (at > last) {
        customer.push(c);
        day.push(at);
        amount.push(g.gamma(6) / nu);
      }
      last = at;
      t += g.exponential() / rate;
      if (t > life) break;
    }
  }
  return { customer, day, amount };
}
