import type { Batch } from "../../terms/table";

/** A column of numbers by name; dates are epoch milliseconds. */
export function numbers(batch: Batch, name: string): Float64Array {
  const values = batch.values[batch.columns.findIndex((column) => column.name === name)];
  if (values instanceof Float64Array) return values;
  throw new Error(`column ${name} is not numeric`);
}

/** A column of text by name. */
export function texts(batch: Batch, name: string): readonly (string | null)[] {
  const values = batch.values[batch.columns.findIndex((column) => column.name === name)];
  if (values === undefined || values instanceof Float64Array) throw new Error(`column ${name} is not text`);
  return values;
}

/** The number in the first row; NaN where it is NULL. */
export function first(batch: Batch, name: string): number {
  return numbers(batch, name)[0] ?? NaN;
}

/** Epoch milliseconds of a UTC midnight as an ISO day. */
export function isoDay(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

export const DAY = 86_400_000;
