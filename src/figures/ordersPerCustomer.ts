import * as Plot from "@observablehq/plot";
import type { Figure } from "./figure";
import { num, records, type Row } from "./rows";
import { BAR, BASE, frame, HALO, INK, xAxis, yAxis } from "./style";

/** Customers by how many orders they placed. */
export const ordersPerCustomer: Figure = (batch, _options, { words, format, width }) => {
  const rows = records(batch);
  const most = num(rows.at(-1), "orders");
  const name = (n: number) => (n === most ? words("figure.or-more", { n }) : format.count(n));
  return frame(width, width < 480 ? 220 : 240, {
    x: { type: "band", padding: 0.28 },
    y: { zero: true, nice: true },
    marks: [
      ...yAxis(words("figure.customers"), format.count, 4),
      xAxis<number>(words("figure.orders"), name, { tickSize: 0 }),
      Plot.barY(rows, { x: "orders", y: "customers", fill: BAR }),
      Plot.text(rows, {
        x: "orders",
        y: "customers",
        text: (row: Row) => format.count(num(row, "customers")),
        dy: -8,
        fill: INK,
        ...HALO,
      }),
      Plot.ruleY([0], { stroke: BASE }),
    ],
  });
};
