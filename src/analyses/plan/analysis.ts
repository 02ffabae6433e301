import type { Params, Problem } from "../../terms/error";
import type { Batch, NewColumn, TableRef } from "../../terms/table";
import type { Json, View } from "../../terms/view";
import type { SavedFit } from "../../models/types";

/**
 * A form and a plan: data in, named SQL and views out. An analysis knows neither the page nor the notebook;
 * `kinds` makes a cell of it. The shapes here equal those of `notebook/kind.ts` without naming them.
 */

/** The subset of JSON Schema that draws a form and checks a body. */
export interface Schema {
  readonly type: "object" | "string" | "number" | "integer" | "boolean" | "array";
  /** A code of the catalogue: the label of the field. */
  readonly title?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
  readonly default?: Json;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
}

/** What another cell gave: the value of the cell that an attribute names. */
export type Input =
  | { readonly is: "table"; readonly table: TableRef }
  | { readonly is: "json"; readonly json: Json; readonly unit?: string }
  | { readonly is: "fit"; readonly fit: SavedFit; readonly table: TableRef };

/** The powers an analysis has: SQL on the connection that runs cells, and the model library. */
export interface AnalysisHost {
  query(sql: string, signal: AbortSignal): Promise<Batch>;
  /** Stores exactly one query, and below it the rows of `more`, as `notebook."<name>"`. */
  create(
    name: string,
    sql: string,
    signal: AbortSignal,
    options?: { view?: boolean; more?: readonly string[] },
  ): Promise<TableRef>;
  /** Stores columns as `notebook."<name>"`. */
  store(name: string, columns: readonly NewColumn[]): Promise<TableRef>;
  readonly models: {
    call(
      method: string,
      args: readonly unknown[],
      signal: AbortSignal,
      progress?: (done: number, of: number, about?: Params) => void,
    ): Promise<unknown>;
  };
}

export interface AnalysisJob {
  /** Id of the cell: the name of its main table; others are `<cell>:<what>`. */
  readonly cell: string;
  readonly signal: AbortSignal;
  /** `about`: what the words `what` say besides. */
  progress(done: number, of: number, what: string, about?: Params): void;
}

export interface Outcome {
  readonly value: Input;
  readonly views: readonly View[];
  /** In the order it ran. */
  readonly sql: readonly { readonly name: string; readonly text: string }[];
  readonly problems?: readonly Problem[];
}

export interface Analysis<Spec = unknown> {
  /** First word of the fence. */
  readonly name: string;
  readonly schema: Schema;
  /** Attributes that name other cells: `from`, `fit`, `spend` … All are required unless `optional`. */
  readonly inputs: readonly string[];
  readonly optional?: readonly string[];
  /** Inputs that may be a refused fit; for the others the cell waits. */
  readonly refusable?: readonly string[];
  /**
   * Values of the body that passed the schema, defaults filled in and `${…}` resolved. Never throws: what the schema
   * cannot say (a date that does not exist, an unknown unit) is a problem.
   */
  check(values: Readonly<Record<string, Json>>): { spec: Spec | null; problems: readonly Problem[] };
  run(
    spec: Spec,
    inputs: Readonly<Record<string, Input | undefined>>,
    host: AnalysisHost,
    job: AnalysisJob,
  ): Promise<Outcome>;
}
