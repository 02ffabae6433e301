import duckdbWorker from "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url";
import duckdbWasm from "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url";
import parquetWasm from "parquet-wasm/esm/parquet_wasm_bg.wasm?url";
import { asset } from "../realm/assets";
import type { NewColumn, TableRef } from "../terms/table";
import type { Json } from "../terms/view";
import { Bound } from "./bound";
import { CATALOG_SQL, FUNCTIONS_SQL, readCatalog } from "./catalog";
import type { CallOptions, Engine } from "./engine";
import { Drawn } from "./drawn";
import { Journal } from "./journal";
import { looking } from "./look/calls";
import { previewSql, type Preview } from "./preview";
import { identifier, literal, tableName, type Schema } from "./quote";
import { Supervisor } from "./supervisor";

export type { CallOptions, Engine, EngineState, LogEntry } from "./engine";
export { filePath, identifier, literal, tableName, type Schema } from "./quote";

export interface EngineBoot {
  /** Address of `workers/engine.ts` as built; only the page knows it. */
  readonly worker: string;
  /** ISO date of the reader's day, for `today()`. */
  readonly today: string;
}

/**
 * Starts the engine and waits until it answers.
 *
 * @throws TenureError `realm.boot-failed`, `realm.boot-timeout`, `engine.start-timeout`, `engine.failed`.
 */
export async function startEngine(
  boot: EngineBoot,
  onState?: (state: Engine["state"]) => void,
): Promise<Engine> {
  const journal = new Journal();
  const supervisor = new Supervisor(
    {
      engine: boot.worker,
      today: boot.today,
      paths: { worker: asset(duckdbWorker), wasm: asset(duckdbWasm), parquet: asset(parquetWasm) },
    },
    journal,
  );
  if (onState) supervisor.onState(onState);
  await supervisor.ready();
  return engineOn(supervisor, journal);
}

/** What was made for a cell, whatever its schema. */
export const tablesOf = (name: string): string => `
  SELECT table_schema, table_name, table_type FROM information_schema.tables
  WHERE table_schema IN ('notebook', 'inputs', 'sources')
    AND (table_name = ${literal(name)} OR starts_with(table_name, ${literal(`${name}:`)}))`;

function engineOn(run: Supervisor, journal: Journal): Engine {
  const onPage = (sql: string, signal?: AbortSignal) =>
    run.call("page", sql, (api, op) => api.query(op, "page", sql), signal ? { signal } : {});
  /** What was last made by `create` and is no view. */
  const stored = new Set<string>();
  const bound = new Bound(run);
  const drawn = new Drawn();
  const given = (signal?: AbortSignal, options: CallOptions = {}) => ({
    ...(signal ? { signal } : {}),
    ...(options.progress ? { progress: options.progress } : {}),
  });

  return {
    page: { query: onPage },
    get state() {
      return run.state;
    },
    onState: (listener) => run.onState(listener),
    restart: () => run.again(),
    get log() {
      return run.log;
    },

    async query(sql, signal, options) {
      await bound.send();
      return run.call("cells", sql, (api, op) => api.query(op, "cells", sql), given(signal, options));
    },
    async exec(sql, signal, options) {
      await bound.send();
      await run.call("cells", sql, (api, op) => api.exec(op, sql), given(signal, options));
      journal.record({ do: "exec", sql });
    },
    async create(name, sql, signal, options) {
      const { view = false, more, rows, of } = options ?? {};
      const making = { view, more, rows, of, given: bound.take() };
      const what = `create ${name}: ${sql}`;
      const made = await run.call(
        "cells",
        what,
        (api, op) => api.create(op, name, sql, making),
        given(signal, options),
      );
      journal.record({
        ...{ do: "create", name, sql, view },
        ...(more ? { more } : {}),
        ...(of === undefined ? {} : { of }),
      });
      if (view) stored.delete(made.ref.sql);
      else stored.add(made.ref.sql);
      drawn.keep(made);
      return made.ref;
    },
    async store(name: string, columns: readonly NewColumn[], schema: Schema = "notebook"): Promise<TableRef> {
      const ref = await run.call("cells", `store ${name}`, (api) => api.store(schema, name, columns));
      journal.record({ do: "store", schema, name, columns });
      return ref;
    },
    async insertArrow(name, ipc, schema = "sources") {
      await run.call("cells", `arrow ${name}`, (api) => api.insertArrow(schema, name, ipc));
      journal.record({ do: "arrow", schema, name, ipc });
    },
    async insertParquet(name, file, signal, options) {
      const schema = options?.schema ?? "sources";
      await run.call(
        "cells",
        `parquet ${name}`,
        (api, op) => api.insertParquet(op, schema, name, file, options?.columns),
        given(signal, options),
      );
      const { columns } = options ?? {};
      journal.record({ do: "parquet", schema, name, file, ...(columns ? { columns } : {}) });
    },
    bind(name: string, values: readonly Json[]) {
      bound.hold({ name, values });
      journal.record({ do: "bind", name, values });
      return Promise.resolve(`(FROM ${tableName("inputs", name)})`);
    },
    async drop(name) {
      await bound.send();
      const found = await run.call("cells", `drop ${name}`, (api, op) =>
        api.query(op, "cells", tablesOf(name)),
      );
      const [schemas, names, types] = found.values;
      for (let row = 0; row < found.rows; row++) {
        const target = `${String(schemas![row])}.${identifier(String(names![row]))}`;
        stored.delete(target);
        const sql = `DROP ${types![row] === "VIEW" ? "VIEW" : "TABLE"} ${target}`;
        await run.call("cells", sql, (api, op) => api.exec(op, sql));
        journal.record({ do: "exec", sql });
      }
    },
    async registerFile(name, file) {
      await run.call("cells", `file ${name}`, (api) => api.registerFile(name, file));
      journal.record({ do: "file", name, file });
    },
    async dropFile(name) {
      journal.forgetFile(name);
      await run.call("cells", `forget ${name}`, (api) => api.dropFile(name));
    },

    describe: (sql, signal) =>
      run.call("page", `describe ${sql}`, (api, op) => api.describe(op, "page", sql), given(signal)),
    preview(ref: TableRef, options: Preview) {
      const here = drawn.take(ref, options);
      if (here) return Promise.resolve(here);
      const sql = previewSql(ref, options);
      return run.call("page", sql, (api, op) => api.query(op, "page", sql, true));
    },
    arrowOf: (sql) => run.call("page", `arrow ${sql}`, (api, op) => api.arrow(op, sql)),
    ...looking(run, (sql) => stored.has(sql)),
    catalog: async () => readCatalog(await onPage(CATALOG_SQL)),
    functions: async () => (await onPage(FUNCTIONS_SQL)).values[0] as readonly string[],
    tableNames: (sql) => run.call("page", `names ${sql}`, (api) => api.tableNames(sql)),
    close: () => run.close(),
  };
}
