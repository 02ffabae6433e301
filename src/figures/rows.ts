import type { Batch } from "../terms/table";

export type Row = Readonly<Record<string, number | string | boolean | Date | null>>;

/** Rows as Plot takes them: dates are `Date`, booleans are booleans. */
export function records(batch: Batch): Row[] {
  const readers = batch.columns.map(({ name, type }, c) => {
    const values = batch.values[c]!;
    const read = (r: number): Row[string] => {
      const value = values[r] as number | string | boolean | null | undefined;
      if (value === null || value === undefined) return null;
      if (/^(DATE|TIMESTAMP)/.test(type)) return Number.isNaN(Number(value)) ? null : new Date(Number(value));
      if (type === "BOOLEAN") return value === true || value === 1 || value === "true";
      return value;
    };
    return [name, read] as const;
  });
  return Array.from({ length: batch.rows }, (_, r) =>
    Object.fromEntries(readers.map(([name, read]) => [name, read(r)])),
  );
}

export function num(row: Row | undefined, name: string): number {
  return Number(row?.[name] ?? NaN);
}
