import type { Harness } from "./harness/main";
import { closeBrowser, openPage, type Opened, type OpenOptions } from "./browser";
import { harnessSite, type Site } from "./site";
import type { Problem } from "../../src/terms/error";
import type { Engine } from "../../src/tables/client";

export type Answer<T> = { readonly value: T; readonly error?: undefined } | { readonly error: Problem };

/** Rows as a test wants to compare them: plain arrays, missing numbers as null. */
export interface Rows {
  readonly types: readonly string[];
  readonly names: readonly string[];
  readonly values: readonly (readonly (number | string | null)[])[];
}

export interface Bench extends Opened {
  readonly site: Site;
  /** Rows of a query, or the problem it came to. */
  ask(sql: string, lane?: "cells" | "page"): Promise<Rows & { readonly error?: Problem }>;
  /** The problem of a query; fails when it succeeds. */
  refusal(sql: string): Promise<Problem>;
}

declare global {
  // Inside the page only.
  var harness: Harness;
  var engine: Engine;
}

/** The harness page with a running engine in `globalThis.engine`. */
export async function openBench(options: OpenOptions = {}, root?: string): Promise<Bench> {
  const site = await harnessSite(root);
  const opened = await openPage(site.url, options);
  const { page } = opened;
  await page.evaluate(async () => {
    globalThis.engine = await globalThis.harness.start();
  });
  const ask: Bench["ask"] = async (sql, lane = "cells") => {
    const answer = await page.evaluate(
      async ([text, on]) => {
        const engine = globalThis.engine;
        return globalThis.harness.settle(
          (on === "page" ? engine.page.query(text) : engine.query(text)).then((batch) => ({
            types: batch.columns.map(({ type }) => type),
            names: batch.columns.map(({ name }) => name),
            values: batch.values.map((column) =>
              Array.from(column as ArrayLike<number | string | null>, (value) =>
                typeof value === "number" && Number.isNaN(value) ? null : value,
              ),
            ),
          })),
        );
      },
      [sql, lane] as const,
    );
    const { value, error } = answer as { value?: Rows; error?: Problem };
    return { types: [], names: [], values: [], ...value, ...(error ? { error } : {}) };
  };
  return {
    ...opened,
    site,
    ask,
    refusal: async (sql) => {
      const { error } = await ask(sql);
      if (!error) throw new Error(`was not refused: ${sql}`);
      return error;
    },
    close: async () => {
      await opened.close();
      await closeBrowser();
      await site.close();
    },
  };
}
