import { TenureError, type Problem } from "../terms/error";
import type { Unit } from "../terms/unit";
import type { Control, Json } from "../terms/view";
import type { JsonSchema, Kind, Parsed } from "../notebook/kind";
import { check } from "./schema";
import { readBody, withEntry, type Body } from "./yaml";

const FORMATS = ["number", "percent", "days", "weeks", "months", "years"] as const;
const UNITS: Readonly<Record<string, Unit>> = { days: "day", weeks: "week", months: "month", years: "year" };
const TYPES = ["range", "number", "text", "date", "select"] as const;

const label: JsonSchema = { type: "string", title: "input.label" };
const type: JsonSchema = { type: "string", title: "input.type", enum: TYPES };
const number = (title: string): JsonSchema => ({ type: "number", title });
const text = (title: string): JsonSchema => ({ type: "string", title, default: "" });
const common = { type, label };
const numeric = {
  ...common,
  min: number("input.min"),
  max: number("input.max"),
  step: number("input.step"),
  value: number("input.value"),
  format: { type: "string", title: "input.format", enum: FORMATS },
} satisfies Record<string, JsonSchema>;

const SCHEMAS: Readonly<Record<Control["type"], JsonSchema>> = {
  range: { type: "object", properties: numeric, required: ["min", "max"] },
  number: { type: "object", properties: numeric, required: ["value"] },
  text: { type: "object", properties: { ...common, value: text("input.value") } },
  date: {
    type: "object",
    properties: { ...common, min: text("input.min"), max: text("input.max"), value: text("input.value") },
  },
  select: {
    type: "object",
    properties: { ...common, options: { type: "array", title: "input.options" }, value: text("input.value") },
    required: ["options"],
  },
};

/** A control whose value is in the text. Moving it rewrites that value and nothing else. */
export const input: Kind<Control> = {
  name: "input",
  instant: true,
  schema: { type: "object", properties: { ...SCHEMAS.select.properties, ...numeric }, required: ["type"] },
  parse: (body, attributes) => parse(body, typeof attributes["id"] === "string" ? attributes["id"] : ""),
  references: () => [],
  withValue: (body, value) =>
    typeof value === "string" || typeof value === "number" || typeof value === "boolean"
      ? withEntry(body, "value", value)
      : body,
  run(control) {
    const unit = "format" in control && control.format ? UNITS[control.format] : undefined;
    const json: Json = control.type === "date" && control.value === "" ? null : control.value;
    return Promise.resolve({
      value: {
        is: "json",
        json,
        ...(unit ? { unit } : {}),
        ...(control.type === "date" ? { date: true } : {}),
      },
      views: [{ show: "input", control }],
    });
  },
};

function parse(body: string, id: string): Parsed<Control> {
  const read = readBody(body);
  const kind = check(read, { type: "object", properties: { ...input.schema!.properties, type } });
  const name = TYPES.find((one) => one === kind.values["type"]);
  if (!name) {
    const bad = kind.problems.filter(({ params }) => params["key"] === "type" || params["key"] === undefined);
    const missing = new TenureError("yaml.missing-key", { key: "type" }).toJSON();
    return { spec: null, problems: bad.length > 0 ? bad : [missing] };
  }
  const options = name === "select" ? optionsOf(read) : [];
  const { values, problems } = check(name === "select" ? plain(read) : read, SCHEMAS[name]);
  const all = [...problems, ...named(read)];
  if (all.length > 0) return { spec: null, problems: all };
  const control = controlOf(name, values, options, id);
  const wrong = outside(control, read);
  return { spec: wrong.length > 0 ? null : control, problems: wrong };
}

/** `${…}` has no meaning here: an input is where values come from. */
function named({ entries }: Body): Problem[] {
  return [...entries.values()]
    .filter(({ holes }) => holes.length > 0)
    .map(({ range }) => new TenureError("input.no-names", {}, { at: { range } }).toJSON());
}

type Option = { readonly value: string; readonly label: string };

/** A list of values, a list of `{value, label}`, or a map of value to label. */
function optionsOf({ entries }: Body): Option[] {
  const given = entries.get("options")?.value;
  if (Array.isArray(given)) {
    return given.map((one: unknown) => {
      if (typeof one !== "object" || one === null) return { value: String(one), label: String(one) };
      const { value, label } = one as { value?: unknown; label?: unknown };
      return { value: String(value), label: String(label ?? value) };
    });
  }
  return isRecord(given)
    ? Object.entries(given).map(([value, label]) => ({ value, label: String(label) }))
    : [];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Options as a list and the chosen value as text, whatever YAML made of them. */
function plain(body: Body): Body {
  const entries = new Map(body.entries);
  const [options, value] = [entries.get("options"), entries.get("value")];
  if (options && isRecord(options.value)) entries.set("options", { ...options, value: [] });
  if (typeof value?.value === "number" || typeof value?.value === "boolean") {
    entries.set("value", { ...value, value: String(value.value) });
  }
  return { ...body, entries };
}

function controlOf(
  type: Control["type"],
  values: Readonly<Record<string, Json>>,
  options: readonly Option[],
  id: string,
): Control {
  const n = (key: string): number | undefined => (typeof values[key] === "number" ? values[key] : undefined);
  const s = (key: string): string => (typeof values[key] === "string" ? values[key] : "");
  const label = s("label") || id;
  const format = FORMATS.find((one) => one === values["format"]);
  const bounds = { ...given("min", n("min")), ...given("max", n("max")), ...given("step", n("step")) };
  switch (type) {
    case "range": {
      const [min, max] = [n("min") ?? 0, n("max") ?? 100];
      const step = n("step") ?? (max - min >= 10 ? 1 : (max - min) / 100);
      return { type, label, min, max, step, value: n("value") ?? min, ...given("format", format) };
    }
    case "number":
      return { type, label, value: n("value") ?? 0, ...bounds, ...given("format", format) };
    case "text":
      return { type, label, value: s("value") };
    case "date":
      return {
        type,
        label,
        value: s("value"),
        ...given("min", s("min") || undefined),
        ...given("max", s("max") || undefined),
      };
    case "select":
      return { type, label, options, value: s("value") || (options[0]?.value ?? "") };
  }
}

const given = <K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [key in K]: V });

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const isDate = (text: string): boolean =>
  DATE.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** Values a control of this type cannot have. */
function outside(control: Control, { entries }: Body): Problem[] {
  const problem = (
    key: string,
    code: string,
    params: Record<string, string | number | readonly string[]>,
  ) => {
    const range = entries.get(key)?.range;
    return new TenureError(code, { key, ...params }, { at: range ? { range } : {} }).toJSON();
  };
  if (control.type === "range" || control.type === "number") {
    const { value, min = -Infinity, max = Infinity } = control;
    if (min >= max) return [problem("max", "input.empty-range", { min, max })];
    if (control.step !== undefined && control.step <= 0)
      return [problem("step", "yaml.too-small", { value: control.step, minimum: 0 })];
    if (value < min) return [problem("value", "yaml.too-small", { value, minimum: min })];
    if (value > max) return [problem("value", "yaml.too-large", { value, maximum: max })];
  }
  if (control.type === "date") {
    return (["value", "min", "max"] as const)
      .filter((key) => control[key] && !isDate(control[key]))
      .map((key) => problem(key, "input.bad-date", { value: control[key] ?? "" }));
  }
  if (control.type === "select") {
    const values = control.options.map(({ value }) => value);
    if (values.length === 0) return [problem("options", "input.no-options", {})];
    if (!values.includes(control.value))
      return [problem("value", "yaml.not-one-of", { value: control.value, nearest: [], options: values })];
  }
  return [];
}
