import type { Control, Json } from "../../terms/view";
import type { Option } from "./options";
import { FORMATS } from "./schemas";

type Values = Readonly<Record<string, Json>>;

/** A control from checked values. `id` stands in for a label, `from` names the cell whose rows are chosen. */
export function controlOf(
  type: Control["type"],
  values: Values,
  options: readonly Option[],
  { id, from }: { readonly id: string; readonly from: string },
): Control {
  const n = (key: string): number | undefined => (typeof values[key] === "number" ? values[key] : undefined);
  const s = (key: string): string => textOf(values, key);
  const list = (): string[] => (Array.isArray(values["value"]) ? values["value"].map(String) : []);
  const label = s("label") || id;
  const format = FORMATS.find((one) => one === values["format"]);
  const bounds = { ...given("min", n("min")), ...given("max", n("max")), ...given("step", n("step")) };
  const days = { ...given("min", s("min") || undefined), ...given("max", s("max") || undefined) };
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
    case "toggle":
      return { type, label, value: values["value"] === true };
    case "date":
      return { type, label, value: s("value"), ...days };
    case "date-range": {
      const value = (values["value"] ?? {}) as Values;
      return { type, label, value: { from: textOf(value, "from"), to: textOf(value, "to") }, ...days };
    }
    case "select":
      return { type, label, options, value: s("value") || (options[0]?.value ?? "") };
    case "multi-select":
      return { type, label, options, value: list() };
    case "rows":
      return { type, label, from, column: s("column"), value: list() };
  }
}

const textOf = (values: Values, key: string): string => {
  const value = values[key];
  return typeof value === "string" ? value : "";
};

const given = <K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } =>
  value === undefined ? {} : ({ [key]: value } as { [key in K]: V });
