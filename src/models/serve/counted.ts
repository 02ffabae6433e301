import type { Smooth } from "../../math/maximise";
import type { Family } from "../fit/family";
import type { SpendForm } from "../gammaGamma/estimate";
import type { Histories } from "../types";
import { tell } from "./progress";

/** Looks at the likelihood after which a fit is about half done. */
const USUAL = 40;

/**
 * How many looks it will take nobody knows beforehand: the share rises with each, by less and less, never back. The
 * log-likelihood is told where all rows were looked at: that of a part is no number of the fit.
 */
function counter(): (smooth: Smooth, share: number, all: boolean) => Smooth {
  let looks = 0;
  let about: { readonly looks: number; readonly logLikelihood: number } | undefined;
  return (smooth, share, all) => ({
    size: smooth.size,
    evaluate(at, gradient, hessian) {
      const value = smooth.evaluate(at, gradient, hessian);
      looks += share;
      if (all && Number.isFinite(value)) about = { looks: Math.round(looks), logLikelihood: value };
      tell(looks, looks + USUAL, about);
      return value;
    },
  });
}

/** The same family, telling how far its fit to these is; a look at a part of the rows counts as that part. */
export function counted<P extends string>(family: Family<P>, who: Histories): Family<P> {
  const count = counter();
  const rows = Math.max(1, who.x.length);
  const customers = who.weight?.reduce((sum, weight) => sum + weight, 0) ?? who.x.length;
  const watch = <Q extends string>(one: Family<Q>): Family<Q> => ({
    ...one,
    likelihood: (data) =>
      count(one.likelihood(data), Math.min(1, data.n / rows), data.customers === customers),
    ...(one.whole
      ? { whole: { most: one.whole.most, at: (value: number) => watch(one.whole!.at(value)) } }
      : {}),
    ...(one.special ? { special: { ...one.special, family: watch(one.special.family) } } : {}),
  });
  return watch(family);
}

/** The same form of a spend model, telling how far its fit is. */
export function countedSpend<P extends string>(form: SpendForm<P>): SpendForm<P> {
  const count = counter();
  return { ...form, likelihood: (data) => count(form.likelihood(data), 1, true) };
}
