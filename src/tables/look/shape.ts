import type { Batch, ColumnRef, TableRef } from "../../terms/table";
import { sortOf, valueSql } from "./filter";
import { whereSql, type Look } from "./look";

/** What a column's values look like at a glance: numbers and days in bins of equal width, all else by its commonest. */
export type Shape =
  | { readonly is: "bins"; readonly low: number; readonly high: number; readonly counts: readonly number[] }
  | { readonly is: "values"; readonly values: readonly Counted[] };

/** A value as the engine writes it; `null` is the missing one. */
export interface Counted {
  readonly value: string | null;
  readonly rows: number;
}

const BINS = 24;
const COMMONEST = 12;

/** Asks for {@link readShape}. Days are counted in milliseconds. */
export function shapeSql(ref: TableRef, column: ColumnRef, filters: Look["filters"]): string {
  const sort = sortOf(column);
  if (sort !== "number" && sort !== "day") return valuesSql(ref, column, filters, COMMONEST);
  const c = valueSql(column);
  const v = sort === "day" ? `epoch_ms(${c}::TIMESTAMP)::DOUBLE` : `${c}::DOUBLE`;
  const where = whereSql(ref, filters);
  const finite = `${where === "" ? " WHERE" : `${where} AND`} ${c} IS NOT NULL AND isfinite(${sort === "day" ? c : `${c}::DOUBLE`})`;
  return `WITH v AS (SELECT ${v} AS v FROM ${ref.sql}${finite}), ends AS (SELECT min(v) AS low, max(v) AS high FROM v)
SELECT low, high, CASE WHEN high > low THEN least(${BINS - 1}, floor((v - low) / (high - low) * ${BINS}))::INTEGER ELSE 0 END AS bin, count(*) AS n
FROM v, ends GROUP BY ALL ORDER BY bin`;
}

/** Values of a column by how often they occur, at most `limit`. */
export function valuesSql(ref: TableRef, column: ColumnRef, filters: Look["filters"], limit: number): string {
  return `SELECT ${valueSql(column)}::VARCHAR AS v, count(*) AS n FROM ${ref.sql}${whereSql(ref, filters)} GROUP BY ALL ORDER BY n DESC, v NULLS LAST LIMIT ${limit}`;
}

export function readShape(column: ColumnRef, batch: Batch): Shape {
  const sort = sortOf(column);
  if (sort !== "number" && sort !== "day") return { is: "values", values: readValues(batch) };
  const [low, high, bin, n] = batch.values as readonly Float64Array[];
  const counts = new Array<number>(batch.rows > 0 && high![0]! > low![0]! ? BINS : Math.min(1, batch.rows));
  counts.fill(0);
  for (let i = 0; i < batch.rows; i++) counts[bin![i]!] = n![i]!;
  return { is: "bins", low: low?.[0] ?? NaN, high: high?.[0] ?? NaN, counts };
}

export function readValues({ rows, values: [value, n] }: Batch): readonly Counted[] {
  return Array.from({ length: rows }, (_, i) => ({
    value: value![i] as string | null,
    rows: n![i] as number,
  }));
}
