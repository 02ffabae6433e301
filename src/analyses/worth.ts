import type { Estimate, Scores, ScoreRequest, SpendSummary } from "../models/service";
import type { SavedFit } from "../models/types";
import type { TableRef } from "../terms/table";
import type { Unit } from "../terms/unit";
import type { AnalysisHost, AnalysisJob } from "./plan/analysis";
import { customers } from "./customers";
import { distinctHistories, inUnit, spenders } from "./plan/histories";
import { Plan, tableOf } from "./plan/plan";
import { numbers } from "./plan/rows";
import { durationOf, type Span } from "./plan/spec";

/** What is assumed where a notebook does not say: the same as the cells' own defaults. */
export const USUAL: WorthSpec = {
  model: "bg-nbd",
  unit: "week",
  horizon: { count: 12, unit: "months" },
  margin: 0.3,
  annualRate: 0.1,
  level: 0.95,
  seed: 1,
};

export interface WorthSpec {
  readonly model: string;
  readonly unit: Unit;
  readonly horizon: Span;
  readonly margin: number;
  readonly annualRate: number;
  readonly level: 0.8 | 0.95;
  readonly seed: number;
}

/** The value of a whole customer base in one number: residual CLV of all, in the money of the orders. */
export interface Worth {
  readonly customers: number;
  readonly orders: number;
  /** The worse of the two models'. */
  readonly status: SavedFit["status"];
  /** Null where a model refuses. */
  readonly total: Estimate | null;
}

const STATUSES = ["verified", "boundary", "weak", "refused"] as const;

/**
 * Fits both models to a table of orders and scores every customer: what the cells customers, fit, spend and clv do in
 * turn, without their tables and figures.
 *
 * @throws TenureError what the engine and the model library throw; the signal's reason when stopped.
 */
export async function worthOf(
  orders: TableRef,
  spec: WorthSpec,
  host: AnalysisHost,
  job: AnalysisJob,
): Promise<Worth> {
  const made = await customers.run({ to: null }, { from: { is: "table", table: orders } }, host, job);
  const table = tableOf({ from: made.value }, "from");
  const plan = new Plan(host, job);
  const whole = { customers: table.rows, orders: orders.rows };
  const fit = (await plan.watched(
    "fit.progress",
    "fit",
    spec.model,
    await distinctHistories(plan, table, spec.unit),
  )) as SavedFit;
  if (fit.status === "refused") return { ...whole, status: "refused", total: null };
  const { fit: spend } = (await plan.model("fitSpend", await spenders(plan, table))) as SpendSummary;
  if (spend.status === "refused") return { ...whole, status: "refused", total: null };
  const rows = await plan.query(
    "customers to score",
    `SELECT x, tx, T, spend FROM ${table.sql} ORDER BY customer`,
  );
  const request: ScoreRequest = {
    fit,
    spend,
    who: {
      x: numbers(rows, "x"),
      tx: inUnit(numbers(rows, "tx"), fit.unit),
      T: inUnit(numbers(rows, "T"), fit.unit),
      spend: numbers(rows, "spend"),
    },
    margin: spec.margin,
    annualRate: spec.annualRate,
    horizon: durationOf(spec.horizon),
    level: spec.level,
    seed: spec.seed,
  };
  const { total } = (await plan.watched("clv.progress", "score", request)) as Scores;
  const status = STATUSES[Math.max(STATUSES.indexOf(fit.status), STATUSES.indexOf(spend.status))]!;
  return { ...whole, status, total };
}
