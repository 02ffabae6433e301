import { inLogs, maximise, type Maximum, type Smooth } from "../../math/maximise";
import { curvatureOf } from "./curvature";
import type { Family } from "./family";
import { groupHistories, type Grouped } from "./grouped";
import { nbdLikelihood } from "../nbd/likelihood";
import { ASTRAY, partOf } from "./part";
import { residualOf, type Residual } from "./residual";
import { asSpecial, bestWhole } from "./nested";
import { insufficiency, repeatersOf, RULES, statusOf } from "./status";
import { trackingOf } from "./tracking";
import type { FitOptions, Histories, Reason, SavedFit } from "../types";

/** Above this many distinct histories searches run on a part of them and are polished on all. */
const MANY = 20_000;
/** ln of dropout parameters beyond which a step that gains next to nothing is not taken: all leave alike. */
const FAR = Math.log(1e6);

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

/** The same data without dropout: the value there, and whether a search that reached a point is bound for it. */
interface Limit {
  readonly value: number;
  reached(value: number, at: Float64Array): boolean;
}

/** The model without dropout of most families. */
const NBD: NonNullable<Family["still"]> = {
  likelihood: nbdLikelihood,
  start: (meanX, meanT) => [1, meanT / meanX],
};

/** Logarithms of the most and the least that parameters may be. */
interface Bounds {
  readonly most: readonly number[];
  readonly least: readonly number[];
}

function boundsOf<P extends string>(
  { params, most, least }: Family<P>,
  data: Grouped,
  meanT: number,
): Bounds {
  return {
    most: params.map((name) => (name === most?.param ? Math.log(most.at(data)) : Infinity)),
    least: params.map((name) => (name === least?.param ? Math.log(least.share * meanT) : -Infinity)),
  };
}

/** Parameters that a search ended with at their most or least. */
function heldAt<P extends string>({ params }: Family<P>, { most, least }: Bounds, { at }: Maximum): P[] {
  return params.filter((_, i) => at[i]! >= most[i]! || at[i]! <= least[i]!);
}

/** Every start's maximum on all the data. */
function maximiseAll<P extends string>(
  family: Family<P>,
  full: Smooth,
  data: Grouped,
  starts: readonly (readonly number[])[],
  options: FitOptions,
  limit: Limit,
  bounds: Bounds,
): Maximum[] {
  const limits = {
    ...(options.maxIterations ? { maxIterations: options.maxIterations } : {}),
    ...(family.reach ? { reach: family.reach } : {}),
    ...(family.most || family.least ? bounds : {}),
  };
  const run = (f: Smooth, at: ArrayLike<number>) => {
    // Without dropout in the data the likelihood climbs for ever towards that of the NBD: near enough is there.
    const close = (value: number) => Math.abs(value - limit.value) < 20 * RULES.none;
    const stop = (value: number, gain: number, here: Float64Array) =>
      (options.signal?.aborted ?? false) ||
      (gain < RULES.none / 5 && alike(here)) ||
      (f === full &&
        ((gain < RULES.none && close(value) && value < limit.value + RULES.none) ||
          limit.reached(value, here)));
    return maximise(f, at, { ...limits, stop });
  };
  const common = family.dropout?.common.map((name) => family.params.indexOf(name)) ?? [];
  const alike = (at: Float64Array) => common.length > 0 && common.every((i) => at[i]! > FAR);
  const logs = starts.map((start) => start.map(Math.log));
  if (data.n <= MANY) {
    const found: Maximum[] = [];
    for (const start of logs) {
      // Two different starts that both end where nobody leaves settle it.
      if (found.length === 2 && found.every(({ value }) => value < limit.value + RULES.none)) break;
      // And so do two on the way to where all leave alike.
      const [one, two] = found;
      const same = found.length === 2 && Math.abs(one!.value - two!.value) < RULES.agree;
      if (same && found.every(({ at }) => alike(at))) break;
      found.push(run(full, start));
    }
    return found;
  }
  const part = inLogs(family.likelihood(partOf(data)));
  const polished: Maximum[] = [];
  return logs.map((start) => {
    const rough = run(part, start);
    const near = polished.find(({ at }) => at.every((value, i) => Math.abs(value - rough.at[i]!) < 0.5));
    if (near) return near;
    const sound = rough.at.every((value, i) => Math.abs(value - start[i]!) < ASTRAY);
    const maximum = run(full, sound ? rough.at : start);
    polished.push(maximum);
    return maximum;
  });
}

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
