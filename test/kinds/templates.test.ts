import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/i18n/languages";
import { kinds } from "../../src/kinds";
import { modelService } from "../../src/models/serve/service";
import type { Host } from "../../src/notebook/kind";
import { Notebook } from "../../src/notebook/run/runtime";
import { sniff, writeLedger, writeSource } from "../../src/sources";
import { TEMPLATES, templateOf } from "../../src/ui/gallery/templates";
import { fill, splice } from "../../src/ui/session/template";
import { nodeEngine, type NodeEngine } from "../engine";

// Every template of the gallery in every language, over the sample that ships; cells of code run in a browser's jail
// and are tested there (`test/browser/gallery.test.ts`).
const root = join(import.meta.dirname, "../..");
const sample = new File([readFileSync(join(root, "public/samples/sample-orders.csv"))], "sample-orders.csv");
const read = (language: string, file: string) =>
  readFileSync(join(root, "public/notebooks", language, file), "utf8");

let engine: NodeEngine;
let cells: Readonly<Record<"source" | "ledger", string>>;

beforeAll(async () => {
  engine = await nodeEngine();
  await engine.exec("SET search_path = 'notebook'");
  const { spec, ledger } = await sniff(sample);
  cells = { source: writeSource("sales", spec), ledger: writeLedger("orders", "sales", ledger) };
}, 120_000);
afterAll(() => engine.close());

const models = modelService as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
const host = (): Host => ({
  engine,
  sources: { find: (name) => Promise.resolve(name === sample.name ? sample : null) },
  models: { call: (method, args) => Promise.resolve(models[method]!(...args)) },
});

/** Fences and their settings, without the words of a language. */
const bones = (text: string): string =>
  text
    .replace(/'[^'\n]*'/g, "''")
    .replace(/^(title|label|options):.*$/gm, "$1:")
    .split("\n")
    .filter((line, at, all) => /^```/.test(line) || inFence(all, at))
    .join("\n");
const inFence = (lines: readonly string[], at: number): boolean =>
  lines.slice(0, at).filter((line) => line.startsWith("```")).length % 2 === 1;

describe("templates", () => {
  test("all that the gallery names are there in every language, and nothing else is", () => {
    const named = [...TEMPLATES.map(({ id }) => `${id}.md`), "prepared.md", "truth.md"].sort();
    for (const language of LANGUAGES) {
      expect(readdirSync(join(root, "public/notebooks", language)).sort()).toEqual(named);
    }
  });

  test.each(TEMPLATES.map(({ id }) => id))("%s is the same notebook in every language", (id) => {
    for (const language of ["pl", "ru"])
      expect(bones(read(language, templateOf(id).file))).toBe(bones(read("en", templateOf(id).file)));
  });

  test.each(TEMPLATES.map(({ id }) => id))(
    "%s runs on the sample without a problem, in every language",
    async (id) => {
      for (const language of LANGUAGES) {
        const text = fill(splice(read(language, templateOf(id).file), cells), {
          calibration_end: "2025-01-05",
        });
        const notebook = new Notebook(kinds, host(), text);
        await notebook.idle();
        const wrong = notebook.view.cells
          .filter(({ kind }) => kind !== "ts")
          .filter(({ state, problems }) => state !== "done" || problems.length > 0);
        expect(wrong.map(({ name, state, problems }) => ({ language, name, state, problems }))).toEqual([]);
        expect(text).toMatch(templateOf(id).needs === "orders" ? /^```source/m : /^---/);
      }
    },
    400_000,
  );
});
