import { customerSpend, gammaAt } from "../gammaGamma/model";
import { ModelRefused } from "../fit/refused";
import type { SavedFit } from "../types";

/** E(M | z̄, x) of a saved spend fit. @throws ModelRefused */
export function spendOf(saved: SavedFit, x: number, spend: number): number {
  if (saved.status === "refused") throw new ModelRefused(saved.model, saved.reasons);
  const { p, q } = saved.params as Record<"p" | "q", number>;
  return customerSpend(p, q, gammaAt(saved.params, x), x, spend);
}
