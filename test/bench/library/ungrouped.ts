import { digamma, lnGamma, trigamma } from "../../../src/math/gamma";
import type { Smooth } from "../../../src/math/maximise";
import type { DiscountOptions, Histories, SavedFit, SpendFit, Who } from "../../../src/models";
import type { Family } from "../../../src/models/fit/family";
import { lawOf } from "../../../src/models/fit/fitted";
import { hashRows, type Grouped } from "../../../src/models/fit/grouped";
import type { Spenders } from "../../../src/models/gammaGamma/likelihood";
import { discountPerUnit, inUnit } from "../../../src/models/time";
import { once } from "./timing";

/** What the library would do if it grouped nothing: the same searches, checks and formulas. */

/** Every customer a row of its own; tables of logarithms over distinct counts and times stay, they are the likelihood's. */
export function everyRow(data: Histories): Grouped {
  const n = data.x.length;
  const weight = new Float64Array(n).fill(1);
  const { x, tx, T } = data;
  return { n, x, tx, T, weight, rows: n, customers: n, hash: hashRows([x, tx, T, weight]) };
}

/** Gamma–Gamma with its gradient and Hessian, gamma functions for every customer. */
export function rowByRow({ x, spend, weight }: Spenders): Smooth {
  return {
    size: 3,
    evaluate(at, gradient, hessian) {
      const [p, q, gamma] = at as unknown as [number, number, number];
      let value = 0;
      gradient.fill(0);
      hessian.fill(0);
      for (let i = 0; i < x.length; i++) {
        const [n, w] = [x[i]!, weight[i]!];
        const px = p * n;
        const total = n * spend[i]!;
        const all = gamma + total;
        const ln = Math.log(all);
        value +=
          w *
          (lnGamma(px + q) -
            lnGamma(px) -
            lnGamma(q) +
            q * Math.log(gamma) +
            px * Math.log(total) -
            Math.log(spend[i]!) -
            (px + q) * ln);
        gradient[0]! += w * n * (digamma(px + q) - digamma(px) + Math.log(total) - ln);
        gradient[1]! += w * (digamma(px + q) - digamma(q) + Math.log(gamma) - ln);
        gradient[2]! += w * (q / gamma - (px + q) / all);
        const both = trigamma(px + q);
        hessian[0]! += w * n * n * (both - trigamma(px));
        hessian[1]! += w * n * both;
        hessian[2]! -= (w * n) / all;
        hessian[4]! += w * (both - trigamma(q));
        hessian[5]! += w * (1 / gamma - 1 / all);
        hessian[8]! += w * ((px + q) / (all * all) - q / (gamma * gamma));
      }
      hessian[3] = hessian[1]!;
      hessian[6] = hessian[2]!;
      hessian[7] = hessian[5]!;
      return value;
    },
  };
}

/** Customers asked one at a time; the rest would take as long each. */
const ASKED = 2000;

/** Seconds for P(alive), expected purchases, expected discounted purchases and spend of everybody, one at a time. */
export function oneByOne(
  family: Family,
  fit: SavedFit,
  spend: SpendFit,
  who: Who & { readonly spend: Float64Array },
  o: DiscountOptions,
): number {
  const law = lawOf(family, fit);
  const delta = discountPerUnit(o.annualRate, fit.unit);
  const horizon = o.horizon === "infinite" ? Infinity : inUnit(o.horizon, fit.unit);
  const n = who.x.length;
  const asked = Math.min(n, ASKED);
  let sum = 0;
  const ask = (): void => {
    for (let k = 0; k < asked; k++) {
      const i = Math.floor(((k + 0.5) * n) / asked);
      const one = (column: Float64Array) => Float64Array.of(column[i]!);
      const [x, tx, T] = [one(who.x), one(who.tx), one(who.T)];
      const alive = law.alive({ x, tx, T })[0]!;
      const worth = law.discountedIfAlive(x[0]!, T[0]!, delta, horizon, tx[0]);
      const orders = law.ordersIfAlive(x[0]!, T[0]!, horizon, tx[0]);
      sum += alive * (worth * spend.conditionalExpectedSpend({ x, spend: one(who.spend) })[0]! + orders);
    }
  };
  ask();
  const seconds = (once(ask) * n) / asked;
  if (!Number.isFinite(sum)) throw new Error("a customer has no value");
  return seconds;
}
