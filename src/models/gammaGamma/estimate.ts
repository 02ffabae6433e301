import { betaI } from "../../math/incomplete";
import { inLogs, maximise } from "../../math/maximise";
import { curvatureOf } from "../curvature";
import { hashRows } from "../grouped";
import { checkSpend } from "../histories";
import { RULES, statusOf } from "../status";
import type { FitOptions, Reason, SavedFit, SpendData } from "../types";
import { gammaGammaLikelihood, spendersOf, type Spenders } from "./likelihood";

export type SpendParam = "p" | "q" | "gamma";
export const SPEND_PARAMS: readonly SpendParam[] = ["p", "q", "gamma"];

/** Fit spend per purchase to customers with a repeat purchase. @throws `history.*` for impossible rows */
export function estimateSpend(data: SpendData, options: FitOptions = {}): SavedFit<SpendParam> {
  checkSpend(data);
  const spenders = spendersOf(data);
  const about = {
    schema: 1 as const,
    model: "gamma-gamma" as const,
    // Spend has no clock; the field is there so that every saved fit reads alike.
    unit: "day" as const,
    data: {
      rows: data.x.length,
      customers: spenders.customers,
      hash: hashRows([spenders.x, spenders.spend, spenders.weight]),
    },
  };
  const missing = insufficiency(spenders);
  if (missing.length > 0) {
    return {
      ...about,
      params: {} as Record<SpendParam, number>,
      logLikelihood: 0,
      status: "refused",
      reasons: missing,
      covariance: null,
      checks: { gradient: 0, condition: 0, starts: [], residual: 0 },
    };
  }
  const level = meanOf(spenders);
  const f = inLogs(gammaGammaLikelihood(spenders));
  const starts = [
    [4, 3.5, (level * 2.5) / 4],
    [1, 2, level],
    [20, 6, (level * 5) / 20],
  ].slice(0, options.starts ?? 3);
  const limits = options.maxIterations ? { maxIterations: options.maxIterations } : {};
  const found = starts.map((start) => maximise(f, start.map(Math.log), limits));
  const best = found.reduce((a, b) => (b.value > a.value ? b : a));
  const [p, q, gamma] = Array.from(best.at, Math.exp) as [number, number, number];
  const curvature = curvatureOf(best.hessian, 3);
  const gradient = Math.max(...Array.from(best.gradient, Math.abs)) / spenders.customers;
  const reasons = verdict(p, q, gradient, best.value, curvature.covariance);
  const loose = curvature.loose.map((i) => SPEND_PARAMS[i]!);
  if (loose.length > 0) reasons.push({ code: "imprecise", params: { params: loose } });
  const values = found.map(({ value }) => value);
  if (values.length > 1 && values.filter((value) => value > best.value - RULES.agree).length < 2) {
    reasons.push({ code: "starts-disagree", params: { starts: values.length } });
  }
  if (spenders.customers < RULES.fewRepeaters) {
    const params = { repeaters: spenders.customers, minimum: RULES.fewRepeaters };
    reasons.push({ code: "few-repeaters", params });
  }
  return {
    ...about,
    params: { p, q, gamma },
    logLikelihood: best.value,
    status: statusOf(reasons),
    reasons,
    covariance: curvature.covariance ? Array.from(curvature.covariance) : null,
    checks: {
      gradient,
      condition: curvature.condition,
      starts: values,
      residual: residualOf(spenders, p, q, gamma),
    },
  };
}

function insufficiency(data: Spenders): Reason[] {
  if (data.customers === 0) return [{ code: "no-spend", params: { leftOut: data.leftOut } }];
  if (data.customers < RULES.customers) {
    return [{ code: "too-few-spenders", params: { customers: data.customers, minimum: RULES.customers } }];
  }
  const first = data.spend[0]!;
  const apart = data.spend.some((spend) => Math.abs(spend - first) > 1e-9 * first);
  return apart ? [] : [{ code: "spend-no-variation", params: { spend: first } }];
}

function verdict(
  p: number,
  q: number,
  gradient: number,
  value: number,
  covariance: Float64Array | null,
): Reason[] {
  if (!Number.isFinite(value)) return [{ code: "not-finite", params: {} }];
  const reasons: Reason[] = [];
  if (gradient > RULES.gradientRefused) reasons.push({ code: "not-converged", params: { gradient } });
  else if (gradient > RULES.gradientWeak) reasons.push({ code: "gradient", params: { gradient } });
  if (q <= 1) reasons.push({ code: "spend-mean-infinite", params: { q } });
  else if (covariance && q * Math.exp(-1.96 * Math.sqrt(covariance[4]!)) <= 1) {
    reasons.push({ code: "spend-mean-uncertain", params: { q } });
  }
  if (q > RULES.homogeneous) reasons.push({ code: "spend-homogeneous", params: { params: ["q", "gamma"] } });
  if (p > RULES.homogeneous) reasons.push({ code: "spend-constant", params: { params: ["p", "gamma"] } });
  return reasons;
}

function meanOf({ spend, weight, customers }: Spenders): number {
  let sum = 0;
  for (let i = 0; i < spend.length; i++) sum += weight[i]! * spend[i]!;
  return sum / customers;
}

/**
 * χ² per degree of freedom over ten bins of equal expected share: z̄ is scored by its own predictive distribution,
 * x z̄/(γ + x z̄) ~ Beta(px, q).
 */
function residualOf(data: Spenders, p: number, q: number, gamma: number): number {
  const bins = new Float64Array(10);
  for (let i = 0; i < data.x.length; i++) {
    const sum = data.x[i]! * data.spend[i]!;
    const u = betaI(sum / (gamma + sum), p * data.x[i]!, q);
    const bin = Math.min(9, Math.floor(u * 10));
    bins[bin] = bins[bin]! + data.weight[i]!;
  }
  const expected = data.customers / 10;
  return bins.reduce((chi, observed) => chi + (observed - expected) ** 2 / expected, 0) / 6;
}
