import * as Plot from "@observablehq/plot";
import type { Figure, Tools } from "./figure";
import { num, records, type Row } from "./rows";
import { AXIS, EST, frame, INK } from "./style";

const ROW = 34;
const HEAD = 40;

/**
 * The model beside its rivals: error per customer as bars, error of the total and purchases found in the best tenth as
 * columns of numbers. The model is blue; the rest are rules of thumb applied to the record, in ink.
 */
export const baselines: Figure = (batch, _options, tools) => {
  const rows = records(batch);
  const { words, format, width } = tools;
  const narrow = width < 560;
  // Where there is no room beside the bars, names stand above them.
  const left = narrow ? 0 : 190;
  const row = narrow ? 46 : ROW;
  const most = Math.max(1e-9, ...rows.map((one) => num(one, "mae")));
  const column = narrow ? 58 : 120;
  const modelled = (row: Row) => row["method"] === "model" || row["kind"] === "model";
  const pen = (row: Row) => (modelled(row) ? EST : INK);
  const side = (value: (row: Row) => string, dx: number) =>
    Plot.text(rows, { y: "method", frameAnchor: "right", textAnchor: "end", dx, text: value, fill: pen });
  return frame(width, rows.length * row + HEAD + 8, {
    marginTop: HEAD,
    marginBottom: 8,
    marginLeft: left,
    marginRight: 2 * column + 8,
    x: { domain: [0, most * (narrow ? 1.3 : 1.1)], axis: null },
    y: {
      type: "band",
      domain: rows.map((row) => String(row["method"])),
      axis: null,
      padding: narrow ? 0.55 : 0.35,
    },
    marks: [
      Plot.text(rows, {
        y: "method",
        frameAnchor: "left",
        textAnchor: "start",
        dx: -left,
        text: (row: Row) =>
          String(row["name"] ?? "") || words("figure.method", { method: String(row["method"]) }),
        fill: pen,
        fontWeight: 600,
        dy: narrow ? -17 : 0,
      }),
      Plot.barX(rows, {
        y: "method",
        x: "mae",
        fill: (row: Row) => (modelled(row) ? EST : "var(--fig-bar)"),
      }),
      Plot.text(rows, {
        y: "method",
        x: "mae",
        textAnchor: "start",
        dx: 5,
        text: (row: Row) => format.number(num(row, "mae"), 2),
        fill: pen,
        stroke: "var(--paper)",
        strokeWidth: 4,
      }),
      side((row) => signed(num(row, "total_error"), format), column),
      side((row) => format.percent(num(row, "captured")), 2 * column),
      head(words("figure.error-per-customer"), "top-left", "start", 0, narrow),
      head(words("figure.error-of-total"), "top-right", "end", column, narrow),
      head(words("figure.captured"), "top-right", "end", 2 * column, narrow),
    ],
  });
};

function signed(share: number, format: Tools["format"]): string {
  return share > 0 ? `+${format.percent(share)}` : format.percent(share);
}

function head(
  text: string,
  frameAnchor: "top-left" | "top-right",
  textAnchor: "start" | "end",
  dx: number,
  narrow: boolean,
) {
  return Plot.text([text], {
    frameAnchor,
    textAnchor,
    lineAnchor: "bottom",
    lineWidth: narrow ? 5.5 : 10,
    text: (line: string) => line,
    dx,
    dy: -6,
    fill: AXIS,
  });
}
