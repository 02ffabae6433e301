import type { Family } from "../fit/family";
import { paretoNbdLaw } from "./law";
import { paretoNbdLikelihood } from "./likelihood";
import { nbdIsPeak } from "./limit";

/** Pareto/NBD: gamma-distributed Poisson rates, exponential lifetimes with gamma-distributed rates. */
export const paretoNbdFamily: Family<"r" | "alpha" | "s" | "beta"> = {
  id: "pareto-nbd",
  params: ["r", "alpha", "s", "beta"],
  cite: "Schmittlein, D. C., Morrison, D. G., & Colombo, R. (1987). Counting your customers: who are they and what will they do next? Management Science 33(1), 1–24.",
  likelihood: paretoNbdLikelihood,
  law: ([r, alpha, s, beta]) => paretoNbdLaw(r!, alpha!, s!, beta!),
  starts: (r, alpha, meanT) => [
    [r, alpha, 0.6, meanT / 2],
    [r, alpha, 0.05, meanT / 2],
    [2 * r, alpha, 2, 2 * meanT],
    [r, alpha, 1, meanT / 10],
  ],
  // Some leave at once and the others never: likelihoods that still climb with s, β → 0 hardly do so any more.
  least: { param: "beta", share: 1e-12 },
  dropout: {
    params: ["s", "beta"],
    limit: (r, alpha) => [r, alpha, 0, alpha],
    common: ["s", "beta"],
    early: { little: (at, meanT) => at[2]! * Math.log1p(meanT / at[3]!) < 0.02, peak: nbdIsPeak },
  },
};
