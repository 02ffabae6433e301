import { readBody } from "../../../kinds/yaml";
import { typed, withExpression, withoutEntry } from "../../../kinds/entries";
import { withEntry } from "../../../kinds/yaml";
import type { JsonSchema } from "../../../notebook/kind";
import type { CellView } from "../../../notebook/view";
import type { Json } from "../../../terms/view";

/** One line of a form, as the text of the cell has it now. */
export interface Field {
  readonly key: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
  /** As the field shows it; "" where the text says nothing. */
  readonly text: string;
  readonly value: unknown;
  /** It is a `${…}`. */
  readonly bound: boolean;
  /** What a form cannot show: it is written in the text. */
  readonly nested: boolean;
}

export interface Form {
  readonly fields: readonly Field[];
  /** Keys the schema does not know; they stay. */
  readonly others: readonly string[];
  /** The body is no list of settings: a form has nothing to stand on. */
  readonly unreadable: boolean;
}

/** The form that a schema draws over a body. */
export function formOf(body: string, schema: JsonSchema): Form {
  const { entries, problems } = readBody(body);
  const properties = schema.properties ?? {};
  const fields = Object.entries(properties).map(([key, property]): Field => {
    const entry = entries.get(key);
    const bound = (entry?.holes.length ?? 0) > 0;
    const value = entry?.value ?? null;
    return {
      key,
      schema: property,
      required: schema.required?.includes(key) === true,
      text: bound ? body.slice(...entry!.range) : shown(value),
      value,
      bound,
      nested: property.type === "object" || (isNested(value) && !isList(value)),
    };
  });
  return {
    fields,
    others: [...entries.keys()].filter((key) => !properties[key]),
    unreadable: problems.length > 0 && entries.size === 0,
  };
}

const isNested = (value: unknown): value is object => typeof value === "object" && value !== null;
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && !value.some(isNested);

/** A list line by line. */
function shown(value: unknown): string {
  if (isList(value)) return value.map(shown).join("\n");
  if (typeof value === "string") return value;
  return isNested(value) || value === null || value === undefined ? "" : JSON.stringify(value);
}

/** The body after one field was changed; all that the field does not name keeps its bytes. */
export function afterChange(body: string, { key, schema }: Field, text: string): string {
  const whole = text.trim();
  if (/^\$\{[^]*\}$/.test(whole)) return withExpression(body, key, whole);
  const value = valueOf(text, schema);
  return value === null ? withoutEntry(body, key) : withEntry(body, key, value);
}

function valueOf(text: string, { type }: JsonSchema): Json {
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : null;
  if (type !== "array") return typed(text, type);
  const lines = text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
  return lines.length === 0 ? null : lines;
}

/** Attributes that name other cells: those written, and those the cell says are missing. */
export function sourcesOf({ attributes, problems }: CellView): readonly string[] {
  const written = Object.entries(attributes).flatMap(([name, value]) =>
    typeof value === "string" && !["id", "run", "view"].includes(name) ? [name] : [],
  );
  const missing = problems.flatMap(({ code, params }) =>
    code === "analysis.missing-input" && typeof params["attribute"] === "string" ? [params["attribute"]] : [],
  );
  return [...new Set([...written, ...missing])];
}
