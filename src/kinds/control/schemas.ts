import type { Control } from "../../terms/view";
import type { JsonSchema } from "../../notebook/kind";

export const FORMATS = ["number", "percent", "days", "weeks", "months", "years"] as const;
export const TYPES = [
  "range",
  "number",
  "text",
  "toggle",
  "date",
  "date-range",
  "select",
  "multi-select",
  "rows",
] as const;

export const type: JsonSchema = { type: "string", title: "input.type", enum: TYPES };
const label: JsonSchema = { type: "string", title: "input.label" };
const number = (title: string): JsonSchema => ({ type: "number", title });
const text = (title: string): JsonSchema => ({ type: "string", title, default: "" });
const texts = (title: string): JsonSchema => ({ type: "array", title, items: { type: "string" } });
const common = { type, label };
const numeric = {
  ...common,
  min: number("input.min"),
  max: number("input.max"),
  step: number("input.step"),
  value: number("input.value"),
  format: { type: "string", title: "input.format", enum: FORMATS },
} satisfies Record<string, JsonSchema>;
const days = { ...common, min: text("input.min"), max: text("input.max") };
const choices = { ...common, options: texts("input.options") };

const object = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema => ({ type: "object", properties, ...(required.length > 0 ? { required } : {}) });

/** One schema for each type of control: it checks the text, completes it, and draws the form. */
export const SCHEMAS: Readonly<Record<Control["type"], JsonSchema>> = {
  range: object(numeric, ["min", "max"]),
  number: object(numeric, ["value"]),
  text: object({ ...common, value: text("input.value") }),
  toggle: object({ ...common, value: { type: "boolean", title: "input.value", default: false } }),
  date: object({ ...days, value: text("input.value") }),
  "date-range": object({
    ...days,
    value: { ...object({ from: text("input.from"), to: text("input.to") }), title: "input.value" },
  }),
  select: object({ ...choices, value: text("input.value") }, ["options"]),
  "multi-select": object({ ...choices, value: texts("input.value") }, ["options"]),
  rows: object(
    {
      ...common,
      column: { type: "string", title: "input.column", format: "column" },
      value: texts("input.value"),
    },
    ["column"],
  ),
};

/** Of a control whose type is not known yet. */
export const ANY: JsonSchema = object({ ...SCHEMAS.select.properties, ...numeric }, ["type"]);
