import type { PlotOptions } from "@observablehq/plot";
import type { Code, Params } from "../terms/error";
import type { Batch } from "../terms/table";
import type { Json } from "../terms/view";

/** Words, numbers and the size a figure is drawn with. */
export interface Tools {
  readonly words: (code: Code, params?: Params) => string;
  readonly format: {
    readonly number: (value: number, digits?: number) => string;
    readonly count: (value: number) => string;
    readonly percent: (share: number, decimals?: number) => string;
    readonly money: (value: number, currency: string) => string;
    readonly probability: (p: number) => string;
    readonly date: (day: string | number, style?: "short" | "medium" | "long" | "month") => string;
  };
  /** Real width in pixels; figures are redrawn, never scaled. */
  readonly width: number;
}

export type Options = Readonly<Record<string, Json>>;

/** Rows and words in, options of one panel or several (side by side where there is room) out. */
export type Figure = (rows: Batch, options: Options, tools: Tools) => PlotOptions | readonly PlotOptions[];

/** An option that is text; "" where it is not given. */
export function textOf(options: Options, key: string): string {
  const value = options[key];
  return typeof value === "string" ? value : "";
}
