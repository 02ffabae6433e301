import { TenureError, type Params, type Problem } from "../../terms/error";
import type { Control } from "../../terms/view";
import type { Body } from "../yaml";

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const isDate = (text: string): boolean =>
  DATE.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** Values a control of this type cannot have, each at its key. */
export function outside(control: Control, { entries }: Body): Problem[] {
  const problem = (key: string, code: string, params: Params) => {
    const range = entries.get(key)?.range;
    return new TenureError(code, { key, ...params }, { at: range ? { range } : {} }).toJSON();
  };
  const days = (list: readonly (readonly [key: string, day: string | undefined])[]) =>
    list.flatMap(([key, day]) =>
      day && !isDate(day) ? [problem(key, "input.bad-date", { value: day })] : [],
    );
  switch (control.type) {
    case "range":
    case "number": {
      const { value, step, min = -Infinity, max = Infinity } = control;
      if (min >= max) return [problem("max", "input.empty-range", { min, max })];
      if (step !== undefined && step <= 0)
        return [problem("step", "yaml.too-small", { value: step, minimum: 0 })];
      if (value < min) return [problem("value", "yaml.too-small", { value, minimum: min })];
      return value > max ? [problem("value", "yaml.too-large", { value, maximum: max })] : [];
    }
    case "date":
      return days([
        ["value", control.value],
        ["min", control.min],
        ["max", control.max],
      ]);
    case "date-range": {
      const { from, to } = control.value;
      const bad = days([
        ["value", from],
        ["value", to],
        ["min", control.min],
        ["max", control.max],
      ]);
      return bad.length === 0 && from && to && from > to
        ? [problem("value", "input.backwards", { from, to })]
        : bad;
    }
    case "select":
    case "multi-select": {
      const values = control.options.map(({ value }) => value);
      if (values.length === 0) return [problem("options", "input.no-options", {})];
      const chosen = control.type === "select" ? [control.value] : control.value;
      const strange = chosen.find((one) => !values.includes(one));
      return strange === undefined
        ? []
        : [problem("value", "yaml.not-one-of", { value: strange, nearest: [], options: values })];
    }
    default:
      return [];
  }
}
