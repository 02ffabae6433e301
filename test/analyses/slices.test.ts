import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cohorts } from "../../src/analyses/cohorts";
import { customers } from "../../src/analyses/customers";
import { between } from "../../src/analyses/plan/slices";
import { orders, world, type World } from "./world";

/** Twelve thousand orders of two thousand customers, ids that need quoting among them. */
const ORDERS = `SELECT 'O''' || (hash(i, 2) % 2000)::VARCHAR AS customer, i::VARCHAR AS "order",
  DATE '2023-01-01' + (hash(i, 1) % 700)::INTEGER AS date, ((hash(i, 3) % 20000) / 100)::DOUBLE AS amount
  FROM range(12000) t(i)`;

let here: World;
beforeAll(async () => {
  here = await world();
}, 60_000);
afterAll(() => here.engine.close());

describe("customers gone through by slices", () => {
  test.each([
    ["customers", customers],
    ["cohorts", cohorts],
  ] as const)("%s are the same", async (name, analysis) => {
    await orders(here, ORDERS, "EUR");
    const whole = here.table("orders");
    const all = async (id: string): Promise<unknown> => {
      await here.run(id, analysis as typeof customers, { from: "orders" });
      return here.engine.rows(`SELECT * REPLACE (round(revenue, 6) AS revenue) FROM notebook."${id}"`);
    };
    const once = await all(name);
    // A table that says it is a thousand times as long is gone through in eight slices and more.
    here.give("orders", { is: "table", table: { ...whole, rows: 12e6 } });
    expect(await all(`${name} in slices`)).toEqual(once);
  });

  test("slices meet without a gap", () => {
    expect(between(["b", "d'"])).toEqual([
      "(customer < 'b')",
      "(customer >= 'b' AND customer < 'd''')",
      "(customer >= 'd''')",
    ]);
    expect(between([])).toEqual([]);
  });
});
