import { bgNbdFamily } from "../bgNbd/family";
import type { Family } from "../fit/family";
import { mbgNbdLaw } from "./law";
import { mbgNbdLikelihood } from "./likelihood";

/** MBG/NBD: BG/NBD in which a customer may also leave right after the first purchase. */
export const mbgNbdFamily: Family<"r" | "alpha" | "a" | "b"> = {
  ...bgNbdFamily,
  id: "mbg-nbd",
  cite: "Batislam, E. P., Denizel, M., & Filiztekin, A. (2007). Empirical validation and comparison of models for customer base analysis. International Journal of Research in Marketing 24(3), 201–209.",
  likelihood: mbgNbdLikelihood,
  law: ([r, alpha, a, b]) => mbgNbdLaw(r!, alpha!, a!, b!),
};
