import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type * as Blocking from "@duckdb/duckdb-wasm/blocking";
import { type Field, type Table, DataType, Table as ArrowTable, Utf8, vectorFromArray } from "apache-arrow";
import type { EngineHost } from "../src/notebook/kind";
import type { CallOptions } from "../src/tables/engine";
import { LARGE } from "../src/tables/lockdown";
import type { Batch, NewColumn, TableRef, Values } from "../src/terms/table";
import type { Json } from "../src/terms/view";

/**
 * DuckDB-WASM in the test's own process, by the same calls the browser's engine offers: SQL under test runs
 * on the very core that ships, in about two seconds from cold. One per file: `const engine = await nodeEngine()`.
 */
export interface NodeEngine extends EngineHost {
  exec(sql: string, signal?: AbortSignal): Promise<void>;
  query(sql: string, signal?: AbortSignal): Promise<Batch>;
  registerFile(name: string, blob: Blob): Promise<void>;
  dropFile(name: string): Promise<void>;
  insertArrow(name: string, ipc: Uint8Array): Promise<TableRef>;
  insertParquet(name: string, file: string, signal?: AbortSignal, options?: CallOptions): Promise<void>;
  /** One row as an object, for short assertions. */
  row(sql: string): Promise<Record<string, number | string | null>>;
  rows(sql: string): Promise<Record<string, number | string | null>[]>;
  close(): void;
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export async function nodeEngine(): Promise<NodeEngine> {
  const require = createRequire(import.meta.url);
  const path = require.resolve("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs");
  const duckdb = require(path) as typeof Blocking;
  const bundle = { mainModule: join(dirname(path), "duckdb-eh.wasm"), mainWorker: "" };
  const db = await duckdb.createDuckDB(
    { mvp: bundle, eh: bundle },
    new duckdb.VoidLogger(),
    duckdb.NODE_RUNTIME,
  );
  await db.instantiate(() => undefined);
  db.open({ query: { castBigIntToDouble: true, castDecimalToDouble: true, castTimestampToDate: true } });
  const connection = db.connect();
  for (const sql of LARGE) connection.query(sql);
  for (const schema of ["notebook", "inputs", "sources"]) {
    connection.query(`CREATE SCHEMA ${schema}`);
  }

  const run = (sql: string, signal?: AbortSignal): Table => {
    signal?.throwIfAborted();
    return connection.query(sql);
  };
  const query = (sql: string, signal?: AbortSignal): Promise<Batch> => {
    const table = run(sql, signal);
    // Types are seldom asked for, and telling them plans the whole statement a second time.
    let types: readonly string[] | null = null;
    const typeAt = (i: number): string => {
      types ??= Array.from(run(`DESCRIBE (${sql})`).getChild("column_type")!, String);
      return types[i]!;
    };
    const columns = table.schema.fields.map((field, i) => ({
      name: field.name,
      get type(): string {
        return typeAt(i);
      },
    }));
    const values = columns.map((_, i) => decode(table, i));
    return Promise.resolve({ rows: table.numRows, columns, values });
  };
  const reference = async (sql: string): Promise<TableRef> => {
    const described = run(`DESCRIBE ${sql}`);
    const [names, types] = ["column_name", "column_type"].map((name) =>
      Array.from(described.getChild(name)!, String),
    );
    const columns = names!.map((name, i) => ({ name, type: types![i]! }));
    const hashed = columns.map((column) => quote(column.name)).join(", ");
    const sum = await query(
      `SELECT count(*) AS n, coalesce(sum(hash(${hashed}) % 1000000007), 0)::VARCHAR AS h FROM ${sql}`,
    );
    const rows = Number(sum.values[0]![0]);
    return { sql, rows, columns, fingerprint: `${rows}:${String(sum.values[1]![0])}` };
  };
  const rows: NodeEngine["rows"] = async (sql) => {
    const batch = await query(sql);
    return Array.from({ length: batch.rows }, (_, r) =>
      Object.fromEntries(batch.columns.map((column, c) => [column.name, batch.values[c]![r] ?? null])),
    );
  };

  return {
    query,
    rows,
    row: async (sql) => (await rows(sql))[0] ?? {},
    exec: (sql, signal) => {
      run(sql, signal);
      return Promise.resolve();
    },
    create: async (name, sql, signal, options) => {
      signal.throwIfAborted();
      connection.prepare(sql).close(); // refuses two statements, as the browser's engine does
      const target = `notebook.${quote(name)}`;
      for (const kind of ["VIEW", "TABLE"]) {
        try {
          run(`DROP ${kind} IF EXISTS ${target}`);
        } catch {
          // the name belongs to the other kind; the next round drops it
        }
      }
      run(`CREATE ${options?.view ? "VIEW" : "TABLE"} ${target} AS ${sql}`);
      for (const more of options?.more ?? []) run(`INSERT INTO ${target} ${more}`);
      return reference(target);
    },
    store: async (name, columns) => {
      const target = `notebook.${quote(name)}`;
      run(`DROP TABLE IF EXISTS ${target}`);
      run(`CREATE TABLE ${target} (${columns.map((c) => `${quote(c.name)} ${c.type}`).join(", ")})`);
      const count = columns[0]?.values.length ?? 0;
      for (let from = 0; from < count; from += 1000) {
        const tuples = Array.from({ length: Math.min(1000, count - from) }, (_, i) =>
          columns.map((column) => cell(column, from + i)).join(", "),
        );
        run(`INSERT INTO ${target} VALUES (${tuples.join("), (")})`);
      }
      return reference(target);
    },
    bind: (name, values: readonly Json[]) => {
      const target = `inputs.${quote(name)}`;
      const list = values
        .map((v) => `(${typeof v === "string" ? literal(v) : JSON.stringify(v)})`)
        .join(", ");
      run(`CREATE OR REPLACE TABLE ${target} AS SELECT * FROM (VALUES ${list}) AS t(value)`);
      return Promise.resolve(`(FROM ${target})`);
    },
    insertParquet: async (name, file, signal) => {
      signal?.throwIfAborted();
      const parquet = await import("parquet-wasm/node");
      const bytes = db.copyFileToBuffer(`files/${file}`);
      const ipc = parquet.readParquet(bytes).intoIPCStream();
      run(`DROP TABLE IF EXISTS sources.${quote(name)}`);
      connection.insertArrowFromIPCStream(ipc, { schema: "sources", name, create: true });
    },
    registerFile: async (name, blob) => {
      const path = name.startsWith("files/") ? name : `files/${name}`;
      db.registerFileBuffer(path, new Uint8Array(await blob.arrayBuffer()));
    },
    dropFile: (name) => {
      db.dropFile(name.startsWith("files/") ? name : `files/${name}`);
      return Promise.resolve();
    },
    insertArrow: async (name, ipc) => {
      const [schema, table] = name.startsWith("sources.") ? ["sources", unquoted(name)] : ["notebook", name];
      run(`DROP TABLE IF EXISTS ${schema}.${quote(table)}`);
      connection.insertArrowFromIPCStream(ipc, { schema, name: table, create: true });
      return reference(`${schema}.${quote(table)}`);
    },
    close: () => {
      connection.close();
      db.reset();
    },
  };
}

const unquoted = (name: string): string => name.slice("sources.".length).replace(/^"|"$/g, "");

function cell(column: NewColumn, row: number): string {
  const value = column.values[row];
  if (value === null || value === undefined || (typeof value === "number" && Number.isNaN(value)))
    return "NULL";
  if (column.type === "DATE") return `DATE ${literal(new Date(Number(value)).toISOString().slice(0, 10))}`;
  return typeof value === "string" ? literal(value) : String(value);
}

function decode(table: Table, index: number): Values {
  const field = table.schema.fields[index] as Field;
  const vector = table.getChildAt(index);
  const type = field.type as DataType;
  const numeric =
    DataType.isInt(type) ||
    DataType.isFloat(type) ||
    DataType.isDecimal(type) ||
    DataType.isDate(type) ||
    DataType.isTimestamp(type);
  const read = (row: number): unknown => vector?.get(row) as unknown;
  if (numeric) {
    return Float64Array.from({ length: table.numRows }, (_, row) => {
      const value = read(row);
      return value === null || value === undefined ? NaN : Number(value);
    });
  }
  return Array.from({ length: table.numRows }, (_, row) => {
    const value = read(row);
    return value === null || value === undefined ? null : (value as string);
  });
}

/** Arrow IPC of text columns, for tests of `insertArrow`. */
export const textTable = (columns: Readonly<Record<string, readonly (string | null)[]>>): Table =>
  new ArrowTable(
    Object.fromEntries(
      Object.entries(columns).map(([name, values]) => [name, vectorFromArray(values, new Utf8())]),
    ),
  );
