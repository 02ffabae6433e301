import { chiSquaredTail } from "../../math/incomplete";
import { checkSpend } from "../histories";
import type { FitOptions, SavedFit, SpendData, SpendFit } from "../types";
import { estimateSpend } from "./estimate";
import { FREQUENCY, frequencyLikelihood, type FrequencyParam } from "./frequency";
import { spendersOf } from "./likelihood";
import { FittedSpend, gammaGamma } from "./model";

/**
 * Gamma–Gamma whose mean moves with the number of purchases; see `frequency.ts`.
 * @source Fader, Hardie & Lee (2005), J. Marketing Research 42(4):415–430; Fader & Hardie, note 025, the scale γ
 * moved by frequency; nested, so tested by Wilks (1938).
 */
export const gammaGammaByFrequency = {
  id: FREQUENCY.id,
  params: FREQUENCY.params,
  cite: "Gamma–Gamma of Fader, Hardie & Lee (2005) with γ regressed on ln(1 + x); doubling = 1 is theirs.",
  fit: (data: SpendData, options?: FitOptions): SpendFit<FrequencyParam> =>
    new FittedSpend(estimateSpend(FREQUENCY, data, options)),
  load: (saved: SavedFit<FrequencyParam>): SpendFit<FrequencyParam> => new FittedSpend(saved),
  logLikelihood(
    params: Readonly<Record<FrequencyParam, number>>,
    data: SpendData,
  ): { value: number; gradient: Float64Array; hessian: Float64Array } {
    checkSpend(data);
    const gradient = new Float64Array(4);
    const hessian = new Float64Array(16);
    const at = Float64Array.from(FREQUENCY.params, (name) => params[name]);
    return {
      value: frequencyLikelihood(spendersOf(data)).evaluate(at, gradient, hessian),
      gradient,
      hessian,
    };
  },
};

/** Below this p independence of spend and frequency is given up. */
const LEVEL = 0.01;

export interface SpendChoice {
  readonly chosen: SpendFit;
  readonly plain: SpendFit;
  readonly byFrequency: SpendFit;
  /** Likelihood ratio of `doubling` = 1: does the mean of a purchase depend on how often a customer buys? */
  readonly test: { readonly chiSquared: number; readonly df: 1; readonly p: number };
}

/**
 * Gamma–Gamma, unless the likelihood-ratio test against the form that follows frequency rejects it at 1 % — then that
 * one. Where the larger form cannot be fitted, the plain one stands.
 * @throws `history.*`
 * @source Wilks (1938): likelihood ratio of nested spend models; the plain one: Fader, Hardie & Lee (2005), J.
 * Marketing Research 42(4):415–430; Fader & Hardie, note 025.
 */
export function chooseSpend(data: SpendData, options?: FitOptions): SpendChoice {
  const plain = gammaGamma.fit(data, options);
  const byFrequency = gammaGammaByFrequency.fit(data, options);
  const fitted = plain.status !== "refused" && byFrequency.status !== "refused";
  const chiSquared = fitted ? Math.max(0, 2 * (byFrequency.logLikelihood - plain.logLikelihood)) : 0;
  const p = chiSquaredTail(chiSquared, 1);
  const mean = plain.reasons.some(({ code }) => code === "spend-mean-infinite");
  const chosen = byFrequency.status !== "refused" && (p < LEVEL || mean) ? byFrequency : plain;
  return { chosen, plain, byFrequency, test: { chiSquared, df: 1, p } };
}
