import type { ComparedModel, CompareOrdersOptions, OrdersComparison } from "../models/index";
import type { Reason } from "../models/types";
import type { TableRef } from "../terms/table";
import type { View, Words } from "../terms/view";
import type { Unit } from "../terms/unit";
import type { Analysis } from "./plan/analysis";
import { ORDER_COLUMNS, storeDays } from "./plan/days";
import { UNITS } from "./plan/histories";
import { modelName } from "./plan/names";
import { Plan, tableOf } from "./plan/plan";
import { numbers } from "./plan/rows";
import { checked, choiceOf, durationOf, spanOf, type Span } from "./plan/spec";

interface CompareSpec {
  readonly models: readonly string[];
  readonly unit: Unit;
  readonly holdout: Span;
}

const RUNNERS = ["bg-nbd", "pareto-nbd", "mbg-nbd"] as const;
const KNOWN = [...RUNNERS, "bg-cnbd-k", "mbg-cnbd-k", "ggom-nbd", "nbd"];

/**
 * Models side by side on the same histories: log-likelihood, AIC, BIC, errors on the time held out, and which to use, in
 * words. Stores one row per model and per guess without a model.
 */
export const compare: Analysis<CompareSpec> = {
  name: "compare",
  schema: {
    type: "object",
    properties: {
      models: { type: "array", title: "compare.models", items: { type: "string", enum: KNOWN } },
      unit: { type: "string", title: "fit.unit", enum: UNITS, default: "week" },
      holdout: { type: "string", title: "compare.held-out", default: "3 months" },
    },
  },
  inputs: ["from"],
  check: (values) =>
    checked(() => ({
      models: Array.isArray(values["models"]) ? [...new Set(values["models"].map(String))] : RUNNERS,
      unit: choiceOf(values, "unit", UNITS, "week"),
      holdout: spanOf(values, "holdout", "3 months"),
    })),
  async run({ models, unit, holdout }, inputs, host, job) {
    const orders = tableOf(inputs, "from", ORDER_COLUMNS);
    const plan = new Plan(host, job);
    const { days } = await storeDays(plan, orders);
    const rows = await plan.query(
      "purchase days by customer",
      `
      SELECT (dense_rank() OVER (ORDER BY customer) - 1)::DOUBLE AS number,
        date_diff('day', min(date) OVER (), date)::DOUBLE AS day, amount::DOUBLE AS amount
      FROM ${days.sql} ORDER BY number, day`,
    );
    plan.progress(0, 1, "compare.progress");
    const found = (await plan.model("compare", {
      orders: {
        customer: numbers(rows, "number"),
        day: numbers(rows, "day"),
        amount: numbers(rows, "amount"),
      },
      unit,
      models,
      holdout: durationOf(holdout),
    } satisfies CompareOrdersOptions)) as OrdersComparison;
    const table = await plan.store(columnsOf(found));
    const rivals = await plan.create(RIVALS(table.sql), { part: "rivals" });
    return plan.done({ is: "table", table }, viewsOf(found, table, rivals));
  },
};

/** Who could guess, nearest first, as the figure of rivals wants them. */
const RIVALS = (sql: string) => `
  SELECT model AS method, name, kind, orders_error AS mae, orders_total_error AS total_error, top_tenth AS captured
  FROM ${sql} WHERE orders_error IS NOT NULL AND NOT isnan(orders_error) ORDER BY kind DESC, mae`;

function columnsOf({ models, baselines }: OrdersComparison) {
  const guesses = baselines.map(({ id, orders, money }) => ({
    id,
    kind: "guess",
    orders,
    money,
    model: null,
  }));
  const rows = [
    ...models.map((model) => ({
      id: model.id,
      kind: "model",
      orders: model.orders,
      money: model.money,
      model,
    })),
    ...guesses,
  ];
  const text = (name: string, pick: (row: (typeof rows)[number]) => string) =>
    ({ name, type: "VARCHAR", values: rows.map(pick) }) as const;
  const column = (name: string, pick: (row: (typeof rows)[number]) => number | null | undefined) =>
    ({ name, type: "DOUBLE", values: Float64Array.from(rows, (row) => pick(row) ?? NaN) }) as const;
  const of = (pick: (model: ComparedModel) => number | null) => (row: (typeof rows)[number]) =>
    row.model && pick(row.model);
  return [
    text("model", ({ id }) => id),
    text("name", ({ id, model }) => (model ? modelName(id) : "")),
    text("kind", ({ kind }) => kind),
    text("status", ({ model }) => model?.status ?? ""),
    column(
      "parameters",
      of((model) => model.parameters),
    ),
    column(
      "log_likelihood",
      of((model) => model.logLikelihood),
    ),
    column(
      "aic",
      of((model) => model.aic),
    ),
    column(
      "bic",
      of((model) => model.bic),
    ),
    column(
      "delta_bic",
      of((model) => model.deltaBic),
    ),
    column("orders_error", ({ orders }) => orders?.errors.mae),
    column("orders_total_error", ({ orders }) => orders?.errors.totalError),
    column("spearman", ({ orders }) => orders?.ranking.spearman),
    column("top_tenth", ({ orders }) => orders?.ranking.topDecile),
    column("gini", ({ orders }) => orders?.ranking.gini),
    column("money_error", ({ money }) => money?.errors.mae),
    column("money_total_error", ({ money }) => money?.errors.totalError),
  ];
}

function viewsOf(found: OrdersComparison, table: TableRef, rivals: TableRef): View[] {
  const { verdict, customers, days } = found;
  const params = { best: verdict.best === null ? "" : modelName(verdict.best), customers, days };
  const views: View[] = [
    ...verdict.reasons.map((reason): View => ({ show: "words", ...wordsFor(reason) })),
    { show: "table", table, title: { code: "compare.table", params } },
  ];
  if (rivals.rows > 1)
    views.unshift({
      show: "figure",
      name: "baselines",
      table: rivals,
      options: {},
      title: { code: "compare.title", params },
      subtitle: { code: "compare.subtitle", params },
      foot: { code: "compare.foot", params },
      alt: { code: "compare.alt", params },
    });
  return views;
}

const TONES: Readonly<Record<string, "good" | "warn">> = {
  "lowest-bic": "good",
  "beats-the-baselines": "good",
  "as-good": "good",
};

/** A reason of the verdict as a sentence. */
function wordsFor({ code, params }: Reason): { words: Words; tone: "good" | "warn" } {
  const names = (key: string): string => {
    const value = params[key];
    return (Array.isArray(value) ? value : [String(value)]).map(modelName).join(", ");
  };
  const [of = "", how = ""] = String(params["measure"] ?? "").split("-");
  const more = {
    ...params,
    model: names("model"),
    models: names("models"),
    over: names("over"),
    of,
    how,
  };
  const only = code === "lowest-bic" && params["lead"] === undefined;
  return {
    words: { code: only ? "compare.only" : `compare.${code}`, params: more },
    tone: TONES[code] ?? "warn",
  };
}
