import type { Family } from "../fit/family";
import { paretoNbdLaw } from "../paretoNbd/law";
import { nbdLikelihood } from "./likelihood";

/** NBD: gamma-distributed Poisson rates, nobody leaves (Ehrenberg 1959). */
export const nbdFamily: Family<"r" | "alpha"> = {
  id: "nbd",
  params: ["r", "alpha"],
  cite: "Ehrenberg, A. S. C. (1959). The pattern of consumer purchases. Applied Statistics 8(1), 26–41.",
  likelihood: nbdLikelihood,
  law: ([r, alpha]) => paretoNbdLaw(r!, alpha!, 0, alpha!),
  starts: (r, alpha) => [[r, alpha]],
};
