import * as Plot from "@observablehq/plot";
import { textOf, type Figure } from "./figure";
import { records } from "./rows";
import { BASE, EST, frame, HALO, moneyTick, xAxis, yAxis } from "./style";

/** Customers by expected value ahead, with the median and the mean marked. */
export const distribution: Figure = (batch, options, { words, format, width }) => {
  const rows = records(batch);
  const currency = textOf(options, "currency");
  const money = moneyTick(format.money, currency);
  const rule = (name: "mean" | "median") =>
    Plot.ruleX([Number(options[name])], {
      stroke: EST,
      strokeWidth: 1.5,
      strokeDasharray: name === "mean" ? "5 3" : "none",
    });
  const label = (name: "mean" | "median", dy: number) =>
    Plot.text([Number(options[name])], {
      x: (at: number) => at,
      frameAnchor: "top",
      textAnchor: "start",
      text: (value: number) => words(`figure.${name}`, { money: value, currency }),
      dx: 6,
      dy,
      fill: EST,
      fontWeight: 600,
      ...HALO,
    });
  return frame(width, width < 480 ? 220 : 250, {
    y: { zero: true, nice: true },
    marks: [
      ...yAxis(words("figure.customers"), format.count, 4),
      xAxis<number>(words("figure.value-ahead"), money, { ticks: width < 480 ? 4 : 7 }),
      Plot.rectY(rows, {
        x1: "low",
        x2: "high",
        y: "customers",
        fill: "var(--est-3)",
        insetLeft: 0.5,
        insetRight: 0.5,
      }),
      Plot.ruleY([0], { stroke: BASE }),
      rule("median"),
      rule("mean"),
      label("median", 2),
      label("mean", 20),
    ],
  });
};
