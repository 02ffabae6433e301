import { TenureError } from "../terms/error";
import type { TableRef } from "../terms/table";
import type { Analysis, Input } from "./plan/analysis";
import { Plan } from "./plan/plan";
import { first, isoDay, texts } from "./plan/rows";
import { NOTHING } from "./plan/spec";

/** Columns of a summary made where the data live; see `sources/prepare`. Engines may have put their names in capitals. */
const COLUMNS = ["x", "t_x", "t", "repeat_money", "customers", "observed_until"] as const;

/**
 * Purchase histories from a summary that was grouped elsewhere: one row per customer again, as `customers` gives them,
 * so that every model reads both alike and fits are the same. `customer` is `<history>.<number>`: nobody is named.
 * `repeat_money` is exact, and spend = repeat_money / x.
 *
 * @throws TenureError `grouped.columns`; `grouped.impossible` where rows are no histories; `grouped.days` where they
 *   were observed until different days.
 */
export const grouped: Analysis<Record<string, never>> = {
  name: "grouped",
  schema: NOTHING,
  inputs: ["from"],
  check: () => ({ spec: {}, problems: [] }),
  async run(_, inputs, host, job) {
    const { table: summary, money } = summaryOf(inputs["from"]);
    const plan = new Plan(host, job);
    const sums = await plan.query(
      "sums",
      `
      SELECT count(*) AS histories, coalesce(sum(customers), 0) AS customers,
        coalesce(sum(customers) FILTER (x > 0), 0) AS repeaters, coalesce(sum(x * customers), 0) AS x,
        ${money ? "any_value(currency)" : "NULL"}::VARCHAR AS currency,
        count(DISTINCT observed_until) AS days, max(observed_until)::DATE AS until,
        count(*) FILTER (NOT coalesce(${POSSIBLE}, false)) AS impossible
      FROM ${summary.sql}`,
    );
    const n = (name: string): number => first(sums, name);
    if (n("impossible") > 0 || n("histories") === 0)
      throw new TenureError("grouped.impossible", { rows: n("impossible"), of: n("histories") });
    if (n("days") > 1) throw new TenureError("grouped.days", { days: n("days") });
    const [currency] = texts(sums, "currency");
    const like = currency ? { ...summary, currency } : summary;
    const table = await plan.create(historiesSql(summary.sql), { like });
    const params = {
      until: isoDay(n("until")),
      histories: n("histories"),
      customers: n("customers"),
      repeaters: n("repeaters"),
      x: n("x"),
    };
    return plan.done({ is: "table", table }, [
      { show: "words", words: { code: "grouped.found", params }, tone: "plain" },
      { show: "table", table, title: { code: "grouped.table", params: { until: params.until } } },
    ]);
  },
};

const POSSIBLE = `x >= 0 AND x = trunc(x) AND t_x = trunc(t_x) AND t = trunc(t) AND 0 <= t_x AND t_x <= t
  AND (x > 0 OR t_x = 0) AND (x = 0 OR t_x > 0) AND customers >= 1 AND customers = trunc(customers)
  AND repeat_money IS NOT NULL AND observed_until IS NOT NULL`;

/** The summary, and whether it says what its money is counted in. */
function summaryOf(input: Input | undefined): { table: TableRef; money: boolean } {
  if (!input || input.is !== "table")
    throw new TenureError("analysis.input", { attribute: "from", expected: "table" });
  const has = new Set(input.table.columns.map(({ name }) => name.toLowerCase()));
  const missing = COLUMNS.filter((name) => !has.has(name));
  if (missing.length > 0) throw new TenureError("analysis.columns", { attribute: "from", missing });
  return { table: input.table, money: has.has("currency") };
}

function historiesSql(summary: string): string {
  return `
    WITH numbered AS (
      SELECT row_number() OVER (ORDER BY x, t_x, t, repeat_money) AS history, *
      FROM (
        SELECT x, t_x, t, repeat_money, sum(customers) AS customers, any_value(observed_until)::DATE AS until
        FROM ${summary} GROUP BY x, t_x, t, repeat_money
      )
    ),
    everybody AS (SELECT *, unnest(range(1, customers::BIGINT + 1)) AS number FROM numbered)
    SELECT
      history || '.' || number AS customer,
      until - t::INTEGER AS first,
      until - t::INTEGER + t_x::INTEGER AS last,
      x::INTEGER AS x,
      t_x::INTEGER AS tx,
      t::INTEGER AS T,
      CASE WHEN x > 0 THEN repeat_money::DOUBLE / x ELSE 0 END AS spend
    FROM everybody
    ORDER BY history, number`;
}
