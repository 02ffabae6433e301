import { familyOf } from "../catalogue";
import { lawOf } from "../fit/fitted";
import { gammaAt, populationSpend } from "../gammaGamma/model";
import type { SavedFit } from "../types";
import { spendOf } from "./worth";

/** estimate = weight · own + (1 − weight) · population. */
export interface Shrinkage {
  /** How much the customer's own data count, 0 … 1. */
  readonly weight: number;
  /** What its own data say; null where it has none (then the weight is 0). */
  readonly own: number | null;
  readonly population: number;
  readonly estimate: number;
}

/** Models whose pace while alive is λ | x, T ~ Gamma(r + x, α + T), k purchases of the clock to one where regular. */
const GAMMA_PACE = new Set(["nbd", "bg-nbd", "mbg-nbd", "pareto-nbd", "ggom-nbd"]);

/** (r + x)/(α + T) = w·x/T + (1 − w)·r/α with w = T/(α + T): orders per unit of time while a customer. */
export function frequencyShrinkage(fit: SavedFit, x: number, T: number): Shrinkage | null {
  lawOf(familyOf(fit.model), fit);
  if (!GAMMA_PACE.has(fit.model)) return null;
  const r = fit.params["r"]!;
  const alpha = fit.params["alpha"]!;
  const weight = T / (alpha + T);
  return { weight, own: T > 0 ? x / T : null, population: r / alpha, estimate: (r + x) / (alpha + T) };
}

/** E(M | z̄, x) = w·z̄ + (1 − w)·E(M) with w = px/(px + q − 1). */
export function spendShrinkage(saved: SavedFit, x: number, spend: number): Shrinkage {
  const { p, q } = saved.params as Record<"p" | "q", number>;
  const estimate = spendOf(saved, x, spend);
  const population = populationSpend(p, q, gammaAt(saved.params, x));
  const own = x > 0 && spend > 0;
  return { weight: own ? (p * x) / (p * x + q - 1) : 0, own: own ? spend : null, population, estimate };
}
