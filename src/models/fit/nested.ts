import type { Maximum } from "../../math/maximise";
import type { Reason, SavedFit } from "../types";
import type { Family } from "./family";
import { RULES, statusOf } from "./status";

/** Models that hold others: at an edge of their parameters, or at each value of a whole-number parameter. */

/** A fit that ended at its special case: that fit in this model's parameters, its covariance in their places. */
export function asSpecial<P extends string>(
  family: Family<P>,
  fit: SavedFit,
  params: readonly number[],
  meanT: number,
  found: readonly Maximum[],
): SavedFit<P> {
  const special = family.special!;
  const { index, codes, params: loose } = special;
  const values = special.place(params, meanT);
  const none = fit.reasons.some(({ code }) => code === "dropout-none");
  const reasons: Reason[] = [
    // Where nobody leaves there is no risk of leaving that could be constant.
    ...(none ? [] : [{ code: codes[0], params: { params: loose } }]),
    ...fit.reasons,
  ];
  return {
    ...fit,
    model: family.id,
    params: Object.fromEntries(family.params.map((name, i) => [name, values[i]!])) as Record<P, number>,
    status: statusOf(reasons),
    reasons,
    covariance: fit.covariance && spread(fit.covariance, index, family.params.length),
    checks: {
      ...fit.checks,
      starts: found.map(({ value }) => Math.max(value, fit.logLikelihood)),
    },
  };
}

/**
 * The whole number with the highest likelihood, climbing from 1 until two in a row are worse; the others as that model
 * fits them. Its neighbours tell whether the data determine it.
 */
export function bestWhole<P extends string>(
  family: Family<P>,
  whole: NonNullable<Family["whole"]>,
  fit: (family: Family, starts?: number) => SavedFit,
): SavedFit<P> {
  const profile: number[] = [];
  let best = 1;
  for (let value = 1; value <= whole.most && value <= best + 2; value++) {
    const rough = fit(whole.at(value), 1);
    if (rough.status === "refused" && rough.logLikelihood === 0) {
      return { ...rough, model: family.id };
    }
    profile.push(rough.logLikelihood);
    if (rough.logLikelihood > profile[best - 1]!) best = value;
  }
  const inner = fit(whole.at(best));
  const [name, ...rest] = family.params;
  const reasons: Reason[] = [...inner.reasons];
  if (best === whole.most) reasons.push({ code: "regularity-at-limit", params: { k: best } });
  const [below, above] = [profile[best - 2] ?? -Infinity, profile[best] ?? -Infinity];
  const gain = profile[best - 1]! - Math.max(below, above);
  if (gain < RULES.little) {
    const other = below > above ? best - 1 : best + 1;
    reasons.push({ code: "regularity-not-identified", params: { k: best, other, gain } });
  }
  return {
    ...inner,
    model: family.id,
    params: Object.fromEntries([
      [name!, best],
      ...rest.map((one) => [one, inner.params[one]!] as const),
    ]) as Record<P, number>,
    status: statusOf(reasons),
    reasons,
    covariance:
      inner.covariance &&
      spread(
        inner.covariance,
        rest.map((_, i) => i + 1),
        family.params.length,
      ),
  };
}

/** A covariance with its rows and columns moved to `index` of n; zero elsewhere: those are held fixed. */
function spread(covariance: readonly number[], index: readonly number[], n: number): number[] {
  const out = new Array<number>(n * n).fill(0);
  const m = index.length;
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) out[index[i]! * n + index[j]!] = covariance[i * m + j]!;
  return out;
}
