import type { EngineHost, Value } from "../notebook/kind";
import type { TableRef } from "../terms/table";
import type { Json } from "../terms/view";

/** One value out of another cell. */
export interface Single {
  readonly value: string | number | boolean | null;
  /** The text is an ISO date. */
  readonly date: boolean;
  /** A `Unit` or a `Currency`, where the cell says one. */
  readonly unit: string | null;
}

/**
 * What `${name}` or `${name.column}` says: a number or text, a key of a record, a column of a one-row table, the only
 * value of a table, the status of a fit. Undefined: there is no single value.
 */
export async function single(
  value: Value,
  column: string | null,
  engine: EngineHost,
  signal: AbortSignal,
): Promise<Single | undefined> {
  if (value.is === "fit")
    return plain(column === null ? value.fit.status : (value.fit[column] as Json | undefined));
  if (value.is === "json") {
    const { json, unit, date } = value;
    return column === null ? plain(json, unit, date) : plain(member(json, column), undefined, date);
  }
  const { table } = value;
  const folded = column?.toLowerCase();
  const chosen =
    folded === undefined ? table.columns[0] : table.columns.find(({ name }) => name.toLowerCase() === folded);
  if (!chosen || table.rows !== 1 || (column === null && table.columns.length !== 1)) return undefined;
  const batch = await engine.query(`SELECT ${quoted(chosen.name)} FROM ${table.sql}`, signal);
  const cell = batch.values[0]?.[0] ?? null;
  if (typeof cell !== "number") return plain(cell);
  if (Number.isNaN(cell)) return plain(null);
  if (!/^(DATE|TIMESTAMP)/.test(chosen.type)) return plain(cell);
  return plain(new Date(cell).toISOString().slice(0, 10), undefined, true);
}

/** The table, its money in the currency of the tables it was made from, where they agree. */
export function inCurrency(table: TableRef, inputs: ReadonlyMap<string, Value>): TableRef {
  const found = new Set(
    [...inputs.values()].flatMap((value) => (value.is === "json" ? [] : [value.table.currency])),
  );
  const [currency] = found;
  return found.size === 1 && currency !== undefined ? { ...table, currency } : table;
}

export function member(json: Json, key: string): Json | undefined {
  const record = typeof json === "object" && json !== null && !Array.isArray(json);
  return record ? (json as { readonly [key: string]: Json })[key] : undefined;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function plain(json: Json | undefined, unit?: string, date = false): Single | undefined {
  if (json === undefined || (typeof json === "object" && json !== null)) return undefined;
  return { value: json, date, unit: unit ?? null };
}
