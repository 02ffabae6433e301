import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clv } from "../../src/analyses/clv";
import { customers } from "../../src/analyses/customers";
import { fit } from "../../src/analyses/fit";
import { spend } from "../../src/analyses/spend";
import { USUAL } from "../../src/analyses/worth";
import { effectOf, otherWay, settingsOver } from "../../src/kinds/effect";
import { modelService } from "../../src/models/serve/service";
import { loadSource, ordersSql, settle, sniff, usualRules, type Ledger } from "../../src/sources";
import { world, type World } from "../analyses/world";
import { job, textFile } from "../sources/read";

/** 400 customers who buy at rates of their own until they stop; every ninth order stands twice. */
function shop(): string {
  let state = 4711;
  const die = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const lines = ["customer,date,amount"];
  const day = (n: number) => new Date(Date.UTC(2023, 0, 1 + Math.floor(n))).toISOString().slice(0, 10);
  for (let who = 0; who < 400; who++) {
    const [rate, usual] = [0.004 - 0.02 * Math.log(die()) * die(), 20 + 60 * die()];
    const gone = -Math.log(die()) * 400;
    const first = die() * 120;
    for (let at = first; at < Math.min(540, first + gone); at += -Math.log(die()) / rate) {
      const line = `K${who},${day(at)},${(usual * (0.6 + 0.8 * die())).toFixed(2)}`;
      lines.push(line);
      if (lines.length % 9 === 0) lines.push(line);
    }
  }
  return `${lines.join("\n")}\n`;
}

describe("what a rule does to the value of the customer base", () => {
  let here: World;
  let ledger: Ledger;
  const dropped: string[] = [];
  const models = {
    call: (method: string, args: readonly unknown[]) =>
      Promise.resolve(
        (modelService as unknown as Record<string, (...all: readonly unknown[]) => unknown>)[method]!(
          ...args,
        ),
      ),
  };
  beforeAll(async () => {
    here = await world();
    const file = textFile(shop());
    const { spec } = await sniff(file);
    const loaded = await loadSource(here.engine, file, spec, "sales", job);
    const rules = usualRules({ price: false, quantity: false, back: false });
    const settled = await settle(here.engine, loaded, rules, "orders:taken", job);
    ledger = settled.ledger;
    const table = await here.engine.create("orders", ordersSql(settled.sorted), job.signal);
    here.give("orders", { is: "table", table });
  }, 60_000);
  afterAll(() => here.engine.close());

  test("both ways are fitted anew; as it is equals what the notebook's own cells say", async () => {
    await here.run("people", customers, { from: "orders" });
    await here.run("repeat", fit, { from: "people" });
    await here.run("basket", spend, { from: "people" });
    const scored = await here.run("scores", clv, { from: "people", fit: "repeat", spend: "basket" });
    const strip = scored.views.find(({ show }) => show === "strip") as unknown as {
      figures: { value: number }[];
    };

    const steps: number[] = [];
    const engine = { ...here.engine, drop: (name: string) => Promise.resolve(void dropped.push(name)) };
    const effect = await effectOf(
      { engine, models },
      { cell: "orders", ledger },
      { rule: "duplicate-row", choice: "drop" },
      USUAL,
      { signal: job.signal, progress: (done, of) => void steps.push(done / of) },
    );
    expect(effect.now.total!.value).toBeCloseTo(strip.figures[0]!.value, 6);
    const twice = ledger.lines.find(({ rule }) => rule === "duplicate-row")!.found.rows;
    expect(twice).toBeGreaterThan(50);
    // A row without an order number is an order of its own.
    expect(effect.now.orders - effect.then.orders).toBe(twice);
    expect(effect.then.customers).toBe(effect.now.customers);
    // The same purchases, each day worth less: the base must be worth less, by less than its doubled money.
    expect(effect.then.total!.value).toBeLessThan(effect.now.total!.value);
    expect(effect.then.total!.value).toBeGreaterThan(effect.now.total!.value * 0.75);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(dropped).toEqual(["orders:what-if"]);
  }, 120_000);

  test("stopped, it ends, and takes its tables with it", async () => {
    const stop = new AbortController();
    dropped.length = 0;
    const engine = { ...here.engine, drop: (name: string) => Promise.resolve(void dropped.push(name)) };
    const running = effectOf(
      {
        engine,
        models: { call: () => (stop.abort(new Error("stopped")), Promise.reject(new Error("stopped"))) },
      },
      { cell: "orders", ledger },
      { rule: "duplicate-row", choice: "drop" },
      USUAL,
      { signal: stop.signal, progress: () => undefined },
    );
    await expect(running).rejects.toThrow("stopped");
    expect(dropped).toEqual(["orders:what-if"]);
  });
});

test("the other way of a rule", () => {
  expect(otherWay("keep", ["keep", "drop"])).toBe("drop");
  expect(otherWay("keep", ["keep", "drop", "net"])).toBe("net");
  expect(otherWay("net", ["keep", "drop", "net"])).toBe("keep");
  expect(otherWay("drop", ["drop"])).toBeNull();
});

test("the notebook's own settings are taken, as far as it says them outright", () => {
  const cell = (kind: string, id: string, attributes: Record<string, string>, body = "") => ({
    kind,
    id,
    attributes: { id, ...attributes },
    body,
  });
  const cells = [
    cell("customers", "people", { from: "orders" }),
    cell("fit", "repeat", { from: "people" }, "model: pareto-nbd\nunit: ${unit}"),
    cell(
      "clv",
      "worth",
      { from: "people", fit: "repeat" },
      "horizon: 2 years\nmargin: 0.5\nannual-rate: ${rate}",
    ),
  ];
  expect(settingsOver("orders", cells)).toMatchObject({
    model: "pareto-nbd",
    unit: "week",
    horizon: { count: 2, unit: "years" },
    margin: 0.5,
    annualRate: 0.1,
  });
  expect(settingsOver("others", cells)).toEqual(USUAL);
  // A model is chosen before anything is valued by it.
  expect(settingsOver("orders", cells.slice(0, 2))).toEqual({ ...USUAL, model: "pareto-nbd" });
});
