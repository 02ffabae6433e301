import type { Batch, NewColumn, TableRef } from "../terms/table";
import type { Json } from "../terms/view";
import type { Schema } from "./quote";

/** Which of the two connections: cells run one at a time, the page reads beside them. */
export type Lane = "cells" | "page";

/** What the engine worker tells on its own, in the order it happens. */
export type Report =
  | { readonly say: "loading"; readonly bytes: number; readonly of: number }
  | { readonly say: "compiled"; readonly module: WebAssembly.Module }
  | { readonly say: "read"; readonly file: string; readonly bytes: number; readonly of: number }
  | { readonly say: "broken"; readonly why: string };

export interface EnginePaths {
  /** DuckDB's own worker script and module. */
  readonly worker: string;
  readonly wasm: string;
  readonly parquet: string;
  /** DuckDB as compiled in an earlier life; null at the first start. */
  readonly module: WebAssembly.Module | null;
}

/** Names a running call so that it can be cancelled. */
export type Op = number;

/** Values for the one-row-each table `inputs."<name>"`. */
export interface Given {
  readonly name: string;
  readonly values: readonly Json[];
}

/** How a table of the notebook is made. */
export interface Making {
  readonly view: boolean;
  /** Queries whose rows follow. */
  readonly more?: readonly string[] | undefined;
  /** Written before. */
  readonly given?: readonly Given[];
  /** Up to so many rows come with the answer. */
  readonly rows?: number | undefined;
  /** All that decides its rows: see `Prints`. */
  readonly of?: string | undefined;
}

export interface Made {
  readonly ref: TableRef;
  /** All rows, where they were asked for and are no more than that. */
  readonly rows: Batch | null;
}

/**
 * What `workers/engine.ts` exposes over Comlink. Rejections are plain `Problem`s; a cancelled call rejects with
 * `engine.cancelled`.
 */
export interface EngineApi {
  open(paths: EnginePaths, today: string, report: (report: Report) => void): Promise<void>;
  registerFile(name: string, file: Blob): Promise<void>;
  dropFile(name: string): Promise<void>;
  /** One query, checked unless it is our `own`; rows decoded. */
  query(op: Op, lane: Lane, sql: string, own?: boolean): Promise<Batch>;
  /** One statement of our own, not checked, no rows. */
  exec(op: Op, sql: string, lane?: Lane): Promise<void>;
  create(op: Op, name: string, sql: string, making: Making): Promise<Made>;
  describe(op: Op, lane: Lane, sql: string): Promise<TableRef>;
  store(schema: Schema, name: string, columns: readonly NewColumn[]): Promise<TableRef>;
  insertArrow(schema: Schema, name: string, ipc: Uint8Array): Promise<void>;
  /** @param columns those that are read; absent: all. */
  insertParquet(
    op: Op,
    schema: Schema,
    name: string,
    file: string,
    columns?: readonly string[],
  ): Promise<void>;
  /** Not called `bind`: Comlink keeps that name for itself. */
  writeInput(name: string, values: readonly Json[]): Promise<string>;
  /** Rows of a query of our own as one Arrow IPC stream, types as stored. */
  arrow(op: Op, sql: string): Promise<Uint8Array>;
  /** Rows of a query of our own as CSV. */
  csv(op: Op, sql: string, header: boolean): Promise<Blob>;
  /** Rows of a query of our own, added to the Parquet file of this number; the first call begins it. */
  parquetPart(op: Op, file: number, sql: string): Promise<void>;
  parquetEnd(file: number): Promise<Blob>;
  parquetDrop(file: number): Promise<void>;
  /** Base tables a query reads, as far as the engine's binder can tell; null where it cannot. */
  tableNames(sql: string): Promise<readonly string[] | null>;
  cancel(op: Op): void;
}
