/** A table the engine holds. */
export interface TableRef {
  /** Quoted, qualified name ready for SQL: `notebook."orders"`. */
  readonly sql: string;
  readonly rows: number;
  readonly columns: readonly ColumnRef[];
  /** Equal fingerprints mean equal content; dependants of an unchanged table need not run. */
  readonly fingerprint: string;
  /** Currency of the money in it, ISO 4217; absent where the file does not say. Derived tables carry it on. */
  readonly currency?: string;
}

export interface ColumnRef {
  readonly name: string;
  /** DuckDB's own name of the type: `VARCHAR`, `DOUBLE`, `DATE`, `BIGINT` … */
  readonly type: string;
}

/**
 * Decoded values of one column. Numbers of every SQL type arrive as float64 with NaN for NULL;
 * DATE and TIMESTAMP as epoch milliseconds (UTC reading of the wall clock); all else as text or null.
 */
export type Values = Float64Array | readonly (string | null)[];

/** Rows out of the engine, by column. */
export interface Batch {
  readonly rows: number;
  readonly columns: readonly ColumnRef[];
  readonly values: readonly Values[];
}

/** Rows into the engine, by column: `Float64Array` → DOUBLE, `Int32Array` → INTEGER, texts → VARCHAR, dates and times (ms) → DATE, TIMESTAMP. */
export type NewColumn =
  | { readonly name: string; readonly type: "DOUBLE"; readonly values: Float64Array }
  | { readonly name: string; readonly type: "INTEGER"; readonly values: Int32Array }
  | { readonly name: string; readonly type: "DATE" | "TIMESTAMP"; readonly values: Float64Array }
  | { readonly name: string; readonly type: "BOOLEAN"; readonly values: readonly (boolean | null)[] }
  | { readonly name: string; readonly type: "VARCHAR"; readonly values: readonly (string | null)[] };
