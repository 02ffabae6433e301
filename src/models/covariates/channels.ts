import { TenureError } from "../../terms/error";
import type { ModelId } from "../types";
import type { CovariateOptions, ProcessName } from "./types";

/** A process moves a parameter: ln param_i = ln param + sign · γ'(z_i − centre). */
export interface Channel {
  readonly process: ProcessName;
  readonly param: string;
  readonly sign: 1 | -1;
}

const BUYS: Channel = { process: "purchase", param: "alpha", sign: -1 };
const LEAVES_A: Channel = { process: "dropout", param: "a", sign: 1 };
const LEAVES_B: Channel = { process: "dropout", param: "b", sign: 1 };
const LEAVES_BETA: Channel = { process: "dropout", param: "beta", sign: -1 };

const CHANNELS: ReadonlyMap<ModelId, readonly Channel[]> = new Map([
  ["nbd", [BUYS]],
  ["bg-nbd", [BUYS, LEAVES_A]],
  ["mbg-nbd", [BUYS, LEAVES_A]],
  ["pareto-nbd", [BUYS, LEAVES_BETA]],
]);

/**
 * Which parameters columns move (Fader & Hardie 2007, “Incorporating time-invariant covariates into the Pareto/NBD and
 * BG/NBD models”): α_i = α e^{−γ'z}, and β_i = β e^{−γ'z} or a_i = a e^{γ'z} (with `beta`, also b_i = b e^{γ'z}).
 * @throws `covariates.unsupported` for models without covariates
 */
export function channelsOf(
  model: ModelId,
  form: CovariateOptions["dropoutForm"] = "odds",
): readonly Channel[] {
  const found = CHANNELS.get(model);
  if (!found) throw new TenureError("covariates.unsupported", { model, known: [...CHANNELS.keys()] });
  return form === "beta" && found.includes(LEAVES_A) ? [...found, LEAVES_B] : found;
}
