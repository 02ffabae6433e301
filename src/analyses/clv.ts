import type { ScoreRequest, Scores } from "../models/service";
import type { SavedFit } from "../models/types";
import { TenureError } from "../terms/error";
import type { TableRef } from "../terms/table";
import type { View } from "../terms/view";
import type { Analysis } from "./plan/analysis";
import { cardView } from "./plan/card";
import { HISTORY_COLUMNS } from "./plan/days";
import { inUnit } from "./plan/histories";
import { fitOf, Plan, tableOf } from "./plan/plan";
import { rankingOf } from "./ranking";
import { numbers } from "./plan/rows";
import { SEGMENT_SQL } from "./segmentRule";
import { checked, choiceOf, durationOf, numberOf, spanOf, type Span } from "./plan/spec";

export interface ClvSpec {
  readonly horizon: Span;
  readonly margin: number;
  readonly annualRate: number;
  readonly level: 0.8 | 0.95;
  readonly seed: number;
}

const STATUSES = ["verified", "boundary", "weak", "refused"] as const;
const DROPOUT = ["dropout-none", "dropout-not-identified"];

/**
 * Residual CLV per customer: discounted margin on the orders still to come within the horizon. Stores
 * `customer_id, x, tx, T, p_alive, orders, spend, clv, low, high, status`, best first, tx and T in days, and the value
 * of each segment as `<cell>:segments`.
 */
export const clv: Analysis<ClvSpec> = {
  name: "clv",
  schema: {
    type: "object",
    properties: {
      horizon: { type: "string", title: "clv.horizon", default: "12 months" },
      margin: { type: "number", title: "clv.margin", default: 0.3, minimum: 0, maximum: 1 },
      "annual-rate": { type: "number", title: "clv.annual-rate", default: 0.1, minimum: 0, maximum: 1 },
      level: { type: "string", title: "clv.level", enum: ["80", "95"], default: "95" },
      seed: { type: "integer", title: "clv.seed", default: 1, minimum: 0 },
    },
  },
  inputs: ["from", "fit", "spend"],
  check: (values) =>
    checked(() => ({
      horizon: spanOf(values, "horizon", "12 months"),
      margin: numberOf(values, "margin", 0, 1, 0.3),
      annualRate: numberOf(values, "annual-rate", 0, 1, 0.1),
      level: choiceOf(values, "level", ["80", "95"], "95") === "80" ? 0.8 : 0.95,
      seed: numberOf(values, "seed", 0, 2 ** 31, 1),
    })),
  async run(spec, inputs, host, job) {
    const histories = tableOf(inputs, "from", HISTORY_COLUMNS);
    const { fit } = fitOf(inputs, "fit");
    const { fit: spend } = fitOf(inputs, "spend");
    const plan = new Plan(host, job);
    const rows = await plan.query(
      "customers to score",
      `SELECT x, tx, T, spend, ${SEGMENT_SQL} AS segment FROM ${histories.sql} ORDER BY customer`,
    );
    const column = (name: string) => numbers(rows, name);
    const request: ScoreRequest = {
      fit,
      spend,
      who: {
        x: column("x"),
        tx: inUnit(column("tx"), fit.unit),
        T: inUnit(column("T"), fit.unit),
        spend: column("spend"),
      },
      margin: spec.margin,
      annualRate: spec.annualRate,
      horizon: durationOf(spec.horizon),
      level: spec.level,
      seed: spec.seed,
      group: Int32Array.from(column("segment")),
    };
    const scores = (await plan.watched("clv.progress", "score", request)) as Scores;
    // A value that is no number must never pass for nothing in a sum.
    const bad = scores.clv.filter((value) => !Number.isFinite(value)).length;
    if (bad > 0) throw new TenureError("clv.not-finite", { customers: bad });
    const status = STATUSES[Math.max(STATUSES.indexOf(fit.status), STATUSES.indexOf(spend.status))]!;
    const named = (name: string, values: Float64Array) => ({ name, type: "DOUBLE", values }) as const;
    // Names of customers never leave the engine: scores find theirs by their place in the order they were read in.
    const loose = await plan.store(
      [
        { name: "place", type: "INTEGER", values: Int32Array.from(scores.alive, (_, i) => i + 1) },
        named("p_alive", scores.alive),
        named("orders", scores.orders),
        named("spend", scores.spend),
        named("clv", scores.clv),
        named("low", scores.low),
        named("high", scores.high),
      ],
      { part: "unordered" },
    );
    const table = await plan.create(
      `SELECT customer AS customer_id, x::INTEGER AS x, tx::INTEGER AS tx, T::INTEGER AS T,
        p_alive, orders, scored.spend, clv, low, high, '${status}' AS status
      FROM (SELECT customer, x, tx, T, row_number() OVER (ORDER BY customer) AS place FROM ${histories.sql})
      JOIN ${loose.sql} AS scored USING (place)
      ORDER BY clv DESC, customer_id`,
      { like: histories },
    );
    await plan.store(
      [
        { name: "segment", type: "INTEGER", values: Int32Array.from(scores.groups.keys()) },
        named(
          "clv",
          Float64Array.from(scores.groups, ({ value }) => value),
        ),
        named(
          "low",
          Float64Array.from(scores.groups, ({ low }) => low),
        ),
        named(
          "high",
          Float64Array.from(scores.groups, ({ high }) => high),
        ),
      ],
      { part: "segments" },
    );
    const views = await viewsOf(plan, spec, scores, { table, histories, fit, spend, status });
    return plan.done({ is: "table", table }, views);
  },
};

interface About {
  readonly table: TableRef;
  readonly histories: TableRef;
  readonly fit: SavedFit;
  readonly spend: SavedFit;
  readonly status: SavedFit["status"];
}

async function viewsOf(plan: Plan, spec: ClvSpec, scores: Scores, about: About): Promise<View[]> {
  const { table, histories, fit } = about;
  const currency = histories.currency ?? "";
  const n = Math.max(1, table.rows);
  const card = await rankingOf(plan, spec, scores, about);
  const period = { count: spec.horizon.count, unit: spec.horizon.unit, from: card.from, until: card.until };
  const money = { measure: "money", currency, pen: "estimated" } as const;
  const { total, ordersTotal } = scores;
  const views: View[] = [
    {
      show: "strip",
      figures: [
        { ...money, ...total, label: { code: "clv.total" }, note: { code: "clv.period", params: period } },
        {
          ...money,
          value: total.value / n,
          low: total.low / n,
          high: total.high / n,
          label: { code: "clv.mean" },
          note: { code: "clv.customers", params: { customers: table.rows } },
        },
        {
          ...ordersTotal,
          measure: "count",
          pen: "estimated",
          label: { code: "clv.orders" },
          note: { code: "clv.orders-note" },
        },
      ],
    },
    {
      show: "words",
      words: {
        code: "clv.convention",
        params: { margin: spec.margin, rate: spec.annualRate, level: spec.level, ...period },
      },
      tone: "plain",
    },
  ];
  if (fit.reasons.some(({ code }) => DROPOUT.includes(code))) {
    views.push({ show: "words", words: { code: "clv.no-dropout" }, tone: "warn" });
  }
  views.push(cardView("ranking", card, table), { show: "download", table, file: `${plan.cell}.csv` });
  return views;
}
