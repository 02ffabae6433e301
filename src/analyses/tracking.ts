import type { Tracking } from "../models/service";
import type { View } from "../terms/view";
import type { Analysis } from "./plan/analysis";
import { HISTORY_COLUMNS, ORDER_COLUMNS } from "./plan/days";
import { splitOf, type Split } from "./plan/horizon";
import { fitOf, Plan, tableOf } from "./plan/plan";
import { DAY, first, numbers } from "./plan/rows";
import { checked, numberOf } from "./plan/spec";

interface TrackingSpec {
  readonly seed: number;
}

const WEEK = 7;

/**
 * Repeat purchases of the fitted customers week by week, recorded and expected, through calibration and holdout. Weeks
 * are counted from the end of calibration both ways, so that the split lies between two of them; days before the first
 * whole week belong to it, days after the last one are left out.
 */
export const tracking: Analysis<TrackingSpec> = {
  name: "tracking",
  schema: {
    type: "object",
    properties: { seed: { type: "integer", title: "clv.seed", default: 1, minimum: 0 } },
  },
  inputs: ["fit", "orders"],
  check: (values) => checked(() => ({ seed: numberOf(values, "seed", 0, 2 ** 31, 1) })),
  async run({ seed }, inputs, host, job) {
    const { fit } = fitOf(inputs, "fit");
    const histories = tableOf(inputs, "fit", HISTORY_COLUMNS);
    const plan = new Plan(host, job);
    const split = await splitOf(plan, histories, tableOf(inputs, "orders", ORDER_COLUMNS));
    const ends = split === null ? [] : weekEnds(split);
    if (split === null || ends.length < 2) {
      const table = await plan.store([{ name: "week", type: "INTEGER", values: new Int32Array(0) }]);
      return plan.done({ is: "table", table }, [
        { show: "words", words: { code: "tracking.too-short" }, tone: "warn" },
      ]);
    }
    const births = numbers(
      await plan.query(
        "first purchases",
        `SELECT date_diff('day', DATE '${split.start}', first) AS birth FROM ${histories.sql} ORDER BY customer`,
      ),
      "birth",
    );
    const expected = (await plan.watched("tracking.progress", "tracking", {
      fit,
      births,
      at: Float64Array.from(ends),
      seed,
    })) as Tracking;
    await plan.store(columnsOf(ends, split, expected), { part: "expected" });
    const table = await plan.create(trackingSql(plan.cell, histories.sql, split, ends[0]! - WEEK));
    return plan.done({ is: "table", table }, await viewsOf(plan, table.sql, split, table));
  },
};

/** Ends of whole weeks, as days since the first: … end − 7, end, end + 7 …, none beyond the data. */
export function weekEnds({ start, end, last }: Pick<Split, "start" | "end" | "last">): number[] {
  const stop = (Date.parse(end) - Date.parse(start)) / DAY;
  const close = (Date.parse(last) - Date.parse(start)) / DAY;
  const earliest = stop - WEEK * Math.floor((stop - (WEEK - 1)) / WEEK);
  const ends: number[] = [];
  for (let day = Math.max(earliest, WEEK - 1); day <= close; day += WEEK) ends.push(day);
  return ends;
}

function columnsOf(ends: readonly number[], split: Split, found: Tracking) {
  const stop = (Date.parse(split.end) - Date.parse(split.start)) / DAY;
  const start = Date.parse(split.start);
  return [
    { name: "week", type: "INTEGER", values: Int32Array.from(ends.keys(), (i) => i + 1) },
    { name: "until", type: "DATE", values: Float64Array.from(ends, (day) => start + day * DAY) },
    { name: "held_out", type: "INTEGER", values: Int32Array.from(ends, (day) => (day > stop ? 1 : 0)) },
    { name: "expected", type: "DOUBLE", values: found.step },
    { name: "low", type: "DOUBLE", values: found.stepLow },
    { name: "high", type: "DOUBLE", values: found.stepHigh },
    { name: "expected_total", type: "DOUBLE", values: found.cumulative },
    { name: "total_low", type: "DOUBLE", values: found.low },
    { name: "total_high", type: "DOUBLE", values: found.high },
  ] as const;
}

/** Recorded repeat purchase days of the fitted customers beside the expected ones; `begins` is the day before week 1. */
function trackingSql(cell: string, histories: string, split: Split, begins: number): string {
  return `
    WITH repeats AS (
      SELECT date FROM ${split.days.sql} JOIN (SELECT customer, first FROM ${histories}) USING (customer)
      WHERE date > first
    ),
    weekly AS (
      SELECT greatest(1, ceil((date_diff('day', DATE '${split.start}', date) - ${begins}) / 7.0))::INTEGER AS week,
        count(*) AS recorded
      FROM repeats GROUP BY 1
    )
    SELECT week, until, held_out = 1 AS held_out, coalesce(recorded, 0)::INTEGER AS recorded,
      expected, low, high,
      (sum(coalesce(recorded, 0)) OVER (ORDER BY week))::INTEGER AS recorded_total,
      expected_total, total_low, total_high
    FROM notebook."${cell.replaceAll('"', '""')}:expected" LEFT JOIN weekly USING (week)
    ORDER BY week`;
}

async function viewsOf(
  plan: Plan,
  sql: string,
  split: Split,
  table: Parameters<typeof figure>[0],
): Promise<View[]> {
  const sums = await plan.query(
    "holdout",
    `
    SELECT
      coalesce(max(recorded_total) - max(recorded_total) FILTER (NOT held_out), 0) AS recorded,
      coalesce(max(expected_total) - max(expected_total) FILTER (NOT held_out), 0) AS expected,
      max(recorded_total) AS recorded_all, max(expected_total) AS expected_all,
      count(*) FILTER (held_out) AS weeks,
      count(*) FILTER (held_out AND recorded BETWEEN low AND high) AS within
    FROM ${sql}`,
  );
  const n = (name: string) => first(sums, name);
  const held = n("weeks") > 0 && n("recorded") > 0;
  const error = held ? n("expected") / n("recorded") - 1 : n("expected_all") / n("recorded_all") - 1;
  const params = {
    error,
    size: Math.abs(error),
    side: Math.abs(error) < 0.005 ? "even" : error > 0 ? "over" : "under",
    recorded: held ? n("recorded") : n("recorded_all"),
    expected: Math.round(held ? n("expected") : n("expected_all")),
    weeks: n("weeks"),
    within: n("within"),
    end: split.end,
  };
  const views: View[] = [figure(table, split, held, params)];
  if (!held) {
    views.push({
      show: "words",
      words: { code: "tracking.no-holdout", params: { end: split.end, last: split.last } },
      tone: "warn",
    });
  }
  return views;
}

function figure(
  table: Extract<View, { show: "figure" }>["table"],
  split: Split,
  held: boolean,
  params: Readonly<Record<string, string | number>>,
): View {
  return {
    show: "figure",
    name: "tracking",
    table,
    options: { end: split.end, heldOut: held },
    title: { code: held ? "tracking.title" : "tracking.title-fitted", params },
    subtitle: { code: "tracking.subtitle" },
    foot: { code: held ? "tracking.foot" : "tracking.foot-fitted", params },
    alt: { code: held ? "tracking.alt" : "tracking.alt-fitted", params },
  };
}
