import { inLogs, maximise, type Maximum } from "../../math/maximise";
import { curvatureOf } from "./curvature";
import type { Family } from "./family";
import { groupHistories, type Grouped } from "./grouped";
import { nbdLikelihood } from "../nbd/likelihood";
import { residualOf, type Residual } from "./residual";
import { asSpecial, bestWhole } from "./nested";
import { boundsOf, heldAt, maximiseAll, type Limit } from "./search";
import { insufficiency, repeatersOf, RULES, statusOf } from "./status";
import { trackingOf } from "./tracking";
import type { FitOptions, Histories, Reason, SavedFit } from "../types";

const UNSEEN: Residual = { ratio: 0, share: 0 };

/**
 * Fit a family to histories: several starts, checks, status.
 * @param group how equal histories become one
 * @throws `history.*` for impossible rows
 */
export function estimate<P extends string>(
  family: Family<P>,
  data: Histories,
  options: FitOptions = {},
  group: (data: Histories) => Grouped = groupHistories,
): SavedFit<P> {
  const grouped = group(data);
  return family.whole
    ? bestWhole(family, family.whole, (one, starts) =>
        estimateSmooth(one, data, grouped, starts ? { ...options, starts } : options, starts !== undefined),
      )
    : estimateSmooth(family, data, grouped, options);
}

/** The same for a family whose parameters are all continuous. `rough`: only the likelihood is wanted, no residuals. */
function estimateSmooth<P extends string>(
  family: Family<P>,
  data: Histories,
  grouped: Grouped,
  options: FitOptions,
  rough = false,
): SavedFit<P> {
  const missing = insufficiency(grouped);
  if (missing.length > 0) return refused(family, data, grouped, missing);
  const meanT = mean(grouped.T, grouped.weight);
  const meanX = Math.max(mean(grouped.x, grouped.weight), 1e-9);
  const still = family.still ?? NBD;
  const nbd = maximise(inLogs(still.likelihood(grouped)), still.start(meanX, meanT).map(Math.log));
  const [r, alpha] = [Math.exp(nbd.at[0]!), Math.exp(nbd.at[1]!)];
  const full = inLogs(family.likelihood(grouped));
  const special =
    family.special && estimateSmooth(family.special.family, data, grouped, { starts: 2, ...options });
  const known = special && special.status !== "refused" ? Object.values<number>(special.params) : null;
  const starts = [
    ...(known && !known.includes(0) ? family.special!.starts(known, meanT) : []),
    ...family.starts(r, alpha, meanT),
  ].slice(0, options.starts ?? 4);
  const early = family.dropout?.early;
  let peak: boolean | undefined;
  const limit: Limit = {
    value: known ? special!.logLikelihood : nbd.value,
    reached: (value, at) =>
      early !== undefined &&
      value < limit.value &&
      early.little(at.map(Math.exp), meanT) &&
      (peak ??= early.peak(grouped, r, alpha, meanT)),
  };
  const bounds = boundsOf(family, grouped, meanT);
  const found = maximiseAll(family, full, grouped, starts, options, limit, bounds);
  const best = found.reduce((a, b) => (b.value > a.value ? b : a));
  const n = family.params.length;
  if (known && !(best.value - special!.logLikelihood > RULES.none)) {
    return asSpecial(family, special!, known, meanT, found);
  }
  const gain = best.value - nbd.value;
  const none = family.dropout !== undefined && !(gain > RULES.none);
  const params = none ? family.dropout.limit(r, alpha, meanT) : Array.from(best.at, Math.exp);
  const optimum = none ? widen(nbd, n) : best;
  const curvature = curvatureOf(optimum.hessian, n);
  const gradient = Math.max(...Array.from(optimum.gradient, Math.abs)) / grouped.customers;
  const law = family.law(params);
  const residual = rough ? UNSEEN : residualOf(law, grouped, n);
  const tracked = rough ? UNSEEN : trackingOf(law, grouped, data.bought ?? null);
  const reasons: Reason[] = [];
  if (!Number.isFinite(optimum.value)) reasons.push({ code: "not-finite", params: {} });
  else if (gradient > RULES.gradientRefused) reasons.push({ code: "not-converged", params: { gradient } });
  else if (gradient > RULES.gradientWeak) reasons.push({ code: "gradient", params: { gradient } });
  if (none)
    reasons.push({
      code: "dropout-none",
      params: { gain: Math.max(0, gain), params: family.dropout.params },
    });
  reasons.push(...edges(family, params, none, meanT));
  if (!none && family.dropout && gain < RULES.little) {
    reasons.push({ code: "dropout-not-identified", params: { gain, params: family.dropout.params } });
  }
  const risen = known ? best.value - special!.logLikelihood : RULES.little;
  if (!none && risen < RULES.little) {
    const { codes, params } = family.special!;
    reasons.push({ code: codes[1], params: { gain: risen, params } });
  }
  const held = none ? [] : heldAt(family, bounds, best);
  const { most } = family;
  if (most && held.includes(most.param)) reasons.push({ code: most.code, params: { params: [most.param] } });
  const loose = curvature.loose
    .map((i) => family.params[i]!)
    .filter((name) => !held.includes(name) && (!none || !family.dropout.params.includes(name)));
  if (loose.length > 0) reasons.push({ code: "imprecise", params: { params: loose } });
  // A search that was let off on its way to the limit ends there.
  const values = found.map(({ value }) => (none ? Math.max(value, nbd.value) : value));
  const agreeing = values.filter((value) => value > best.value - RULES.agree).length;
  if (!none && values.length > 1 && agreeing < 2) {
    reasons.push({ code: "starts-disagree", params: { starts: values.length } });
  }
  const repeaters = repeatersOf(grouped);
  if (repeaters < RULES.fewRepeaters) {
    reasons.push({ code: "few-repeaters", params: { repeaters, minimum: RULES.fewRepeaters } });
  }
  if (residual.ratio > RULES.residual && residual.share > RULES.share) {
    reasons.push({ code: "poor-fit", params: { ratio: residual.ratio, share: residual.share } });
  }
  if (tracked.ratio > RULES.residual && tracked.share > RULES.trackingShare) {
    reasons.push({ code: "poor-tracking", params: { ratio: tracked.ratio, share: tracked.share } });
  }
  return {
    schema: 1,
    model: family.id,
    unit: data.unit,
    data: { rows: grouped.rows, customers: grouped.customers, hash: grouped.hash },
    params: named(family, params),
    logLikelihood: optimum.value,
    status: statusOf(reasons),
    reasons,
    covariance: curvature.covariance ? Array.from(curvature.covariance) : null,
    checks: {
      gradient,
      condition: curvature.condition,
      starts: values,
      residual: residual.ratio,
      tracking: tracked.ratio,
    },
  };
}

export function named<P extends string>(
  family: Pick<Family<P>, "params">,
  values: readonly number[],
): Readonly<Record<P, number>> {
  return Object.fromEntries(family.params.map((name, i) => [name, values[i]!])) as Record<P, number>;
}

/** Parameters at the edge of their range, where their own values mean little but predictions do. */
function edges<P extends string>(
  family: Family<P>,
  params: readonly number[],
  none: boolean,
  meanT: number,
): Reason[] {
  const reasons: Reason[] = [];
  const value = (name: P): number => params[family.params.indexOf(name)]!;
  if (params[0]! > RULES.homogeneous)
    reasons.push({ code: "rates-homogeneous", params: { params: family.params.slice(0, 2) } });
  const common = family.dropout?.common;
  if (common && !none && value(common[0]) > RULES.homogeneous) {
    const code = value(common[1]) > RULES.homogeneous ? "dropout-homogeneous" : "dropout-at-once";
    reasons.push({ code, params: { params: common } });
  }
  const times: readonly string[] = family.times ?? ["alpha", "beta"];
  const zeros = family.params.filter(
    (name) =>
      !(none && family.dropout?.params.includes(name)) &&
      value(name) < RULES.zero * (times.includes(name) ? meanT : 1),
  );
  if (zeros.length > 0) reasons.push({ code: "parameter-at-zero", params: { params: zeros } });
  return reasons;
}

/** The model without dropout of most families. */
const NBD: NonNullable<Family["still"]> = {
  likelihood: nbdLikelihood,
  start: (meanX, meanT) => [1, meanT / meanX],
};

function mean(values: Float64Array, weight: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += weight[i]! * values[i]!;
    total += weight[i]!;
  }
  return sum / total;
}

/** The two-parameter optimum as one of an n-parameter model whose other parameters are not determined. */
function widen(nbd: Maximum, n: number): Pick<Maximum, "value" | "gradient" | "hessian"> {
  const hessian = new Float64Array(n * n);
  for (let i = 0; i < 2; i++) for (let j = 0; j < 2; j++) hessian[i * n + j] = nbd.hessian[i * 2 + j]!;
  return { value: nbd.value, gradient: nbd.gradient, hessian };
}

function refused<P extends string>(
  family: Family<P>,
  data: Histories,
  grouped: Grouped,
  reasons: readonly Reason[],
): SavedFit<P> {
  return {
    schema: 1,
    model: family.id,
    unit: data.unit,
    data: { rows: grouped.rows, customers: grouped.customers, hash: grouped.hash },
    params: {} as Record<P, number>,
    logLikelihood: 0,
    status: "refused",
    reasons,
    covariance: null,
    checks: { gradient: 0, condition: 0, starts: [], residual: 0 },
  };
}
