import { isCall, type LooseCall } from "../../../jail/plot/guard";
import { replay, type Plot } from "../../../jail/plot/replay";
import type { RecordedPlot } from "../../../terms/plot";
import { checked } from "./checked";

/** Names above and below a figure that the cell gave among Plot's options; the page writes them in its own frame. */
export interface Named {
  readonly title?: string;
  readonly subtitle?: string;
  readonly caption?: string;
  readonly ariaLabel?: string;
}

/** A recorded figure and what it says of itself, apart. */
export function named(record: RecordedPlot): { readonly names: Named; readonly rest: RecordedPlot } {
  const options = optionsOf(record);
  const names = Object.fromEntries(
    (["title", "subtitle", "caption", "ariaLabel"] as const).flatMap((key) => {
      const value = options[key];
      return typeof value === "string" && value.trim() !== "" ? [[key, value]] : [];
    }),
  );
  const rest = { ...options, title: undefined, subtitle: undefined, caption: undefined } as never;
  return { names, rest: { plot: record.plot, args: [rest] } };
}

/** Options as the record holds them; of a transform spread into them nothing is read here. */
export function optionsOf(record: RecordedPlot): Readonly<Record<string, unknown>> {
  const [options] = record.args;
  return typeof options === "object" && options !== null && !isCall(options) && !Array.isArray(options)
    ? (options as Readonly<Record<string, unknown>>)
    : {};
}

const CATEGORIES = 6;

/**
 * Draws it at this width in the colours of the page: categories that the cell gave no colours get the page's, where
 * there are enough of them.
 *
 * @throws `plot.*`
 */
export function drawRecorded(record: RecordedPlot, Plot: Plot, width: number): Element {
  const defaults = record.plot === "plot" ? { width: Math.max(120, Math.round(width)) } : {};
  const drawn = checked(replay(record, Plot, defaults));
  const coloured = inPageColours(record, drawn);
  return coloured ? checked(replay(coloured, Plot, defaults)) : drawn;
}

function inPageColours(record: RecordedPlot, drawn: Element): RecordedPlot | null {
  const options = optionsOf(record);
  const { color = {} } = options;
  if (typeof color !== "object" || color === null || isCall(color)) return null;
  if (["scheme", "range", "interpolate"].some((key) => key in color)) return null;
  const { scale } = drawn as {
    scale?: (name: string) => { type: string; domain?: readonly unknown[] } | undefined;
  };
  const found = typeof scale === "function" ? scale("color") : undefined;
  if (found?.type !== "ordinal" && found?.type !== "categorical") return null;
  const count = found.domain?.length ?? Infinity;
  if (count > CATEGORIES) return null;
  const range = Array.from({ length: count }, (_, i) => `var(--cat-${String(i + 1)})`);
  return { plot: record.plot, args: [{ ...options, color: { ...color, range } }] };
}

/** What the figure was drawn from: its kinds of marks, and the rows behind the largest of them. */
export interface Behind {
  readonly marks: readonly string[];
  readonly columns: readonly string[];
  readonly rows: number;
  readonly cell: (row: number, column: string) => unknown;
}

export function behind(record: RecordedPlot): Behind {
  const calls: LooseCall[] = [];
  collect(optionsOf(record)["marks"] ?? record.args, calls);
  const marks = [...new Set(calls.map((call) => call.plot))];
  const listOf = (call: LooseCall): ArrayLike<unknown> => {
    const [data] = call.args;
    const list = isCall(data) && data.plot === "#rows" ? data.args[0] : [];
    return list as ArrayLike<unknown>;
  };
  const largest = calls.reduce<LooseCall | null>(
    (best, call) => (best && listOf(best).length >= listOf(call).length ? best : call),
    null,
  );
  const list = largest ? listOf(largest) : [];
  const fields = new Set<string>();
  for (let i = 0; i < Math.min(list.length, 100); i++) {
    const row = list[i];
    if (typeof row === "object" && row !== null && !(row instanceof Date))
      for (const key of Object.keys(row)) fields.add(key);
    else fields.add("");
  }
  // Channels that a function of the cell gave stand beside the fields they were made of.
  const channels = new Map<string, readonly unknown[]>();
  if (largest) valuesIn(largest.args[1], list.length, channels);
  const columns = [...fields, ...[...channels.keys()].filter((name) => !fields.has(name))];
  return {
    marks,
    columns,
    rows: list.length,
    cell: (row, column) => {
      if (!fields.has(column)) return channels.get(column)?.[row];
      const one = list[row];
      return column === "" ? one : (one as Record<string, unknown> | null)?.[column];
    },
  };
}

/** The marks among options, in order; transforms are within them. */
function collect(value: unknown, calls: LooseCall[]): void {
  if (Array.isArray(value)) for (const one of value as unknown[]) collect(one, calls);
  else if (isCall(value)) {
    if (value.plot === "marks" || value.plot === "#merge") collect(value.args, calls);
    else calls.push(value);
  }
}

function valuesIn(options: unknown, length: number, found: Map<string, readonly unknown[]>): void {
  if (typeof options !== "object" || options === null || length === 0) return;
  if (isCall(options)) {
    for (const one of options.args) valuesIn(one, length, found);
    return;
  }
  for (const [key, value] of Object.entries(options as Readonly<Record<string, unknown>>)) {
    const inner = typeof value === "object" && value !== null && "value" in value ? value.value : value;
    if (Array.isArray(inner) && inner.length === length) found.set(key, inner as unknown[]);
    else if (key === "channels") valuesIn(value, length, found);
  }
}
