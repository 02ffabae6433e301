import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "vitest";
import { analyses } from "../../src/analyses";
import type { Json } from "../../src/terms/view";
import { orders, world } from "../analyses/world";

const here = import.meta.dirname;
const by = (name: string) => analyses.find((one) => one.name === name)!;

/** The clean orders of the shipped sample. */
const SAMPLE = `
  SELECT customer_id AS customer, order_id AS "order", min(order_date::DATE) AS date, NULL::TIMESTAMP AS time,
    sum(quantity::DOUBLE * unit_price::DOUBLE) AS amount, sum(quantity::DOUBLE) AS quantity, count(*)::INTEGER AS lines
  FROM read_csv('files/sample.csv', header = true, all_varchar = true)
  WHERE customer_id IS NOT NULL AND quantity::DOUBLE > 0 AND unit_price::DOUBLE > 0
  GROUP BY ALL`;

const digits = (value: number | string | null) =>
  typeof value === "number"
    ? Number.isNaN(value)
      ? null
      : Math.abs(value) > 1e9
        ? value
        : Number(value.toPrecision(6))
    : value;

test.skipIf(!process.env["COLLECT"])(
  "writes the rows that the figures are drawn from (COLLECT=1)",
  async () => {
    const house = await world();
    const file = readFileSync(resolve(here, "../../public/samples/sample-orders.csv"));
    await house.engine.registerFile("sample.csv", new Blob([file]));
    await orders(house, SAMPLE, "EUR");
    const steps: [string, string, Record<string, string>, Record<string, Json>?][] = [
      ["cohorts", "cohorts", { from: "orders" }],
      ["frequency", "orders-per-customer", { from: "orders" }],
      ["past", "customers", { from: "orders" }, { to: "2025-01-05" }],
      ["check", "fit", { from: "past" }, { model: "pareto-nbd" }],
      ["holdout", "tracking", { fit: "check", orders: "orders" }],
      ["repeats", "counts", { fit: "check" }],
      ["rivals", "baselines", { fit: "check", orders: "orders" }],
      ["customers", "customers", { from: "orders" }],
      ["repeat", "fit", { from: "customers" }, { model: "pareto-nbd" }],
      ["basket", "spend", { from: "customers" }],
      ["scores", "clv", { from: "customers", fit: "repeat", spend: "basket" }],
      ["spread", "distribution", { from: "scores" }],
      ["whale", "whale", { from: "scores", customers: "customers" }],
      ["segments", "segments", { from: "scores", customers: "customers" }],
    ];
    for (const [id, name, from, values] of steps) {
      const { views } = await house.run(id, by(name), from, values);
      for (const view of views) {
        if (view.show !== "figure") continue;
        const { columns, rows, values: data } = await house.engine.query(`FROM ${view.table.sql}`);
        const batch = { rows, columns, values: data.map((column) => Array.from(column, digits)) };
        const text = JSON.stringify({ name: view.name, options: view.options, title: view.title, batch });
        writeFileSync(join(here, "rows", `${view.name}.json`), `${text}\n`);
      }
    }
  },
  300_000,
);
