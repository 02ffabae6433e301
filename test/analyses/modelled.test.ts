import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { baselines } from "../../src/analyses/baselines";
import { clv } from "../../src/analyses/clv";
import { counts } from "../../src/analyses/counts";
import { customers } from "../../src/analyses/customers";
import { distribution } from "../../src/analyses/distribution";
import { fit, MODELS } from "../../src/analyses/fit";
import { segments } from "../../src/analyses/segments";
import { spend } from "../../src/analyses/spend";
import { tracking } from "../../src/analyses/tracking";
import { whale } from "../../src/analyses/whale";
import type { Outcome } from "../../src/analyses/plan/analysis";
import type { View } from "../../src/terms/view";
import { wordsOf } from "../figures/drawn";
import { cdnow, DATA, onlineRetail, orders, world, type World } from "./world";

const codes = (made: Outcome): string[] =>
  made.views.flatMap((view) => (view.show === "words" ? [view.words.code] : []));
const fitOf = (made: Outcome) => {
  if (made.value.is !== "fit") throw new Error("no fit");
  return made.value.fit;
};

/** Every word of a result exists and can be filled, in each language. */
function worded(made: Outcome): void {
  for (const language of ["en", "pl", "ru"] as const) {
    const { words, missing } = wordsOf(language);
    const say = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      if ("code" in value && typeof value.code === "string") {
        words(value.code, "params" in value ? (value.params as Record<string, string>) : {});
      } else Object.values(value).forEach(say);
    };
    made.views.forEach((view: View) =>
      say(view.show === "figure" ? { ...view, table: null, options: null } : view),
    );
    expect(missing).toEqual([]);
  }
}

/** The whole notebook, cell by cell, as the template lays it out. */
async function notebook(here: World, end: string, model: string): Promise<Record<string, Outcome>> {
  const made: Record<string, Outcome> = {};
  made["past"] = await here.run("past", customers, { from: "orders" }, { to: end });
  made["check"] = await here.run("check", fit, { from: "past" }, { model });
  made["holdout"] = await here.run("holdout", tracking, { fit: "check", orders: "orders" });
  made["repeats"] = await here.run("repeats", counts, { fit: "check" });
  made["rivals"] = await here.run("rivals", baselines, { fit: "check", orders: "orders" });
  made["customers"] = await here.run("customers", customers, { from: "orders" });
  made["repeat"] = await here.run("repeat", fit, { from: "customers" }, { model });
  made["basket"] = await here.run("basket", spend, { from: "customers" });
  made["scores"] = await here.run("scores", clv, { from: "customers", fit: "repeat", spend: "basket" });
  made["spread"] = await here.run("spread", distribution, { from: "scores" });
  made["whale"] = await here.run("whale", whale, { from: "scores", customers: "customers" });
  made["segments"] = await here.run("segments", segments, { from: "scores", customers: "customers" });
  return made;
}

describe.skipIf(!DATA)("CDNOW sample, calibrated to 1997-09-30 (needs TENURE_DATA)", async () => {
  if (!DATA) return;
  const here = await world();
  await cdnow(here);
  const made = await notebook(here, "1997-09-30", "bg-nbd");

  test("the published BG/NBD and Pareto/NBD come out of orders", async () => {
    const bg = fitOf(made["check"]!);
    expect(bg.status).toBe("verified");
    expect(bg.logLikelihood).toBeCloseTo(-9582.429207, 4);
    expect(bg.params["alpha"]).toBeCloseTo(4.4136, 3);
    const pareto = fitOf(await here.run("other", fit, { from: "past" }, { model: "pareto-nbd" }));
    expect(pareto.logLikelihood).toBeCloseTo(-9594.976179, 4);
  });

  test.each(MODELS)("%s can be chosen, and is named and worded in its card", async (model) => {
    // The slowest of them is looked for among a quarter of the customers: a card has no more on it for a crowd.
    const slow = model === "ggom-nbd";
    if (slow) {
      const few = `SELECT * FROM ${here.table("past").sql} WHERE hash(customer) % 4 = 0`;
      const table = await here.engine.create("few", few, new AbortController().signal);
      here.give("few", { is: "table", table: { ...table, currency: "USD" } });
    }
    const made = await here.run("chosen", fit, { from: slow ? "few" : "past" }, { model });
    expect(fitOf(made).model).toBe(model);
    // Where nobody leaves, purchases are expected to go on as they began: week by week they did not.
    const fair = slow ? /^(verified|boundary|weak)$/ : /^(verified|boundary)$/;
    expect(fitOf(made).status).toMatch(model === "nbd" ? /^weak$/ : fair);
    const name = /"model":"([^"]*NBD[^"]*)"/.exec(JSON.stringify(made.views))?.[1];
    expect(name?.toLowerCase().replace("/", "-")).toBe(model);
    worded(made);
  });

  test("39 weeks are held out, 1,882 purchases recorded in them, and expected as peers expect", async () => {
    const row = await here.engine.row(
      `SELECT count(*) AS weeks, max(recorded_total) - min(recorded_total - recorded) AS recorded
       FROM ${here.table("holdout").sql} WHERE held_out`,
    );
    expect(row).toEqual({ weeks: 39, recorded: 1882 });
    const model = await here.engine.row(`FROM ${here.table("rivals").sql} WHERE method = 'model'`);
    expect(model["expected"]).toBeCloseTo(1653.409, 2);
    expect(model["recorded"]).toBe(1882);
  });

  test("where a rule of thumb wins, it is said in words", async () => {
    const rows = await here.engine.rows(`FROM ${here.table("rivals").sql}`);
    const off = (method: string) =>
      Math.abs(Number(rows.find((row) => row["method"] === method)!["total_error"]));
    expect(off("recent")).toBeLessThan(off("model"));
    expect(codes(made["rivals"]!)).toContain("baselines.loses-total");
    expect(codes(made["rivals"]!)).not.toContain("baselines.loses-customer");
    expect(codes(made["rivals"]!)).not.toContain("baselines.wins");
  });

  test("recorded counts are those of the file and all customers are expected somewhere", async () => {
    const rows = await here.engine.rows(`FROM ${here.table("repeats").sql}`);
    expect(rows.map((row) => row["recorded"])).toEqual([1411, 439, 214, 100, 62, 38, 29, 64]);
    expect(rows.reduce((sum, row) => sum + Number(row["expected"]), 0)).toBeCloseTo(2357, 6);
  });

  test("every word exists in three languages", () => {
    Object.values(made).forEach(worded);
  });
});

describe.skipIf(!DATA)("Online Retail, clean (needs TENURE_DATA)", async () => {
  if (!DATA) return;
  const here = await world();
  await onlineRetail(here);
  const truth = (
    JSON.parse(readFileSync(join(DATA, "truth.json"), "utf8")) as {
      datasets: {
        online_retail: {
          fits: Record<string, { logLikelihood: number; params: Record<string, number>; status: string[] }>;
        };
      };
    }
  ).datasets.online_retail.fits;
  await here.run("customers", customers, { from: "orders" });

  // The other models are held to the same truth by the tests of the models themselves.
  test("bg-nbd reaches the maximum, with a status that says dropout is not identified", async () => {
    const made = await here.run("repeat", fit, { from: "customers" }, { model: "bg-nbd" });
    const saved = fitOf(made);
    const wanted = truth["bg-nbd"]!;
    expect(Math.abs(saved.logLikelihood - wanted.logLikelihood)).toBeLessThan(1e-4);
    expect(wanted.status).toContain(saved.status);
    for (const name of ["r", "alpha"]) {
      expect(Math.abs(saved.params[name]! / wanted.params[name]! - 1)).toBeLessThan(1e-3);
    }
    worded(made);
  });

  test("the spend model equals the truth", async () => {
    const made = await here.run("basket", spend, { from: "customers" });
    const saved = fitOf(made);
    expect(saved.status).toBe("verified");
    for (const [name, value] of Object.entries(truth["gamma-gamma"]!.params)) {
      expect(Math.abs(saved.params[name]! / value - 1)).toBeLessThan(1e-3);
    }
    worded(made);
  });

  test("one score row per customer, and what it means is said in plain words", async () => {
    await here.run("basket", spend, { from: "customers" });
    const made = await here.run("scores", clv, { from: "customers", fit: "repeat", spend: "basket" });
    const row = await here.engine.row(
      `SELECT count(*) AS n, count(DISTINCT customer_id) AS people, count(*) FILTER (low > high) AS wrong FROM ${here.table("scores").sql}`,
    );
    expect(row).toEqual({ n: 4338, people: 4338, wrong: 0 });
    expect(codes(made)).toContain("clv.no-dropout");
    worded(made);
  });
});

describe("the shipped sample", async () => {
  const here = await world();
  const file = readFileSync(resolve(import.meta.dirname, "../../public/samples/sample-orders.csv"));
  await here.engine.registerFile("sample.csv", new Blob([file]));
  await orders(
    here,
    `
    SELECT customer_id AS customer, order_id AS "order", min(order_date::DATE) AS date, NULL::TIMESTAMP AS time,
      sum(quantity::DOUBLE * unit_price::DOUBLE) AS amount, sum(quantity::DOUBLE) AS quantity, count(*)::INTEGER AS lines
    FROM read_csv('files/sample.csv', header = true, all_varchar = true)
    WHERE customer_id IS NOT NULL AND quantity::DOUBLE > 0 AND unit_price::DOUBLE > 0
    GROUP BY ALL`,
    "EUR",
  );
  const made = await notebook(here, "2025-01-05", "pareto-nbd");
  const one = (sql: string) => here.engine.row(sql);

  test("scores have exactly the columns of the file to take away, best first", async () => {
    expect(here.table("scores").columns.map(({ name }) => name)).toEqual(
      "customer_id,x,tx,T,p_alive,orders,spend,clv,low,high,status".split(","),
    );
    const rows = await here.engine.rows(`SELECT clv FROM ${here.table("scores").sql}`);
    expect(rows.every((row, i) => i === 0 || Number(row["clv"]) <= Number(rows[i - 1]!["clv"]))).toBe(true);
    expect(made["scores"]!.views.some((view) => view.show === "download" && view.file === "scores.csv")).toBe(
      true,
    );
  });

  test("totals, segments and the curve speak of the same money", async () => {
    const total = Number((await one(`SELECT sum(clv) AS s FROM ${here.table("scores").sql}`))["s"]);
    const parts = await here.engine.rows(`FROM ${here.table("segments").sql}`);
    expect(parts.reduce((sum, row) => sum + Number(row["clv"]), 0)).toBeCloseTo(total, 4);
    expect(parts.reduce((sum, row) => sum + Number(row["customers"]), 0)).toBe(here.table("scores").rows);
    const end = await one(
      `SELECT max(value) AS v, max(share) AS s FROM ${here.table("whale").sql} WHERE curve = 'ahead'`,
    );
    expect(end["v"]).toBeCloseTo(total, 4);
    expect(end["s"]).toBeCloseTo(1, 9);
    const strip = made["scores"]!.views.find((view) => view.show === "strip")!;
    expect(strip.figures[0]!.value).toBeCloseTo(total, 4);
  });

  test("an estimate never stands without its interval", () => {
    for (const { views } of Object.values(made)) {
      for (const view of views) {
        if (view.show !== "strip") continue;
        const bare = view.figures.filter(
          (figure) => figure.pen === "estimated" && (figure.low === undefined || figure.high === undefined),
        );
        expect(bare).toEqual([]);
      }
    }
  });

  test("changing the margin scales value and nothing else", async () => {
    const before = await here.engine.rows(
      `SELECT customer_id, orders, clv FROM ${here.table("scores").sql} ORDER BY customer_id LIMIT 50`,
    );
    await here.run("scores", clv, { from: "customers", fit: "repeat", spend: "basket" }, { margin: 0.6 });
    const after = await here.engine.rows(
      `SELECT customer_id, orders, clv FROM ${here.table("scores").sql} ORDER BY customer_id LIMIT 50`,
    );
    after.forEach((row, i) => {
      expect(row["orders"]).toBe(before[i]!["orders"]);
      expect(Number(row["clv"])).toBeCloseTo(2 * Number(before[i]!["clv"]), 8);
    });
  });

  test("without a holdout the checks say so instead of failing", async () => {
    await here.run("all", customers, { from: "orders" }, { to: "2030-01-01" });
    await here.run("full", fit, { from: "all" }, { model: "bg-nbd" });
    expect(codes(await here.run("t", tracking, { fit: "full", orders: "orders" }))).toContain(
      "tracking.no-holdout",
    );
    expect(codes(await here.run("b", baselines, { fit: "full", orders: "orders" }))).toEqual([
      "baselines.no-holdout",
    ]);
  });

  test("every word exists in three languages", () => {
    Object.values(made).forEach(worded);
  });
});

describe("spans and settings", () => {
  test.each([
    ["12 months", { count: 12, unit: "months" }],
    ["1 year", { count: 1, unit: "years" }],
    ["52w", { count: 52, unit: "weeks" }],
    ["90 days", { count: 90, unit: "days" }],
    ["1.5 years", { count: 1.5, unit: "years" }],
    ["18", { count: 18, unit: "months" }],
  ])("%s", (horizon, wanted) => {
    expect(clv.check({ horizon }).spec?.horizon).toEqual(wanted);
  });

  test.each(["soon", "-3 months", "0 days", "12 fortnights", ""])("%s is no span", (horizon) => {
    expect(clv.check({ horizon }).problems[0]).toMatchObject({
      code: "analysis.span",
      params: { key: "horizon" },
    });
  });

  test("a margin above one and an unknown model are refused with their limits", () => {
    expect(clv.check({ margin: 30 }).problems[0]).toMatchObject({
      code: "analysis.number",
      params: { low: 0, high: 1 },
    });
    expect(fit.check({ model: "magic" }).problems[0]).toMatchObject({ code: "analysis.choice" });
  });
});

describe("too little to fit", () => {
  test("one customer: the fit is done, refused, and says why", async () => {
    const here = await world();
    await orders(
      here,
      `SELECT 'a' AS customer, '1' AS "order", DATE '2024-01-01' AS date, 10.0::DOUBLE AS amount, 1::DOUBLE AS quantity`,
    );
    await here.run("customers", customers, { from: "orders" });
    const made = await here.run("repeat", fit, { from: "customers" });
    expect(fitOf(made).status).toBe("refused");
    const card = made.views[0]!;
    const data =
      card.show === "card"
        ? (card.data as unknown as { why: unknown[]; means: unknown[]; parameters: unknown[] })
        : null;
    expect(data?.why.length).toBeGreaterThan(0);
    expect(data?.means.length).toBeGreaterThan(0);
    expect(data?.parameters).toEqual([]);
    worded(made);
    const money = await here.run("basket", spend, { from: "customers" });
    expect(fitOf(money).status).toBe("refused");
    worded(money);
  });
});
