import * as Plot from "@observablehq/plot";
import type { Figure } from "./figure";
import { num, records, type Row } from "./rows";
import { BAR, EST, frame, HALO, INK, xAxis, yAxis } from "./style";

/** Bars are recorded customers, lines what the model expects with its 95 % interval. */
export const counts: Figure = (batch, options, { words, format, width }) => {
  const rows = records(batch);
  const most = Number(options["most"]);
  const name = (n: number) => (n === most ? words("figure.or-more", { n }) : format.count(n));
  const narrow = width < 480;
  return frame(width, narrow ? 230 : 270, {
    x: { type: "band", padding: 0.28 },
    y: { zero: true, nice: true },
    marks: [
      ...yAxis(words("figure.customers"), format.count, 4),
      xAxis<number>(words("figure.repeat-orders"), name, { tickSize: 0 }),
      Plot.barY(rows, { x: "repeats", y: "recorded", fill: BAR }),
      Plot.barY(rows, { x: "repeats", y1: "low", y2: "high", fill: EST, fillOpacity: 0.25 }),
      Plot.tickY(rows, { x: "repeats", y: "expected", stroke: EST, strokeWidth: 2 }),
      Plot.text(rows, {
        x: "repeats",
        y: (row: Row) => Math.max(num(row, "recorded"), num(row, "high")),
        text: (row: Row) => format.count(num(row, "recorded")),
        dy: -8,
        fill: INK,
        ...HALO,
      }),
      Plot.ruleY([0], { stroke: "var(--fig-base)" }),
      legend(words("figure.bars-recorded"), INK, 4),
      legend(words("figure.lines-expected"), EST, 20),
    ],
  });
};

function legend(text: string, fill: string, dy: number) {
  return Plot.text([text], {
    frameAnchor: "top-right",
    text: (line: string) => line,
    fill,
    dy,
    fontWeight: 600,
  });
}
