import type { Analysis } from "./plan/analysis";
import { ORDER_COLUMNS } from "./plan/days";
import { Plan, tableOf } from "./plan/plan";
import { first, isoDay } from "./plan/rows";
import { slicesOf } from "./plan/slices";
import { checked, choiceOf } from "./plan/spec";

/** Rows taken at once: months of customers are grouped, kept and joined to their first ones, some 120 bytes a row. */
const AT_ONCE = 800_000;

interface CohortsSpec {
  readonly show: "active" | "revenue";
}

/**
 * Monthly cohorts: customers by the calendar month of their first order, and in each later month how many ordered and
 * for how much. `complete` is the rule of whole periods: false where that month was not over when the data end.
 */
export const cohorts: Analysis<CohortsSpec> = {
  name: "cohorts",
  schema: {
    type: "object",
    properties: {
      show: { type: "string", title: "cohorts.show", enum: ["active", "revenue"], default: "active" },
    },
  },
  inputs: ["from"],
  check: (values) => checked(() => ({ show: choiceOf(values, "show", ["active", "revenue"], "active") })),
  async run({ show }, inputs, host, job) {
    const orders = tableOf(inputs, "from", ORDER_COLUMNS);
    const plan = new Plan(host, job);
    const pieces = (await slicesOf(plan, orders, AT_ONCE)).map((slice) =>
      seenSql(orders.sql, ` AND ${slice}`),
    );
    const seen = await plan.create(seenSql(orders.sql), { part: "seen", pieces });
    const table = await plan.create(cohortsSql(orders.sql, seen.sql), { like: orders });
    const found = await plan.query(
      "one month after",
      `
      SELECT
        count(DISTINCT cohort) AS cohorts,
        min(cohort) AS oldest,
        max(cohort) AS newest,
        sum(active) FILTER (month = 1 AND complete) AS back,
        sum(size) FILTER (month = 1 AND complete) AS had,
        sum(revenue) FILTER (month = 1 AND complete) AS money
      FROM ${table.sql}`,
    );
    const n = (name: string) => first(found, name);
    const rate = n("back") / n("had");
    const params = { cohorts: n("cohorts"), share: rate };
    const title =
      show === "active" && Number.isFinite(rate)
        ? { code: "cohorts.title", params }
        : { code: show === "active" ? "cohorts.title-plain" : "cohorts.title-revenue" };
    const currency = orders.currency ?? "";
    if (n("cohorts") === 0) {
      return plan.done({ is: "table", table }, [
        { show: "words", words: { code: "summary.empty" }, tone: "warn" },
      ]);
    }
    const period = { oldest: isoDay(n("oldest")), newest: isoDay(n("newest")), cohorts: n("cohorts") };
    return plan.done({ is: "table", table }, [
      {
        show: "figure",
        name: "cohorts",
        table,
        options: { show, currency },
        title,
        subtitle: { code: show === "active" ? "cohorts.subtitle" : "cohorts.subtitle-revenue" },
        foot: { code: "cohorts.foot" },
        alt: { code: "cohorts.alt", params: period },
      },
    ]);
  },
};

/** Customers of each cohort who ordered, by months since their first: of all customers, or of a slice of them. */
function seenSql(orders: string, slice = ""): string {
  return `
    WITH known AS (
      SELECT customer, date_trunc('month', date)::DATE AS calendar, sum(amount) AS amount
      FROM ${orders} WHERE customer IS NOT NULL AND date IS NOT NULL${slice}
      GROUP BY ALL
    ),
    born AS (SELECT customer, min(calendar) AS cohort FROM known GROUP BY customer)
    SELECT cohort, date_diff('month', cohort, calendar) AS month, count(*) AS active, sum(amount) AS revenue
    FROM known JOIN born USING (customer)
    GROUP BY ALL`;
}

function cohortsSql(orders: string, counted: string): string {
  return `
    WITH seen AS (
      SELECT cohort, month, sum(active) AS active, sum(revenue) AS revenue FROM ${counted} GROUP BY ALL
    ),
    sizes AS (SELECT cohort, active AS size FROM seen WHERE month = 0),
    ends AS (SELECT max(date) AS last FROM ${orders} WHERE customer IS NOT NULL),
    grid AS (
      SELECT cohort, size, unnest(range(0, date_diff('month', cohort, last) + 1)) AS month, last
      FROM sizes, ends
    )
    SELECT
      cohort,
      size::INTEGER AS size,
      grid.month::INTEGER AS month,
      coalesce(active, 0)::INTEGER AS active,
      coalesce(revenue, 0) AS revenue,
      last_day(cohort + to_months(grid.month::INTEGER)) <= last AS complete
    FROM grid LEFT JOIN seen USING (cohort, month)
    ORDER BY cohort, month`;
}
