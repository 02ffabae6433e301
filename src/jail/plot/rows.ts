import { TenureError } from "../../terms/error";
import type { Recorded } from "../../terms/plot";

/** Data of a mark while its figure is being recorded; one object for one array, so that Plot knows shared data again. */
export class Rows {
  constructor(
    readonly list: ArrayLike<unknown>,
    /** The cell it was read from. */
    readonly from: string | null,
  ) {}

  /** What an accessor says of every row. */
  map(accessor: (row: unknown, index: number, rows: ArrayLike<unknown>) => unknown): unknown[] {
    return Array.from({ length: this.list.length }, (_, i) => accessor(this.list[i], i, this.list));
  }
}

const known = new WeakMap<object, Rows>();
const origins = new WeakMap<object, string>();
const GEO = /^(Feature(Collection)?|GeometryCollection|(Multi)?(LineString|Point|Polygon)|Sphere)$/;

/** Says from which cell these rows were read; the SQL in an error then names it. */
export function nameRows<T extends object>(rows: T, cell: string): T {
  origins.set(rows, cell);
  return rows;
}

/** Whatever Plot takes as data: arrays, typed arrays, iterables, `{length}`; a function is called for it. Null: no data. */
export function rowsOf(given: unknown, path: string): Rows | null {
  const data: unknown = typeof given === "function" ? (given as () => unknown)() : given;
  if (data === null || data === undefined) return null;
  if (typeof data === "string") return new Rows(Array.from(data), null);
  if (typeof data !== "object") throw new TenureError("plot.data", { path });
  const before = known.get(data);
  if (before && (!("length" in data) || before.list.length === data.length)) return before;
  if ("then" in data) throw new TenureError("plot.promise", { path });
  if ("type" in data && GEO.test(String(data.type))) throw new TenureError("plot.geo", { name: path });
  const iterable = Symbol.iterator in data;
  if (!iterable && !("length" in data)) throw new TenureError("plot.data", { path });
  const list =
    Array.isArray(data) || ArrayBuffer.isView(data)
      ? (data as unknown as ArrayLike<unknown>)
      : Array.from(data as Iterable<unknown> | ArrayLike<unknown>);
  const rows = new Rows(list, origins.get(data) ?? null);
  known.set(data, rows);
  return rows;
}

/**
 * The rows as structured clone carries them. Of objects only the fields that some option names are kept.
 *
 * @param used every text that stands among the figure's options
 */
export function plainRows(rows: Rows, used: ReadonlySet<string>): Recorded {
  if (ArrayBuffer.isView(rows.list)) return rows.list;
  return Array.from({ length: rows.list.length }, (_, i) => {
    const row = rows.list[i];
    if (
      typeof row !== "object" ||
      row === null ||
      row instanceof Date ||
      ArrayBuffer.isView(row) ||
      Array.isArray(row)
    )
      return plain(row, `data[${String(i)}]`);
    const fields: [string, Recorded][] = [];
    // Inherited fields too: rows may be made by a class.
    for (const key in row) {
      if (!used.has(key)) continue;
      const value = (row as Record<string, unknown>)[key];
      if (typeof value !== "function") fields.push([key, plain(value, `data[${String(i)}].${key}`)]);
    }
    return Object.fromEntries(fields);
  });
}

/** A value without functions or classes. */
export function plain(value: unknown, path: string, depth = 0): Recorded {
  switch (typeof value) {
    case "function":
    case "symbol":
      throw new TenureError("plot.value", { path });
    case "object":
      break;
    default:
      return value as Recorded;
  }
  if (value === null || value instanceof Date || ArrayBuffer.isView(value)) return value;
  if (depth > 6) throw new TenureError("plot.value", { path });
  if (Symbol.iterator in value)
    return Array.from(value as Iterable<unknown>, (one, i) => plain(one, `${path}[${String(i)}]`, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, plain(one, `${path}.${key}`, depth + 1)]),
  );
}
