import { TenureError } from "../../terms/error";
import type { Outcome } from "../../terms/jail";
import type { RecordedPlot } from "../../terms/plot";
import type { Json } from "../../terms/view";
import { columnsOf, isRow } from "./columns";
import { TableHandle } from "./handle";
import { Html } from "./html";
import { plainJson } from "./plain";
import { Written } from "./written";

/** Characters of one value; what is larger belongs into a table. */
const MOST = 2_000_000;

/**
 * What a program gave back, as what the page understands. Rows and typed arrays become columns, here where they are.
 *
 * @throws TenureError `jail.not-plain` for functions, symbols and things of a class, `jail.too-large`
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

type Numbers = Exclude<ArrayLike<number | bigint> & Iterable<number | bigint>, readonly unknown[]>;

const isNumbers = (value: object): value is Numbers =>
  ArrayBuffer.isView(value) && !(value instanceof DataView);

function short(text: string): string {
  if (text.length > MOST) throw new TenureError("jail.too-large", { size: text.length, limit: MOST });
  return text;
}
