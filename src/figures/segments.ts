import * as Plot from "@observablehq/plot";
import { textOf, type Figure } from "./figure";
import { num, records, type Row } from "./rows";
import { EST, frame, HALO, INK, moneyTick, xAxis } from "./style";

const ROW = 46;

/** One row a segment: its value ahead as a point with its interval, its customers below its name. */
export const segments: Figure = (batch, options, { words, format, width }) => {
  const rows = records(batch);
  const some = rows.filter((row) => num(row, "customers") > 0);
  const currency = textOf(options, "currency");
  const narrow = width < 480;
  const named = (row: Row) => words("figure.segment", { segment: String(row["segment"]) });
  const band = { y: "segment" } as const;
  return frame(width, rows.length * ROW + 50, {
    marginTop: 8,
    marginLeft: narrow ? 118 : 190,
    marginRight: narrow ? 12 : 24,
    x: { zero: true, nice: true, grid: false },
    y: { type: "band", domain: rows.map((row) => String(row["segment"])), axis: null },
    marks: [
      Plot.gridX({ stroke: "var(--fig-grid)", strokeOpacity: 1, ticks: narrow ? 3 : 6 }),
      xAxis<number>(words("figure.value-ahead"), moneyTick(format.money, currency), {
        ticks: narrow ? 3 : 6,
      }),
      Plot.text(rows, {
        ...band,
        frameAnchor: "left",
        textAnchor: "start",
        dx: narrow ? -118 : -190,
        dy: -8,
        text: named,
        fill: INK,
        fontWeight: 600,
      }),
      Plot.text(rows, {
        ...band,
        frameAnchor: "left",
        textAnchor: "start",
        dx: narrow ? -118 : -190,
        dy: 8,
        text: (row: Row) =>
          words("figure.segment-size", { n: num(row, "customers"), share: num(row, "share") }),
      }),
      Plot.ruleY(some, { ...band, x1: "low", x2: "high", stroke: EST, strokeOpacity: 0.3, strokeWidth: 5 }),
      Plot.tickX(some, { ...band, x: "clv", stroke: EST, strokeWidth: 2.5, insetTop: 13, insetBottom: 13 }),
      Plot.text(some, {
        ...band,
        x: "clv",
        dy: -15,
        text: (row: Row) => format.money(num(row, "clv"), currency),
        fill: EST,
        fontWeight: 600,
        ...HALO,
      }),
    ],
  });
};
