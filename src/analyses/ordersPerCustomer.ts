import type { Analysis } from "./plan/analysis";
import { ORDER_COLUMNS } from "./plan/days";
import { Plan, tableOf } from "./plan/plan";
import { first } from "./plan/rows";
import { checked, numberOf } from "./plan/spec";

interface CountsSpec {
  /** Customers with this many orders or more stand together. */
  readonly most: number;
}

/** How many customers placed one order, two, three … */
export const ordersPerCustomer: Analysis<CountsSpec> = {
  name: "orders-per-customer",
  schema: {
    type: "object",
    properties: {
      most: { type: "integer", title: "orders-per-customer.most", default: 10, minimum: 2, maximum: 100 },
    },
  },
  inputs: ["from"],
  check: (values) => checked(() => ({ most: Math.round(numberOf(values, "most", 2, 100, 10)) })),
  async run({ most }, inputs, host, job) {
    const orders = tableOf(inputs, "from", ORDER_COLUMNS);
    const plan = new Plan(host, job);
    const table = await plan.create(
      `
      WITH people AS (
        SELECT customer, count(*) AS orders, sum(amount) AS revenue
        FROM ${orders.sql} WHERE customer IS NOT NULL GROUP BY customer
      )
      SELECT n::INTEGER AS orders, n = ${most} AS or_more, count(customer)::INTEGER AS customers,
        count(customer) / (SELECT greatest(count(*), 1) FROM people) AS share,
        coalesce(sum(revenue), 0) AS revenue
      FROM range(1, ${most + 1}) AS counts(n) LEFT JOIN people ON least(people.orders, ${most}) = n
      GROUP BY n ORDER BY n`,
      { like: orders },
    );
    const row = await plan.query("once", `SELECT share, customers FROM ${table.sql} WHERE orders = 1`);
    const params = { share: first(row, "share"), customers: first(row, "customers") };
    return plan.done({ is: "table", table }, [
      {
        show: "figure",
        name: "orders-per-customer",
        table,
        options: {},
        title: { code: "orders-per-customer.title", params },
        subtitle: { code: "orders-per-customer.subtitle" },
        alt: { code: "orders-per-customer.alt", params: { ...params, most } },
      },
    ]);
  },
};
