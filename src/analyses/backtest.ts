import type { Backtest, BacktestOptions } from "../models/index";
import type { Reason } from "../models/types";
import type { View, Words } from "../terms/view";
import type { Analysis } from "./plan/analysis";
import { ORDER_COLUMNS, storeDays } from "./plan/days";
import { modelName } from "./plan/names";
import { Plan, tableOf } from "./plan/plan";
import { numbers } from "./plan/rows";
import { checked, durationOf, numberOf, spanOf, type Span } from "./plan/spec";

interface BacktestSpec {
  readonly horizon: Span;
  readonly origins: number;
}

/** Models that take any orders; names are the same in every language. */
const RUNNERS: readonly BacktestOptions["models"][number][] = ["bg-nbd", "pareto-nbd", "mbg-nbd"];

/** Several days of the past, every model and every guess from what was known then, held against what came. */
export const backtest: Analysis<BacktestSpec> = {
  name: "backtest",
  schema: {
    type: "object",
    properties: {
      horizon: { type: "string", title: "backtest.horizon", default: "3 months" },
      origins: { type: "integer", title: "backtest.origins", default: 3, minimum: 1, maximum: 12 },
    },
  },
  inputs: ["from"],
  check: (values) =>
    checked(() => ({
      horizon: spanOf(values, "horizon", "3 months"),
      origins: Math.round(numberOf(values, "origins", 1, 12, 3)),
    })),
  async run({ horizon, origins }, inputs, host, job) {
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
    const found = (await plan.model("backtest", {
      orders: {
        customer: numbers(rows, "number"),
        day: numbers(rows, "day"),
        amount: numbers(rows, "amount"),
      },
      unit: "week",
      models: RUNNERS,
      horizon: durationOf(horizon),
      origins,
    } satisfies BacktestOptions)) as Backtest;
    const { summary } = found;
    const column = (pick: (one: Backtest["summary"][number]) => number | null | undefined) =>
      Float64Array.from(summary, (one) => pick(one) ?? NaN);
    const table = await plan.store([
      { name: "method", type: "VARCHAR", values: summary.map(({ id }) => id) },
      { name: "kind", type: "VARCHAR", values: summary.map(({ kind }) => kind) },
      { name: "origins", type: "DOUBLE", values: column(({ origins: count }) => count) },
      { name: "orders_error", type: "DOUBLE", values: column(({ orders: one }) => one?.mae) },
      { name: "orders_total_error", type: "DOUBLE", values: column(({ orders: one }) => one?.totalError) },
      { name: "spearman", type: "DOUBLE", values: column(({ orders: one }) => one?.spearman) },
      { name: "top_tenth", type: "DOUBLE", values: column(({ orders: one }) => one?.topDecile) },
      { name: "gini", type: "DOUBLE", values: column(({ orders: one }) => one?.gini) },
      { name: "money_error", type: "DOUBLE", values: column(({ money }) => money?.mae) },
      { name: "money_total_error", type: "DOUBLE", values: column(({ money }) => money?.totalError) },
    ]);
    const params = {
      origins: found.origins.length,
      days: found.origins[0]!.days,
      customers: found.origins.at(-1)!.customers,
    };
    return plan.done({ is: "table", table }, [
      { show: "table", table, title: { code: "backtest.table", params } },
      ...found.verdict.reasons.map(said),
    ]);
  },
};

function said(reason: Reason): View {
  const { words, tone } = wordsFor(reason);
  return { show: "words", words, tone };
}

/** A reason of the verdict as a sentence. */
function wordsFor({ code, params: raw }: Reason): { words: Words; tone: "good" | "warn" | "plain" } {
  const named = (value: unknown) => (typeof value === "string" ? modelName(value) : value);
  const models = raw["models"];
  const params = {
    ...raw,
    model: named(raw["model"]) as string,
    ...(Array.isArray(models) ? { models: models.map((id) => modelName(String(id))).join(", ") } : {}),
  };
  if (code === "beats-the-baselines") return { words: { code: "backtest.beats", params }, tone: "good" };
  if (code === "as-good") return { words: { code: "backtest.as-good", params }, tone: "plain" };
  if (code === "total-off") return { words: { code: "backtest.total-off", params }, tone: "warn" };
  if (code === "no-model") return { words: { code: "backtest.no-model" }, tone: "warn" };
  const [of, how] = String(raw["measure"]).split("-");
  const more = { model: params.model, baseline: raw["baseline"]!, of: of! };
  if (how === "total") return { words: { code: "backtest.loses-total", params: more }, tone: "warn" };
  if (how === "ranking") return { words: { code: "backtest.loses-ranking", params: more }, tone: "warn" };
  return { words: { code: "backtest.loses-customer", params: more }, tone: "warn" };
}
