import type * as PlotModule from "@observablehq/plot";
import { TenureError } from "../../terms/error";
import type { RecordedPlot } from "../../terms/plot";
import { guard, isCall, type LooseCall } from "./guard";

export type Plot = typeof PlotModule;

/** What the page adds to a figure where the cell did not say. */
export type Defaults = Readonly<Record<string, unknown>>;

/**
 * Draws a recorded figure with the real Plot: the calls are made again, inside out. The record may come from anybody:
 * only names of Plot's exports are called, with plain values (see `guard.ts`).
 *
 * @param defaults options of `Plot.plot` where the record has none, e.g. `width`
 * Throws `plot.*`, and `plot.failed` with Plot's own message where Plot refuses.
 */
export function replay(record: RecordedPlot, Plot: Plot, defaults: Defaults = {}): Element {
  guard(record);
  const [options = {}] = record.args;
  const library = Plot as unknown as Readonly<Record<string, unknown>>;
  try {
    const made = new Maker(library).make(options) as Record<string, unknown>;
    const draw = library[record.plot] as (options: unknown) => Element | undefined;
    const drawn = draw({ ...defaults, ...made });
    if (!drawn) throw new TenureError("plot.empty");
    return drawn;
  } catch (thrown) {
    if (thrown instanceof TenureError) throw thrown;
    throw new TenureError("plot.failed", {}, { cause: thrown });
  }
}

class Maker {
  /** Marks that share their data get the same array, and Plot facets them alike. */
  private readonly rows = new Map<unknown, unknown>();

  constructor(private readonly Plot: Readonly<Record<string, unknown>>) {}

  make(value: unknown): unknown {
    if (typeof value !== "object" || value === null || value instanceof Date || ArrayBuffer.isView(value))
      return value;
    if (Array.isArray(value)) return value.map((one) => this.make(one));
    if (isCall(value)) return this.call(value);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.make(one)]));
  }

  /** Rows alone: an array that came by structured clone may carry names beside its items. */
  private list(given: unknown): unknown {
    if (!Array.isArray(given)) return given;
    const before = this.rows.get(given);
    if (before) return before;
    const rows = Array.from(given as unknown[]);
    this.rows.set(given, rows);
    return rows;
  }

  private call({ plot, args }: LooseCall): unknown {
    switch (plot) {
      case "#rows":
        return this.list(args[0]);
      case "#value":
        return this.Plot[String(args[0])];
      case "#merge":
        return Object.fromEntries(args.flatMap((one) => Object.entries(this.make(one) as object)));
      case "#order":
        return ordering(args[0] as readonly unknown[]);
      default:
        return (this.Plot[plot] as (...args: unknown[]) => unknown)(...args.map((one) => this.make(one)));
    }
  }
}

/** What a function of the cell said of each row, as a function of one row and its place. */
function ordering(values: readonly unknown[]): (row: unknown, index: number) => unknown {
  const told = (_row: unknown, index: number): unknown => values[index];
  // Plot takes a function of one argument for an accessor, of two for a comparison.
  return Object.defineProperty(told, "length", { value: 1 });
}
