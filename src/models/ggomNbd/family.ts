import type { Family } from "../fit/family";
import { paretoNbdFamily } from "../paretoNbd/family";
import { ggomNbdLaw } from "./law";
import { ggomNbdLikelihood } from "./likelihood";

/** Share of a unit of mean observation that stands for b → 0. */
const NO_AGEING = 1e-6;

/**
 * The most b times the longest observation: ages at which customers leave then lie within about a fiftieth of it of
 * each other. Beyond, β would grow like e^{bT} and pass all bounds where everybody leaves at one age.
 */
const STEEPEST = 50;

/** GGom/NBD: gamma-distributed Poisson rates; lifetimes whose risk of ending changes with time. */
export const ggomNbdFamily: Family<"r" | "alpha" | "b" | "s" | "beta"> = {
  id: "ggom-nbd",
  params: ["r", "alpha", "b", "s", "beta"],
  cite: "Bemmaor, A. C., & Glady, N. (2012). Modeling purchasing behavior with sudden “death”: a flexible customer lifetime model. Management Science 58(5), 1012–1021.",
  times: ["alpha"],
  most: {
    param: "b",
    at: ({ T }) => STEEPEST / T.reduce((a, b) => Math.max(a, b), 0),
    code: "risk-at-limit",
  },
  reach: 90,
  likelihood: ggomNbdLikelihood,
  law: ([r, alpha, b, s, beta]) => ggomNbdLaw(r!, alpha!, b!, s!, beta!),
  special: {
    family: paretoNbdFamily,
    params: ["b", "beta"],
    place: ([r, alpha, s, beta], meanT) => {
      const b = NO_AGEING / meanT;
      return [r!, alpha!, b, s!, b * beta!];
    },
    index: [0, 1, 3, 4],
    codes: ["risk-constant", "risk-not-identified"],
    starts: ([r, alpha, s, beta], meanT) =>
      [0.1, 2].map((share) => {
        const b = share / meanT;
        // Lives all alike (s, β → ∞) are too far to start from: their mean is enough.
        const near = Math.min(s!, 3);
        return [r!, alpha!, b, near, b * beta! * (near / s!)];
      }),
  },
  starts: (r, alpha, meanT) => [
    [r, alpha, 4 / meanT, 0.5, 20],
    [r, alpha, 1 / meanT, 0.3, 0.2],
  ],
  dropout: {
    params: ["b", "s", "beta"],
    limit: (r, alpha, meanT) => [r, alpha, 1 / meanT, 0, 1],
    common: ["s", "beta"],
  },
};
