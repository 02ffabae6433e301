import { tableToIPC } from "apache-arrow";
import { TenureError } from "../terms/error";
import type { Batch, TableRef } from "../terms/table";
import { decode, unfaithful } from "./decode";
import { encode, encodeValues } from "./encode";
import { failure } from "./failure";
import type { ParquetSink } from "./look/parquet";
import { contentSql, DESCRIBED, described, Prints, readDescription, shapeSql } from "./print";
import type { EngineApi, Given, Lane, Op } from "./protocol";
import { filePath, identifier, tableName, type Schema } from "./quote";
import { Session } from "./session";
import { asSelect, oneQuery } from "./statement";

/** The engine worker's side: one session, errors as plain problems. */
export function engineApi(): EngineApi {
  let session: Session | null = null;
  let parquetModule = "";
  /** Parquet files being written, by the number the page gave them. */
  const sinks = new Map<number, ParquetSink>();
  const prints = new Prints();

  const open = (): Session => {
    if (!session) throw new TenureError("engine.failed");
    return session;
  };

  /** Runs `act`; whatever it throws leaves as a `Problem`, places in the user's text. */
  async function guarded<T>(act: (db: Session) => Promise<T>, text?: string): Promise<T> {
    try {
      return await act(open());
    } catch (error) {
      // A plain object on purpose: an Error would lose its code and place on the way to the page.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw failure(error, text).toJSON();
    }
  }

  const cancellable = <T>(op: Op, act: (db: Session) => Promise<T>, text?: string): Promise<T> =>
    guarded((db) => db.during(op, () => act(db)), text);

  /**
   * Makes a table or view and describes it: one trip to the engine for both.
   *
   * @param of all that decides its rows, where its maker knows; then they are not looked at
   */
  async function make(
    db: Session,
    op: Op,
    statement: string,
    target: string,
    of: string | undefined,
  ): Promise<TableRef> {
    const old = await prints.before(db, op, target, of);
    const both = `${statement}\n;\n${of === undefined ? contentSql(target) : shapeSql(target)}`;
    const found = await db.rows(op, "cells", both).catch(async (error: unknown) => {
      // `OR REPLACE` does not forgive the other kind: a table does not take the place of a view.
      if (!/is of type (Table|View), trying to replace/.test(String(error))) throw error;
      await drop(db, target);
      return db.rows(op, "cells", both);
    });
    const answer = decode(found);
    // The engine reads a text up to its first NUL: then what describes was not read.
    if (answer.columns.length !== DESCRIBED) return described(db, op, "cells", target);
    if (of === undefined) return readDescription(target, answer);
    return prints.after(db, op, answer, target, of, old);
  }

  /** Rows as the page reads them: what Arrow would not carry faithfully is written as text by the engine. */
  async function ask(db: Session, op: Op, lane: Lane, text: string): Promise<Batch> {
    const table = await db.rows(op, lane, text);
    const odd = unfaithful(table.schema);
    if (odd.length === 0) return decode(table);
    const casts = odd.map((name) => `${identifier(name)}::VARCHAR AS ${identifier(name)}`).join(", ");
    return decode(await db.rows(op, lane, `SELECT * REPLACE (${casts}) FROM (${text}\n)`));
  }

  async function write(db: Session, { name, values }: Given): Promise<string> {
    const sql = tableName("inputs", name);
    // Sent one behind the other: a view of this name there never is, so the second need not wait for the first.
    await Promise.all([drop(db, sql), db.insert(encodeValues(values), "inputs", name, true)]);
    return `(FROM ${sql})`;
  }

  async function replace(db: Session, ipc: Uint8Array, schema: Schema, name: string): Promise<string> {
    const sql = tableName(schema, name);
    prints.forget(sql);
    await drop(db, sql);
    await db.insert(ipc, schema, name, true);
    return sql;
  }

  /** The parts under a name of their own until all are there: what stood before stays when one fails. */
  async function inParts(db: Session, op: Op, name: string, parts: readonly string[]): Promise<void> {
    const making = tableName("notebook", `${name} (being made)`);
    try {
      for (const [i, part] of parts.entries()) {
        const head = i === 0 ? `CREATE OR REPLACE TABLE ${making} AS` : `INSERT INTO ${making}`;
        await db.run(op, `${head}\n${part}`);
      }
      await drop(db, tableName("notebook", name));
      await db.run(op, `ALTER TABLE ${making} RENAME TO ${identifier(name)}`);
    } catch (error) {
      await drop(db, making);
      throw error;
    }
  }

  return {
    async open(paths, today, report) {
      parquetModule = paths.parquet;
      try {
        session = await Session.open(paths, today, report);
      } catch (error) {
        // eslint-disable-next-line @typescript-eslint/only-throw-error
        throw failure(error).toJSON();
      }
    },
    registerFile: (name, file) => guarded((db) => db.registerFile(name, file)),
    dropFile: (name) => guarded((db) => db.dropFile(name)),
    query: (op, lane, sql, own = false) =>
      cancellable(
        op,
        async (db) => {
          const text = own ? sql : oneQuery(sql);
          if (!own) await db.check(lane, sql);
          return ask(db, op, lane, text);
        },
        sql,
      ),
    exec: (op, sql, lane = "cells") => {
      if (/\bnotebook\b/.test(sql)) prints.forget();
      return cancellable(op, (db) => db.run(op, sql, lane));
    },
    create: (op, name, sql, { view, more = [], given = [], rows = 0, of }) =>
      cancellable(
        op,
        async (db) => {
          const text = oneQuery(sql);
          await Promise.all(given.map((one) => write(db, one)));
          await db.check("cells", sql);
          const target = tableName("notebook", name);
          if (more.length > 0) {
            const old = await prints.before(db, op, target, of);
            await inParts(db, op, name, [sql, ...more]);
            if (of === undefined) return { ref: await described(db, op, "cells", target), rows: null };
            const shape = decode(await db.rows(op, "cells", shapeSql(target)));
            return { ref: await prints.after(db, op, shape, target, of, old), rows: null };
          }
          const head = `CREATE OR REPLACE ${view ? "VIEW" : "TABLE"} ${target} AS\n`;
          const ref = await make(db, op, head + (view ? text : asSelect(text)), target, of).catch(
            (error: unknown) => {
              throw failure(error, sql, utf8.encode(head).length);
            },
          );
          const few = ref.rows > 0 && ref.rows <= rows;
          return { ref, rows: few ? await ask(db, op, "cells", `FROM ${target}`) : null };
        },
        sql,
      ),
    describe: (op, lane, sql) => cancellable(op, (db) => described(db, op, lane, sql)),
    store: (schema, name, columns) =>
      guarded(async (db) => described(db, 0, "cells", await replace(db, encode(columns), schema, name))),
    insertArrow: (schema, name, ipc) =>
      guarded(async (db) => {
        await readClocksAsUtc(db, await replace(db, ipc, schema, name));
      }),
    insertParquet: (op, schema, name, file, columns) =>
      cancellable(op, async (db) => {
        const { parquetToIpc } = await import("./parquet");
        const source = db.file(file);
        prints.forget(tableName(schema, name));
        await drop(db, tableName(schema, name));
        let first = true;
        for await (const { ipc, share } of parquetToIpc(parquetModule, source, columns)) {
          db.throwIfCancelled(op);
          await db.insert(ipc, schema, name, first);
          db.report({ say: "read", file, bytes: Math.round(share * source.size), of: source.size });
          first = false;
        }
        await readClocksAsUtc(db, tableName(schema, name));
      }),
    writeInput: (name, values) => guarded((db) => write(db, { name, values })),
    // Written anew: what DuckDB sends in pieces is no stream that it takes back whole.
    arrow: (op, sql) => cancellable(op, async (db) => tableToIPC(await db.rows(op, "page", sql), "stream")),
    csv: (op, sql, header) =>
      cancellable(op, async (db) => {
        const path = filePath(`out-${op}.csv`);
        await db.run(op, `COPY (${sql}) TO '${path}' (FORMAT csv, HEADER ${header})`, "page");
        return new Blob([(await db.takeFile(path)) as Uint8Array<ArrayBuffer>], { type: "text/csv" });
      }),
    parquetPart: (op, file, sql) =>
      cancellable(op, async (db) => {
        const { parquetSink } = await import("./look/parquet");
        const sink = sinks.get(file) ?? (await parquetSink(parquetModule));
        sinks.set(file, sink);
        await sink.add(await db.ipc(op, "page", sql));
      }),
    parquetEnd: (file) =>
      guarded(() =>
        sinks
          .get(file)!
          .end()
          .finally(() => sinks.delete(file)),
      ),
    parquetDrop: (file) =>
      guarded(async () => {
        await sinks.get(file)?.drop();
        sinks.delete(file);
      }),
    tableNames: (sql) =>
      open()
        .tableNames(sql)
        .catch(() => null),
    cancel: (op) => session?.cancel(op),
  };
}

async function drop(db: Session, sql: string): Promise<void> {
  await db.quick(`DROP TABLE IF EXISTS ${sql}`).catch(async (error: unknown) => {
    // `IF EXISTS` does not forgive the other kind either.
    if (!/is of type/.test(String(error))) throw error;
    await db.quick(`DROP VIEW IF EXISTS ${sql}`);
  });
}

/**
 * Instants become the wall clock of UTC: this build has no time zones and refuses most functions on TIMESTAMP WITH
 * TIME ZONE, even a cast to DATE.
 */
async function readClocksAsUtc(db: Session, sql: string): Promise<void> {
  const shape = decode(await db.quick(`SELECT column_name, column_type FROM (DESCRIBE ${sql})`));
  const [names, types] = shape.values as readonly (readonly string[])[];
  for (const [i, name] of names!.entries()) {
    if (types![i] !== "TIMESTAMP WITH TIME ZONE") continue;
    await db.quick(`ALTER TABLE ${sql} ALTER ${identifier(name)} TYPE TIMESTAMP`);
  }
}

const utf8 = new TextEncoder();
