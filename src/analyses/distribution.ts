import type { Analysis } from "./plan/analysis";
import { Plan, tableOf } from "./plan/plan";
import { first } from "./plan/rows";
import { NOTHING } from "./plan/spec";
import { roundUp } from "./spendDensity";

export const SCORE_COLUMNS = ["customer_id", "x", "tx", "T", "p_alive", "clv", "low", "high"] as const;

const BINS = 30;

/** How value ahead is spread over customers: a histogram of each one's expected value. */
export const distribution: Analysis<Record<string, never>> = {
  name: "distribution",
  schema: NOTHING,
  inputs: ["from"],
  check: () => ({ spec: {}, problems: [] }),
  async run(_, inputs, host, job) {
    const scores = tableOf(inputs, "from", SCORE_COLUMNS);
    const plan = new Plan(host, job);
    const spread = await plan.query(
      "spread",
      `SELECT quantile_cont(clv, 0.97) AS edge, median(clv) AS middle, avg(clv) AS mean FROM ${scores.sql}`,
    );
    const edge = first(spread, "edge");
    const width = edge > 0 ? roundUp(edge / BINS) : 1;
    const bins = Math.max(1, Math.ceil(edge > 0 ? edge / width : 1));
    const table = await plan.create(
      `
      SELECT bin * ${width}::DOUBLE AS low, (bin + 1) * ${width}::DOUBLE AS high,
        count(clv)::INTEGER AS customers, coalesce(sum(clv), 0) AS clv
      FROM range(0, ${bins}) AS bins(bin) LEFT JOIN ${scores.sql} AS s ON floor(s.clv / ${width}) = bin
      GROUP BY bin ORDER BY bin`,
      { like: scores },
    );
    const currency = scores.currency ?? "";
    const around = await plan.query(
      "below the mean, beyond the figure",
      `
      SELECT avg((clv < (SELECT avg(clv) FROM ${scores.sql}))::INTEGER) AS below,
        count(*) FILTER (clv >= ${bins * width}) AS beyond
      FROM ${scores.sql}`,
    );
    const params = {
      share: first(around, "below"),
      mean: first(spread, "mean"),
      median: first(spread, "middle"),
      customers: first(around, "beyond"),
      money: bins * width,
      currency,
    };
    return plan.done({ is: "table", table }, [
      {
        show: "figure",
        name: "distribution",
        table,
        options: { currency, mean: params.mean, median: params.median },
        title: { code: "distribution.title", params },
        subtitle: { code: "distribution.subtitle" },
        foot: { code: "distribution.foot", params },
        alt: { code: "distribution.alt", params },
      },
    ]);
  },
};
