import { TenureError } from "../terms/error";
import type { Analysis } from "./plan/analysis";
import { HISTORY_COLUMNS } from "./plan/days";
import { SCORE_COLUMNS } from "./distribution";
import { Plan, tableOf } from "./plan/plan";
import { first } from "./plan/rows";
import { NEW_DAYS, SEGMENT_SQL, SEGMENTS, SHORTEST_GAP } from "./segmentRule";
import { NOTHING } from "./plan/spec";

/** Value ahead by how customers keep to their own rhythm, with intervals summed within each simulated world. */
export const segments: Analysis<Record<string, never>> = {
  name: "segments",
  schema: NOTHING,
  inputs: ["from", "customers"],
  check: () => ({ spec: {}, problems: [] }),
  async run(_, inputs, host, job) {
    const scores = tableOf(inputs, "from", SCORE_COLUMNS);
    const past = tableOf(inputs, "customers", [...HISTORY_COLUMNS, "revenue"]);
    const plan = new Plan(host, job);
    const totals = await plan.part(scores, "segments");
    if (totals === null) throw new TenureError("analysis.not-scores", { attribute: "from" });
    const names = SEGMENTS.map((name, index) => `(${index}, '${name}')`).join(", ");
    const table = await plan.create(
      `
      WITH names AS (FROM (VALUES ${names}) AS t(segment, name)),
      people AS (
        SELECT ${SEGMENT_SQL} AS segment, count(*) AS customers, sum(orders) AS orders, avg(p_alive) AS p_alive
        FROM ${scores.sql} GROUP BY 1
      ),
      spent AS (SELECT ${SEGMENT_SQL} AS segment, sum(revenue) AS revenue FROM ${past.sql} GROUP BY 1)
      SELECT name AS segment, coalesce(customers, 0)::INTEGER AS customers,
        coalesce(customers, 0) / greatest(1, sum(customers) OVER ()) AS share,
        coalesce(revenue, 0) AS revenue, coalesce(p_alive, 0) AS p_alive, coalesce(orders, 0) AS orders,
        coalesce(clv, 0) AS clv, coalesce(low, 0) AS low, coalesce(high, 0) AS high,
        coalesce(clv / nullif(sum(clv) OVER (), 0), 0) AS value_share
      FROM names LEFT JOIN people USING (segment) LEFT JOIN spent USING (segment)
        LEFT JOIN ${totals} AS totals USING (segment)
      ORDER BY names.segment`,
      { like: scores },
    );
    const row = await plan.query(
      "in rhythm",
      `SELECT share, value_share FROM ${table.sql} WHERE segment = 'rhythm'`,
    );
    const params = { share: first(row, "share"), value: first(row, "value_share") };
    const currency = scores.currency ?? "";
    return plan.done({ is: "table", table }, [
      {
        show: "figure",
        name: "segments",
        table,
        options: { currency },
        title: { code: "segments.title", params },
        subtitle: { code: "segments.subtitle" },
        foot: { code: "segments.foot", params: { days: NEW_DAYS, gap: SHORTEST_GAP } },
        alt: { code: "segments.alt", params },
      },
    ]);
  },
};
