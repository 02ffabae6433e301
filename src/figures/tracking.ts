import * as Plot from "@observablehq/plot";
import { textOf, type Figure, type Tools } from "./figure";
import { num, records, type Row } from "./rows";
import {
  BAND,
  BEYOND,
  EST,
  frame,
  HALO,
  INK,
  MODEL,
  monthTicks,
  RECORDED,
  split,
  xAxis,
  yAxis,
} from "./style";

/** Repeat purchases week by week and in total, recorded and expected; the held-out side is tinted. */
export const tracking: Figure = (batch, options, tools) => {
  const rows = records(batch);
  const end = new Date(`${textOf(options, "end")}T00:00:00Z`);
  const held = options["heldOut"] === true;
  const weekly = { recorded: "recorded", expected: "expected", low: "low", high: "high" };
  const total = {
    recorded: "recorded_total",
    expected: "expected_total",
    low: "total_low",
    high: "total_high",
  };
  return [
    panel(rows, weekly, tools.words("figure.per-week"), { end, held, tools }),
    panel(rows, total, tools.words("figure.in-total"), { end, held, tools }),
  ];
};

interface Names {
  readonly recorded: string;
  readonly expected: string;
  readonly low: string;
  readonly high: string;
}

function panel(
  rows: readonly Row[],
  names: Names,
  label: string,
  { end, held, tools }: { end: Date; held: boolean; tools: Tools },
) {
  const { words, format, width } = tools;
  const fitted = rows.filter((row) => row["held_out"] !== true);
  const later = rows.filter((row) => row["held_out"] === true);
  // The dashed part begins where the solid one ends.
  const beyond = [...fitted.slice(-1), ...later];
  const last = rows.at(-1);
  const ticks = last ? monthTicks(rows[0]!["until"] as Date, last["until"] as Date, width) : [];
  const months = ticks.every((day) => day.getUTCDate() === 1);
  const above = num(last, names.recorded) >= num(last, names.expected);
  const side = (text: string, anchor: "end" | "start") =>
    Plot.text([end], {
      x: (day: Date) => day,
      text: () => text,
      frameAnchor: "top",
      textAnchor: anchor,
      dx: anchor === "end" ? -6 : 6,
      dy: -14,
      fill: "var(--fig-axis)",
    });
  const named = (name: string, code: string, fill: string, up: boolean) =>
    Plot.text(last ? [last] : [], {
      x: "until",
      y: name,
      text: () => words(code),
      textAnchor: "end",
      dy: up ? -12 : 14,
      fill,
      fontWeight: 600,
      ...HALO,
    });
  return frame(width, Math.round(Math.min(260, Math.max(200, width * 0.52))), {
    marginTop: 40,
    x: { type: "utc" },
    y: { zero: true, nice: true },
    marks: [
      held && last ? Plot.rect([last], { x1: end, x2: "until", fill: "var(--fig-holdout)" }) : null,
      ...yAxis(label, format.count),
      xAxis<Date>(null, (day) => format.date(day.getTime(), months ? "month" : "short"), {
        ticks: ticks.length > 0 ? ticks : 2,
      }),
      Plot.areaY(rows, { x: "until", y1: names.low, y2: names.high, fill: BAND }),
      Plot.lineY(fitted, { x: "until", y: names.expected, ...MODEL }),
      Plot.lineY(beyond, { x: "until", y: names.expected, ...MODEL, strokeDasharray: BEYOND }),
      Plot.lineY(rows, { x: "until", y: names.recorded, ...RECORDED }),
      ...(held
        ? [...split(end), side(words("figure.fitted"), "end"), side(words("figure.held-out"), "start")]
        : []),
      named(names.recorded, "figure.recorded", INK, above),
      named(names.expected, "figure.expected-95", EST, !above),
      Plot.tip(
        rows,
        Plot.pointerX({
          x: "until",
          y: names.recorded,
          title: (row: Row) =>
            words("figure.tracking-tip", {
              until: (row["until"] as Date).toISOString().slice(0, 10),
              recorded: num(row, names.recorded),
              expected: Math.round(num(row, names.expected)),
              low: Math.round(num(row, names.low)),
              high: Math.round(num(row, names.high)),
            }),
        }),
      ),
    ],
  });
}
