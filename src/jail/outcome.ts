import { TenureError } from "../terms/error";
import type { Outcome, Part, Program } from "../terms/jail";
import type { RecordedPlot } from "../terms/plot";
import type { NewColumn } from "../terms/table";
import type { Json } from "../terms/view";

/** Reads an outcome that may have been forged: anything that is not one is refused, as is a table of another cell. */
export function outcomeFrom(said: unknown, { given }: Pick<Program, "given">): Outcome {
  const value = record(said);
  switch (value["is"]) {
    case "nothing":
      return { is: "nothing" };
    case "json":
      return { is: "json", json: json(value["json"]), ...word("unit", value), ...word("writer", value) };
    case "html":
      return { is: "html", html: String(value["html"]) };
    case "plot":
      return { is: "plot", plot: value["plot"] as RecordedPlot };
    case "given": {
      const name = String(value["name"]);
      if (!Object.hasOwn(given, name) || given[name]?.is === "json") throw forged();
      return { is: "given", name };
    }
    case "columns":
      return { is: "columns", columns: columns(value["columns"]) };
    case "several": {
      const parts = value["parts"];
      if (!Array.isArray(parts)) throw forged();
      return { is: "several", parts: parts.map(part) };
    }
    default:
      throw forged();
  }
}

function part(said: unknown): Part {
  const one = outcomeFrom(said, { given: {} });
  if (one.is !== "json" && one.is !== "html" && one.is !== "plot") throw forged();
  return one;
}

const forged = (): TenureError => new TenureError("jail.forged");

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) throw forged();
  return value as Readonly<Record<string, unknown>>;
}

function word<K extends string>(
  key: K,
  value: Readonly<Record<string, unknown>>,
): { readonly [key in K]?: string } {
  const text = value[key];
  return typeof text === "string" ? ({ [key]: text.slice(0, 20) } as { [key in K]: string }) : {};
}

/** Structured clone carries more than JSON; what is beyond it was never written by our own worker. */
function json(value: unknown): Json {
  if (value === null || ["number", "string", "boolean"].includes(typeof value)) return value as Json;
  if (typeof value !== "object") throw forged();
  if (Array.isArray(value)) return value.map(json);
  if (Object.getPrototypeOf(value) !== Object.prototype) throw forged();
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, json(one)]));
}

const TYPES = ["DOUBLE", "DATE", "TIMESTAMP", "BOOLEAN", "VARCHAR"] as const;

function columns(value: unknown): NewColumn[] {
  if (!Array.isArray(value) || value.length === 0) throw forged();
  const all = value.map((one: unknown): NewColumn => {
    const { name, type, values } = record(one);
    const known = TYPES.find((each) => each === type);
    const list =
      known === "BOOLEAN" || known === "VARCHAR" ? Array.isArray(values) : values instanceof Float64Array;
    if (typeof name !== "string" || !known || !list) throw forged();
    return { name, type: known, values } as NewColumn;
  });
  if (all.some(({ values }) => values.length !== all[0]?.values.length)) throw forged();
  return all;
}
