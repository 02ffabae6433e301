import * as Plot from "@observablehq/plot";
import { textOf, type Figure } from "./figure";
import { num, records, type Row } from "./rows";
import { BAND, BAR, BASE, EST, frame, INK, MODEL, moneyTick, xAxis, yAxis } from "./style";

/** Repeat customers by mean spend: bars recorded, line and band expected. */
export const spend: Figure = (batch, options, { words, format, width }) => {
  const rows = records(batch);
  const currency = textOf(options, "currency");
  const middle = (row: Row) => (num(row, "low") + num(row, "high")) / 2;
  const label = (text: string, fill: string, dy: number) =>
    Plot.text([text], { frameAnchor: "top-right", text: (line: string) => line, fill, dy, fontWeight: 600 });
  return frame(width, width < 480 ? 220 : 250, {
    x: { domain: [0, Number(options["shown"])] },
    y: { zero: true, nice: true },
    marks: [
      ...yAxis(words("figure.customers"), format.count, 4),
      xAxis<number>(words("figure.mean-spend"), moneyTick(format.money, currency), {
        ticks: width < 480 ? 4 : 7,
      }),
      Plot.rectY(rows, { x1: "low", x2: "high", y: "customers", fill: BAR, insetLeft: 0.5, insetRight: 0.5 }),
      Plot.areaY(rows, {
        x: middle,
        y1: "expected_low",
        y2: "expected_high",
        fill: BAND,
        curve: "monotone-x",
      }),
      Plot.lineY(rows, { x: middle, y: "expected", ...MODEL, curve: "monotone-x" }),
      Plot.ruleY([0], { stroke: BASE }),
      label(words("figure.bars-recorded"), INK, 4),
      label(words("figure.line-expected"), EST, 20),
    ],
  });
};
