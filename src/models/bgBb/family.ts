import type { Family } from "../fit/family";
import { bgBbLaw } from "./law";
import { betaBinomialLikelihood, bgBbLikelihood } from "./likelihood";

/**
 * BG/BB: opportunities to buy come at whole periods (each year's appeal, each issue, each conference). A customer takes
 * one with a chance P ~ Beta(α, β), and before each leaves for good with a chance θ ~ Beta(γ, δ).
 */
export const bgBbFamily: Family<"alpha" | "beta" | "gamma" | "delta"> = {
  id: "bg-bb",
  params: ["alpha", "beta", "gamma", "delta"],
  cite: "Fader, P. S., Hardie, B. G. S., & Shang, J. (2010). Customer-base analysis in a discrete-time noncontractual setting. Marketing Science 29(6), 1086–1108.",
  times: [],
  likelihood: bgBbLikelihood,
  law: ([alpha, beta, gamma, delta]) => bgBbLaw(alpha!, beta!, gamma!, delta!),
  still: {
    likelihood: betaBinomialLikelihood,
    start(meanX, meanT) {
      const share = Math.min(0.99, Math.max(1e-6, meanX / meanT));
      return [share, 1 - share];
    },
  },
  starts: (alpha, beta) => [
    [alpha, beta, 0.5, 2],
    [alpha, beta, 0.1, 3],
    [2 * alpha, beta, 1, 4],
    [2 * alpha, beta / 2, 0.3, 0.5],
  ],
  dropout: {
    params: ["gamma", "delta"],
    limit: (alpha, beta) => [alpha, beta, 0, 1],
    common: ["gamma", "delta"],
  },
};
