import { bgNbdFamily } from "../bgNbd/family";
import type { Family } from "../fit/family";
import { cnbdLaw } from "./law";
import { cnbdLikelihood, stillLikelihood } from "./likelihood";

/** The largest k tried. */
const MOST = 50;

const CITE =
  "Reutterer, T., Platzer, M., & Schröder, N. (2021). Leveraging purchase regularity for predicting customer behavior the easy way. International Journal of Research in Marketing 38(1), 194–215.";

/** The model at one k, in (r, α, a, b). */
const atOne = (id: string, k: number, chances: 0 | 1): Family => ({
  ...bgNbdFamily,
  id,
  likelihood: (data) => cnbdLikelihood(data, k, chances),
  law: ([r, alpha, a, b]) => cnbdLaw(k, r!, alpha!, a!, b!, chances),
  still: {
    likelihood: (data) => stillLikelihood(data, k),
    // k stages to a purchase: the rate of stages is k times that of purchases.
    start: (meanX, meanT) => [k, meanT / meanX],
  },
});

function cnbdFamily(id: string, chances: 0 | 1): Family<"k" | "r" | "alpha" | "a" | "b"> {
  return {
    id,
    params: ["k", "r", "alpha", "a", "b"],
    cite: CITE,
    whole: { most: MOST, at: (k) => atOne(id, k, chances) },
    likelihood: (data) => ({
      size: 5,
      /** k is a whole number: derivatives with respect to it are 0. */
      evaluate(at, gradient, hessian) {
        const inner = cnbdLikelihood(data, Math.round(at[0]!), chances);
        const [g, h] = [new Float64Array(4), new Float64Array(16)];
        const value = inner.evaluate(at.slice(1), g, h);
        gradient.fill(0);
        hessian.fill(0);
        gradient.set(g, 1);
        for (let i = 0; i < 4; i++) hessian.set(h.subarray(4 * i, 4 * i + 4), 5 * i + 6);
        return value;
      },
    }),
    law: ([k, r, alpha, a, b]) => cnbdLaw(Math.round(k!), r!, alpha!, a!, b!, chances),
    starts: (r, alpha) => bgNbdFamily.starts(r, alpha, 0).map((start) => [1, ...start]),
  };
}

/** BG/CNBD-k: BG/NBD whose purchases are more regular than at random, each the k-th of k exponential stages. */
export const bgCnbdKFamily = cnbdFamily("bg-cnbd-k", 0);

/** MBG/CNBD-k: the same with a chance to leave after the first purchase too. */
export const mbgCnbdKFamily = cnbdFamily("mbg-cnbd-k", 1);
