import type { Smooth } from "../../math/maximise";
import type { Family } from "../fit/family";
import type { SpendForm } from "../gammaGamma/estimate";
import { tell } from "./progress";

/** Looks at the likelihood after which a fit is about half done. */
const USUAL = 40;

/** How many looks it will take nobody knows beforehand: the share rises with each, by less and less, never back. */
function counter(): (smooth: Smooth, share: number) => Smooth {
  let looks = 0;
  return (smooth, share) => ({
    size: smooth.size,
    evaluate(at, gradient, hessian) {
      const value = smooth.evaluate(at, gradient, hessian);
      looks += share;
      tell(looks, looks + USUAL);
      return value;
    },
  });
}

/** The same family, telling how far its fit is; a look at a part of the rows counts as that part. */
export function counted<P extends string>(family: Family<P>, rows: number): Family<P> {
  const count = counter();
  const watch = <Q extends string>(one: Family<Q>): Family<Q> => ({
    ...one,
    likelihood: (data) => count(one.likelihood(data), Math.min(1, data.n / Math.max(1, rows))),
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
  return { ...form, likelihood: (data) => count(form.likelihood(data), 1) };
}
