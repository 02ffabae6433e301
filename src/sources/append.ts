import { identifier, literal, tableName } from "../tables/quote";
import { CURRENCY, FLAW, load, ROW, signed, type LoadJob, type Raw, type SourceEngine } from "./load";
import type { SourceSpec } from "./spec";

/** Which of several files a row is from. */
export const FILE = "source_file";

/**
 * Reads files of one layout, one under the other, into `sources."<name>"`: rows count on from file to file, and
 * `source_file` says which is whose. That column is none of the file's own, so a row that two files share is a
 * duplicate. A column that a later file lacks is empty in its rows, unless it plays a part.
 *
 * @throws TenureError what `load` throws, of the file it happened in.
 */
export async function loadAll(
  engine: SourceEngine,
  files: readonly File[],
  name: string,
  spec: SourceSpec,
  job: LoadJob,
): Promise<Raw> {
  const [only] = files;
  if (files.length === 1) return load(engine, only!, name, spec, job);
  const parts: { readonly raw: Raw; readonly file: File; readonly from: number }[] = [];
  let from = 0;
  for (const [i, file] of files.entries()) {
    const progress: LoadJob["progress"] = (done, of, what) =>
      job.progress(of > 0 ? i + done / of : i, files.length, what);
    const raw = await load(engine, file, `${name} ${i + 1}`, spec, { signal: job.signal, progress });
    parts.push({ raw, file, from });
    const last = await engine.query(
      `SELECT coalesce(max(${ROW}), 0)::DOUBLE AS n FROM ${raw.sql}`,
      job.signal,
    );
    from += Number(last.values[0]![0]);
  }
  const first = parts[0]!.raw;
  const columns = first.columns;
  const selects = parts.map(({ raw, file, from: offset }) => {
    const has = new Set(raw.columns.map((column) => column.name));
    const own = columns.map(({ name: column }) =>
      has.has(column) ? identifier(column) : `NULL AS ${identifier(column)}`,
    );
    return `SELECT ${[`(${ROW} + ${offset})::INTEGER AS ${ROW}`, ...own, ...(signed(spec) ? [CURRENCY] : []), `${literal(file.name)} AS ${FILE}`, FLAW].join(", ")} FROM ${raw.sql}`;
  });
  const sql = tableName("sources", name);
  const view = `CREATE OR REPLACE VIEW ${sql} AS\n${selects.join("\nUNION ALL\n")}`;
  await engine.exec(view, job.signal);
  return {
    name,
    sql,
    columns,
    spec,
    statements: [...parts.flatMap(({ raw }) => raw.statements), view],
    path: first.path,
    also: parts.slice(1).map(({ raw }) => raw.path),
    undo: [`DROP VIEW IF EXISTS ${sql}`, ...parts.flatMap(({ raw }) => raw.undo)],
  };
}
