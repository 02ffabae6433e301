import { pearson } from "../../math/correlation";
import { normalCdf } from "../../math/incomplete";
import { ranks } from "../../math/ranks";
import { estimateSpend, PLAIN } from "../gammaGamma/estimate";
import { countedSpend } from "./counted";
import { spendersOf } from "../gammaGamma/likelihood";
import { populationSpend } from "../gammaGamma/model";
import type { Estimate, SpendSummary } from "../service";
import type { SavedFit, SpendData } from "../types";

/** Fit spend and test what the model assumes: that how much and how often are unrelated. */
export function summariseSpend(data: SpendData): SpendSummary {
  const fit = estimateSpend(countedSpend(PLAIN), data);
  const spenders = spendersOf(data);
  return {
    fit,
    mean: fit.status === "refused" ? null : meanSpend(fit),
    independence: independence(spenders.x, spenders.spend),
    leftOut: spenders.leftOut,
  };
}

/** Population mean with a 95 % interval, by the delta method on its logarithm. */
function meanSpend({ params, covariance }: SavedFit): Estimate {
  const { p, q, gamma } = params as Record<"p" | "q" | "gamma", number>;
  const value = populationSpend(p, q, gamma);
  if (!covariance) return { value, low: value, high: value };
  const slope = [1, -q / (q - 1), 1];
  let variance = 0;
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++) variance += slope[i]! * slope[j]! * covariance[3 * i + j]!;
  const spread = Math.exp(1.959963984540054 * Math.sqrt(Math.max(0, variance)));
  return { value, low: value / spread, high: value * spread };
}

/** Spearman correlation; interval by Fisher's z with the variance (1 + ρ²/2)/(n − 3) of Bonett & Wright (2000). */
function independence(x: Float64Array, spend: Float64Array): SpendSummary["independence"] {
  const n = x.length;
  const correlation = n < 4 ? 0 : pearson(ranks(x), ranks(spend));
  if (n < 4 || !Number.isFinite(correlation)) return { correlation: 0, low: -1, high: 1, p: 1, customers: n };
  const bounded = Math.min(0.999999, Math.max(-0.999999, correlation));
  const z = Math.atanh(bounded);
  const half = 1.959963984540054 * Math.sqrt((1 + bounded ** 2 / 2) / (n - 3));
  return {
    correlation,
    low: Math.tanh(z - half),
    high: Math.tanh(z + half),
    p: 2 * normalCdf(-Math.abs(z) * Math.sqrt((n - 3) / 1.06)),
    customers: n,
  };
}
