import type { FoundInterval } from "../../models/service";
import type { Reason, SavedFit } from "../../models/types";
import type { CheckLine, FitCard } from "../../terms/cards";
import type { Params } from "../../terms/error";
import type { Words } from "../../terms/view";

/** Sentences and checks about a fit, as codes: the words are in the catalogue of fits. */

export function verdictOf(fit: SavedFit): Words {
  const starts = fit.checks.starts.length;
  return { code: `fit.verdict.${fit.status}`, params: { starts, reasons: fit.reasons.length } };
}

export function whyOf(reasons: readonly Reason[]): Words[] {
  return reasons.map(({ code, params }) => ({ code: `reason.${code}`, params: rounded(params) }));
}

/** What it means for P(alive), orders and value; for a refused fit, ways out. */
export function meaningOf(fit: SavedFit): Words[] {
  return fit.reasons.map(({ code, params }) => ({ code: `reason.${code}.means`, params: rounded(params) }));
}

/** Reasons carry raw numbers; counts stay whole and the rest is written with few digits. */
function rounded(params: Reason["params"]): Params {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(3)) : value,
    ]),
  );
}

const AGREE = 1e-3;
/** χ² per degree of freedom beyond which the spread of spend is not that of the model. */
const WIDE = 5;

export function checksOf(fit: SavedFit): CheckLine[] {
  const { gradient, condition, starts, residual, tracking } = fit.checks;
  const has = (...codes: readonly string[]) => fit.reasons.some(({ code }) => codes.includes(code));
  const best = Math.max(...starts);
  const agreeing = starts.filter((value) => value > best - AGREE).length;
  return [
    {
      ok: !has("gradient", "not-converged"),
      label: { code: "fit.check.gradient" },
      value: { code: "fit.value.tiny", params: { value: gradient } },
    },
    {
      ok: fit.covariance !== null,
      label: { code: "fit.check.peak" },
      value: { code: fit.covariance === null ? "fit.value.no" : "fit.value.yes" },
    },
    {
      ok: !has("starts-disagree"),
      label: { code: "fit.check.starts" },
      value: { code: "fit.value.of", params: { n: agreeing, of: starts.length } },
    },
    {
      ok: !has(
        "imprecise",
        "dropout-none",
        "dropout-not-identified",
        "rates-homogeneous",
        "dropout-homogeneous",
        "dropout-at-once",
        "risk-constant",
      ),
      label: { code: "fit.check.apart" },
      value:
        condition < 1e15
          ? { code: "fit.value.condition", params: { value: Number(condition.toPrecision(1)) } }
          : { code: "fit.value.singular" },
    },
    {
      ok: fit.model.startsWith("gamma-gamma") ? residual <= WIDE : !has("poor-fit"),
      label: { code: fit.model.startsWith("gamma-gamma") ? "fit.check.spread" : "fit.check.counts" },
      value: { code: "fit.value.residual", params: { value: residual } },
    },
    ...(tracking === undefined
      ? []
      : [
          {
            ok: !has("poor-tracking"),
            label: { code: "fit.check.tracking" },
            value: { code: "fit.value.residual", params: { value: tracking } },
          },
        ]),
  ];
}

/** Parameters in the model's order, with intervals where the data determine them. */
export function parametersOf(
  fit: SavedFit,
  intervals: Readonly<Record<string, FoundInterval>> | null,
): FitCard["parameters"] {
  if (fit.status === "refused") return [];
  return Object.entries(fit.params).map(([name, value]) => {
    const { low, high, by } = intervals?.[name] ?? { low: null, high: null, by: null };
    return { name: GREEK[name] ?? name, value, low, high, by };
  });
}

const GREEK: Readonly<Record<string, string>> = { alpha: "α", beta: "β", gamma: "γ" };
