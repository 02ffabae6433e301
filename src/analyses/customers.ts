import type { Analysis } from "./plan/analysis";
import { ORDER_COLUMNS, storeDays } from "./plan/days";
import { Plan, tableOf } from "./plan/plan";
import { first, isoDay } from "./plan/rows";
import { checked, dayOf } from "./plan/spec";

interface CustomersSpec {
  /** Last day observed; null: the last day in the orders. */
  readonly to: string | null;
}

/**
 * Purchase histories, one row per customer: x repeat purchase days, tx and T whole days from the first purchase to the
 * last one and to the end of observation, spend the mean value of a repeat purchase day (0 without one). Also stores
 * the purchase days themselves as `<cell>:days`.
 */
export const customers: Analysis<CustomersSpec> = {
  name: "customers",
  schema: { type: "object", properties: { to: { type: "string", title: "customers.to" } } },
  inputs: ["from"],
  check: (values) => checked(() => ({ to: dayOf(values, "to") })),
  async run({ to }, inputs, host, job) {
    const orders = tableOf(inputs, "from", ORDER_COLUMNS);
    const plan = new Plan(host, job);
    const { days, slices } = await storeDays(plan, orders, to);
    const end = await plan.query(
      "end of observation",
      `SELECT max(date) AS last FROM ${orders.sql} WHERE customer IS NOT NULL`,
    );
    const last = first(end, "last");
    // Without a single order there is no end; the table is empty whatever stands here.
    const data = Number.isNaN(last) ? "1970-01-01" : isoDay(last);
    const until = to !== null && to < data ? to : data;
    const pieces = slices.map((slice) => historiesSql(days.sql, until, ` WHERE ${slice}`));
    const table = await plan.create(historiesSql(days.sql, until), { like: orders, pieces });
    const sums = await plan.query(
      "sums",
      `
      SELECT count(*) AS customers, coalesce(sum(x), 0) AS x, count(*) FILTER (x > 0) AS repeaters,
        count(DISTINCT (x, tx, T)) AS distinct_histories
      FROM ${table.sql}`,
    );
    const params = {
      until,
      customers: first(sums, "customers"),
      repeaters: first(sums, "repeaters"),
      x: first(sums, "x"),
      distinct: first(sums, "distinct_histories"),
    };
    const tail =
      to !== null && to >= data
        ? [
            {
              show: "words",
              words: { code: "customers.no-holdout", params: { to, last: data } },
              tone: "warn",
            } as const,
          ]
        : [];
    return plan.done({ is: "table", table }, [
      { show: "words", words: { code: "customers.found", params }, tone: "plain" },
      ...tail,
      {
        show: "table",
        table,
        title: { code: "customers.table", params: { until, currency: table.currency ?? "none" } },
      },
    ]);
  },
};

function historiesSql(days: string, until: string, slice = ""): string {
  return `
    WITH opening AS (SELECT customer, min(date) AS first FROM ${days}${slice} GROUP BY customer)
    SELECT
      customer,
      any_value(first) AS first,
      max(date) AS last,
      (count(*) - 1)::INTEGER AS x,
      date_diff('day', any_value(first), max(date))::INTEGER AS tx,
      date_diff('day', any_value(first), DATE '${until}')::INTEGER AS T,
      coalesce(avg(amount) FILTER (date > first), 0) AS spend,
      sum(orders)::INTEGER AS orders,
      sum(amount) AS revenue
    FROM ${days} JOIN opening USING (customer)${slice}
    GROUP BY customer
    ORDER BY customer`;
}
