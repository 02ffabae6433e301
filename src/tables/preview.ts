import type { TableRef } from "../terms/table";
import { identifier } from "./quote";

export interface Preview {
  /** All when absent. */
  readonly columns?: readonly string[];
  readonly limit: number;
  readonly offset?: number;
  readonly orderBy?: readonly { readonly column: string; readonly descending?: boolean }[];
}

/** Rows `offset` to `offset + limit` of a table; without an order, as stored. Missing values come last. */
export function previewSql(ref: TableRef, options: Preview): string {
  const columns = options.columns?.map(identifier).join(", ") ?? "*";
  const order = (options.orderBy ?? []).map(
    ({ column, descending }) => `${identifier(column)} ${descending ? "DESC" : "ASC"} NULLS LAST`,
  );
  const by = order.length > 0 ? ` ORDER BY ${order.join(", ")}` : "";
  const limit = Math.max(0, Math.trunc(options.limit));
  const offset = Math.max(0, Math.trunc(options.offset ?? 0));
  return `SELECT ${columns} FROM ${ref.sql}${by} LIMIT ${limit} OFFSET ${offset}`;
}
