import { TenureError } from "../../terms/error";
import type { ColumnRef, TableRef } from "../../terms/table";
import type { Engine } from "../engine";
import { profileSql, readProfiles } from "../profile";
import type { Supervisor } from "../supervisor";
import { copySql, hasOwnRowid, heldName, indexSql, rangeSql, rowidSql, type Arrangement } from "./arrange";
import { AS_STORED, type Look } from "./look";
import { readShape, readValues, shapeSql, valuesSql } from "./shape";

/** Rows a file is written by: many enough to be quick, few enough that the page's other questions get their turn. */
const CHUNK = 65_536;

type Looking = Pick<
  Engine,
  "arrange" | "rowsOf" | "release" | "profile" | "shape" | "valuesOf" | "write" | "copyCsv"
>;

/**
 * What the page asks to show a table: on its own connection, beside the cells' queries.
 *
 * @param isStored whether this is known to be a table, and no view
 */
export function looking(run: Supervisor, isStored: (sql: string) => boolean): Looking {
  let made = 0;
  const given = (signal?: AbortSignal) => (signal ? { signal } : {});
  const query = (sql: string, signal?: AbortSignal) =>
    run.call("page", sql, (api, op) => api.query(op, "page", sql, true), given(signal));
  const exec = (sql: string, signal?: AbortSignal) =>
    run.call("page", sql, (api, op) => api.exec(op, sql, "page"), given(signal));

  async function hasRowid(ref: TableRef, signal?: AbortSignal): Promise<boolean> {
    if (hasOwnRowid(ref)) return false;
    if (isStored(ref.sql)) return true;
    return query(rowidSql(ref), signal).then(
      () => true,
      (error: unknown) => {
        if (TenureError.from(error).code === "sql.no-column") return false;
        throw error;
      },
    );
  }

  async function arrange(ref: TableRef, look: Look, signal?: AbortSignal): Promise<Arrangement> {
    const stored = await hasRowid(ref, signal);
    if (look.filters.length === 0 && look.order.length === 0) {
      return { ref, look, rows: ref.rows, by: stored ? "stored" : "counted", held: null };
    }
    const held = heldName(++made);
    const drop = () => void exec(`DROP TABLE IF EXISTS ${held}`).catch(() => undefined);
    const count = await exec((stored ? indexSql : copySql)(ref, look, held), signal)
      .then(() => query(`SELECT count(*) FROM ${held}`, signal))
      .catch((error: unknown) => {
        drop();
        throw error;
      });
    return { ref, look, rows: Number(count.values[0]![0]), by: stored ? "index" : "copy", held };
  }

  async function release({ held }: Arrangement): Promise<void> {
    if (held !== null) await exec(`DROP TABLE IF EXISTS ${held}`);
  }

  const write: Looking["write"] = async (arranged, format, { signal, progress } = {}) => {
    const chunks = Math.max(1, Math.ceil(arranged.rows / CHUNK));
    const sink = format === "csv" ? csv() : parquet();
    try {
      for (let i = 0; i < chunks; i++) {
        const to = Math.min(arranged.rows, (i + 1) * CHUNK);
        await sink.add(rangeSql(arranged, i * CHUNK, to, { raw: format === "csv" }), i === 0, signal);
        progress?.(to, arranged.rows);
      }
      return await sink.end();
    } catch (error) {
      await sink.drop();
      throw error;
    }
  };

  function csv() {
    const parts: Blob[] = [];
    return {
      add: async (sql: string, first: boolean, signal?: AbortSignal) => {
        parts.push(await run.call("page", `csv ${sql}`, (api, op) => api.csv(op, sql, first), given(signal)));
      },
      end: () => Promise.resolve(new Blob(parts, { type: "text/csv" })),
      drop: () => Promise.resolve(),
    };
  }

  function parquet() {
    const id = ++made;
    return {
      add: (sql: string, _: boolean, signal?: AbortSignal) =>
        run.call("page", `parquet ${sql}`, (api, op) => api.parquetPart(op, id, sql), given(signal)),
      end: () => run.call("page", "parquet end", (api) => api.parquetEnd(id)),
      drop: () => run.call("page", "parquet drop", (api) => api.parquetDrop(id)).catch(() => undefined),
    };
  }

  return {
    arrange,
    release,
    rowsOf: (arranged, from, to, signal, columns?: readonly ColumnRef[]) =>
      query(rangeSql(arranged, from, Math.min(to, arranged.rows), columns ? { columns } : {}), signal),
    profile: async (ref, signal, filters = []) =>
      readProfiles(ref, await query(profileSql(ref, filters), signal)),
    shape: async (ref, column, filters, signal) =>
      readShape(column, await query(shapeSql(ref, column, filters), signal)),
    valuesOf: async (ref, column, filters, limit, signal) =>
      readValues(await query(valuesSql(ref, column, filters, limit), signal)),
    write,
    copyCsv: async (ref) => write(await arrange(ref, AS_STORED), "csv"),
  };
}
