import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { kinds } from "../../src/kinds";
import { modelService } from "../../src/models/serve/service";
import type { Host } from "../../src/notebook/kind";
import { Notebook } from "../../src/notebook/run/runtime";
import { sniff, writeLedger, writeSource } from "../../src/sources";
import { calibrationEnd, fill, splice } from "../../src/ui/session/template";
import { nodeEngine, type NodeEngine } from "../engine";

// The notebook that ships, over the sample that ships, on the engine and the models that ship; only the page is missing.
const root = join(import.meta.dirname, "../..");
const template = readFileSync(join(root, "public/notebooks/en/worth.md"), "utf8");
const sample = new File([readFileSync(join(root, "public/samples/sample-orders.csv"))], "sample-orders.csv");

let engine: NodeEngine;
let notebook: Notebook;

beforeAll(async () => {
  engine = await nodeEngine();
  await engine.exec("SET search_path = 'notebook'");
  const last = readFileSync(join(root, "public/samples/sample-orders.csv"), "utf8")
    .trimEnd()
    .split("\n")
    .at(-1)!
    .split(",")[1]!;
  const { spec, ledger } = await sniff(sample);
  const cells = { source: writeSource("sales", spec), ledger: writeLedger("orders", "sales", ledger) };
  const text = fill(splice(template, cells), { calibration_end: calibrationEnd("2024-01-08", last) });
  const models = modelService as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
  const host: Host = {
    engine,
    sources: { find: (name) => Promise.resolve(name === sample.name ? sample : null) },
    models: { call: (method, args) => Promise.resolve(models[method]!(...args)) },
  };
  notebook = new Notebook(kinds, host, text);
  await notebook.idle();
}, 240_000);
afterAll(() => engine.close());

const at = (name: string) => notebook.view.cells.find((cell) => cell.name === name)!;
async function ranAfter(change: () => void): Promise<readonly string[]> {
  change();
  return (await notebook.idle()).ran;
}

describe("the notebook that ships", () => {
  test("every cell runs without a problem", () => {
    const wrong = notebook.view.cells.filter(
      ({ state, problems }) => state !== "done" || problems.length > 0,
    );
    expect(wrong.map(({ name, state, problems }) => ({ name, state, problems }))).toEqual([]);
  });

  test("a margin runs the scores and what reads them, and nothing else", async () => {
    const ran = await ranAfter(() => notebook.setInput("share", 0.4));
    expect(ran).toEqual(["share", "scores", "spread", "whale", "segments"]);
  });

  test("the same value again runs nothing", async () => {
    const { ran } = notebook.view;
    expect(await ranAfter(() => notebook.setInput("share", 0.4))).toBe(ran);
  });

  test("a calibration end runs what is fitted to it, not the scores", async () => {
    const ran = await ranAfter(() => notebook.setInput("cutoff", "2025-03-31"));
    expect(ran).toEqual(["cutoff", "past", "check", "holdout", "repeats", "rivals"]);
  });

  test("a ledger rule that sets nothing more aside runs the ledger alone", async () => {
    const body = at("orders").body;
    const ran = await ranAfter(() => notebook.setBody("orders", `${body}\n# a note`));
    expect(ran).toEqual(["orders"]);
  });

  test("a query over the results reads them by name", async () => {
    const key = notebook.insert(
      null,
      "sql",
      "SELECT count(*) AS n FROM scores JOIN customers ON customer = customer_id",
      "both",
    );
    expect(await ranAfter(() => undefined)).toEqual(["both"]);
    expect(at(key)).toMatchObject({ state: "done", reads: ["scores", "customers"] });
    notebook.remove(key);
  });
});
