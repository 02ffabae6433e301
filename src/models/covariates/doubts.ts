import { curvatureOf } from "../fit/curvature";
import type { Family } from "../fit/family";
import type { Reason } from "../types";
import type { Design, Effect } from "./design";
import type { Found } from "./report";

/** A coefficient that multiplies by more than e⁸ between the ends of its column has run off: some group never buys or never leaves. */
const RUN_OFF = 8;
/** A standard error over this, per standard deviation of the column, is none: e^{±20} at 95 %. */
const UNKNOWN = 10;

/** What the likelihood itself, without any prior, leaves open. */
export function doubts(
  family: Family,
  design: Design,
  effects: readonly Effect[],
  found: Pick<Found, "best" | "dataHessian">,
  prior: boolean,
): Reason[] {
  const p = family.params.length;
  const n = p + effects.length;
  const nameOf = (i: number) => design.columns[effects[i - p]!.column]!.name;
  const names = (list: readonly number[]) => [...new Set(list.map(nameOf))];
  const loose = curvatureOf(found.dataHessian, n).loose;
  const coefficients = loose.filter((i) => i >= p);
  const far = coefficients.filter(
    (i) => Math.abs(found.best.at[i]!) * design.columns[effects[i - p]!.column]!.range > RUN_OFF,
  );
  const unknown = curvatureOf(found.dataHessian, n, UNKNOWN).loose.filter((i) => i >= p);
  if (prior) {
    return coefficients.length > 0
      ? [{ code: "prior-decides", params: { columns: names(coefficients) } }]
      : [];
  }
  if (far.length > 0) return [{ code: "covariate-separates", params: { columns: names(far) } }];
  if (unknown.length > 0) return [{ code: "covariate-not-identified", params: { columns: names(unknown) } }];
  const params = [...loose.filter((i) => i < p).map((i) => family.params[i]!), ...names(coefficients)];
  return params.length > 0 ? [{ code: "imprecise", params: { params } }] : [];
}
