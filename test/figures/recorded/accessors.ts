import type { Customer, Drawing } from "./data";

/** Functions as channels: applied to the rows where the cell runs. */
export const accessors: Readonly<Record<string, Drawing>> = {
  dots: (Plot, { customers }) =>
    Plot.plot({
      marks: [Plot.dot(customers, { x: "tx", y: (d: Customer) => d.x, fill: (d: Customer) => d.channel })],
    }),
  "text and title": (Plot, { customers }) =>
    Plot.text(customers.slice(0, 20), {
      x: "tx",
      y: "spend",
      text: (d: Customer) => d.id.toUpperCase(),
      title: (d: Customer) => `${d.id}: ${String(d.x)}`,
      fontSize: (d: Customer) => 8 + (d.x % 5),
    }).plot(),
  "index and data": (Plot, { daily }) =>
    Plot.lineY(daily, { x: (_d: unknown, i: number) => i, y: (d: number) => d / 100 }).plot({ height: 200 }),
  "a channel with a label": (Plot, { customers }) =>
    Plot.dot(customers, {
      x: { value: (d: { spend: number }) => Math.log(d.spend), label: "log of spend" },
      y: "x",
      r: (d: Customer) => Math.sqrt(d.T),
    }).plot(),
  "a channel that transforms": (Plot, { customers }) =>
    Plot.dot(customers, {
      x: { transform: (rows: { spend: number }[]) => rows.map((d) => d.spend * 2), label: "twice" },
      y: "T",
    }).plot(),
  "colours written out": (Plot, { customers }) =>
    Plot.dot(customers, {
      x: "tx",
      y: "x",
      stroke: (d: Customer) => (d.x > 4 ? "crimson" : "steelblue"),
    }).plot(),
  "unscaled colours": (Plot, { customers }) =>
    Plot.dot(customers, {
      x: "tx",
      y: "x",
      fill: { value: (d: { x: number }) => `hsl(${String(d.x * 30)}, 60%, 50%)`, scale: null },
    }).plot(),
  "sorted and filtered": (Plot, { customers }) =>
    Plot.dot(customers, {
      x: "tx",
      y: "spend",
      fill: "channel",
      r: 6,
      sort: (d: Customer) => -d.T,
      filter: (d: Customer) => d.x > 1,
    }).plot(),
  "sorted by comparing": (Plot, { customers }) =>
    Plot.line(
      customers,
      Plot.sort((a: { tx: number }, b: { tx: number }) => a.tx - b.tx, { x: "tx", y: "spend" }),
    ).plot(),
  symbols: (Plot, { customers }) =>
    Plot.plot({
      symbol: { legend: true },
      marks: [
        Plot.dot(customers, {
          x: "tx",
          y: "x",
          symbol: (d: Customer) => d.channel,
          stroke: (d: Customer) => d.channel,
        }),
      ],
    }),
  "vectors that turn": (Plot, { customers }) =>
    Plot.vector(customers, {
      x: "tx",
      y: "T",
      length: (d: Customer) => d.x * 3,
      rotate: (d: Customer) => d.spend,
    }).plot(),
  "typed arrays as channels": (Plot, { daily }) =>
    Plot.areaY({ length: daily.length }, { x: Float64Array.from(daily, (_, i) => i), y: daily }).plot(),
  "length alone": (Plot) =>
    Plot.line(
      { length: 60 },
      { x: (_d: unknown, i: number) => i / 10, y: (_d: unknown, i: number) => Math.sin(i / 10) },
    ).plot(),
  "rows from anything iterable": (Plot, { customers }) => {
    const by = new Map<string, number>();
    for (const one of customers) by.set(one.channel, (by.get(one.channel) ?? 0) + one.x);
    return Plot.barY(by, { x: ([name]: [string, number]) => name, y: ([, n]: [string, number]) => n }).plot();
  },
  "pairs without options": (Plot, { customers }) =>
    Plot.dot(customers.map((d) => [d.tx, d.x] as [number, number])).plot(),
  "dates formatted by Plot": (Plot, { customers }) =>
    Plot.text(customers.slice(0, 12), {
      x: "first",
      y: "spend",
      text: (d: Customer) => Plot.formatIsoDate(d.first),
    }).plot({ x: { tickFormat: Plot.formatIsoDate, ticks: 4 } }),
};
