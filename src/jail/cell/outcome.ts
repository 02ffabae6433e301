import { TenureError } from "../../terms/error";
import type { Outcome, Part } from "../../terms/jail";
import type { RecordedPlot } from "../../terms/plot";
import type { Json } from "../../terms/view";
import { columnsOf, isRow } from "./columns";
import { TableHandle } from "./handle";
import { Html } from "./html";
import { plainJson } from "./plain";
import { Written } from "./written";

/** Figures and texts of one cell. */
const MOST_PARTS = 50;
/** Characters of one value; what is larger belongs into a table. */
const MOST = 2_000_000;

/**
 * What a program gave back, as what the page understands. Rows and typed arrays become columns, here where they are.
 *
 * @throws TenureError `jail.not-plain` for functions, symbols and things of a class, `jail.too-large`; for a list
 *   with figures, `jail.no-part`, `jail.too-many-parts`
 */
export function outcomeOf(value: unknown, plotOf: (value: unknown) => RecordedPlot | null): Outcome {
  if (value === undefined) return { is: "nothing" };
  if (value instanceof Written) return value.outcome();
  if (value instanceof Html) return { is: "html", html: short(value.html) };
  const plot = plotOf(value);
  if (plot) return { is: "plot", plot };
  if (typeof value === "object" && value !== null) {
    const name = TableHandle.nameOf(value);
    if (name !== null) return { is: "given", name };
    if (isNumbers(value)) {
      return {
        is: "columns",
        columns: [{ name: "value", type: "DOUBLE", values: Float64Array.from(value, Number) }],
      };
    }
    if (Array.isArray(value) && value.some((one) => one instanceof Html || plotOf(one) !== null)) {
      return { is: "several", parts: partsOf(value, plotOf) };
    }
    if (Array.isArray(value) && value.length > 0 && value.every(isRow)) {
      return { is: "columns", columns: columnsOf(value) };
    }
  }
  const json: Json = plainJson(value);
  // A day says so, that it is written and compared as one; with a time of day it is text.
  if (value instanceof Date && typeof json === "string" && json.length === 10)
    return { is: "json", json, writer: "date" };
  if (typeof json === "object" && json !== null) short(JSON.stringify(json));
  else if (typeof json === "string") short(json);
  return { is: "json", json };
}

function partsOf(values: readonly unknown[], plotOf: (value: unknown) => RecordedPlot | null): Part[] {
  if (values.length > MOST_PARTS)
    throw new TenureError("jail.too-many-parts", { count: values.length, limit: MOST_PARTS });
  return values.map((value, at) => {
    const part = outcomeOf(value, plotOf);
    if (part.is === "json" || part.is === "html" || part.is === "plot") return part;
    throw new TenureError("jail.no-part", { at: at + 1 });
  });
}

type Numbers = Exclude<ArrayLike<number | bigint> & Iterable<number | bigint>, readonly unknown[]>;

const isNumbers = (value: object): value is Numbers =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

function short(text: string): string {
  if (text.length > MOST) throw new TenureError("jail.too-large", { size: text.length, limit: MOST });
  return text;
}
