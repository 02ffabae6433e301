import { maximise, type Maximum, type Smooth } from "../../math/maximise";
import { TenureError } from "../../terms/error";
import { checkSearch } from "../asked";
import { familyOf } from "../catalogue";
import { estimate } from "../fit/estimate";
import type { Family } from "../fit/family";
import { RULES, statusOf } from "../fit/status";
import { nbdFamily } from "../nbd/family";
import type { Histories, ModelId, Reason, SavedFit } from "../types";
import { channelsOf } from "./channels";
import { designOf, effectsOf, flawsOf, type Design, type Effect } from "./design";
import { covariateLikelihood, withPrior } from "./likelihood";
import { reported, type Found } from "./report";
import { doubts } from "./doubts";
import { ratioOf, residualIn } from "./checks";
import type { CovariateOptions, LikelihoodRatio, SavedCovariateFit } from "./types";

/**
 * Fit a model whose parameters depend on columns. The plain fit comes first: what it refuses stays refused.
 * @throws `model.unknown`, `search.invalid`, `history.*`, `covariates.*` for impossible rows, columns of other lengths, or no columns at all
 */
export function estimateCovariates(
  model: ModelId,
  data: Histories,
  options: CovariateOptions,
): SavedCovariateFit {
  const o: CovariateOptions = { ...options, ...checkSearch(options) };
  const family = familyOf(model);
  const channels = channelsOf(model, o.dropoutForm);
  const design = designOf(data, o);
  const effects = effectsOf(design.columns, channels, family.params);
  if (effects.length === 0) throw new TenureError("covariates.none", { model });
  if (o.prior && !(o.prior.sd > 0 && Number.isFinite(o.prior.sd)))
    throw new TenureError("covariates.prior", { sd: o.prior.sd });
  const plain = estimate(family, data, o);
  const never = plain.reasons.some(({ code }) => code === "dropout-none");
  const moved = new Set(effects.map(({ param }) => family.params[param]!));
  const leaving = (family.dropout?.params ?? []).some((name) => moved.has(name));
  const flaws: readonly Reason[] =
    plain.status === "refused"
      ? plain.reasons
      : never && leaving
        ? [{ code: "covariates-without-dropout", params: { columns: namesOf(design, "dropout") } }]
        : flawsOf(design, effects);
  const about = { family, design, effects, plain, options: o };
  if (flaws.length > 0) return reported(about, null, flaws);
  // Where nobody leaves, the model is the NBD, and so is the search.
  const inner: Family = never ? nbdFamily : family;
  const found = search(inner, design, effects, startsOf(family, inner, plain, design), o);
  return reported(about, { ...found, inner }, reasonsOf(inner, plain, design, effects, found, o));
}

const namesOf = (design: Design, process: "purchase" | "dropout") =>
  design.columns.filter((column) => column.process === process).map(({ name }) => name);

function startsOf(family: Family, inner: Family, plain: SavedFit, design: Design): number[][] {
  const here = inner.params.map((name) => plain.params[name]!);
  if (inner !== family) return [here];
  let time = 0;
  for (const { data } of design.segments)
    for (let i = 0; i < data.n; i++) time += (data.weight[i]! * data.T[i]!) / design.customers;
  const others = family.starts(plain.params["r"]!, plain.params["alpha"]!, time).slice(1, 3);
  return [here, ...others.map((start) => [...start])];
}

/** The best maximum over the starts, the likelihood there without the prior, and the tests of each column. */
function search(
  family: Family,
  design: Design,
  effects: readonly Effect[],
  starts: readonly (readonly number[])[],
  o: CovariateOptions,
): Omit<Found, "inner"> {
  const p = family.params.length;
  const limits = {
    ...(o.maxIterations ? { maxIterations: o.maxIterations } : {}),
    stop: () => o.signal?.aborted ?? false,
  };
  const whole = (chosen: readonly Effect[]): Smooth => {
    const f = covariateLikelihood(family, design, chosen);
    return o.prior ? withPrior(f, p, o.prior.sd) : f;
  };
  const f = whole(effects);
  const tries = starts
    .slice(0, o.starts ?? 3)
    .map((start) => maximise(f, [...start.map(Math.log), ...effects.map(() => 0)], limits));
  const best = tries.reduce((a, b) => (b.value > a.value ? b : a));
  const hessian = new Float64Array(f.size ** 2);
  const value = covariateLikelihood(family, design, effects).evaluate(
    best.at,
    new Float64Array(f.size),
    hessian,
  );
  return {
    best,
    values: tries.map((one) => one.value),
    logLikelihood: value,
    dataHessian: hessian,
    tests: o.prior
      ? null
      : testsOf(best, effects, p, (chosen, at) => maximise(whole(chosen), at, limits).value),
  };
}

/** Per column: twice the log-likelihood lost when it is left out and the rest refitted (Wilks 1938). */
function testsOf(
  best: Maximum,
  effects: readonly Effect[],
  p: number,
  without: (chosen: readonly Effect[], at: number[]) => number,
): Map<number, LikelihoodRatio> {
  return new Map(
    [...new Set(effects.map(({ column }) => column))].map((column): [number, LikelihoodRatio] => {
      const kept = effects.filter((effect) => effect.column !== column);
      const at = [...best.at].filter((_, i) => i < p || effects[i - p]!.column !== column);
      const df = effects.length - kept.length;
      return [column, ratioOf(best.value - without(kept, at), df)];
    }),
  );
}

function reasonsOf(
  family: Family,
  plain: SavedFit,
  design: Design,
  effects: readonly Effect[],
  found: Omit<Found, "inner">,
  o: CovariateOptions,
): Reason[] {
  const { best, values } = found;
  const reasons: Reason[] = [];
  const gradient = Math.max(...Array.from(best.gradient, Math.abs)) / design.customers;
  if (!Number.isFinite(best.value)) return [{ code: "not-finite", params: {} }];
  const unclear = doubts(family, design, effects, found, o.prior !== undefined);
  reasons.push(...unclear);
  // A search that ran off with a coefficient has its reason already.
  if (statusOf(unclear) !== "refused") {
    if (gradient > RULES.gradientRefused) reasons.push({ code: "not-converged", params: { gradient } });
    else if (gradient > RULES.gradientWeak) reasons.push({ code: "gradient", params: { gradient } });
  }
  const inherited = ["dropout-none", "dropout-not-identified", "few-repeaters"];
  reasons.push(...plain.reasons.filter(({ code }) => inherited.includes(code)));
  if (values.length > 1 && values.filter((value) => value > best.value - RULES.agree).length < 2)
    reasons.push({ code: "starts-disagree", params: { starts: values.length } });
  const residual = residualIn(family, design, effects, best.at);
  if (residual.ratio > RULES.residual && residual.share > RULES.share)
    reasons.push({ code: "poor-fit", params: { ratio: residual.ratio, share: residual.share } });
  return reasons;
}
