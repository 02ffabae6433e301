import type { TableRef } from "../terms/table";
import type { View } from "../terms/view";
import type { Analysis } from "./plan/analysis";
import { baselinesSql, guessesSql, METHODS, type Method } from "./baselineSql";
import { HISTORY_COLUMNS, ORDER_COLUMNS } from "./plan/days";
import { inUnit } from "./plan/histories";
import { splitOf } from "./plan/horizon";
import { fitOf, Plan, tableOf } from "./plan/plan";
import { numbers, texts } from "./plan/rows";
import { checked, numberOf } from "./plan/spec";

interface BaselinesSpec {
  /** Days within which a customer counts as recent for the rule of thumb; null: a third of calibration. */
  readonly recent: number | null;
}

/** Differences below one in a hundred count as equal: nobody should change a method for them. */
const EQUAL = 0.01;

/** The model against four ways of guessing that need no model, on the time that was held out. */
export const baselines: Analysis<BaselinesSpec> = {
  name: "baselines",
  schema: {
    type: "object",
    properties: { recent: { type: "integer", title: "baselines.recent", minimum: 1, maximum: 10000 } },
  },
  inputs: ["fit", "orders"],
  check: (values) =>
    checked(() => ({
      recent: values["recent"] === undefined ? null : numberOf(values, "recent", 1, 10_000, 90),
    })),
  async run({ recent }, inputs, host, job) {
    const { fit } = fitOf(inputs, "fit");
    const histories = tableOf(inputs, "fit", HISTORY_COLUMNS);
    const plan = new Plan(host, job);
    const split = await splitOf(plan, histories, tableOf(inputs, "orders", ORDER_COLUMNS));
    if (split === null || split.heldOut === 0) {
      const table = await plan.create("SELECT NULL::VARCHAR AS method, NULL::DOUBLE AS error LIMIT 0");
      const words =
        split === null
          ? { code: "tracking.too-short" }
          : { code: "baselines.no-holdout", params: { end: split.end, last: split.last } };
      return plan.done({ is: "table", table }, [{ show: "words", words, tone: "warn" }]);
    }
    const rows = await plan.query(
      "fitted customers",
      `SELECT customer, x, tx, T FROM ${histories.sql} ORDER BY customer`,
    );
    const days = numbers(rows, "T");
    const who = {
      x: numbers(rows, "x"),
      tx: inUnit(numbers(rows, "tx"), fit.unit),
      T: inUnit(days, fit.unit),
    };
    const found = (await plan.model("predict", fit, who, { days: split.heldOut })) as {
      orders: Float64Array;
    };
    const model = await plan.store(
      [
        { name: "customer", type: "VARCHAR", values: texts(rows, "customer") },
        { name: "model", type: "DOUBLE", values: found.orders },
      ],
      { part: "model" },
    );
    const span = days.reduce((a, b) => Math.max(a, b), 0);
    const window = recent ?? Math.max(1, Math.round(span / 3));
    const guesses = await plan.create(guessesSql(split, histories.sql, model.sql, window), {
      part: "guesses",
    });
    const table = await plan.create(baselinesSql(guesses.sql));
    return plan.done({ is: "table", table }, await viewsOf(plan, table, { window, heldOut: split.heldOut }));
  },
};

async function viewsOf(
  plan: Plan,
  table: TableRef,
  { window, heldOut }: { window: number; heldOut: number },
): Promise<View[]> {
  const rows = await plan.query("verdict", `SELECT method, mae, total_error, captured FROM ${table.sql}`);
  const of = (name: string) => numbers(rows, name);
  const [mae, off, captured] = [of("mae"), of("total_error"), of("captured")];
  /** The guess that beats the model most by some measure (less is better), if one does by more than `slack`. */
  const rivalBy = (value: (i: number) => number, slack: number): Method | null => {
    const best = METHODS.map((_, i) => i).reduce((a, b) => (value(b) < value(a) ? b : a));
    return value(best) < value(0) - slack ? METHODS[best]! : null;
  };
  const lost = {
    customer: rivalBy((i) => mae[i]!, EQUAL * mae[0]!),
    total: rivalBy((i) => Math.abs(off[i]!), EQUAL),
    best: rivalBy((i) => -captured[i]!, EQUAL),
  };
  const params = {
    mae: mae[0]!,
    error: off[0]!,
    size: Math.abs(off[0]!),
    captured: captured[0]!,
    days: heldOut,
  };
  const loses = Object.values(lost).some((rival) => rival !== null);
  const views: View[] = [
    {
      show: "figure",
      name: "baselines",
      table,
      options: {},
      title: { code: loses ? "baselines.title-loses" : "baselines.title", params },
      subtitle: { code: "baselines.subtitle", params },
      foot: { code: "baselines.foot", params: { recent: window } },
      alt: { code: "baselines.alt", params },
    },
  ];
  const index = (method: Method) => METHODS.indexOf(method);
  const say = (code: string, more: Readonly<Record<string, string | number>>) =>
    views.push({ show: "words", words: { code, params: more }, tone: "warn" });
  if (lost.customer !== null) {
    const rival = lost.customer;
    say("baselines.loses-customer", { rival, rivalError: mae[index(rival)]!, error: mae[0]! });
  }
  if (lost.total !== null) {
    const rival = lost.total;
    say("baselines.loses-total", {
      rival,
      rivalError: Math.abs(off[index(rival)]!),
      error: Math.abs(off[0]!),
    });
  }
  if (lost.best !== null) {
    const rival = lost.best;
    say("baselines.loses-best", { rival, rivalShare: captured[index(rival)]!, share: captured[0]! });
  }
  if (!loses) views.push({ show: "words", words: { code: "baselines.wins", params }, tone: "good" });
  return views;
}
