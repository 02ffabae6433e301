import type { Figure } from "../terms/view";
import type { Analysis } from "./plan/analysis";
import { ORDER_COLUMNS } from "./plan/days";
import { Plan, tableOf } from "./plan/plan";
import { first, isoDay } from "./plan/rows";
import { NOTHING } from "./plan/spec";

/** Key figures of the orders: who, how many, how much, how often, how unequal. */
export const summary: Analysis<Record<string, never>> = {
  name: "summary",
  schema: NOTHING,
  inputs: ["from"],
  check: () => ({ spec: {}, problems: [] }),
  async run(_, inputs, host, job) {
    const orders = tableOf(inputs, "from", ORDER_COLUMNS);
    const plan = new Plan(host, job);
    const table = await plan.create(summarySql(orders.sql), { like: orders });
    const row = await plan.query("figures", `FROM ${table.sql}`);
    const n = (name: string) => first(row, name);
    const currency = orders.currency ?? "";
    const recorded = { pen: "recorded" } as const;
    if (n("orders") === 0) {
      return plan.done({ is: "table", table }, [
        { show: "words", words: { code: "summary.empty" }, tone: "warn" },
      ]);
    }
    const period = { first: isoDay(n("first")), last: isoDay(n("last")) };
    const who: Figure[] = [
      {
        ...recorded,
        label: { code: "summary.customers" },
        value: n("customers"),
        measure: "count",
        note: { code: "summary.period", params: period },
      },
      {
        ...recorded,
        label: { code: "summary.orders" },
        value: n("orders"),
        measure: "count",
        note: { code: "summary.days", params: { days: n("purchase_days") } },
      },
      {
        ...recorded,
        label: { code: "summary.revenue" },
        value: n("revenue"),
        measure: "money",
        currency,
        note: { code: "summary.average", params: { money: n("order_value"), currency } },
      },
      {
        ...recorded,
        label: { code: "summary.repeat" },
        value: n("repeat_rate"),
        measure: "share",
        note: { code: "summary.repeat-note", params: { customers: n("repeat_customers") } },
      },
    ];
    const how: Figure[] = [
      {
        ...recorded,
        label: { code: "summary.top" },
        value: n("top_decile_share"),
        measure: "share",
        note: { code: "summary.top-note", params: { customers: n("top_decile_customers") } },
      },
      {
        ...recorded,
        label: { code: "summary.per-customer" },
        value: n("orders_per_customer"),
        measure: "count",
        note: { code: "summary.median", params: { median: n("median_orders"), most: n("most_orders") } },
      },
      {
        ...recorded,
        label: { code: "summary.revenue-per-customer" },
        value: n("revenue_per_customer"),
        measure: "money",
        currency,
        note: { code: "summary.mean" },
      },
    ];
    return plan.done({ is: "table", table }, [
      { show: "strip", figures: who },
      { show: "strip", figures: how },
    ]);
  },
};

/** One row. Repeat: two orders or more. Top decile: the first ⌈n/10⌉ customers by revenue, ties by id. */
function summarySql(orders: string): string {
  return `
    WITH known AS (FROM ${orders} SELECT * WHERE customer IS NOT NULL),
    people AS (
      SELECT customer, count(*) AS orders, count(DISTINCT date) AS days, sum(amount) AS revenue
      FROM known GROUP BY customer
    ),
    ranked AS (
      SELECT revenue, row_number() OVER (ORDER BY revenue DESC, customer) AS place, count(*) OVER () AS n
      FROM people
    )
    SELECT
      count(*) AS customers,
      coalesce(sum(orders), 0)::BIGINT AS orders,
      coalesce(sum(revenue), 0) AS revenue,
      avg((orders >= 2)::INTEGER) AS repeat_rate,
      count(*) FILTER (orders >= 2) AS repeat_customers,
      (SELECT sum(revenue) FILTER (place <= (n + 9) // 10) / nullif(sum(revenue), 0) FROM ranked)
        AS top_decile_share,
      (count(*) + 9) // 10 AS top_decile_customers,
      sum(orders) / count(*) AS orders_per_customer,
      median(orders) AS median_orders,
      max(orders) AS most_orders,
      sum(revenue) / nullif(sum(orders), 0) AS order_value,
      sum(revenue) / nullif(count(*), 0) AS revenue_per_customer,
      coalesce(sum(days), 0)::BIGINT AS purchase_days,
      (SELECT min(date) FROM known) AS first,
      (SELECT max(date) FROM known) AS last
    FROM people`;
}
