import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as Plot from "@observablehq/plot";
import { JSDOM } from "jsdom";
import { figures } from "../../src/figures";
import { formatters } from "../../src/i18n/format";
import type { Language } from "../../src/i18n/languages";
import { translator } from "../../src/i18n/translate";
import type { Batch } from "../../src/terms/table";
import type { Json } from "../../src/terms/view";

const here = import.meta.dirname;

interface Stored {
  readonly name: string;
  readonly options: Readonly<Record<string, Json>>;
  readonly batch: {
    rows: number;
    columns: { name: string; type: string }[];
    values: (string | number | null)[][];
  };
}

/** Rows of a figure as the engine gave them, by the figure's name; see `collect.test.ts`. */
export function stored(file: string): { name: string; options: Stored["options"]; batch: Batch } {
  const { name, options, batch } = JSON.parse(readFileSync(join(here, "rows", file), "utf8")) as Stored;
  const numeric = (type: string) => /^(DOUBLE|FLOAT|U?\w*INT|INTEGER|DATE|TIMESTAMP|DECIMAL)/.test(type);
  const values = batch.values.map((column, c) =>
    numeric(batch.columns[c]!.type)
      ? Float64Array.from(column, (value) => (value === null ? NaN : Number(value)))
      : column.map((value) => (value === null ? null : String(value))),
  );
  return { name, options, batch: { rows: batch.rows, columns: batch.columns, values } };
}

export const files = (): string[] => readdirSync(join(here, "rows")).sort();

const AREAS = ["figures", "fit", "judging", "cells", "cards"] as const;

export function wordsOf(language: Language) {
  const folder = join(here, "../../src/i18n", language);
  const read = (area: string) =>
    JSON.parse(readFileSync(join(folder, `${area}.json`), "utf8")) as Record<string, string>;
  const missing: string[] = [];
  const words = translator(
    language,
    Object.assign({}, ...AREAS.map(read)) as Record<string, string>,
    (code, why) => missing.push(`${why}: ${code}`),
  );
  return { words, missing };
}

/** The panels of a figure as SVG text. */
export function panels(
  { name, options, batch }: ReturnType<typeof stored>,
  width: number,
  language: Language = "en",
): { svg: string[]; missing: string[] } {
  const { words, missing } = wordsOf(language);
  const tools = { words, format: formatters(language), width };
  const made = figures[name]!(batch, options, tools);
  const { document } = new JSDOM("").window;
  const list: readonly Plot.PlotOptions[] = "length" in made ? (made as readonly Plot.PlotOptions[]) : [made];
  const svg = list.map((panel) => {
    const element = Plot.plot({ ...panel, document });
    return element.outerHTML.replaceAll(" ", " ");
  });
  return { svg, missing };
}
