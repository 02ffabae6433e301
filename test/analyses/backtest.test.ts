import { expect, test } from "vitest";
import { backtest } from "../../src/analyses/backtest";
import { shopOrders } from "../models/validation/shop";
import { wordsOf } from "../figures/drawn";
import { world } from "./world";

test(
  "a backtest puts models and guesses side by side and says who wins in words",
  { timeout: 300_000 },
  async () => {
    const here = await world();
    const shop = shopOrders(500, 420, 7);
    const first = Date.UTC(2024, 0, 1);
    const n = shop.day.length;
    const stored = await here.engine.store("raw", [
      { name: "customer", type: "VARCHAR", values: Array.from(shop.customer, (c) => `c${c}`) },
      { name: "order", type: "VARCHAR", values: Array.from({ length: n }, (_, i) => `o${i}`) },
      {
        name: "day",
        type: "VARCHAR",
        values: Array.from(shop.day, (day) => new Date(first + day * 86_400_000).toISOString().slice(0, 10)),
      },
      { name: "amount", type: "DOUBLE", values: Float64Array.from(shop.amount!) },
    ]);
    const table = await here.engine.create(
      "orders",
      `SELECT customer, "order", day::DATE AS date, amount FROM ${stored.sql}`,
      new AbortController().signal,
    );
    here.give("orders", { is: "table", table });
    const made = await here.run("past", backtest, { from: "orders" }, { horizon: "90 days", origins: 2 });
    const row = await here.engine.row(
      `SELECT count(*) AS n, count(*) FILTER (kind = 'model') AS models, min(origins) AS origins,
      max(orders_error) AS worst, arg_min(method, orders_error) AS best FROM ${here.table("past").sql}`,
    );
    expect(row).toMatchObject({ n: 8, models: 3, origins: 2 });
    expect(Number(row["worst"])).toBeGreaterThan(0);
    const words = made.views.flatMap((view) => (view.show === "words" ? [view.words] : []));
    expect(words.length).toBeGreaterThan(0);
    for (const language of ["en", "pl", "ru"] as const) {
      const { words: say, missing } = wordsOf(language);
      for (const one of words)
        expect(say(one.code, (one.params ?? {}) as Record<string, string>)).not.toContain("{");
      expect(missing).toEqual([]);
    }
  },
);
