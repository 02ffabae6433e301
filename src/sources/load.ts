import { filePath, identifier, largeTable, literal, tableName } from "../tables/quote";
import { TenureError } from "../terms/error";
import type { CallOptions, Engine } from "../tables/engine";
import { columnNames } from "./read/grid";
import { isSpaced } from "./read/fixed";
import { currencySql } from "./read/currency";
import { readHead, type Head } from "./read/head";
import { columnType, readParquetHead } from "./read/parquet";
import { readTextHead } from "./read/texthead";
import { ownedSql, scaledSql, sidedSql, sideList, sideSql, signedBySide } from "./read/owned";
import { quotesSql, type Quoting } from "./read/quoting";
import { transcode } from "./read/stream";
import { open, OURS } from "./unpack/open";
import { castSql, saneSql, typing } from "./read/typed";
import { keptColumns, LARGE, requireRoom, rowsIn } from "./scale";
import { ROLES, type ColumnType, type Role, type SourceSpec } from "./spec";

/** What reading a source needs of the engine. */
export type SourceEngine = Pick<
  Engine,
  "query" | "exec" | "create" | "registerFile" | "dropFile" | "insertParquet" | "store"
>;

export interface LoadJob {
  readonly signal: AbortSignal;
  progress(done: number, of: number, what: string): void;
}

/**
 * A source as read: `sources."<name>"`, or `large_sources."<name>"` of a large file, with `source_row`, the file's columns
 * by their names, and `source_flaw`.
 */
export interface Raw {
  readonly name: string;
  readonly sql: string;
  /** The file's own columns, in its order. */
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly spec: SourceSpec;
  /** Statements that made it, for "show SQL". */
  readonly statements: readonly string[];
  /** The registered file it is read from, and the statements that remove its tables. */
  readonly path: string;
  /** Further registered files, where several are read as one. */
  readonly also?: readonly string[];
  readonly undo: readonly string[];
  /** Whether refunds stand under the orders they name: in `source_order` and `source_owner`. */
  readonly linked?: boolean;
}

/** Technical columns of a source's table: number of the row in the file, and text that could not be read. */
export const ROW = "source_row";
export const FLAW = "source_flaw";
/** What each row is counted in, where that stands in the cells of the amounts. */
export const CURRENCY = "source_currency";
/** Whose order a row is of, and which, once refunds stand under what they give back (`ledger/link.ts`). */
export const LINKED = { order: "source_order", customer: "source_owner" } as const;
/** Between column and value in `source_flaw`. */
export const FLAW_SIGN = "\u241f";

const isId = (role: Role): boolean =>
  role === "customer" || role === "order" || role === "product" || role === "original";

/**
 * Reads a file into `sources."<name>"`, every column as text and then typed by SQL; nothing is left to DuckDB's own
 * sniffer. Columns are found by name: another order, or more of them, is no obstacle.
 *
 * @throws TenureError `source.missing-column` (at: file, column); what `open`, `readHead` and `transcode` throw.
 */
export async function load(
  engine: SourceEngine,
  file: File,
  name: string,
  spec: SourceSpec,
  job: LoadJob,
): Promise<Raw> {
  const opened = await open(file, spec.read);
  const inner = opened.file;
  const head = await readHead(inner);
  job.signal.throwIfAborted();
  if (head.format === "parquet") return loadParquet(engine, inner, name, spec, job);
  const ours = opened.read.format === undefined ? {} : OURS;
  return loadText(engine, inner, head, name, { ...spec, read: { ...spec.read, ...ours } }, job);
}

async function loadText(
  engine: SourceEngine,
  file: File,
  head: Head,
  name: string,
  spec: SourceSpec,
  job: LoadJob,
): Promise<Raw> {
  const text = readTextHead(head, file.name, spec.read);
  const all = text.names.map((column) => ({ name: column, type: typeIn(spec, column) }));
  requireRoles(spec, text.names, file.name);
  const columns = keptColumns(spec, all, file.size);
  // A packed file is unpacked here: how much there is in it shows only then.
  if (!head.compression) requireRoom(file, columns, all, text.rows, rowsIn(file.size, text.rows));
  const read = { ...spec.read, ...text.read };
  const plain = read.quote !== "rows" && isPlain(head, read.encoding ?? "utf-8", read.delimiter ?? ",");
  const sign = isSpaced(read.delimiter) ? "\t" : (read.delimiter ?? ",");
  const sql = file.size < LARGE ? tableName("sources", name) : largeTable(name);
  const into = (thorough: boolean): string =>
    readSql(name, sql, spec, all, { header: read.header ?? 0, sign, quoting: read, thorough, kept: columns });
  const reading = (bytes: number, of: number): void => job.progress(bytes, of, "job.reading");
  const path = `${name}.csv`;
  const undo = [`DROP TABLE IF EXISTS ${sql}`];
  /** The plain reading is tried first; only where it leaves cells unread are their odd forms looked for. */
  const run = async (progress: CallOptions): Promise<Raw> => {
    await engine.exec(into(false), job.signal, progress);
    const flaws = await engine.query(`SELECT count(${FLAW})::DOUBLE AS n FROM ${sql}`, job.signal);
    const thorough = Number(flaws.values[0]![0]) > 0;
    if (thorough) await engine.exec(into(true), job.signal);
    return { name, sql, columns, spec, path, statements: [into(thorough)], undo };
  };
  if (plain) {
    await engine.registerFile(path, file);
    try {
      return await run({ progress: reading });
    } catch (error) {
      // Further down the file line ends may change or quotes break: what a stream can even out, it gets a chance to.
      if (job.signal.aborted || TenureError.from(error).code === "engine.cancelled") throw error;
    }
  }
  const blob = await transcode(file, read, head.compression === "gzip", {
    signal: job.signal,
    progress: reading,
  });
  await engine.registerFile(path, blob);
  try {
    return await run({});
  } catch (error) {
    throw unreadable(error, file.name, job.signal);
  }
}

function unreadable(error: unknown, file: string, signal: AbortSignal): unknown {
  if (signal.aborted) return error;
  const raw = TenureError.from(error).toJSON().raw ?? "";
  const row = Number(/Line: (\d+)/.exec(raw)?.[1] ?? NaN);
  const at = { file, ...(Number.isNaN(row) ? {} : { row }) };
  if (/unicode|utf-?8/i.test(raw))
    return new TenureError("source.encoding", { file, encoding: "utf-8" }, { cause: raw, at });
  return new TenureError("source.unreadable", { file }, { cause: raw === "" ? error : raw, at });
}

/** Whether DuckDB may read the file itself, through its handle. */
function isPlain(head: Head, encoding: string, delimiter: string): boolean {
  if (head.compression || encoding !== "utf-8" || isSpaced(delimiter)) return false;
  const text = new TextDecoder("latin1").decode(head.bytes);
  const crlf = text.match(/\r\n/g)?.length ?? 0;
  const lf = text.match(/\n/g)?.length ?? 0;
  const cr = text.match(/\r/g)?.length ?? 0;
  return (crlf === 0 && cr === 0) || (crlf === lf && cr === crlf);
}

const typeIn = (spec: SourceSpec, column: string): ColumnType =>
  Object.hasOwn(spec.columns, column) ? (spec.columns[column] ?? "text") : "text";

function requireRoles(spec: SourceSpec, names: readonly string[], file: string): void {
  for (const role of ROLES) {
    const column = spec.roles[role];
    if (column === undefined || names.includes(column)) continue;
    throw new TenureError(
      "source.missing-column",
      { file, column, role, has: names },
      { at: { file, column } },
    );
  }
}

/** Whether each amount carries its own currency. */
export const signed = ({ roles }: SourceSpec): boolean =>
  roles.currency !== undefined && roles.currency === (roles.amount ?? roles.price);

interface Reading {
  readonly header: number;
  readonly sign: string;
  readonly quoting: Quoting;
  readonly thorough: boolean;
  /** The columns that are worth their memory. */
  readonly kept: Raw["columns"];
}

/** One statement from the file to the typed table. Rows with more cells than columns keep what is too much as a flaw. */
function readSql(
  name: string,
  sql: string,
  spec: SourceSpec,
  columns: Raw["columns"],
  { header, sign, quoting, thorough, kept }: Reading,
): string {
  const raw = columns.map((_, i) => `c${i}`);
  const ids = new Set(ROLES.filter(isId).map((role) => spec.roles[role]));
  const places = kept.map((column) => columns.indexOf(column));
  const typed = kept.map((column, at) => {
    const i = places[at]!;
    return { i, ...typing(raw[i]!, column.type, spec.read, ids.has(column.name), thorough ? `b${i}` : null) };
  });
  const sided = signedBySide(spec);
  const side = sided === null ? -1 : columns.findIndex((column) => column.name === spec.roles.sign);
  const shown = kept.map(({ name: column, type }, at) => {
    const i = places[at]!;
    const value =
      type === "date"
        ? `${saneSql(`v${i}`)}::DATE`
        : type === "datetime"
          ? saneSql(`v${i}`)
          : ownedSql(spec, column, `v${i}`, ROW, side < 0 ? null : `c${side}`);
    return `${value} AS ${identifier(column)}`;
  });
  // Only the columns in use are worth the text of what could not be read; the others just have no value there.
  const used = (["date", "amount", "quantity", "price"] as const)
    .map((role) => columns.findIndex((column) => column.name === spec.roles[role]))
    .filter((index) => index >= 0);
  const flaws = used.map(
    (i) =>
      `WHEN v${i} IS NULL AND c${i} <> '' THEN ${literal(columns[i]!.name + FLAW_SIGN)} || left(trim(c${i}), 80)`,
  );
  if (side >= 0) {
    const known = `${sideList(spec.read.minus)}, ${sideList(spec.read.plus)}`;
    const amount = columns.findIndex((column) => column.name === sided);
    flaws.push(
      `WHEN v${amount} IS NOT NULL AND ${sideSql(`c${side}`)} NOT IN (${known}) THEN ${literal(columns[side]!.name + FLAW_SIGN)} || left(trim(coalesce(c${side}, '')), 80)`,
    );
  }
  const options = [
    "auto_detect = false",
    `delim = ${literal(sign)}`,
    ...quotesSql(quoting),
    `header = ${header > 0}`,
    `skip = ${Math.max(0, header - 1)}`,
    `columns = {${[...raw, "too_much"].map((column) => `${column}: 'VARCHAR'`).join(", ")}}`,
    "null_padding = true",
    "strict_mode = false",
    "parallel = false",
    // Both together: with a longest line alone the whole file becomes one buffer, and progress one step.
    "max_line_size = 4194304",
    "buffer_size = 4194304",
  ];
  const bare = typed.flatMap(({ bare, i }) => (bare === null ? [] : [`${bare} AS b${i}`]));
  const file = `read_csv(${literal(filePath(`${name}.csv`))}, ${options.join(", ")})`;
  const from = bare.length === 0 ? file : `(SELECT *,\n      ${bare.join(",\n      ")}\n    FROM ${file})`;
  const values = typed.map(({ value, i }) => `${value} AS v${i}`);
  const money = signed(spec) ? columns.findIndex((column) => column.name === spec.roles.currency) : -1;
  return `CREATE OR REPLACE TABLE ${sql} AS
SELECT ${ROW},
  ${shown.join(",\n  ")},${money < 0 ? "" : `\n  ${currencySql(`c${money}`)} AS ${CURRENCY},`}
  CASE WHEN trim(too_much) <> '' THEN ${literal(FLAW_SIGN)} || left(too_much, 80)
    ${flaws.join("\n    ")} END AS ${FLAW}
FROM (SELECT (row_number() OVER () + ${header})::INTEGER AS ${ROW}, ${["too_much", ...new Set([...used, ...[money, side].filter((i) => i >= 0)].map((i) => `c${i}`))].join(", ")},
    ${values.join(",\n    ")}
  FROM ${from})`;
}

/** Parquet comes typed: its table is kept as inserted, and a view brings it to the same shape. */
async function loadParquet(
  engine: SourceEngine,
  file: File,
  name: string,
  spec: SourceSpec,
  job: LoadJob,
): Promise<Raw> {
  const head = await readParquetHead(file);
  requireRoles(spec, head.names, file.name);
  const all = head.names.map((column, i) => ({ name: column, type: head.types[i]! }));
  const wanted = keptColumns(spec, all, file.size);
  const { parquetRows } = await import("../tables/parquet-head");
  requireRoom(file, wanted, all, head.rows, await parquetRows(file));
  const inside = `${name}:parquet`;
  await engine.registerFile(`${name}.parquet`, file);
  await engine.insertParquet(inside, `${name}.parquet`, job.signal, {
    progress: (bytes, of) => job.progress(bytes, of, "job.reading"),
    ...(wanted.length < all.length ? { columns: wanted.map(({ name: column }) => column) } : {}),
  });
  const described = await engine.query(`DESCRIBE ${tableName("sources", inside)}`, job.signal);
  const stored = described.values[0] as readonly string[];
  const types = described.values[1] as readonly string[];
  const names = columnNames(stored, stored.length);
  const ids = new Set(ROLES.filter(isId).map((role) => spec.roles[role]));
  const columns = names.map((column, i) => {
    const own = columnType(types[i]!);
    return { name: column, type: Object.hasOwn(spec.columns, column) ? (spec.columns[column] ?? own) : own };
  });
  const signs = signedBySide(spec) === null ? -1 : names.indexOf(spec.roles.sign!);
  const side = signs < 0 ? null : identifier(stored[signs]!);
  const typed = columns.map(({ name: column, type }, i) => {
    const value = castSql(stored[i]!, types[i]!, type, ids.has(column), spec.read);
    return `  ${sidedSql(spec, column, scaledSql(spec, column, value), side)} AS ${identifier(column)}`;
  });
  const sql = `CREATE OR REPLACE VIEW ${tableName("sources", name)} AS
SELECT (row_number() OVER ())::INTEGER AS ${ROW},
${typed.join(",\n")},
  NULL::VARCHAR AS ${FLAW}
FROM ${tableName("sources", inside)}`;
  await engine.exec(sql, job.signal);
  const view = tableName("sources", name);
  const undo = [`DROP VIEW IF EXISTS ${view}`, `DROP TABLE IF EXISTS ${tableName("sources", inside)}`];
  return { name, sql: view, columns, spec, statements: [sql], path: `${name}.parquet`, undo };
}
