/**
 * A figure that a cell drew with Plot, as data: calls of Plot's exports, written down by the recorder in the jail and
 * made again by the page with the real Plot. Nothing but what structured clone carries; no functions.
 *
 * `{plot: "dot", args: [rows, {x: "tx"}]}` is the call `Plot.dot(rows, {x: "tx"})`. Names that begin with `#` are no
 * exports but the recorder's own:
 * - `#rows` – data of a mark; whatever is in it is never read as a call;
 * - `#merge` – objects spread into one, later keys first: `{...Plot.dodgeX({x: "a"}), fill: "red"}`;
 * - `#value` – an export that is a value or is handed on as one: `Plot.identity`, `Plot.formatIsoDate`;
 * - `#order` – what a function that orders a stack said of each row.
 */
export interface RecordedCall {
  readonly plot: string;
  readonly args: readonly Recorded[];
}

export type Recorded =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Date
  | ArrayBufferView
  | RecordedCall
  | readonly Recorded[]
  | { readonly [key: string]: Recorded };

/** What a cell may show: a call of `plot` or `legend`. */
export type RecordedPlot = RecordedCall & { readonly plot: "plot" | "legend" };
