import type { FoundInterval, SpendSummary } from "../models/service";
import type { SpendCard } from "../terms/cards";
import type { Words } from "../terms/view";
import type { Analysis } from "./plan/analysis";
import { cardView } from "./plan/card";
import { HISTORY_COLUMNS } from "./plan/days";
import { spenders } from "./plan/histories";
import { Plan, tableOf } from "./plan/plan";
import { NOTHING } from "./plan/spec";
import { densityTable } from "./spendDensity";
import { checksOf, meaningOf, parametersOf, verdictOf, whyOf } from "./plan/verdicts";

/** Beyond this correlation, either way, spend and frequency are too related for the model's assumption. */
const TOO_RELATED = 0.3;

/** Gamma–Gamma: what a purchase of each customer is worth, from the mean value of its repeat purchase days. */
export const spend: Analysis<Record<string, never>> = {
  name: "spend",
  schema: NOTHING,
  inputs: ["from"],
  check: () => ({ spec: {}, problems: [] }),
  async run(_, inputs, host, job) {
    const table = tableOf(inputs, "from", HISTORY_COLUMNS);
    const plan = new Plan(host, job);
    const data = await spenders(plan, table);
    const began = performance.now();
    const found = (await plan.watched("fit.progress", "fitSpend", data)) as SpendSummary;
    const milliseconds = performance.now() - began;
    const refused = found.fit.status === "refused";
    const intervals = refused
      ? null
      : ((await plan.model("intervals", found.fit)) as Readonly<Record<string, FoundInterval>> | null);
    const currency = table.currency ?? "";
    const card = cardOf(found, intervals, currency, milliseconds);
    const value = { is: "fit", fit: found.fit, table } as const;
    if (refused) return plan.done(value, [cardView("spend", card)]);
    const density = await densityTable(plan, found.fit, data, table);
    return plan.done(value, [
      cardView("spend", card),
      {
        show: "figure",
        name: "spend",
        table: density.table,
        options: { currency, shown: density.shown },
        title: { code: "spend.title", params: { money: found.mean?.value ?? NaN, currency } },
        subtitle: { code: "spend.subtitle" },
        foot: { code: "spend.foot", params: { share: density.beyond, money: density.shown, currency } },
        alt: {
          code: "spend.alt",
          params: { money: found.mean?.value ?? NaN, customers: found.fit.data.customers, currency },
        },
      },
    ]);
  },
};

function cardOf(
  { fit, mean, independence, leftOut }: SpendSummary,
  intervals: Readonly<Record<string, FoundInterval>> | null,
  currency: string,
  milliseconds: number,
): SpendCard {
  const holds = Math.abs(independence.correlation) < TOO_RELATED;
  const related: Words = {
    code: holds ? "spend.independent" : "spend.related",
    params: {
      correlation: independence.correlation,
      low: independence.low,
      high: independence.high,
      customers: independence.customers,
    },
  };
  return {
    status: fit.status,
    name: { code: "spend.name" },
    verdict: verdictOf(fit),
    why: [...whyOf(fit.reasons)],
    means: [...meaningOf(fit), ...(holds ? [] : [{ code: "spend.related-means" }])],
    checks: fit.status === "refused" ? [] : checksOf(fit),
    parameters: parametersOf(fit, intervals),
    foot: {
      code: "spend.card-foot",
      params: { logLikelihood: fit.logLikelihood, customers: fit.data.customers, leftOut, currency },
    },
    mean,
    independence: { ...independence, holds, words: related },
    currency,
    logLikelihood: fit.logLikelihood,
    customers: fit.data.customers,
    milliseconds: Math.round(milliseconds),
  };
}
