import { inLogs, maximise, type Smooth } from "../../math/maximise";
import { curvatureOf } from "../fit/curvature";
import { pick } from "../fit/distinct";
import { hashRows } from "../fit/grouped";
import { checkSpend } from "../histories";
import { RULES, statusOf } from "../fit/status";
import type { FitOptions, Reason, SavedFit, SpendData } from "../types";
import { ASTRAY } from "../fit/part";
import { gammaGammaLikelihood, spendersOf, type Spenders } from "./likelihood";
import { spendResidual } from "./residual";

export type SpendParam = "p" | "q" | "gamma";
export const SPEND_PARAMS: readonly SpendParam[] = ["p", "q", "gamma"];

/** What distinguishes one spend model from another; p, q and γ come first in all of them. */
export interface SpendForm<P extends string = string> {
  readonly id: "gamma-gamma" | "gamma-gamma-frequency";
  readonly params: readonly P[];
  likelihood(data: Spenders): Smooth;
  /** Where to start, given the mean spend. */
  starts(level: number): readonly (readonly number[])[];
  /** γ of a customer with x repeat purchases. */
  gamma(params: readonly number[], x: number): number;
}

export const PLAIN: SpendForm<SpendParam> = {
  id: "gamma-gamma",
  params: SPEND_PARAMS,
  likelihood: gammaGammaLikelihood,
  starts: (level) => [
    [4, 3.5, (level * 2.5) / 4],
    [1, 2, level],
    [20, 6, (level * 5) / 20],
  ],
  gamma: (params) => params[2]!,
};

/** Fit spend per purchase to customers with a repeat purchase. @throws `history.*` for impossible rows */
export function estimateSpend<P extends string>(
  form: SpendForm<P>,
  data: SpendData,
  options: FitOptions = {},
): SavedFit<P> {
  checkSpend(data);
  const spenders = spendersOf(data);
  const about = {
    schema: 1 as const,
    model: form.id,
    // Spend has no clock; the field is there so that every saved fit reads alike.
    unit: "day" as const,
    data: {
      rows: data.x.length,
      customers: spenders.customers,
      hash: hashRows([spenders.x, spenders.spend, spenders.weight]),
      leftOut: spenders.leftOut,
    },
  };
  const missing = insufficiency(spenders);
  if (missing.length > 0) {
    return {
      ...about,
      params: {} as Record<P, number>,
      logLikelihood: 0,
      status: "refused",
      reasons: missing,
      covariance: null,
      checks: { gradient: 0, condition: 0, starts: [], residual: 0 },
    };
  }
  const level = meanOf(spenders);
  const f = inLogs(form.likelihood(spenders));
  const limits = options.maxIterations ? { maxIterations: options.maxIterations } : {};
  const starts = form.starts(level).slice(0, options.starts ?? 3);
  const found = startsOf(form, spenders, starts).map((start) => maximise(f, start, limits));
  const best = found.reduce((a, b) => (b.value > a.value ? b : a));
  const params = Array.from(best.at, Math.exp);
  const [p, q] = params as [number, number];
  const n = params.length;
  const curvature = curvatureOf(best.hessian, n);
  const gradient = Math.max(...Array.from(best.gradient, Math.abs)) / spenders.customers;
  const reasons = verdict(p, q, gradient, best.value, curvature.covariance?.[n + 1] ?? null);
  const loose = curvature.loose.map((i) => form.params[i]!);
  if (loose.length > 0) reasons.push({ code: "imprecise", params: { params: loose } });
  const values = found.map(({ value }) => value);
  if (values.length > 1 && values.filter((value) => value > best.value - RULES.agree).length < 2) {
    reasons.push({ code: "starts-disagree", params: { starts: values.length } });
  }
  if (spenders.customers < RULES.fewRepeaters) {
    const params = { repeaters: spenders.customers, minimum: RULES.fewRepeaters };
    reasons.push({ code: "few-repeaters", params });
  }
  const residual = spendResidual(spenders, p, q, (x) => form.gamma(params, x), n);
  if (residual.ratio > RULES.residual && residual.share > RULES.spendShare) {
    reasons.push({ code: "spend-poor-fit", params: { ratio: residual.ratio, share: residual.share } });
  }
  return {
    ...about,
    params: Object.fromEntries(form.params.map((name, i) => [name, params[i]!])) as Record<P, number>,
    logLikelihood: best.value,
    status: statusOf(reasons),
    reasons,
    covariance: curvature.covariance ? Array.from(curvature.covariance) : null,
    checks: {
      gradient,
      condition: curvature.condition,
      starts: values,
      residual: residual.ratio,
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

function verdict(p: number, q: number, gradient: number, value: number, variance: number | null): Reason[] {
  if (!Number.isFinite(value)) return [{ code: "not-finite", params: {} }];
  const reasons: Reason[] = [];
  if (gradient > RULES.gradientRefused) reasons.push({ code: "not-converged", params: { gradient } });
  else if (gradient > RULES.gradientWeak) reasons.push({ code: "gradient", params: { gradient } });
  if (q <= 1) reasons.push({ code: "spend-mean-infinite", params: { q } });
  else if (variance !== null && q * Math.exp(-1.96 * Math.sqrt(variance)) <= 1) {
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

/** Above this many spenders searches begin where a search on some thousands of them ended. */
const MANY = 20_000;
const PART = 4_000;

/** Logarithms of parameters to start from. */
function startsOf(
  form: SpendForm,
  data: Spenders,
  starts: readonly (readonly number[])[],
): readonly ArrayLike<number>[] {
  const logs = starts.map((start) => start.map(Math.log));
  if (data.x.length <= MANY) return logs;
  const every = data.x.length / PART;
  const rows = Int32Array.from({ length: PART }, (_, i) => Math.floor((i + 0.5) * every));
  const columns = { x: pick(data.x, rows), spend: pick(data.spend, rows), weight: pick(data.weight, rows) };
  const part = inLogs(form.likelihood({ ...columns, customers: data.customers, leftOut: 0 }));
  return logs.map((start) => {
    const { at } = maximise(part, start);
    return at.every((value, i) => Math.abs(value - start[i]!) < ASTRAY) ? at : start;
  });
}
