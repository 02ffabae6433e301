import { done, type Outcome } from "../fit/outcome";
import { fitBdw } from "./bdw";
import type { ContractualFit } from "./fit";
import { fitGeometric } from "./geometric";
import { likelihoodRatio } from "./retention";
import { fitSbg } from "./sbg";
import type { Tally } from "./tally";

export interface Compared {
  readonly fit: ContractualFit;
  readonly aic: number;
  readonly bic: number;
}

export interface Comparison {
  /** Fits that exist, in order of complexity. */
  readonly fits: readonly Compared[];
  /** p-value of sBG against geometric (boundary test) and of BdW against sBG; null where one is missing. */
  readonly heterogeneity: number | null;
  readonly duration: number | null;
  /** The simplest model that no larger one beats at 5 %. */
  readonly best: ContractualFit["model"];
}

/**
 * Geometric ⊂ sBG ⊂ BdW on the same customers, with AIC, BIC and likelihood-ratio tests.
 * @source Fader, Hardie, Liu, Davin & Steenburgh (2018), J. Interactive Marketing 43:1–16; likelihood ratio on a
 * boundary: Self & Liang (1987).
 */
export function compareContracts(tally: Tally): Outcome<Comparison> {
  const base = fitGeometric(tally);
  if (!base.ok) return base;
  const sbg = fitSbg(tally);
  const bdw = fitBdw(tally);
  const judged = (fit: ContractualFit): Compared => {
    const k = Object.keys(fit.params).length;
    const deviance = -2 * fit.logLikelihood;
    return { fit, aic: deviance + 2 * k, bic: deviance + k * Math.log(fit.customers) };
  };
  const p = (small: number, large: number, boundary: boolean) => {
    const test = likelihoodRatio({ small, large, df: 1, boundary });
    return test.ok ? test.value.p : null;
  };
  const heterogeneity = sbg.ok ? p(base.value.logLikelihood, sbg.value.logLikelihood, true) : null;
  const duration = sbg.ok && bdw.ok ? p(sbg.value.logLikelihood, bdw.value.logLikelihood, false) : null;
  const fits = [base.value, ...(sbg.ok ? [sbg.value] : []), ...(bdw.ok ? [bdw.value] : [])];
  const best =
    duration !== null && duration < 0.05
      ? "bdw"
      : heterogeneity !== null && heterogeneity < 0.05
        ? "sbg"
        : "geometric";
  return done(
    { fits: fits.map((fit) => judged(fit)), heterogeneity, duration, best },
    { test: "likelihood ratio", level: 0.05 },
  );
}
