import type { Body } from "../yaml";

export interface Option {
  readonly value: string;
  readonly label: string;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A list of values, a list of `{value, label}`, or a map of value to label. */
export function optionsOf({ entries }: Body): Option[] {
  const given = entries.get("options")?.value;
  if (Array.isArray(given)) {
    return given.map((one: unknown) => {
      if (!isRecord(one)) return { value: String(one), label: String(one) };
      return { value: String(one["value"]), label: String(one["label"] ?? one["value"]) };
    });
  }
  return isRecord(given)
    ? Object.entries(given).map(([value, label]) => ({ value, label: String(label) }))
    : [];
}

/** Options as a list and chosen values as text, whatever YAML made of `1`, `no` and `2024-01-31`. */
export function plain(body: Body): Body {
  const entries = new Map(body.entries);
  const [options, value] = [entries.get("options"), entries.get("value")];
  if (options && (isRecord(options.value) || Array.isArray(options.value)))
    entries.set("options", { ...options, value: [] });
  if (value) entries.set("value", { ...value, value: asText(value.value) });
  return { ...body, entries };
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => asText(one));
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}
