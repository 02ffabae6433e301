import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cohorts } from "../../src/analyses/cohorts";
import { customers } from "../../src/analyses/customers";
import { ordersPerCustomer } from "../../src/analyses/ordersPerCustomer";
import { summary } from "../../src/analyses/summary";
import { cdnow, DATA, given, onlineRetail, world, type World } from "./world";

interface Truth {
  readonly datasets: {
    readonly online_retail: {
      readonly variants: {
        readonly clean: {
          readonly summary: Record<string, number>;
          readonly repeat: Record<string, number>;
          readonly top_decile: Record<string, number>;
          readonly cohorts_monthly: Record<
            string,
            { size: number; active: Record<string, number>; revenue: Record<string, number> }
          >;
        };
      };
      readonly fits: Record<string, number>;
    };
  };
}

const close = (got: unknown, want: number) => {
  expect(Math.abs(Number(got) - want)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(want)));
};

describe.skipIf(!DATA)("Online Retail, clean (needs TENURE_DATA)", async () => {
  if (!DATA) return;
  const truth = (JSON.parse(readFileSync(join(DATA, "truth.json"), "utf8")) as Truth).datasets.online_retail;
  const { clean } = truth.variants;
  const here = await world();
  await onlineRetail(here);

  test("summary equals the truth", async () => {
    const made = await here.run("summary", summary, { from: "orders" });
    const row = await here.engine.row(`FROM ${here.table("summary").sql}`);
    expect(row["customers"]).toBe(4338);
    expect(row["orders"]).toBe(18532);
    close(row["revenue"], clean.summary["revenue"]!);
    close(row["repeat_rate"], clean.repeat["repeat_rate_orders"]!);
    expect(row["repeat_customers"]).toBe(clean.repeat["repeat_customers_orders"]);
    close(row["top_decile_share"], clean.top_decile["top_decile_share"]!);
    expect(row["top_decile_customers"]).toBe(clean.top_decile["top_n"]);
    close(row["orders_per_customer"], clean.summary["orders_per_customer"]!);
    expect(row["median_orders"]).toBe(clean.repeat["median_orders"]);
    expect(row["most_orders"]).toBe(clean.repeat["max_orders"]);
    expect(made.views.filter((view) => view.show === "strip").every((view) => view.figures.length <= 4)).toBe(
      true,
    );
    expect(made.sql[0]!.text).toContain("top_decile_share");
  });

  test("every monthly cohort equals the truth", async () => {
    await here.run("cohorts", cohorts, { from: "orders" });
    const rows = await here.engine.rows(
      `SELECT strftime(cohort, '%Y-%m') AS cohort, size, month, active, revenue, complete::INTEGER AS complete FROM ${here.table("cohorts").sql}`,
    );
    let compared = 0;
    for (const row of rows) {
      const want = clean.cohorts_monthly[String(row["cohort"])]!;
      expect(row["size"]).toBe(want.size);
      expect(row["active"]).toBe(want.active[String(row["month"])] ?? 0);
      close(row["revenue"], want.revenue[String(row["month"])] ?? 0);
      compared += want.active[String(row["month"])] === undefined ? 0 : 1;
    }
    const all = Object.values(clean.cohorts_monthly).reduce(
      (sum, one) => sum + Object.keys(one.active).length,
      0,
    );
    expect(compared).toBe(all);
    // The data end on 9 December 2011: that month is not over, whatever the cohort.
    expect(rows.filter((row) => row["complete"] === 0).length).toBe(13);
  });

  test("purchase histories equal the truth", async () => {
    await here.run("customers", customers, { from: "orders" });
    const row = await here.engine.row(
      `SELECT count(*) AS n, sum(x) AS x, sum(tx) AS tx, sum(T) AS T, max(x) AS most, count(*) FILTER (x > 0) AS again,
         count(DISTINCT (x, tx, T)) AS histories FROM ${here.table("customers").sql}`,
    );
    expect(row).toEqual({
      n: 4338,
      x: truth.fits["sum_x"],
      tx: truth.fits["sum_tx_days"],
      T: truth.fits["sum_T_days"],
      most: truth.fits["max_x"],
      again: truth.fits["with_repeat"],
      histories: truth.fits["distinct_histories"],
    });
  });

  test("orders per customer add up to everybody", async () => {
    await here.run("counts", ordersPerCustomer, { from: "orders" });
    const rows = await here.engine.rows(`FROM ${here.table("counts").sql}`);
    expect(rows).toHaveLength(10);
    expect(rows.reduce((sum, row) => sum + Number(row["customers"]), 0)).toBe(4338);
    expect(rows[0]!["customers"]).toBe(4338 - clean.repeat["repeat_customers_orders"]!);
  });
});

/** One engine for all that follows: each test stores its own orders over the last. */
let here: World;
beforeAll(async () => {
  here = await world();
}, 60_000);
afterAll(() => here.engine.close());

describe.skipIf(!DATA)("CDNOW sample (needs TENURE_DATA)", () => {
  test("calibration to 1997-09-30 gives the published histories", async () => {
    await cdnow(here);
    await here.run("histories", customers, { from: "orders" }, { to: "1997-09-30" });
    const row = await here.engine.row(
      `SELECT count(*) AS n, sum(x) AS x, count(*) FILTER (x = 0) AS once, sum(tx) / 7 / count(*) AS tx, sum(T) / 7 / count(*) AS T
       FROM ${here.table("histories").sql}`,
    );
    expect([row["n"], row["x"], row["once"]]).toEqual([2357, 2457, 1411]);
    expect(Number(row["tx"])).toBeCloseTo(6.845787, 3);
    expect(Number(row["T"])).toBeCloseTo(32.715829, 3);
  });
});

describe("small orders", () => {
  test("days merge, free orders count, a sale taken back does not", async () => {
    await given(here, [
      ["a", "2024-01-01", 10],
      ["a", "2024-01-01", 5],
      ["a", "2024-01-11", 20],
      ["a", "2024-01-21", 40],
      ["b", "2024-01-05", 0],
      ["b", "2024-01-08", 7],
      ["c", "2024-01-02", 9],
      ["c", "2024-01-04", 9],
      ["c", "2024-01-04", -9],
    ]);
    await here.run("customers", customers, { from: "orders" });
    const rows = await here.engine.rows(
      `SELECT customer, x, tx, T, spend, orders, revenue FROM ${here.table("customers").sql}`,
    );
    expect(rows).toEqual([
      { customer: "a", x: 2, tx: 20, T: 20, spend: 30, orders: 4, revenue: 75 },
      { customer: "b", x: 1, tx: 3, T: 16, spend: 7, orders: 2, revenue: 7 },
      { customer: "c", x: 0, tx: 0, T: 19, spend: 0, orders: 1, revenue: 9 },
    ]);
  });

  test("an end beyond the data is the end of the data, and is said", async () => {
    await given(here, [
      ["a", "2024-01-01", 10],
      ["b", "2024-01-11", 20],
    ]);
    const made = await here.run("customers", customers, { from: "orders" }, { to: "2025-01-01" });
    expect(
      (await here.engine.rows(`SELECT T FROM ${here.table("customers").sql}`)).map((row) => row["T"]),
    ).toEqual([10, 0]);
    expect(
      made.views.some((view) => view.show === "words" && view.words.code === "customers.no-holdout"),
    ).toBe(true);
  });

  test("no orders at all are words, not an error", async () => {
    await given(here, []);
    const made = await here.run("summary", summary, { from: "orders" });
    expect(made.views).toEqual([{ show: "words", words: { code: "summary.empty" }, tone: "warn" }]);
    await here.run("customers", customers, { from: "orders" });
    expect(here.table("customers").rows).toBe(0);
    expect((await here.run("cohorts", cohorts, { from: "orders" })).views[0]!.show).toBe("words");
  });

  test("a table without the columns of orders is refused by name", async () => {
    const table = await here.engine.create("other", "SELECT 1 AS one", new AbortController().signal);
    here.give("other", { is: "table", table });
    await expect(here.run("summary", summary, { from: "other" })).rejects.toMatchObject({
      code: "analysis.columns",
      params: { missing: ["customer", "order", "date", "amount"] },
    });
    expect(customers.check({ to: "2024-02-30" }).problems[0]).toMatchObject({ code: "analysis.date" });
  });
});
