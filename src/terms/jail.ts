import type { Problem } from "./error";
import type { RecordedPlot } from "./plot";
import type { Batch, ColumnRef, NewColumn } from "./table";
import type { Json } from "./view";

/** What a program gets of another cell: a handle of its table, its value, or its fit with the table it was fitted to. */
export type Given =
  | { readonly is: "table"; readonly rows: number; readonly columns: readonly ColumnRef[] }
  | { readonly is: "json"; readonly json: Json; readonly unit?: string; readonly date?: true }
  | {
      readonly is: "fit";
      readonly fit: { readonly [key: string]: unknown };
      readonly rows: number;
      readonly columns: readonly ColumnRef[];
    };

/** Plain JavaScript and what it may read; nothing else of the notebook goes in. */
export interface Program {
  /** The body of an async function, or one expression. */
  readonly code: string;
  readonly expression: boolean;
  /** By the name the code says. */
  readonly given: Readonly<Record<string, Given>>;
  /** BCP 47, for numbers that the program turns into text. */
  readonly locale?: string;
  /** Seconds it may go on without letting its worker answer; `PATIENCE` where it says nothing. */
  readonly patience?: number;
}

/**
 * Seconds. Code that never lets go is either endless or eats memory, and a browser tells neither: at the limit of its
 * heap, three to four gigabytes, a worker is collecting for minutes rather than ended. Small objects, texts and lists,
 * measured on two shared cores, take one to two gigabytes in the first ten seconds and come to that limit after half a
 * minute to a minute and a half. So ten seconds end it while the machine still breathes; that is far more than cells of
 * usual notebooks take.
 */
export const PATIENCE = 10;
export const MOST_PATIENCE = 3600;

/** Rows a program asks for; the page answers only for tables that were given. */
export interface Ask {
  readonly name: string;
  /** As the table spells them. */
  readonly columns: readonly string[];
  /** Null: all. */
  readonly limit: number | null;
}
export type Answer = (ask: Ask) => Promise<Batch>;

export const LOG_LEVELS = ["log", "info", "warn", "error", "debug"] as const;
export interface LogLine {
  readonly level: (typeof LOG_LEVELS)[number];
  readonly text: string;
}

/** What a program gave back, taken apart where it ran. */
export type Outcome =
  | { readonly is: "nothing" }
  | {
      readonly is: "json";
      readonly json: Json;
      /** A `Unit`, a `Currency`, `share`, `count` … as the program wrote it. */
      readonly unit?: string;
      /** `percent`, `money`, `number`, `date`. */
      readonly writer?: string;
    }
  /** Rows by column. */
  | { readonly is: "columns"; readonly columns: readonly NewColumn[] }
  /** The table of a cell it was given, as it is. */
  | { readonly is: "given"; readonly name: string }
  | { readonly is: "html"; readonly html: string }
  | { readonly is: "plot"; readonly plot: RecordedPlot }
  /** A list with figures or markup in it, shown one below the other. */
  | { readonly is: "several"; readonly parts: readonly Part[] };

/** What may stand in such a list. */
export type Part = Extract<Outcome, { readonly is: "json" | "html" | "plot" }>;

/** What came of a run: what it gave back or how it failed, and what it wrote to the console meanwhile. */
export interface Ran {
  readonly outcome: Outcome;
  readonly log: readonly LogLine[];
  /** Lines beyond what is kept. */
  readonly dropped: number;
}

/** How a program failed; line and column are in its own code, from 1. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly at: { readonly line: number; readonly column: number } | null;
  /** An error of our own library. */
  readonly problem: Problem | null;
}
