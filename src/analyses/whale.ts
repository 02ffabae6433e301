import type { Analysis } from "./plan/analysis";
import { HISTORY_COLUMNS } from "./plan/days";
import { SCORE_COLUMNS } from "./distribution";
import { Plan, tableOf } from "./plan/plan";
import { first } from "./plan/rows";
import { NOTHING } from "./plan/spec";

/** Points of a curve; enough for a line that looks smooth at any width. */
const POINTS = 200;

/** Cumulative share of value, best customers first: value ahead, and past revenue beside it. */
export const whale: Analysis<Record<string, never>> = {
  name: "whale",
  schema: NOTHING,
  inputs: ["from", "customers"],
  check: () => ({ spec: {}, problems: [] }),
  async run(_, inputs, host, job) {
    const scores = tableOf(inputs, "from", SCORE_COLUMNS);
    const past = tableOf(inputs, "customers", [...HISTORY_COLUMNS, "revenue"]);
    const plan = new Plan(host, job);
    const table = await plan.create(
      `
      WITH ${curve("ahead", scores.sql, "clv", "customer_id")},
      ${curve("past", past.sql, "revenue", "customer")}
      SELECT 'ahead' AS curve, * FROM ahead UNION ALL SELECT 'past', * FROM past
      ORDER BY curve, place`,
      { like: scores },
    );
    const top = await plan.query(
      "a tenth",
      `
      SELECT max(share) FILTER (curve = 'ahead' AND place <= tenth) AS ahead,
        max(share) FILTER (curve = 'past' AND place <= tenth) AS past,
        max(value) FILTER (curve = 'ahead') AS money
      FROM (SELECT *, (max(place) OVER (PARTITION BY curve) + 9) // 10 AS tenth FROM ${table.sql})`,
    );
    const params = { share: first(top, "ahead"), past: first(top, "past") };
    if (!(first(top, "money") > 0)) {
      return plan.done({ is: "table", table }, [
        { show: "words", words: { code: "whale.nothing" }, tone: "warn" },
      ]);
    }
    return plan.done({ is: "table", table }, [
      {
        show: "figure",
        name: "whale",
        table,
        options: params,
        title: { code: "whale.title", params },
        subtitle: { code: "whale.subtitle" },
        foot: { code: "whale.foot" },
        alt: { code: "whale.alt", params },
      },
    ]);
  },
};

/** The tenth and every n-th customer of a ranking, with what all up to there hold. */
function curve(name: string, from: string, value: string, id: string): string {
  return `${name} AS (
        SELECT place, place / n AS customers, running / nullif(total, 0) AS share, running AS value
        FROM (
          SELECT row_number() OVER best AS place, count(*) OVER () AS n,
            sum(${value}) OVER (best ROWS UNBOUNDED PRECEDING) AS running, sum(${value}) OVER () AS total
          FROM ${from} WINDOW best AS (ORDER BY ${value} DESC, ${id})
        )
        WHERE place = 1 OR place = n OR place = (n + 9) // 10 OR place % greatest(1, n // ${POINTS}) = 0
      )`;
}
