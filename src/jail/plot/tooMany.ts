import { TenureError } from "../../terms/error";
import { drawsFewer, drawsPaths } from "./exports";
import { LIMITS } from "./limits";
import type { Rows } from "./rows";

/** How many elements a mark draws at most, and how many it may. */
export function burden(name: string, rows: number, options: unknown): { elements: number; limit: number } {
  const fewer = transformsIn(options).some(drawsFewer);
  const limit = fewer ? LIMITS.rows : drawsPaths(name) ? LIMITS.points : LIMITS.elements;
  return { elements: rows, limit };
}

/** Refuses a mark of more elements than a page can draw, with the SQL that leaves fewer. */
export function tooMany(name: string, rows: Rows, options: unknown): void {
  const { elements, limit } = burden(name, rows.list.length, options);
  if (elements <= limit) return;
  throw new TenureError("plot.too-many", {
    mark: name,
    elements,
    limit,
    sql: binning(
      rows,
      ["x", "y"].map((key) => fieldOf(options, key)).filter((one) => one !== null),
    ),
  });
}

/** Names of the transforms among recorded options. */
export function transformsIn(options: unknown): string[] {
  if (
    typeof options !== "object" ||
    options === null ||
    Array.isArray(options) ||
    ArrayBuffer.isView(options)
  )
    return [];
  const { plot, args } = options as { plot?: unknown; args?: unknown };
  return typeof plot === "string" && Array.isArray(args) ? [plot, ...args.flatMap(transformsIn)] : [];
}

/** The column that a channel names, if it does. */
function fieldOf(options: unknown, key: string): string | null {
  if (typeof options !== "object" || options === null || ArrayBuffer.isView(options)) return null;
  if (Array.isArray(options))
    return options.map((one) => fieldOf(one, key)).find((one) => one !== null) ?? null;
  const value = (options as Record<string, unknown>)[key];
  if (typeof value === "string") return value;
  const { plot, args } = options as { plot?: unknown; args?: unknown };
  return typeof plot === "string" && Array.isArray(args) ? fieldOf(args, key) : null;
}

const BINS = 50;

/** A query that groups the columns into at most {@link BINS} steps each. */
function binning(rows: Rows, columns: readonly string[]): string {
  const from = rows.from ? quoted(rows.from) : "…";
  if (columns.length === 0) return `FROM ${from} USING SAMPLE 20000 ROWS`;
  const steps = columns.map((column) => `${stepsOf(rows, column)} AS ${quoted(column)}`);
  return `SELECT ${steps.join(", ")}, count(*) AS "n" FROM ${from} GROUP BY ALL ORDER BY ALL`;
}

function stepsOf(rows: Rows, column: string): string {
  let [low, high] = [Infinity, -Infinity];
  let date = false;
  for (let i = 0; i < rows.list.length; i++) {
    const value = (rows.list[i] as Record<string, unknown> | null)?.[column];
    if (typeof value !== "number" && !(value instanceof Date)) continue;
    if (value instanceof Date) date = true;
    low = Math.min(low, Number(value));
    high = Math.max(high, Number(value));
  }
  if (!(high >= low)) return quoted(column);
  if (date) return `date_trunc('${calendar((high - low) / 86_400_000)}', ${quoted(column)})`;
  const width = nice((high - low) / BINS || 1);
  return `floor(${quoted(column)} / ${String(width)}) * ${String(width)}`;
}

const calendar = (days: number): string =>
  days > 20 * 366 ? "year" : days > 4 * 366 ? "month" : days > 120 ? "week" : "day";

/** The next 1, 2 or 5 times a power of ten. */
function nice(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((one) => one * power >= step * (1 - 1e-9)) ?? 10;
  return Number((factor * power).toPrecision(1));
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
