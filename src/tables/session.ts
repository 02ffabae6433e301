import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from "@duckdb/duckdb-wasm";
import { tableFromIPC, type Table } from "apache-arrow";
import { bootWorker } from "../realm/boot";
import { TenureError } from "../terms/error";
import { CELLS_BY_NAME, furnish, LOCKDOWN } from "./lockdown";
import { KEEP_MODULE, shareModule } from "./module";
import type { EnginePaths, Lane, Op, Report } from "./protocol";
import { filePath } from "./quote";
import { countReads, READS } from "./reads";
import { mayBeSplit } from "./statement";

/** Fetches under way at once, of a result that has more than a few rows. */
const AHEAD = 4;
/** Texts that were checked and need not be again. */
const CHECKED = 500;
/** How long one step of a query may keep the engine from listening, where the engine looks at all; milliseconds. */
const STEP = 20;

/**
 * One DuckDB with its two connections, in the engine worker. Queries are driven step by step (`startPendingQuery`,
 * `pollPendingQuery`), so that cancelling takes effect between two steps and the page's connection is served meanwhile.
 */
export class Session {
  readonly #db: AsyncDuckDB;
  readonly #connections: Readonly<Record<Lane, number>>;
  readonly #cancelled = new Set<Op>();
  readonly #running = new Set<Op>();
  readonly #files = new Map<string, File>();
  readonly #checked = new Set<string>();

  private constructor(
    db: AsyncDuckDB,
    connections: Readonly<Record<Lane, number>>,
    readonly report: (report: Report) => void,
  ) {
    this.#db = db;
    this.#connections = connections;
  }

  static async open(paths: EnginePaths, today: string, report: (report: Report) => void): Promise<Session> {
    const worker = await bootWorker(paths.worker, { before: READS + KEEP_MODULE });
    countReads(worker, report);
    shareModule(worker, paths.module, (module) => report({ say: "compiled", module }));
    const broken = new Promise<never>((_, reject) => {
      worker.addEventListener("error", (event) => {
        report({ say: "broken", why: event.message });
        reject(new TenureError("engine.failed", {}, { cause: event.message }));
      });
    });
    const db = new AsyncDuckDB(new VoidLogger(), worker);
    const opening = async () => {
      await db.instantiate(paths.wasm, null, ({ bytesLoaded, bytesTotal }) => {
        report({ say: "loading", bytes: bytesLoaded, of: bytesTotal });
      });
      await db.open({ path: ":memory:", query: { queryPollingInterval: STEP } });
      const connections = { cells: await db.connectInternal(), page: await db.connectInternal() };
      for (const sql of furnish(today)) await db.runQuery(connections.cells, sql);
      for (const connection of Object.values(connections)) await db.runQuery(connection, CELLS_BY_NAME);
      for (const sql of LOCKDOWN) await db.runQuery(connections.cells, sql);
      return new Session(db, connections, report);
    };
    return Promise.race([opening(), broken]);
  }

  /** Rows of one statement. Rejects with `engine.cancelled` after {@link cancel}. */
  async rows(op: Op, lane: Lane, sql: string): Promise<Table> {
    const chunks = await this.#drive(op, lane, sql, true);
    return tableFromIPC(chunks);
  }

  /** The same rows as one Arrow IPC stream, for a reader of those. */
  async ipc(op: Op, lane: Lane, sql: string): Promise<Uint8Array> {
    const chunks = await this.#drive(op, lane, sql, true);
    const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
    let at = 0;
    for (const chunk of chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }

  /** One statement whose rows nobody wants. */
  async run(op: Op, sql: string, lane: Lane = "cells"): Promise<void> {
    await this.#drive(op, lane, sql, false);
  }

  /**
   * Makes the engine bind a text without running it: refuses what is not exactly one statement. What was one once is one
   * whatever the tables are now, so a text that runs again and again is asked about once.
   */
  async check(lane: Lane, sql: string): Promise<void> {
    if (this.#checked.has(sql)) return;
    const connection = this.#connections[lane];
    try {
      const statement = await this.#db.createPrepared(connection, sql);
      // Calls are answered in order: nobody needs to wait for the tidying.
      this.#db.closePrepared(connection, statement).catch(() => undefined);
    } catch (error) {
      if (!/Cannot prepare multiple statements/.test(String(error)) || !mayBeSplit(sql)) throw error;
    }
    if (this.#checked.size === CHECKED) this.#checked.clear();
    this.#checked.add(sql);
  }

  /** A small statement of our own, in one blocking call. */
  async quick(sql: string, lane: Lane = "cells"): Promise<Table> {
    return tableFromIPC(await this.#db.runQuery(this.#connections[lane], sql));
  }

  async insert(ipc: Uint8Array, schema: string, name: string, create: boolean): Promise<void> {
    await this.#db.insertArrowFromIPCStream(this.#connections.cells, ipc, { schema, name, create });
  }

  async tableNames(sql: string): Promise<string[]> {
    return this.#db.getTableNames(this.#connections.page, sql);
  }

  async registerFile(name: string, file: Blob): Promise<void> {
    const path = filePath(name);
    await this.#db.dropFile(path);
    // The name is what reads are reported under; a File in a File is a reference, not a copy.
    const named = file instanceof File && file.name === name ? file : new File([file], name);
    this.#files.set(name, named);
    await this.#db.registerFileHandle(path, named, DuckDBDataProtocol.BROWSER_FILEREADER, true);
  }

  /** A registered file, for readers of our own. */
  file(name: string): File {
    const file = this.#files.get(name);
    if (!file) throw new TenureError("engine.no-file", { file: name });
    return file;
  }

  async dropFile(name: string): Promise<void> {
    this.#files.delete(name);
    await this.#db.dropFile(filePath(name));
  }

  /** Takes a file the engine has written out of its memory. */
  async takeFile(path: string): Promise<Uint8Array> {
    const bytes = await this.#db.copyFileToBuffer(path);
    await this.#db.dropFile(path);
    return bytes;
  }

  cancel(op: Op): void {
    if (this.#running.has(op)) this.#cancelled.add(op);
  }

  /** Wraps a call that may be cancelled; the same op may drive several statements. */
  async during<T>(op: Op, act: () => Promise<T>): Promise<T> {
    this.#running.add(op);
    try {
      return await act();
    } finally {
      this.#running.delete(op);
      this.#cancelled.delete(op);
    }
  }

  throwIfCancelled(op: Op): void {
    if (this.#cancelled.has(op)) throw new TenureError("engine.cancelled");
  }

  async #drive(op: Op, lane: Lane, sql: string, streamed: boolean): Promise<Uint8Array[]> {
    const connection = this.#connections[lane];
    this.throwIfCancelled(op);
    try {
      let header = await this.#db.startPendingQuery(connection, sql, streamed);
      while (header === null) {
        this.throwIfCancelled(op);
        header = await this.#db.pollPendingQuery(connection);
      }
      const chunks = [header];
      // Several fetches under way at once: each is a round trip to the worker for 2048 rows. Few rows need just two, the
      // second of which finds nothing.
      const ahead = [this.#db.fetchQueryResults(connection), this.#db.fetchQueryResults(connection)];
      for (;;) {
        this.throwIfCancelled(op);
        const chunk = await ahead.shift()!;
        if (chunk?.length === 0) {
          await Promise.allSettled(ahead);
          return chunks;
        }
        if (chunk) chunks.push(chunk);
        if (chunks.length === 2) continue;
        while (ahead.length < AHEAD) ahead.push(this.#db.fetchQueryResults(connection));
      }
    } catch (error) {
      if (this.#cancelled.has(op)) {
        await this.#db.cancelPendingQuery(connection);
        throw new TenureError("engine.cancelled");
      }
      throw error;
    }
  }
}
