import { describe, expect, test } from "vitest";
import type { Analysis, Input } from "../../src/analyses/plan/analysis";
import { TenureError } from "../../src/terms/error";
import type { Json } from "../../src/terms/view";
import "../../src/kinds/code";
import { analysisKind } from "../../src/kinds/analysis";
import type { Value } from "../../src/notebook/kind";
import { fakeHost } from "../notebook/host";

interface Seen {
  spec: unknown;
  inputs: Readonly<Record<string, Input | undefined>>;
}

/** An analysis that hands back what it was given. */
function spy(): { analysis: Analysis; seen: Seen[] } {
  const seen: Seen[] = [];
  const analysis: Analysis = {
    name: "spy",
    schema: {
      type: "object",
      required: ["rate"],
      properties: {
        rate: { type: "number", minimum: 0, maximum: 1 },
        horizon: { type: "string", default: "1 year" },
        model: { type: "string", enum: ["bg-nbd", "pareto-nbd"], default: "bg-nbd" },
        to: { type: "string" },
      },
    },
    inputs: ["from", "fit"],
    optional: ["fit"],
    refusable: ["fit"],
    check: (values) =>
      values["horizon"] === "never"
        ? { spec: null, problems: [new TenureError("spy.horizon", { key: "horizon" }).toJSON()] }
        : { spec: values, problems: [] },
    run(spec, inputs, host, job) {
      seen.push({ spec, inputs });
      job.progress(1, 1, "spy.done");
      return Promise.resolve({
        value: { is: "json", json: 1 },
        views: [],
        sql: [{ name: job.cell, text: typeof host.query }],
      });
    },
  };
  return { analysis, seen };
}

const table: Value = { is: "table", table: { sql: "t", rows: 1, columns: [], fingerprint: "1" } };
const json = (value: Json, unit?: string): Value => ({ is: "json", json: value, ...(unit ? { unit } : {}) });

async function run(
  body: string,
  inputs: Record<string, Value> = {},
  attributes: Record<string, string> = { from: "orders" },
) {
  const { analysis, seen } = spy();
  const kind = analysisKind(analysis);
  const { spec, problems } = kind.parse(body, attributes);
  if (!spec) return { problems };
  const job = { cell: "c", signal: new AbortController().signal, progress: () => undefined };
  const given = new Map(Object.entries({ orders: table, ...inputs }));
  const result = await kind.run(spec, given, fakeHost(), job);
  return { references: kind.references(spec), seen: seen[0]!, result, problems };
}

describe("an analysis as a cell", () => {
  test("passes settings with defaults, and the cells its attributes name", async () => {
    const { seen, references, result } = await run("rate: 0.1 # a year");
    expect(seen!.spec).toEqual({ rate: 0.1, horizon: "1 year", model: "bg-nbd" });
    expect(seen!.inputs).toEqual({ from: table });
    expect(references).toEqual([{ id: "orders", attribute: "from" }]);
    expect(result!.sql).toEqual([{ name: "c", text: "function" }]);
  });

  test("a refused fit is passed on where the analysis can use it", async () => {
    const { references } = await run("rate: 0", { f: table }, { from: "orders", fit: "f" });
    expect(references).toContainEqual({ id: "f", attribute: "fit", refusable: true });
  });

  test("names are references at their place and become values, alone or inside a text", async () => {
    const body = "rate: ${r}\nhorizon: ${n} weeks # ${not one}\nmodel: '${m}'";
    const { seen, references } = await run(body, { r: json(0.2), n: json(52), m: json("pareto-nbd") });
    expect(seen!.spec).toEqual({ rate: 0.2, horizon: "52 weeks", model: "pareto-nbd" });
    expect(references!.slice(1)).toEqual([
      { id: "r", range: [8, 9] },
      { id: "n", range: [22, 23] },
      { id: "m", range: [54, 55] },
    ]);
  });

  test("a control that counts months says so where a text is wanted; an empty date is absent", async () => {
    const { seen } = await run("rate: 0\nhorizon: ${n}\nto: ${d}", { n: json(6, "month"), d: json(null) });
    expect(seen!.spec).toEqual({ rate: 0, horizon: "6 months", model: "bg-nbd" });
  });

  test("what the analysis itself objects to stands at its key", async () => {
    expect((await run("rate: 0\nhorizon: never")).problems).toMatchObject([
      { code: "spy.horizon", at: { range: [17, 22] } },
    ]);
    await expect(run("rate: 0\nhorizon: ${h}", { h: json("never") })).rejects.toMatchObject({
      code: "spy.horizon",
      at: { range: [17, 21] },
    });
  });

  test.each<[string, string, [number, number] | undefined]>([
    ["rate: 2", "yaml.too-large", [6, 7]],
    ["rate: much", "yaml.wrong-type", [6, 10]],
    ["horizon: 1 year", "yaml.missing-key", undefined],
    ["rate: 0\nmodle: bg-nbd", "yaml.unknown-key", [8, 13]],
    ["rate: 0\nmodel: bgnbd", "yaml.not-one-of", [15, 20]],
    ["rate: 0\nrate: 1", "yaml.doubled-key", [8, 9]],
    ["- rate", "yaml.not-a-map", undefined],
    ["rate: ${a + }", "ts.syntax", undefined],
    ["rate: ${import('x')}", "ts.no-import", [8, 19]],
    ["rate: [${a}]", "yaml.value-inside", [6, 12]],
  ])("%j: %s", async (body, code, range) => {
    const { problems } = await run(body);
    expect(problems[0]).toMatchObject({ code, ...(range ? { at: { range } } : {}) });
  });

  test.each<[string, Record<string, Value>, string]>([
    ["rate: ${r}", { r: json(7) }, "yaml.too-large"],
    ["rate: ${r}", { r: json("x") }, "yaml.wrong-type"],
    ["rate: ${r}", { r: table }, "expression.no-value"],
    ["rate: ${r}", { r: json(null) }, "yaml.missing-key"],
    ["rate: ${r.low}", { r: json({ high: 1 }) }, "expression.no-value"],
  ])("%j with a value that does not fit: %s", async (body, inputs, code) => {
    await expect(run(body, inputs)).rejects.toMatchObject({ code });
  });

  test("an attribute that is missing is named", async () => {
    expect((await run("rate: 0", {}, {})).problems).toMatchObject([
      { code: "analysis.missing-input", params: { attribute: "from" } },
    ]);
  });
});
