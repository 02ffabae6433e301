import type { Code, Params } from "./error";
import type { LogLine } from "./jail";
import type { RecordedPlot } from "./plot";
import type { TableRef } from "./table";
import type { Currency, Measure } from "./unit";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A message: its words are found in the catalogue by code. Params may hold raw numbers; `i18n` formats them. */
export interface Words {
  readonly code: Code;
  readonly params?: Params;
}

/** Which pen writes a number: recorded (ink), estimated (blue), assumed by the reader (green), set aside (red). */
export type Pen = "recorded" | "estimated" | "yours" | "struck";

/** One key figure of a statement strip. An estimate always carries low and high. */
export interface Figure {
  readonly label: Words;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly measure: Measure;
  readonly currency?: Currency;
  readonly pen: Pen;
  readonly note?: Words;
}

/** What the page draws: no HTML, no functions. */
export type View =
  | { readonly show: "table"; readonly table: TableRef; readonly title?: Words }
  | {
      /** `name` is a key of `figures/index.ts`; the page reads `table` and calls that function. */
      readonly show: "figure";
      readonly name: string;
      readonly table: TableRef;
      readonly options: { readonly [key: string]: Json };
      /** A sentence with the finding; the number in it is computed. */
      readonly title: Words;
      readonly subtitle?: Words;
      /** Source and conventions. */
      readonly foot?: Words;
      /** Text alternative, one or two sentences. */
      readonly alt: Words;
    }
  | {
      /** A figure that a cell drew with Plot: `ui` makes its calls again with the real one. It may be forged: drawing checks it. */
      readonly show: "plot";
      readonly plot: RecordedPlot;
      /** Where Plot's own title says nothing. */
      readonly title?: Words;
      /** Source line: the cells it was drawn from. */
      readonly foot?: Words;
    }
  | { readonly show: "words"; readonly words: Words; readonly tone: "plain" | "good" | "warn" | "bad" }
  | { readonly show: "strip"; readonly figures: readonly Figure[] }
  | { readonly show: "input"; readonly control: Control }
  /** A form of its own, drawn by the component of that name: `ledger`, `fit`, `spend`, `ranking`, `source`. */
  | { readonly show: "card"; readonly card: string; readonly data: Json; readonly table?: TableRef }
  /** What a cell wrote to its console. `dropped` lines were too many to keep. */
  | { readonly show: "log"; readonly lines: readonly LogLine[]; readonly dropped: number }
  /** Plain data a cell gave back: a number as its unit or writer says, a tree of anything larger. */
  | { readonly show: "value"; readonly json: Json; readonly unit?: string; readonly writer?: string }
  /** Markup of a cell, as it wrote it: cleaned where it is drawn, never trusted. */
  | { readonly show: "html"; readonly html: string }
  /** A file the reader can take away, written from a table on demand. */
  | { readonly show: "download"; readonly table: TableRef; readonly file: string };

/** An input cell as drawn. `value` is what the text says. */
export type Control =
  | {
      readonly type: "range";
      readonly label: string;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly value: number;
      /** How the number is written: plain, as percent of one, or a count of a unit ("12 months"). */
      readonly format?: "number" | "percent" | "days" | "weeks" | "months" | "years";
    }
  | {
      readonly type: "number";
      readonly label: string;
      readonly value: number;
      readonly min?: number;
      readonly max?: number;
      readonly step?: number;
      readonly format?: "number" | "percent" | "days" | "weeks" | "months" | "years";
    }
  | { readonly type: "text"; readonly label: string; readonly value: string }
  | {
      readonly type: "date";
      readonly label: string;
      readonly value: string;
      readonly min?: string;
      readonly max?: string;
    }
  | {
      readonly type: "select";
      readonly label: string;
      readonly value: string;
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
  | {
      readonly type: "multi-select";
      readonly label: string;
      readonly value: readonly string[];
      readonly options: readonly { readonly value: string; readonly label: string }[];
    }
  | { readonly type: "toggle"; readonly label: string; readonly value: boolean }
  | {
      readonly type: "date-range";
      readonly label: string;
      /** Days, or empty: open on that side. */
      readonly value: { readonly from: string; readonly to: string };
      readonly min?: string;
      readonly max?: string;
    }
  | {
      /** Rows of another cell's table, known by the text of one column. */
      readonly type: "rows";
      readonly label: string;
      readonly from: string;
      readonly column: string;
      readonly value: readonly string[];
      /** Once the cell has run. */
      readonly table?: TableRef;
    };
