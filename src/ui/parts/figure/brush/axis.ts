import type { Options } from "../../../../figures";
import type { Batch } from "../../../../terms/table";
import { isoDay, type Extent } from "./predicate";

/** The horizontal axis of a chart as something to choose from. */
export interface Axis {
  /** The column of the chart's table. */
  readonly column: string;
  readonly is: "numbers" | "days" | "words";
  /** Where each drawn thing begins and ends, in milliseconds or the axis' own numbers; of words, none. */
  readonly spans: readonly (readonly [from: number, to: number])[];
  /** Words, and numbers that stand side by side like words. */
  readonly values: readonly (string | number)[];
}

const DAY = 86_400_000;

/** What of a chart can be chosen; null: nothing, as in small multiples. */
export function axisOf(options: Options, rows: Batch): Axis | null {
  const column = options["x"];
  if (typeof column !== "string" || options["fx"]) return null;
  const at = rows.columns.findIndex(({ name }) => name === column);
  const found = rows.values[at];
  if (!found || rows.rows === 0) return null;
  const ends = rows.columns.findIndex(({ name }) => name === options["x2"]);
  const time = /^(DATE|TIMESTAMP)/.test(rows.columns[at]!.type);
  if (!(found instanceof Float64Array)) {
    const words = [...new Set(found)].filter((one) => one !== null);
    return { column, is: "words", spans: [], values: words };
  }
  const starts = [...new Set(found)].filter((one) => !Number.isNaN(one));
  const banded = (options["mark"] === "bar" || options["mark"] === "heatmap") && ends < 0;
  // Numbers side by side are chosen one by one: they need not stand in order.
  if (banded && !time) return { column, is: "words", spans: [], values: starts };
  // Days that are sorted by something else have no stretch of time between them.
  if (banded && /y$/.test(typeof options["sort"] === "string" ? options["sort"] : "")) return null;
  const last = rows.values[ends];
  const spans = starts.map((from) => {
    const row = found.indexOf(from);
    const to = last ? Number(last[row]) : time ? endOf(from, options["period"]) : from;
    return [from, to] as const;
  });
  return { column, is: time ? "days" : "numbers", spans, values: [] };
}

/** The last moment of a period that begins here. */
function endOf(from: number, period: unknown): number {
  const day = new Date(from);
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
  switch (period) {
    case "year":
      return Date.UTC(year + 1, 0, 1) - DAY;
    case "quarter":
      return Date.UTC(year, month + 3, 1) - DAY;
    case "month":
      return Date.UTC(year, month + 1, 1) - DAY;
    case "week":
      return from + 6 * DAY;
    default:
      return from;
  }
}

/** What lies between two places of the axis; null: nothing drawn does. */
export function between(axis: Axis, low: number, high: number): Extent | null {
  const inside = axis.spans.filter(([from, to]) => to >= low && from <= high);
  if (inside.length === 0) return null;
  const from = Math.min(...inside.map(([start]) => start));
  const to = Math.max(...inside.map(([, end]) => end));
  return axis.is === "days"
    ? { is: "days", from: isoDay(from), to: isoDay(to) }
    : { is: "numbers", from, to };
}

/** The ends of an extent on the axis. */
export function endsOf(extent: Exclude<Extent, { is: "among" }>): readonly [number, number] {
  return extent.is === "numbers"
    ? [extent.from, extent.to]
    : [Date.parse(extent.from), Date.parse(extent.to)];
}
