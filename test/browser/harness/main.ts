import type { AsyncDuckDB, AsyncDuckDBConnection } from "@duckdb/duckdb-wasm";
import duckdbWorker from "@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url";
import duckdbWasm from "@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url";
import engineWorker from "../../../workers/engine.ts?script";
import type * as Sources from "../../../src/sources";
import { watchRequests, type RequestLog } from "../../../src/realm/requests";
import { bootWorker } from "../../../src/realm/boot";
import { startEngine, type Engine, type EngineState } from "../../../src/tables/client";
import { TenureError } from "../../../src/terms/error";

export interface Raw {
  readonly db: AsyncDuckDB;
  readonly connection: AsyncDuckDBConnection;
  registerFile(name: string, file: File): Promise<void>;
}

export interface Harness {
  readonly log: RequestLog;
  readonly states: EngineState[];
  readonly bootWorker: typeof bootWorker;
  readonly engineWorker: string;
  start(): Promise<Engine>;
  sources(): Promise<typeof Sources>;
  /** DuckDB-WASM as its own documentation starts it: what a benchmark compares with. */
  raw(): Promise<Raw>;
  /** What a promise came to, as plain data that can leave the page. */
  settle(promise: Promise<unknown>): Promise<unknown>;
}

const log = watchRequests();
const states: EngineState[] = [];
const harness: Harness = {
  log,
  states,
  bootWorker,
  engineWorker,
  start: () => startEngine({ worker: engineWorker, today: "2011-12-10" }, (state) => states.push(state)),
  sources: () => import("../../../src/sources"),
  raw: async () => {
    const duckdb = await import("@duckdb/duckdb-wasm");
    const worker = await bootWorker(duckdbWorker);
    const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
    await db.instantiate(new URL(duckdbWasm, location.href).href);
    await db.open({ path: ":memory:" });
    const registerFile = (name: string, file: File) =>
      db.registerFileHandle(name, file, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
    return { db, connection: await db.connect(), registerFile };
  },
  settle: (promise) =>
    promise.then(
      (value) => ({ value }),
      (error: unknown) => ({ error: TenureError.from(error).toJSON() }),
    ),
};
(globalThis as unknown as { harness: Harness }).harness = harness;
