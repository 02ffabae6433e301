import { TenureError, type Problem } from "../../terms/error";
import type { Json } from "../../terms/view";
import type { Schema } from "./analysis";

type Values = Readonly<Record<string, Json>>;

/** A spec or the first thing wrong with it. */
export function checked<Spec>(read: () => Spec): { spec: Spec | null; problems: readonly Problem[] } {
  try {
    return { spec: read(), problems: [] };
  } catch (thrown) {
    return { spec: null, problems: [TenureError.from(thrown).toJSON()] };
  }
}

/** A form without fields. */
export const NOTHING: Schema = { type: "object", properties: {} };

/** An ISO day, or null where it is absent or empty. @throws `analysis.date` */
export function dayOf(values: Values, key: string): string | null {
  const value = values[key];
  if (value === undefined || value === null || value === "") return null;
  const text = typeof value === "string" ? value : "";
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text)) {
    throw new TenureError("analysis.date", { key, value: printed(value) });
  }
  return text;
}

/** A finite number within bounds. @throws `analysis.number` */
export function numberOf(values: Values, key: string, low: number, high: number, otherwise: number): number {
  const value = values[key] ?? otherwise;
  if (typeof value !== "number" || !Number.isFinite(value) || value < low || value > high) {
    throw new TenureError("analysis.number", { key, value: printed(value), low, high });
  }
  return value;
}

/** One of a list of words. @throws `analysis.choice` */
export function choiceOf<T extends string>(
  values: Values,
  key: string,
  options: readonly T[],
  otherwise: T,
): T {
  const value = values[key] ?? otherwise;
  const found = options.find((option) => option === value);
  if (found === undefined) throw new TenureError("analysis.choice", { key, value: printed(value), options });
  return found;
}

/** A length of time as the reader wrote it. */
export type Span = {
  readonly count: number;
  readonly unit: "days" | "weeks" | "months" | "years";
};

const UNITS: Readonly<Record<string, Span["unit"]>> = {
  d: "days",
  day: "days",
  w: "weeks",
  week: "weeks",
  m: "months",
  month: "months",
  y: "years",
  year: "years",
};

/** `12 months`, `1 year`, `52w`; a bare number counts months. @throws `analysis.span` */
export function spanOf(values: Values, key: string, otherwise: string): Span {
  const value = values[key] ?? otherwise;
  const text = typeof value === "number" ? `${value} months` : typeof value === "string" ? value : "";
  const [, digits, word = "m"] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)?\s*$/i.exec(text) ?? [];
  const unit = UNITS[word.toLowerCase().replace(/(?<=..)s$/, "")];
  const count = Number(digits);
  if (!unit || !(count > 0)) throw new TenureError("analysis.span", { key, value: printed(value) });
  return { count, unit };
}

/** A span as the `Duration` of the model library. */
export function durationOf({ count, unit }: Span): Readonly<Record<string, number>> {
  return { [unit]: count };
}

function printed(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
