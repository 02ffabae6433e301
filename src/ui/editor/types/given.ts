import type { Value } from "../../../notebook/kind";
import type { CellView } from "../../../notebook/view";
import type { ColumnRef } from "../../../terms/table";
import type { Json } from "../../../terms/view";

const NAME = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/** Declarations of the other cells as a program finds them: handles typed by columns, values by what they are now. */
export function declarationsFor(cells: readonly CellView[], key: string): string {
  return cells
    .filter((cell) => cell.key !== key && cell.id !== null && cell.kind !== "prose" && NAME.test(cell.id))
    .map(({ id, result }) => `declare const ${id}: ${result ? typeOf(result.value) : "any"};`)
    .join("\n");
}

function typeOf(value: Value): string {
  if (value.is === "json") return jsonType(value.json);
  const row = rowType(value.table.columns);
  if (value.is === "table") return `Table<${row}>`;
  const model = value.fit["model"] === "gamma-gamma" ? "SpendFit" : "TransactionFit";
  return `Fitted<import("/clv/models/index").${model}, ${row}>`;
}

const rowType = (columns: readonly ColumnRef[]): string =>
  `{ ${columns.map(({ name, type }) => `${JSON.stringify(name)}: ${columnType(type)} | null`).join("; ")} }`;

/** As the handle gives it: see `jail/cell/handle.ts`. */
function columnType(type: string): string {
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|UINTEGER|DOUBLE|FLOAT|REAL|DECIMAL.*)$/.test(type))
    return "number";
  if (type === "BOOLEAN") return "boolean";
  return /^(DATE|TIMESTAMP)/.test(type) ? "Date" : "string";
}

/** Depth and width at which a value is just some value. */
const DEEP = 4;
const WIDE = 40;

/** The type of a plain value, widened: a slider at 5 is a number. */
export function jsonType(json: Json, depth = 0): string {
  if (json === null) return depth === 0 ? "any" : "null";
  if (typeof json !== "object") return typeof json;
  if (depth >= DEEP) return "any";
  if (Array.isArray(json)) {
    const types = new Set((json as readonly Json[]).slice(0, WIDE).map((one) => jsonType(one, depth + 1)));
    return types.size === 0 ? "any[]" : `(${[...types].join(" | ")})[]`;
  }
  const entries = Object.entries(json as { readonly [key: string]: Json });
  if (entries.length > WIDE) return "Record<string, any>";
  return `{ ${entries.map(([key, one]) => `${JSON.stringify(key)}: ${jsonType(one, depth + 1)}`).join("; ")} }`;
}
