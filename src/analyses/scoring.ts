import type { Analysis } from "./plan/analysis";
import { HISTORY_COLUMNS } from "./plan/days";
import { Plan, tableOf } from "./plan/plan";
import { NOTHING } from "./plan/spec";

/** Columns of the ranking that `clv` makes. */
const SCORES = ["customer_id", "p_alive", "orders", "spend", "clv", "low", "high", "status"] as const;

/**
 * Scores by history instead of by customer, for the place where the customers are known: one row per distinct
 * `x, t_x, t, repeat_money` (days; exact money). Who has the same history has the same value; `low` and `high`, drawn
 * for each customer, are means over them.
 */
export const scoring: Analysis<Record<string, never>> = {
  name: "scoring",
  schema: NOTHING,
  inputs: ["from", "scores"],
  check: () => ({ spec: {}, problems: [] }),
  async run(_, inputs, host, job) {
    const histories = tableOf(inputs, "from", HISTORY_COLUMNS);
    const scores = tableOf(inputs, "scores", SCORES);
    const plan = new Plan(host, job);
    const table = await plan.create(
      `
      SELECT h.x, h.tx AS t_x, h.T AS t, round(h.spend * h.x, 6)::DECIMAL(18, 6) AS repeat_money,
        any_value(s.p_alive) AS p_alive, any_value(s.orders) AS orders, any_value(s.spend) AS spend,
        any_value(s.clv) AS clv, avg(s.low) AS low, avg(s.high) AS high, any_value(s.status) AS status,
        count(*) AS customers
      FROM ${histories.sql} h JOIN ${scores.sql} s ON s.customer_id = h.customer
      GROUP BY 1, 2, 3, 4
      ORDER BY 1, 2, 3, 4`,
      { like: histories },
    );
    return plan.done({ is: "table", table }, [
      { show: "words", words: { code: "scoring.found", params: { rows: table.rows } }, tone: "plain" },
      { show: "table", table, title: { code: "scoring.table" } },
      { show: "download", table, file: `${plan.cell}.csv` },
    ]);
  },
};
