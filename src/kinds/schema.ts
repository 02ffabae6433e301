import { TenureError, type Problem } from "../terms/error";
import type { Json } from "../terms/view";
import type { JsonSchema } from "../notebook/kind";
import { nearest } from "../notebook/nearest";
import type { Body, Entry } from "./yaml";

/** Values by key, defaults filled in; entries that are `${name}` are left out: they are checked when they are known. */
export interface Checked {
  readonly values: Readonly<Record<string, Json>>;
  readonly problems: readonly Problem[];
}

export function check({ entries, problems }: Body, schema: JsonSchema): Checked {
  const properties = schema.properties ?? {};
  const found: Problem[] = [...problems];
  const values: Record<string, Json> = {};
  for (const [key, { keyRange }] of entries) {
    if (properties[key]) continue;
    const params = { key, nearest: nearest(key, Object.keys(properties)), keys: Object.keys(properties) };
    found.push(new TenureError("yaml.unknown-key", params, { at: { range: keyRange } }).toJSON());
  }
  for (const [key, property] of Object.entries(properties)) {
    const entry = entries.get(key);
    if (!entry || entry.value === null) {
      if (property.default !== undefined) values[key] = property.default;
      else if (schema.required?.includes(key)) {
        const at = entry ? { range: entry.keyRange } : {};
        found.push(new TenureError("yaml.missing-key", { key }, { at }).toJSON());
      }
      continue;
    }
    if (entry.holes.length > 0) continue;
    const problem = wrong(key, entry.value, property);
    if (problem) found.push(problem.within({ range: entry.range }).toJSON());
    else values[key] = entry.value as Json;
  }
  return { values, problems: found };
}

/** The first rule of a schema that a value breaks. */
export function wrong(key: string, value: unknown, schema: JsonSchema): TenureError | null {
  if (!fits(value, schema.type)) return new TenureError("yaml.wrong-type", { key, expected: schema.type });
  if (schema.enum && !schema.enum.includes(String(value))) {
    const params = {
      key,
      value: String(value),
      nearest: nearest(String(value), schema.enum),
      options: schema.enum,
    };
    return new TenureError("yaml.not-one-of", params);
  }
  if (typeof value === "number") {
    const { minimum, maximum } = schema;
    if (minimum !== undefined && value < minimum)
      return new TenureError("yaml.too-small", { key, value, minimum });
    if (maximum !== undefined && value > maximum)
      return new TenureError("yaml.too-large", { key, value, maximum });
  }
  if (schema.items && Array.isArray(value)) {
    for (const item of value) {
      const problem = wrong(key, item, schema.items);
      if (problem) return problem;
    }
  }
  return null;
}

function fits(value: unknown, type: JsonSchema["type"]): boolean {
  switch (type) {
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

/** The place of a key's value, for problems found later. */
export const placeOf = (entries: ReadonlyMap<string, Entry>, key: string) => entries.get(key)?.range;
