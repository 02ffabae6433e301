import type { Formatters } from "../../../i18n";
import type { Batch } from "../../../terms/table";

/** What a figure shows, one row after another, in words. */
export interface Points {
  readonly count: number;
  /** `month 1 Mar 2024, revenue 1,234`. */
  words(row: number): string;
}

/** The rows behind a figure of ours. */
export function pointsOf(rows: Batch, format: Formatters): Points {
  const write = (column: number, row: number): string => {
    const value = rows.values[column]![row] ?? null;
    if (value === null || (typeof value === "number" && Number.isNaN(value))) return "–";
    if (typeof value === "string") return value;
    return /^(DATE|TIMESTAMP)/.test(rows.columns[column]!.type)
      ? format.date(value, "medium")
      : format.number(value);
  };
  return {
    count: rows.rows,
    words: (row) => rows.columns.map(({ name }, column) => `${name} ${write(column, row)}`).join(", "),
  };
}
