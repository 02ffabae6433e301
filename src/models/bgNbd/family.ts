import type { Family } from "../fit/family";
import { bgNbdLaw } from "./law";
import { bgNbdLikelihood } from "./likelihood";

/** BG/NBD: gamma-distributed Poisson rates, beta-distributed dropout after each repeat purchase. */
export const bgNbdFamily: Family<"r" | "alpha" | "a" | "b"> = {
  id: "bg-nbd",
  params: ["r", "alpha", "a", "b"],
  cite: "Fader, P. S., Hardie, B. G. S., & Lee, K. L. (2005). “Counting your customers” the easy way: an alternative to the Pareto/NBD model. Marketing Science 24(2), 275–284.",
  likelihood: bgNbdLikelihood,
  law: ([r, alpha, a, b]) => bgNbdLaw(r!, alpha!, a!, b!),
  starts: (r, alpha) => [
    [r, alpha, 0.5, 2],
    [r, alpha, 0.02, 2],
    [2 * r, alpha, 2, 3],
    [r, alpha, 0.3, 0.3],
  ],
  dropout: {
    params: ["a", "b"],
    limit: (r, alpha) => [r, alpha, 0, 1],
    common: ["a", "b"],
  },
};
