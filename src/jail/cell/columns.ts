import type { NewColumn } from "../../terms/table";
import { dateText, isPlain, plainJson } from "./plain";
import { Written } from "./written";

type Row = Readonly<Record<string, unknown>>;

/** A plain object: a row, if every element of a list is one. */
export const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value) && isPlain(value);

/**
 * Rows by column, columns in the order in which their names first come. A column all of numbers is DOUBLE, of booleans
 * BOOLEAN, of dates DATE or, with times of day, TIMESTAMP; anything else is text, what is nested as JSON.
 */
export function columnsOf(rows: readonly Row[]): NewColumn[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return distinct([...names]).map(({ key, name }) => ({
    name,
    ...columnOf(rows.map((row) => bareValue(row[key]))),
  }));
}

/** Names as the engine tells them apart, where letters' case is nothing. */
function distinct(keys: readonly string[]): { key: string; name: string }[] {
  const taken = new Set<string>();
  return keys.map((key) => {
    let name = key === "" ? "column" : key;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${key}_${n}`;
    taken.add(name.toLowerCase());
    return { key, name };
  });
}

const bareValue = (value: unknown): unknown => (value instanceof Written ? value.value : value);

type Bare = NewColumn extends infer Column
  ? Column extends NewColumn
    ? Omit<Column, "name">
    : never
  : never;

function columnOf(values: readonly unknown[]): Bare {
  const given = values.filter((value) => value !== null && value !== undefined);
  const all = (is: (value: unknown) => boolean) => given.length > 0 && given.every(is);
  if (all((value) => typeof value === "number" || typeof value === "bigint")) {
    return {
      type: "DOUBLE",
      values: Float64Array.from(values, (value) =>
        value === null || value === undefined ? NaN : Number(value),
      ),
    };
  }
  if (all((value) => typeof value === "boolean")) {
    return { type: "BOOLEAN", values: values.map((value) => (typeof value === "boolean" ? value : null)) };
  }
  if (all((value) => value instanceof Date)) {
    const times = Float64Array.from(values, (value) => (value instanceof Date ? value.getTime() : NaN));
    return {
      type: times.every((ms) => Number.isNaN(ms) || ms % 86_400_000 === 0) ? "DATE" : "TIMESTAMP",
      values: times,
    };
  }
  return { type: "VARCHAR", values: values.map(text) };
}

function text(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string") return value;
  if (value instanceof Date) return dateText(value);
  const json = plainJson(value);
  return typeof json === "object" ? JSON.stringify(json) : String(json);
}
