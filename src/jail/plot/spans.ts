import { TenureError } from "../../terms/error";
import { isCall } from "./guard";
import { LIMITS } from "./limits";

const MS = {
  second: 1e3,
  minute: 6e4,
  hour: 36e5,
  day: 864e5,
  week: 6048e5,
  month: 2629e6,
  quarter: 7889e6,
  year: 31557e6,
};
const DAYS = /^(mon|tues|wednes|thurs|fri|satur|sun)day$/;

/** What an interval is measured against: the smallest and largest number and date of the whole figure. */
interface Extent {
  low: number;
  high: number;
}

/**
 * Refuses what would make Plot take millions of steps: an interval of seconds over years, a facet for every row.
 * Throws `plot.size`.
 */
export function spans(record: unknown): void {
  const extent: Extent = { low: Infinity, high: -Infinity };
  const steps: { path: string; step: number }[] = [];
  const facets: { fx: number; fy: number } = { fx: 1, fy: 1 };
  walk(record, "", null, extent, steps, facets, new Set());
  for (const { path, step } of steps)
    if (!(step > 0) || (extent.high - extent.low) / step > LIMITS.intervals)
      throw new TenureError("plot.size", { option: path, value: step });
  if (facets.fx * facets.fy > LIMITS.facets)
    throw new TenureError("plot.facets", { facets: facets.fx * facets.fy, limit: LIMITS.facets });
}

function walk(
  value: unknown,
  path: string,
  rows: ArrayLike<unknown> | null,
  extent: Extent,
  steps: { path: string; step: number }[],
  facets: { fx: number; fy: number },
  seen: Set<unknown>,
): void {
  if (typeof value === "number" || value instanceof Date || typeof value === "bigint") {
    const at = Number(value);
    if (Number.isFinite(at)) {
      extent.low = Math.min(extent.low, at);
      extent.high = Math.max(extent.high, at);
    }
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (ArrayBuffer.isView(value)) {
    for (const one of value as unknown as Iterable<number>)
      walk(one, path, rows, extent, steps, facets, seen);
    return;
  }
  if (Array.isArray(value)) {
    for (const one of value as unknown[]) walk(one, path, rows, extent, steps, facets, seen);
    return;
  }
  if (isCall(value)) {
    if (seen.has(value)) return;
    seen.add(value);
    if (/^(number|time|utc)Interval$|^shift[XY]$/.test(value.plot)) note(value.args[0], value.plot, steps);
    const [first] = value.args;
    const data = isCall(first) && first.plot === "#rows" ? (first.args[0] as ArrayLike<unknown>) : rows;
    for (const one of value.args) walk(one, value.plot, data, extent, steps, facets, seen);
    return;
  }
  for (const [key, one] of Object.entries(value)) {
    const here = path ? `${path}.${key}` : key;
    if (/^(interval|thresholds|ticks|grid)$/.test(key) && (typeof one === "string" || key === "interval"))
      note(one, here, steps);
    if (key === "fx" || key === "fy") facets[key] = Math.max(facets[key], distinct(one, rows));
    walk(one, here, rows, extent, steps, facets, seen);
  }
}

/** One step of an interval, in numbers or milliseconds: `5`, `"week"`, `"2 hours"`. */
function note(interval: unknown, path: string, steps: { path: string; step: number }[]): void {
  if (typeof interval === "number") {
    // Plot reads 0 < n < 1 and negative numbers as fractions.
    steps.push({ path, step: interval < 0 ? -1 / interval : interval });
    return;
  }
  if (typeof interval !== "string") return;
  const [, count, unit] = /^[+-]?(?:(\d+)\s+)?(\w+?)s?$/.exec(interval.trim().toLowerCase()) ?? [];
  const one =
    unit && Object.hasOwn(MS, unit) ? MS[unit as keyof typeof MS] : unit && DAYS.test(unit) ? MS.week : null;
  if (one !== null) steps.push({ path, step: one * Number(count ?? 1) });
}

/** How many different values a facet channel has. */
function distinct(channel: unknown, rows: ArrayLike<unknown> | null): number {
  const inner =
    typeof channel === "object" && channel !== null && "value" in channel ? channel.value : channel;
  if (Array.isArray(inner)) return Math.max(1, new Set(inner.map(String)).size);
  if (typeof inner !== "string" || !rows) return 1;
  const found = new Set<string>();
  for (let i = 0; i < rows.length && found.size <= LIMITS.facets; i++)
    found.add(String((rows[i] as Record<string, unknown> | null)?.[inner]));
  return Math.max(1, found.size);
}
