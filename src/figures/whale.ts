import * as Plot from "@observablehq/plot";
import type { Figure } from "./figure";
import { num, records } from "./rows";
import { EST, frame, HALO, INK, MODEL, RECORDED, xAxis, yAxis } from "./style";

/** Cumulative share of value over customers from best to least: blue is value ahead, ink is past revenue. */
export const whale: Figure = (batch, options, { words, format, width }) => {
  const rows = records(batch);
  const origin = (curve: string) => ({ curve, customers: 0, share: 0 });
  const line = (curve: string) => [origin(curve), ...rows.filter((row) => row["curve"] === curve)];
  const ahead = Number(options["share"]);
  const past = Number(options["past"]);
  const top = Math.max(1, ...rows.map((row) => num(row, "share")));
  // Below the diagonal nothing is ever drawn: there the labels never touch a line.
  const label = (share: number, code: string, fill: string, dy: number) =>
    Plot.text([words(code, { share })], {
      frameAnchor: "bottom-right",
      text: (line: string) => line,
      dx: -4,
      dy,
      fill,
      fontWeight: 600,
      ...HALO,
    });
  return frame(width, width < 480 ? 250 : 320, {
    marginRight: 20,
    x: { domain: [0, 1] },
    y: { domain: [0, top], nice: true },
    marks: [
      ...yAxis(words("figure.share-of-value"), (share) => format.percent(share), 5),
      xAxis<number>(words("figure.share-of-customers"), (share) => format.percent(share), {
        ticks: width < 480 ? 4 : 10,
      }),
      Plot.link([0], { x1: 0, y1: 0, x2: 1, y2: 1, stroke: "var(--cat-rest)", strokeDasharray: "2 3" }),
      Plot.ruleX([0.1], { stroke: "var(--fig-base)", strokeDasharray: "2 3" }),
      Plot.lineY(line("past"), { x: "customers", y: "share", ...RECORDED }),
      Plot.lineY(line("ahead"), { x: "customers", y: "share", ...MODEL }),
      Plot.dot([ahead], { x: () => 0.1, y: (value: number) => value, r: 3.5, fill: EST }),
      Plot.dot([past], { x: () => 0.1, y: (value: number) => value, r: 3.5, fill: INK }),
      label(ahead, "figure.tenth-ahead", EST, -46),
      label(past, "figure.tenth-past", INK, -28),
    ],
  });
};
