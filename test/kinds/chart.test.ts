import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chart } from "../../src/kinds/chart";
import type { Host, Value } from "../../src/notebook/kind";
import type { TenureError } from "../../src/terms/error";
import { nodeEngine, type NodeEngine } from "../engine";

let engine: NodeEngine;
let sales: Value;

beforeAll(async () => {
  engine = await nodeEngine();
  const table = await engine.create(
    "sales",
    `SELECT DATE '2024-01-01' + CAST(i AS INTEGER) AS day, CASE WHEN i % 3 = 0 THEN 'a' ELSE 'b' END AS shop,
       CAST(i AS DOUBLE) AS amount, i % 5 AS n FROM range(100) t(i)`,
    new AbortController().signal,
  );
  sales = { is: "table", table };
}, 60_000);
afterAll(() => engine.close());

async function draw(body: string) {
  const { spec, problems } = chart.parse(body, { id: "c", from: "sales" });
  if (!spec) throw new Error(JSON.stringify(problems));
  const host = { engine } as unknown as Host;
  const job = { cell: "c", signal: new AbortController().signal, progress: () => undefined };
  const result = await chart.run(spec, new Map([["sales", sales]]), host, job);
  const view = result.views[0]!;
  return {
    view: view.show === "figure" ? view : null!,
    rows: await engine.rows('FROM notebook."c"'),
    sql: result.sql![0]!.text,
  };
}

describe("charts", () => {
  test("sum by a column, in SQL", async () => {
    const { view, rows } = await draw("mark: bar\nx: shop\ny: amount\naggregate: sum");
    expect(rows).toEqual([
      { shop: "a", "sum(amount)": 1683 },
      { shop: "b", "sum(amount)": 3267 },
    ]);
    expect(view.options).toMatchObject({
      mark: "bar",
      x: "shop",
      y: "sum(amount)",
      xLabel: "shop",
      yLabel: "amount",
    });
  });

  test("no y counts rows; dates by period; colour and facet group", async () => {
    const { view, rows } = await draw("mark: line\nx: DAY\nperiod: month\ncolor: shop");
    expect(rows).toHaveLength(8);
    expect(rows.reduce((sum, row) => sum + Number(row["count"]), 0)).toBe(100);
    expect(new Date(Number(rows[0]!["day"])).toISOString()).toMatch(/^2024-01-01/);
    expect(view.options).toMatchObject({ x: "day", y: "count", color: "shop" });
  });

  test("rows as they are, sorted and cut", async () => {
    const { rows } = await draw("mark: dot\nx: n\ny: amount\nsort: -y\nlimit: 3");
    expect(rows.map((row) => row["amount"])).toEqual([99, 98, 97]);
  });

  test.each([
    ["amount", 10],
    ["day", 10],
  ])("a histogram of %s holds every row in equal bins", async (x, bins) => {
    const { view, rows } = await draw(`mark: histogram\nx: ${x}\nbins: ${bins}`);
    expect(rows).toHaveLength(bins);
    expect(rows.map((row) => Number(row["count"]))).toEqual(Array(bins).fill(10));
    expect(view.options).toMatchObject({ x, x2: `${x} to`, y: "count" });
  });

  test("a histogram of one value is one bin", async () => {
    await engine.create("one", "SELECT 7 AS v FROM range(4)", new AbortController().signal);
    const table = await engine.create(
      "one",
      "SELECT 7.0::DOUBLE AS amount FROM range(4)",
      new AbortController().signal,
    );
    const kept = sales;
    sales = { is: "table", table };
    const { rows } = await draw("mark: histogram\nx: amount");
    sales = kept;
    expect(rows).toEqual([{ amount: 7, "amount to": 8, count: 4 }]);
  });

  test("a heatmap of two numbers is binned, of two words counted", async () => {
    const two = await draw("mark: heatmap\nx: amount\ny: n\nbins: 5");
    expect(two.view.options).toMatchObject({
      x: "amount",
      x2: "amount to",
      y: "n",
      y2: "n to",
      color: "count",
    });
    expect(two.rows.reduce((sum, row) => sum + Number(row["count"]), 0)).toBe(100);
    const words = await draw("mark: heatmap\nx: shop\ny: n\naggregate: mean\ncolor: amount");
    expect(words.view.options).toMatchObject({ x: "shop", y: "n", color: "mean(amount)" });
    expect(words.rows).toHaveLength(10);
  });

  test("a wrong column is said with the one that was meant, at its place", async () => {
    const wrong = await draw("mark: bar\nx: shop\ny: amuont").catch((error: unknown) => error as TenureError);
    expect(wrong).toMatchObject({
      code: "chart.no-column",
      params: { nearest: ["amount"] },
      at: { range: [21, 27] },
    });
  });

  test.each([
    ["mark: pie\nx: a", "yaml.not-one-of", [6, 9]],
    ["x: a", "yaml.missing-key", undefined],
    ["mark: bar\nx: a\nxs: 1", "yaml.unknown-key", [15, 17]],
    ["mark: bar\nx: [", "yaml.syntax", [14, 14]],
    ["mark: bar\nx: ${a}", "chart.no-names", [13, 17]],
    ["mark: histogram\nx: a\nbins: 1", "yaml.too-small", [27, 28]],
  ])("%j is refused: %s", (body, code, range) => {
    const { spec, problems } = chart.parse(body, { from: "sales" });
    expect(spec).toBeNull();
    expect(problems[0]?.code).toBe(code);
    expect(problems[0]?.at.range).toEqual(range);
  });

  test("without a table it says so", () => {
    expect(chart.parse("mark: bar\nx: a", {}).problems).toMatchObject([
      { code: "analysis.missing-input", params: { attribute: "from" } },
    ]);
  });
});
