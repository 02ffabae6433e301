import { TenureError } from "../../terms/error";
import type { Batch } from "../../terms/table";
import type { ColumnType } from "../spec";
import { columnNames } from "./grid";

/** Rows of a Parquet file that are looked at. */
const LOOK = 2000;

export interface ParquetHead {
  readonly names: readonly string[];
  readonly types: readonly ColumnType[];
  readonly rows: readonly (readonly string[])[];
}

/** First rows of a Parquet file as text, with the types its own schema gives. */
export async function readParquetHead(file: File): Promise<ParquetHead> {
  let batch: Batch;
  try {
    const { parquetHead } = await import("../../tables/parquet-head");
    batch = await parquetHead(file, LOOK);
  } catch (cause) {
    throw new TenureError(
      "source.truncated-parquet",
      { file: file.name },
      { cause, at: { file: file.name } },
    );
  }
  if (batch.rows === 0)
    throw new TenureError("source.empty", { file: file.name }, { at: { file: file.name } });
  const columns = batch.columns;
  const names = columnNames(
    columns.map(({ name }) => name),
    columns.length,
  );
  const types = columns.map(({ type }, i) => timed(columnType(type), batch.values[i]!));
  const rows = Array.from({ length: batch.rows }, (_, row) =>
    columns.map((_, i) => written(batch.values[i]![row] ?? null, types[i]!)),
  );
  return { names, types, rows };
}

/** DuckDB's type → ours. */
export function columnType(type: string): ColumnType {
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U\w+INT)$/.test(type)) return "integer";
  if (/^(DOUBLE|FLOAT|DECIMAL)/.test(type)) return "decimal";
  if (type === "DATE") return "date";
  if (type.startsWith("TIMESTAMP")) return "datetime";
  return type === "BOOLEAN" ? "boolean" : "text";
}

/** A timestamp column in which nothing happens at any time of day holds days. */
function timed(type: ColumnType, values: ArrayLike<number | string | null>): ColumnType {
  if (type !== "datetime") return type;
  return Array.from(values).some((value) => typeof value === "number" && value % 86_400_000 !== 0)
    ? type
    : "date";
}

function written(value: number | string | null, type: ColumnType): string {
  if (value === null || (typeof value === "number" && Number.isNaN(value))) return "";
  if (typeof value === "string") return value;
  if (type === "date") return new Date(value).toISOString().slice(0, 10);
  if (type === "datetime") return new Date(value).toISOString().slice(0, 19).replace("T", " ");
  return String(value);
}
