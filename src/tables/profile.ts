import type { Batch, ColumnRef, TableRef } from "../terms/table";
import { valueSql } from "./look/filter";
import { whereSql, type Look } from "./look/look";

/** One column at a glance. */
export interface Profile {
  readonly column: ColumnRef;
  readonly rows: number;
  readonly missing: number;
  /** Estimated (HyperLogLog, a few per cent). */
  readonly distinct: number;
  /** As text of the engine; null when there is no value. */
  readonly least: string | null;
  readonly most: string | null;
  /** Mean of a numeric column, else null. */
  readonly mean: number | null;
}

const NUMERIC = /^(U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|REAL|DOUBLE|DECIMAL)[^\]]*$/;

/** One row per column, in the table's order, in one pass over the rows that pass the filters. */
export function profileSql(ref: TableRef, filters: Look["filters"] = []): string {
  const parts = ref.columns.map((column, i) => {
    const { type } = column;
    const c = valueSql(column);
    const mean = NUMERIC.test(type) ? `avg(${c})::DOUBLE` : "NULL::DOUBLE";
    return `{'i': ${i}, 'n': count(*), 'missing': count(*) - count(${c}), 'd': approx_count_distinct(${c}), 'low': min(${c})::VARCHAR, 'high': max(${c})::VARCHAR, 'mean': ${mean}}`;
  });
  return `SELECT unnest(p, recursive := true) FROM (SELECT unnest([${parts.join(", ")}]) AS p FROM ${ref.sql}${whereSql(ref, filters)})`;
}

export function readProfiles(ref: TableRef, batch: Batch): readonly Profile[] {
  const [, n, missing, distinct, low, high, mean] = batch.values;
  return ref.columns.map((column, i) => ({
    column,
    rows: n![i] as number,
    missing: missing![i] as number,
    distinct: distinct![i] as number,
    least: low![i] as string | null,
    most: high![i] as string | null,
    mean: Number.isNaN(mean![i]) ? null : (mean![i] as number | null),
  }));
}
