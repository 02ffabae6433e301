import { expect, test } from "vitest";
import { compare } from "../../src/analyses/compare";
import { panels, wordsOf } from "../figures/drawn";
import { shopOrders } from "../models/validation/shop";
import { world } from "./world";

test(
  "models stand side by side with likelihood, criteria, holdout errors and a verdict in words",
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
    const values = { holdout: "120 days", models: ["bg-nbd", "pareto-nbd"] };
    const made = await here.run("side", compare, { from: "orders" }, values);
    const row = await here.engine.row(
      `SELECT count(*) FILTER (kind = 'model') AS models, count(*) FILTER (kind = 'guess') AS guesses,
      min(delta_bic) AS least, max(aic) AS aic, max(2 * parameters - 2 * log_likelihood) AS same,
      count(*) FILTER (orders_error > 0) AS measured FROM ${here.table("side").sql}`,
    );
    // The model in which nobody leaves is always among them.
    expect(row).toMatchObject({ models: 3, guesses: 2, least: 0, measured: 5 });
    expect(Number(row["aic"])).toBeCloseTo(Number(row["same"]), 9);
    const [drawn] = made.views.filter((view) => view.show === "figure");
    const words = made.views.flatMap((view) =>
      view.show === "words" ? [view.words] : view.show === "figure" ? [view.title, view.alt, view.foot!] : [],
    );
    expect(words.map(({ code }) => code)).toContain("compare.lowest-bic");
    for (const language of ["en", "pl", "ru"] as const) {
      const { words: say, missing } = wordsOf(language);
      for (const one of words)
        expect(say(one.code, (one.params ?? {}) as Record<string, string>)).not.toContain("{");
      expect(missing).toEqual([]);
    }
    const batch = await here.engine.query(`FROM ${drawn!.table.sql}`);
    const { svg } = panels({ name: drawn!.name, options: drawn!.options, batch }, 700);
    for (const name of ["BG/NBD", "Pareto/NBD", "NBD", "Mean of all"]) expect(svg[0]).toContain(name);
  },
);

test("every reason a verdict can have has words in three languages", () => {
  const codes = [
    "refused",
    "no-model",
    "lowest-bic",
    "only",
    "as-good",
    "no-dropout",
    "no-holdout",
    "holdout-prefers",
    "loses-to-the-baseline",
    "beats-the-baselines",
  ];
  for (const language of ["en", "pl", "ru"] as const) {
    const { words, missing } = wordsOf(language);
    const params = {
      model: "A",
      models: "A, B",
      over: "C",
      lead: 3,
      baseline: "mean",
      how: "mae",
      of: "money",
      theirs: 1,
      ours: 2,
    };
    for (const code of codes) expect(words(`compare.${code}`, params)).toMatch(/^\p{L}/u);
    expect(missing).toEqual([]);
  }
});
