import { TenureError } from "../../terms/error";
import { checkParams } from "../asked";
import { familyOf } from "../catalogue";
import type { Histories, ModelId } from "../types";
import { channelsOf } from "./channels";
import { designOf, effectsOf } from "./design";
import { covariateLikelihood } from "./likelihood";
import type { CovariateOptions } from "./types";

/**
 * Log-likelihood at parameters of a customer whose columns are 0 and coefficients per unit of each column, in the order
 * of `coefficients`; gradient and Hessian (row-major) in (ln params, coefficients).
 * @throws `model.unknown`, `history.*`, `covariates.*`, `params.invalid`
 */
export function groupedLikelihood(
  model: ModelId,
  params: Readonly<Record<string, number>>,
  coefficients: readonly number[],
  data: Histories,
  options: Pick<CovariateOptions, "purchase" | "dropout" | "dropoutForm">,
): { value: number; gradient: Float64Array; hessian: Float64Array } {
  const family = familyOf(model);
  const standard = designOf(data, options);
  const { dropoutForm } = { ...options };
  const effects = effectsOf(standard.columns, channelsOf(model, dropoutForm), family.params);
  checkParams(family.params, params);
  checkCoefficients(coefficients, effects.length);
  const raw = standard.segments.map(({ data: rows, z }) => ({
    data: rows,
    z: z.map((value, c) => standard.columns[c]!.mean + value * standard.columns[c]!.sd),
  }));
  const f = covariateLikelihood(family, { ...standard, segments: raw }, effects);
  const gradient = new Float64Array(f.size);
  const hessian = new Float64Array(f.size ** 2);
  const at = [...family.params.map((name) => Math.log(params[name]!)), ...coefficients];
  return { value: f.evaluate(Float64Array.from(at), gradient, hessian), gradient, hessian };
}

/** As many finite numbers as there are effects. @throws `params.invalid` */
function checkCoefficients(given: readonly number[], count: number): void {
  const list: readonly unknown[] = Array.isArray(given) || ArrayBuffer.isView(given) ? Array.from(given) : [];
  for (let i = 0; i < Math.max(count, list.length); i++)
    if (i >= count || !Number.isFinite(list[i]))
      throw new TenureError("params.invalid", { name: `coefficients[${i}]`, value: String(list[i]) });
}
