import { readHead } from "../read/head";
import { readParquetHead } from "../read/parquet";
import { readTextHead } from "../read/texthead";
import { sourceHash } from "../read/hash";
import type { ColumnType, SourceSpec } from "../spec";
import { open } from "../unpack/open";
import { GROUPED_COLUMNS } from "./grouped";

const TYPES: Readonly<Record<(typeof GROUPED_COLUMNS)[number], ColumnType>> = {
  x: "integer",
  t_x: "integer",
  t: "integer",
  repeat_money: "decimal",
  customers: "integer",
  observed_until: "date",
};

/**
 * What a `source` cell must say to read a summary that was prepared where the data live; null for any other file.
 * Recognised by its columns alone, in any order and in capitals too; a file that cannot be read is none.
 */
export async function preparedSource(file: File): Promise<SourceSpec | null> {
  const found = await columnsOf(file).catch(() => null);
  if (!found) return null;
  const named = GROUPED_COLUMNS.map((wanted) => found.names.find((name) => name.toLowerCase() === wanted));
  if (named.some((name) => name === undefined)) return null;
  const sha256 = await sourceHash(file);
  return {
    file: file.name,
    size: file.size,
    ...(sha256 === null ? {} : { sha256 }),
    holds: "table",
    read: found.read,
    columns: Object.fromEntries([
      ...GROUPED_COLUMNS.map((wanted, i) => [named[i]!, TYPES[wanted]]),
      ...found.names.filter((name) => name.toLowerCase() === "currency").map((name) => [name, "text"]),
    ]) as SourceSpec["columns"],
    roles: {},
  };
}

async function columnsOf(file: File): Promise<{ names: readonly string[]; read: SourceSpec["read"] }> {
  const opened = await open(file);
  const head = await readHead(opened.file);
  if (head.format === "parquet") {
    const { names } = await readParquetHead(opened.file);
    return { names, read: { format: "parquet" } };
  }
  const { names, read } = readTextHead(head, file.name, {});
  return { names, read: { ...read, decimal: ".", dates: "yyyy-mm-dd", ...opened.read } };
}
