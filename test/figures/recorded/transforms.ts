import type { Customer, Drawing, Month } from "./data";

export const transforms: Readonly<Record<string, Drawing>> = {
  "grouped bars": (Plot, { customers }) =>
    Plot.barY(
      customers,
      Plot.groupX({ y: "count" }, { x: (d: Customer) => d.channel, fill: (d: Customer) => d.country }),
    ).plot(),
  "grouped sums": (Plot, { customers }) =>
    Plot.barX(
      customers,
      Plot.groupY({ x: "sum" }, { y: "channel", x: (d: Customer) => d.spend, sort: { y: "-x" } }),
    ).plot(),
  "grouped titles": (Plot, { customers }) =>
    Plot.barY(
      customers,
      Plot.groupX({ y: "count", title: "first" }, { x: "channel", title: (d: Customer) => d.id }),
    ).plot(),
  "cells of two groups": (Plot, { customers }) =>
    Plot.cell(customers, Plot.group({ fill: "mean" }, { x: "channel", y: "country", fill: "spend" })).plot({
      color: { legend: true, scheme: "blues" },
    }),
  histogram: (Plot, { customers }) =>
    Plot.rectY(customers, Plot.binX({ y: "count" }, { x: (d: Customer) => d.spend, thresholds: 12 })).plot(),
  "histogram by month": (Plot, { customers }) =>
    Plot.rectY(
      customers,
      Plot.binX({ y: "sum" }, { x: "first", y: "spend", interval: "month" } as never),
    ).plot(),
  "bins of two": (Plot, { customers }) =>
    Plot.rect(customers, Plot.bin({ fill: "count" }, { x: "tx", y: (d: Customer) => d.T })).plot(),
  "cumulative bins": (Plot, { customers }) =>
    Plot.plot({
      marks: [
        Plot.rectY(
          customers,
          Plot.binX({ y: "count" }, { x: { value: "spend", cumulative: true, thresholds: 20 } }),
        ),
      ],
    }),
  "proportions of bins": (Plot, { customers }) =>
    Plot.rectY(
      customers,
      Plot.stackY(
        { offset: "expand" },
        Plot.binX({ y: "count" }, { x: "spend", fill: (d: Customer) => d.channel } as never),
      ),
    ).plot(),
  "stacked areas": (Plot, { months }) =>
    Plot.areaY(
      months,
      Plot.stackY({ order: "sum" }, { x: "month", y: (d: Month) => d.orders, fill: "channel" }),
    ).plot(),
  "stack ordered by an accessor": (Plot, { months }) =>
    Plot.areaY(
      months,
      Plot.stackY(
        { order: (d: Month) => -d.channel.length * 100 + d.channel.charCodeAt(0) },
        { x: "month", y: "orders", fill: "channel" },
      ),
    ).plot(),
  "stack ordered by comparing": (Plot, { months }) =>
    Plot.barY(
      months,
      Plot.stackY(
        { order: (a: Month, b: Month) => a.orders - b.orders },
        { x: "month", y: "orders", fill: "channel" },
      ),
    ).plot(),
  "share of the sum": (Plot, { months }) =>
    Plot.lineY(
      months,
      Plot.normalizeY("sum", { x: "month", y: (d: Month) => d.revenue, stroke: "channel" }),
    ).plot(),
  "moving mean": (Plot, { daily }) => Plot.lineY(daily, Plot.windowY(7, { stroke: "red" })).plot(),
  "moving median in a group": (Plot, { months }) =>
    Plot.lineY(
      months,
      Plot.map(
        { y: Plot.window({ k: 3, reduce: "median" }) },
        { x: "month", y: "orders", z: (d: Month) => d.channel },
      ),
    ).plot(),
  "running total": (Plot, { months }) =>
    Plot.lineY(months, Plot.mapY("cumsum", { x: "month", y: "orders", stroke: "channel" })).plot(),
  beeswarm: (Plot, { customers }) =>
    Plot.dotX(customers, Plot.dodgeY({ anchor: "middle" }, { x: (d: Customer) => d.spend, r: 3 })).plot({
      height: 160,
    }),
  hexagons: (Plot, { customers }) =>
    Plot.dot(
      customers,
      Plot.hexbin({ fill: "count" }, { x: "tx", y: (d: Customer) => d.T, binWidth: 24 }),
    ).plot(),
  "last of each": (Plot, { months }) =>
    Plot.plot({
      marginRight: 60,
      marks: [
        Plot.lineY(months, { x: "month", y: "orders", z: "channel" }),
        Plot.text(
          months,
          Plot.selectLast({
            x: "month",
            y: "orders",
            z: "channel",
            text: (d: Month) => d.channel,
            dx: 4,
            textAnchor: "start",
          }),
        ),
      ],
    }),
  "largest of each": (Plot, { months }) =>
    Plot.dot(months, Plot.selectMaxY({ x: "month", y: "orders", z: "channel", fill: "channel" })).plot(),
  "transforms spread into options": (Plot, { customers }) =>
    Plot.dot(customers, { ...Plot.dodgeX({ y: "spend", r: 2 }), fill: "purple", dx: 2 }).plot(),
  "options over a transform": (Plot, { customers }) =>
    Plot.barY(customers, { fill: "red", ...Plot.groupX({ y: "count" }, { x: "channel" }), inset: 2 }).plot(),
  "found among the rows": (Plot, { months }) =>
    Plot.link(
      months,
      Plot.groupX(
        {
          y1: Plot.find((d: Month) => d.channel === "web"),
          y2: Plot.find((d: Month) => d.channel === "app"),
        },
        { x: "month", y1: "orders", y2: "orders" },
      ),
    ).plot(),
  reversed: (Plot, { customers }) =>
    Plot.dot(customers, Plot.reverse({ x: "tx", y: "x", r: "spend", fill: "channel" })).plot(),
  filtered: (Plot, { customers }) =>
    Plot.dot(
      customers,
      Plot.filter((d: Customer) => d.x > 2, { x: "tx", y: "x" }),
    ).plot(),
  "shuffled with a seed": (Plot, { customers }) =>
    Plot.dot(customers, Plot.shuffle({ seed: 7, x: "tx", y: "x", fill: "channel", r: 8 })).plot(),
  "shifted by a month": (Plot, { months }) =>
    Plot.differenceY(
      months.filter((d) => d.channel === "web"),
      Plot.shiftX("month", { x: "month", y: "orders" }),
    ).plot(),
};
