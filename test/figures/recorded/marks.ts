import type { Customer, Drawing, Month } from "./data";

export const marks: Readonly<Record<string, Drawing>> = {
  "boxes by channel": (Plot, { customers }) =>
    Plot.boxY(customers, { x: (d: Customer) => d.channel, y: "spend" }).plot(),
  "a trend with its band": (Plot, { customers }) =>
    Plot.plot({
      marks: [
        Plot.dot(customers, { x: "T", y: "tx" }),
        Plot.linearRegressionY(customers, { x: "T", y: (d: Customer) => d.tx, stroke: "red" }),
      ],
    }),
  bollinger: (Plot, { daily }) => Plot.bollingerY(daily, { n: 10, k: 2 }).plot(),
  difference: (Plot, { months }) =>
    Plot.differenceY(
      months.filter((d) => d.channel === "web"),
      { x: "month", y1: (d: Month) => d.orders, y2: 30 },
    ).plot(),
  density: (Plot, { customers }) => Plot.density(customers, { x: "tx", y: "T", stroke: "channel" }).plot(),
  contours: (Plot, { customers }) =>
    Plot.contour(customers, {
      x: "tx",
      y: "T",
      fill: (d: Customer) => d.spend,
      interpolate: "nearest",
      blur: 4,
    }).plot(),
  voronoi: (Plot, { customers }) =>
    Plot.voronoi(customers, { x: "tx", y: "T", fill: (d: Customer) => d.channel, stroke: "white" }).plot(),
  hull: (Plot, { customers }) =>
    Plot.hull(customers, { x: "tx", y: "T", stroke: (d: Customer) => d.channel }).plot(),
  "a tree of paths": (Plot, { customers }) =>
    Plot.tree(customers.slice(0, 15), { path: (d: Customer) => `all/${d.channel}/${d.id}` }).plot({
      margin: 40,
    }),
  waffles: (Plot, { customers }) =>
    Plot.waffleY(
      customers,
      Plot.groupX({ y: "count" }, { x: (d: Customer) => d.channel, fill: "channel" }),
    ).plot(),
  "chosen by Plot": (Plot, { customers }) =>
    Plot.auto(customers, { x: (d: Customer) => d.spend, y: "x", color: (d: Customer) => d.channel }).plot(),
  "counted by Plot": (Plot, { customers }) => Plot.auto(customers, { x: "spend" }).plot(),
  "rules, ticks and a frame": (Plot, { customers }) =>
    Plot.plot({
      marks: [
        Plot.frame({ anchor: "bottom" }),
        Plot.tickX(customers, {
          x: "spend",
          y: "channel",
          strokeOpacity: (d: Customer) => 0.3 + (d.x % 5) / 10,
        }),
        Plot.ruleX([20, 60], { stroke: "red" }),
      ],
    }),
  "axes of their own": (Plot, { months }) =>
    Plot.plot({
      y: { axis: null },
      marks: [
        Plot.axisX({ ticks: "3 months", label: null }),
        Plot.axisY({ anchor: "right", tickFormat: ".1f" }),
        Plot.gridY({ strokeDasharray: "2,2" }),
        Plot.axisX([new Date(Date.UTC(2024, 5, 1))], {
          text: (d: Date) => `half ${Plot.formatIsoDate(d)}`,
          anchor: "top",
        }),
        Plot.lineY(months, { x: "month", y: "orders", z: "channel", marker: "circle", curve: "step" }),
      ],
    }),
  "marks within marks": (Plot, { months }) =>
    Plot.plot({
      marks: [
        null,
        [Plot.ruleY([0]), false as never].slice(0, 1),
        Plot.marks(Plot.lineY(months, { x: "month", y: "orders", z: "channel" }), null),
      ],
    }),
  arrows: (Plot, { customers }) =>
    Plot.arrow(customers.slice(0, 10), {
      x1: (d: Customer) => d.tx,
      y1: 0,
      x2: "T",
      y2: (d: Customer) => d.x,
      bend: true,
    }).plot(),
  pictures: (Plot, { customers }) =>
    Plot.image(customers.slice(0, 3), {
      x: "tx",
      y: "x",
      src: () =>
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      width: 12,
    }).plot(),
  "a heat map of a year": (Plot, { customers }) =>
    Plot.cell(
      customers,
      Plot.group(
        { fill: "count" },
        { x: (d: Customer) => d.first.getUTCMonth(), y: (d: Customer) => d.first.getUTCDay() },
      ),
    ).plot({ x: { tickFormat: Plot.formatMonth() }, y: { tickFormat: Plot.formatWeekday("en", "short") } }),
};
