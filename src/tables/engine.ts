import type { Batch, ColumnRef, NewColumn, TableRef } from "../terms/table";
import type { Json } from "../terms/view";
import type { Arrangement } from "./look/arrange";
import type { Look } from "./look/look";
import type { Counted, Shape } from "./look/shape";
import type { Preview } from "./preview";
import type { Profile } from "./profile";
import type { Schema } from "./quote";
import type { CatalogTable } from "./catalog";

/** What the engine is doing, for the header. `fraction` is null where nothing can be measured. */
export type EngineState =
  | { readonly is: "starting"; readonly fraction: number | null }
  | { readonly is: "ready" }
  /** Ended after a cancel it did not answer, or after a crash; its content is being made again. */
  | { readonly is: "restarting"; readonly fraction: number }
  | { readonly is: "failed"; readonly error: Error };

export interface CallOptions {
  /** Furthest byte read of a file so far, and its size; never falls within one call. */
  readonly progress?: (bytes: number, of: number) => void;
}

/**
 * DuckDB in a worker, as the page holds it. SQL may use what the engine allows and nothing else: extensions, remote
 * addresses and settings are off for good. Every rejection is a `TenureError`; positions are offsets in the given SQL.
 *
 * Calls on one connection run in the order given. An aborted signal rejects with `engine.cancelled`: at once where
 * DuckDB listens, otherwise the engine is ended after 800 ms and everything it held is made again; calls that were
 * waiting or running beside it are carried over.
 */
export interface Engine {
  /** The page's own connection: never waits for a cell's query as a whole, only for the step it is in. */
  readonly page: {
    query(sql: string, signal?: AbortSignal): Promise<Batch>;
  };
  readonly state: EngineState;
  onState(listener: (state: EngineState) => void): () => void;
  /**
   * Ends the worker and gives its memory back; what it held is made again, and calls that wait or run are carried over.
   * Settles when it answers again; throws what a start throws.
   */
  restart(): Promise<void>;

  /** Rows of exactly one query (SELECT, FROM, WITH, VALUES, DESCRIBE, SUMMARIZE, PIVOT …). */
  query(sql: string, signal?: AbortSignal, options?: CallOptions): Promise<Batch>;
  /** One statement of our own, DDL included; never text of a user. */
  exec(sql: string, signal?: AbortSignal, options?: CallOptions): Promise<void>;
  /**
   * Exactly one query, stored as `notebook."<name>"` (or kept as a view of it). `more`: queries of the same columns whose
   * rows follow, each run by itself, so that none needs the memory of all. `rows`: when there are no more than so many,
   * they come along for the figure that draws them, and the next {@link preview} of all of them asks nobody. `of`: all
   * that decides the rows, whatever the tables are called by; where it is said, the rows of a large table are not looked
   * at to tell its fingerprint.
   */
  create(
    name: string,
    sql: string,
    signal?: AbortSignal,
    options?: CallOptions & {
      readonly view?: boolean;
      readonly more?: readonly string[];
      readonly rows?: number;
      readonly of?: string;
    },
  ): Promise<TableRef>;
  /** Columns made in the page, stored as `notebook."<name>"` or in another schema. */
  store(name: string, columns: readonly NewColumn[], schema?: Schema): Promise<TableRef>;
  /** An Arrow IPC stream, stored as `sources."<name>"` or in another schema. */
  insertArrow(name: string, ipc: Uint8Array, schema?: Schema): Promise<void>;
  /** A registered Parquet file, stored as `sources."<name>"`, read by row groups; `columns`: only these. */
  insertParquet(
    name: string,
    file: string,
    signal?: AbortSignal,
    options?: CallOptions & { readonly schema?: Schema; readonly columns?: readonly string[] },
  ): Promise<void>;
  /**
   * Writes `inputs."<name>"`: one row per value, column `value` (BIGINT when all are whole, else DOUBLE; BOOLEAN; DATE
   * when all are ISO dates; else VARCHAR) with the next call that makes a table or runs for a cell. Returns
   * `(FROM inputs."<name>")`.
   */
  bind(name: string, values: readonly Json[]): Promise<string>;
  /** Forgets everything made for a cell: `<name>` and `<name>:<part>` in every schema. */
  drop(name: string): Promise<void>;
  /** Reads as `files/<name>`; kept across restarts. A second file of the same name replaces the first. */
  registerFile(name: string, file: Blob): Promise<void>;
  dropFile(name: string): Promise<void>;

  /** Name, rows, columns and fingerprint of a table that is already there, e.g. `sources."sales"`. */
  describe(sql: string, signal?: AbortSignal): Promise<TableRef>;
  /** Some rows for the page. */
  preview(ref: TableRef, options: Preview): Promise<Batch>;
  /** Makes a look at a table readable by position: filtered and sorted once, by the engine. To be released. */
  arrange(ref: TableRef, look: Look, signal?: AbortSignal): Promise<Arrangement>;
  /**
   * Rows `from` to `to` (not included) of an arrangement; all columns when none are named. `sql.no-table` when the
   * engine has been restarted since: arrange again.
   */
  rowsOf(
    arranged: Arrangement,
    from: number,
    to: number,
    signal?: AbortSignal,
    columns?: readonly ColumnRef[],
  ): Promise<Batch>;
  release(arranged: Arrangement): Promise<void>;
  /** An arrangement as a file, by chunks: UTF-8 CSV with a header and missing values empty, or Parquet with types kept. */
  write(
    arranged: Arrangement,
    format: "csv" | "parquet",
    options?: {
      readonly signal?: AbortSignal | undefined;
      readonly progress?: (rows: number, of: number) => void;
    },
  ): Promise<Blob>;
  /** Rows of a query of our own as one Arrow IPC stream: what {@link insertArrow} takes back. */
  arrowOf(sql: string): Promise<Uint8Array>;
  /** The whole table as CSV. */
  copyCsv(ref: TableRef): Promise<Blob>;
  /** Of the rows that pass the filters. */
  profile(ref: TableRef, signal?: AbortSignal, filters?: Look["filters"]): Promise<readonly Profile[]>;
  /** The histogram of a column, or its commonest values. */
  shape(ref: TableRef, column: ColumnRef, filters: Look["filters"], signal?: AbortSignal): Promise<Shape>;
  /** Values of a column and how often they occur, commonest first. */
  valuesOf(
    ref: TableRef,
    column: ColumnRef,
    filters: Look["filters"],
    limit: number,
    signal?: AbortSignal,
  ): Promise<readonly Counted[]>;
  /** Every table of the three schemas with its columns: what completion offers. */
  catalog(): Promise<readonly CatalogTable[]>;
  /** Functions of the engine, by name. */
  functions(): Promise<readonly string[]>;
  /** Base tables a query reads, as far as DuckDB's binder can tell; null where it cannot. */
  tableNames(sql: string): Promise<readonly string[] | null>;
  /** Everything the engine was told, newest last: for "show SQL", diagnosis and tests. */
  readonly log: readonly LogEntry[];
  close(): void;
}

/** One call to the engine. */
export interface LogEntry {
  readonly lane: "cells" | "page";
  readonly sql: string;
  readonly milliseconds: number;
  /** A code when it failed. */
  readonly error: string | null;
}
