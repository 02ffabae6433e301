import type { Customer, Drawing, Month } from "./data";

/** Facets, tips, legends, scales: what concerns the whole picture. */
export const wholes: Readonly<Record<string, Drawing>> = {
  "facets by accessor": (Plot, { customers }) =>
    Plot.dot(customers, { x: "tx", y: "x", fx: (d: Customer) => d.channel, fy: "country" }).plot({
      width: 700,
    }),
  "facets of the plot": (Plot, { customers }) =>
    Plot.plot({
      facet: { data: customers, x: (d: Customer) => d.channel, marginRight: 30 },
      marks: [
        Plot.frame(),
        Plot.dot(customers, { x: "tx", y: "x" }),
        Plot.dot(customers, { x: "tx", y: "x", facet: "exclude", fill: "#ddd" }),
      ],
    }),
  "facets of bins": (Plot, { customers }) =>
    Plot.rectY(
      customers,
      Plot.binX({ y: "count" }, {
        x: "spend",
        fx: (d: Customer) => d.channel,
        fill: "channel",
      } as never),
    ).plot(),
  "stacks in facets with others behind": (Plot, { months }) =>
    Plot.plot({
      facet: { data: months, y: "channel" },
      marks: [
        Plot.barY(months, { x: "month", y: (d: Month) => d.orders, facet: "exclude", fill: "#eee" }),
        Plot.barY(months, { x: "month", y: "orders" }),
      ],
    }),
  tips: (Plot, { customers }) =>
    Plot.dot(customers, {
      x: "tx",
      y: (d: Customer) => d.x,
      tip: true,
      channels: { customer: (d: Customer) => d.id, spend: "spend" },
    }).plot(),
  "tips always shown": (Plot, { customers }) =>
    Plot.plot({
      marks: [
        Plot.dot(customers, { x: "tx", y: "x" }),
        Plot.tip(customers.slice(0, 3), {
          x: "tx",
          y: "x",
          title: (d: Customer) => `${d.id}\n${String(d.spend)}`,
          anchor: "bottom",
        }),
      ],
    }),
  "tips with formats": (Plot, { customers }) =>
    Plot.tip(customers.slice(0, 2), {
      x: "tx",
      y: "spend",
      channels: { since: { value: (d: Customer) => d.first, label: "Since" } },
      format: { y: ".2f", x: false },
    }).plot(),
  "tips on groups": (Plot, { customers }) =>
    Plot.barY(customers, Plot.groupX({ y: "count" }, { x: "channel", tip: { anchor: "top" } })).plot(),
  pointers: (Plot, { customers }) =>
    Plot.plot({
      marks: [
        Plot.dot(customers, { x: "tx", y: "x" }),
        Plot.ruleX(customers, Plot.pointerX({ x: "tx", py: "x", stroke: "red" })),
        Plot.crosshair(customers, { x: "tx", y: "x" }),
      ],
    }),
  "legend of swatches": (Plot, { customers }) =>
    Plot.plot({
      color: { legend: true },
      marks: [Plot.dot(customers, { x: "tx", y: "x", fill: "channel" })],
    }),
  "legend of opacity": (Plot, { customers }) =>
    Plot.plot({
      opacity: { legend: true },
      color: { legend: "swatches", scheme: "Tableau10" },
      marks: [Plot.dot(customers, { x: "tx", y: "x", fill: "channel", fillOpacity: "spend" })],
    }),
  "a legend alone": (Plot) =>
    Plot.legend({ color: { type: "linear", domain: [0, 100], scheme: "viridis" }, label: "Spend", ticks: 3 }),
  "swatches alone": (Plot) => Plot.legend({ color: { domain: ["web", "app"], range: ["teal", "orange"] } }),
  "title, subtitle and caption": (Plot, { customers }) =>
    Plot.plot({
      title: "Orders (a year)",
      subtitle: "by channel",
      caption: "Made rows",
      style: "overflow: visible; font-size: 12px",
      marks: [Plot.barY(customers, Plot.groupX({ y: "count" }, { x: "channel" }))],
    }),
  "scales told": (Plot, { customers }) =>
    Plot.plot({
      x: { type: "sqrt", domain: [0, 400], label: "Recency →", grid: true },
      y: { type: "log", nice: true, reverse: true },
      color: { type: "threshold", domain: [2, 5], range: ["red", "gray", "blue"], legend: true },
      r: { range: [0, 10] },
      marks: [Plot.dot(customers, { x: "tx", y: (d: Customer) => d.spend, r: "x", fill: "x" })],
    }),
  "a domain sorted by another channel": (Plot, { months }) =>
    Plot.barX(months, { y: "channel", x: "orders", sort: { y: "x", reverse: true, reduce: "sum" } }).plot(),
  "intervals of scales": (Plot, { customers }) =>
    Plot.barY(customers, Plot.groupX({ y: "count" }, { x: "first" })).plot({ x: { interval: "month" } }),
  "an interval made by Plot": (Plot, { customers }) =>
    Plot.rectY(
      customers,
      Plot.binX({ y: "count" }, { x: "spend", interval: Plot.numberInterval(10) }),
    ).plot(),
  "a scale made by Plot": (Plot, { customers }) =>
    Plot.dot(customers, { x: "tx", y: "x", fill: "channel" }).plot({
      color: Plot.scale({
        color: { type: "ordinal", domain: ["web", "app", "shop"], range: ["#111", "#666", "#bbb"] },
      }),
    }),
  "no rows at all": (Plot) => Plot.plot({ x: { domain: [0, 1] }, marks: [Plot.dot([], { x: "x", y: "y" })] }),
  "one mark, not plotted": (Plot, { customers }) => Plot.dot(customers, { x: "tx", y: "x" }),
  "diverging colours": (Plot, { months }) =>
    Plot.cell(months, {
      x: (d: Month) => d.month.getUTCMonth(),
      y: "channel",
      fill: (d: Month) => d.orders - 25,
      inset: 0.5,
    }).plot({
      color: { scheme: "RdBu", type: "diverging", legend: true },
    }),
};
