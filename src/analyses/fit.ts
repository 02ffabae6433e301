import type { FoundInterval } from "../models/service";
import type { Histories, SavedFit } from "../models/types";
import type { FitCard } from "../terms/cards";
import type { Unit } from "../terms/unit";
import type { Analysis } from "./plan/analysis";
import { cardView } from "./plan/card";
import { HISTORY_COLUMNS } from "./plan/days";
import { distinctHistories, UNITS } from "./plan/histories";
import { modelName } from "./plan/names";
import { Plan, tableOf } from "./plan/plan";
import { checked, choiceOf } from "./plan/spec";
import { checksOf, meaningOf, parametersOf, verdictOf, whyOf } from "./plan/verdicts";

export const MODELS = [
  "bg-nbd",
  "pareto-nbd",
  "mbg-nbd",
  "bg-cnbd-k",
  "mbg-cnbd-k",
  "ggom-nbd",
  "nbd",
] as const;

interface FitSpec {
  readonly model: (typeof MODELS)[number];
  readonly unit: Unit;
}

/** A model of repeat purchases fitted to histories. A refused fit is a result: it says why, and nothing is predicted. */
export const fit: Analysis<FitSpec> = {
  name: "fit",
  schema: {
    type: "object",
    properties: {
      model: { type: "string", title: "fit.model", enum: MODELS, default: "bg-nbd" },
      unit: { type: "string", title: "fit.unit", enum: UNITS, default: "week" },
    },
  },
  inputs: ["from"],
  check: (values) =>
    checked(() => ({
      model: choiceOf(values, "model", MODELS, "bg-nbd"),
      unit: choiceOf(values, "unit", UNITS, "week"),
    })),
  async run({ model, unit }, inputs, host, job) {
    const table = tableOf(inputs, "from", HISTORY_COLUMNS);
    const plan = new Plan(host, job);
    const data = await distinctHistories(plan, table, unit);
    const began = performance.now();
    const saved = (await plan.watched("fit.progress", "fit", model, data)) as SavedFit;
    const milliseconds = performance.now() - began;
    const intervals =
      saved.status === "refused"
        ? null
        : ((await plan.model("intervals", saved, data)) as Readonly<Record<string, FoundInterval>> | null);
    const card = cardOf(saved, intervals, data, milliseconds);
    return plan.done({ is: "fit", fit: saved, table }, [cardView("fit", card)]);
  },
};

function cardOf(
  saved: SavedFit,
  intervals: Readonly<Record<string, FoundInterval>> | null,
  data: Histories,
  milliseconds: number,
): FitCard {
  const { customers } = saved.data;
  const distinct = data.x.length;
  return {
    model: saved.model,
    name: { code: "fit.name", params: { model: modelName(saved.model), unit: saved.unit } },
    status: saved.status,
    verdict: verdictOf(saved),
    why: whyOf(saved.reasons),
    means: meaningOf(saved),
    checks: saved.status === "refused" ? [] : checksOf(saved),
    parameters: parametersOf(saved, intervals),
    foot: {
      code: "fit.foot",
      params: { logLikelihood: saved.logLikelihood, customers, distinct, unit: saved.unit },
    },
    unit: saved.unit,
    logLikelihood: saved.logLikelihood,
    customers,
    distinct,
    milliseconds: Math.round(milliseconds),
  };
}
