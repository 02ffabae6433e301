import type { PlotOptions } from "@observablehq/plot";
import type { Code, Params } from "../terms/error";
import type { Batch } from "../terms/table";
import type { Json } from "../terms/view";

/** Words, numbers and the size a figure is drawn with. */
export interface Tools {
  words(code: Code, params?: Params): string;
  readonly format: {
    number(value: number, digits?: number): string;
    count(value: number): string;
    percent(share: number): string;
    money(value: number, currency: string): string;
    probability(p: number): string;
    date(day: string | number, style?: "short" | "medium" | "long" | "month"): string;
  };
  /** Real width in pixels; figures are redrawn, never scaled. */
  readonly width: number;
}

export type Options = Readonly<Record<string, Json>>;

/** Rows and words in, options of one panel or several (side by side where there is room) out. */
export type Figure = (rows: Batch, options: Options, tools: Tools) => PlotOptions | readonly PlotOptions[];
