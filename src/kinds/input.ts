import { TenureError, type Problem } from "../terms/error";
import type { Unit } from "../terms/unit";
import type { Control, Json } from "../terms/view";
import type { Attributes, CellId, Kind, Parsed, Value } from "../notebook/kind";
import { nearest } from "../notebook/nearest";
import { outside } from "./control/limits";
import { controlOf } from "./control/made";
import { optionsOf, plain } from "./control/options";
import { ANY, SCHEMAS, TYPES, type } from "./control/schemas";
import { check } from "./schema";
import { readBody, withEntry, type Body } from "./yaml";

const UNITS: Readonly<Record<string, Unit>> = { days: "day", weeks: "week", months: "month", years: "year" };

/** A control whose value is in the text. Moving it rewrites that value and nothing else. */
export const input: Kind<Control> = {
  name: "input",
  instant: true,
  schema: ANY,
  schemaOf: (body) => SCHEMAS[typeOf(readBody(body)) ?? "range"],
  parse,
  references: (control) => (control.type === "rows" ? [{ id: control.from, attribute: "from" }] : []),
  withValue: (body, value) => withEntry(body, "value", value),
  run(control, inputs) {
    if (control.type !== "rows") return Promise.resolve({ value: valueOf(control), views: [view(control)] });
    const found = tableFor(control, inputs);
    return Promise.resolve({ value: valueOf(found), views: [view(found)] });
  },
};

const view = (control: Control) => ({ show: "input", control }) as const;

const typeOf = ({ entries }: Body): Control["type"] | undefined =>
  TYPES.find((one) => one === entries.get("type")?.value);

function parse(body: string, attributes: Attributes): Parsed<Control> {
  const read = readBody(body);
  const kind = check(read, { type: "object", properties: { ...ANY.properties, type } });
  const name = TYPES.find((one) => one === kind.values["type"]);
  if (!name) {
    const bad = kind.problems.filter(({ params }) => params["key"] === "type" || params["key"] === undefined);
    const missing = new TenureError("yaml.missing-key", { key: "type" }).toJSON();
    return { spec: null, problems: bad.length > 0 ? bad : [missing] };
  }
  const chooses = name === "select" || name === "multi-select" || name === "rows";
  const { values, problems } = check(chooses ? plain(read) : read, SCHEMAS[name]);
  const text = (key: string) => (typeof attributes[key] === "string" ? attributes[key] : "");
  const from = text("from");
  const all = [...problems, ...named(read)];
  if (name === "rows" && from === "")
    all.push(new TenureError("analysis.missing-input", { attribute: "from", kind: "input" }).toJSON());
  if (all.length > 0) return { spec: null, problems: all };
  const control = controlOf(name, values, chooses ? optionsOf(read) : [], { id: text("id"), from });
  const wrong = outside(control, read);
  return { spec: wrong.length > 0 ? null : control, problems: wrong };
}

/** `${…}` has no meaning here: an input is where values come from. */
function named({ entries }: Body): Problem[] {
  return [...entries.values()]
    .filter(({ holes }) => holes.length > 0)
    .map(({ range }) => new TenureError("input.no-names", {}, { at: { range } }).toJSON());
}

type Rows = Extract<Control, { type: "rows" }>;

/** The table the rows are chosen from, its key column as the table spells it. */
function tableFor(control: Rows, inputs: ReadonlyMap<CellId, Value>): Rows {
  const value = inputs.get(control.from);
  if (!value || value.is === "json") throw new TenureError("chart.no-table", { name: control.from });
  const { table } = value;
  const names = table.columns.map(({ name }) => name);
  const column = names.find((one) => one.toLowerCase() === control.column.toLowerCase());
  if (column !== undefined) return { ...control, column, table };
  const { column: name } = control;
  throw new TenureError("chart.no-column", { name, nearest: nearest(name, names), columns: names });
}

function valueOf(control: Control): Value {
  const unit = "format" in control && control.format ? UNITS[control.format] : undefined;
  const day = (text: string): string | null => (text === "" ? null : text);
  const json: Json =
    control.type === "date"
      ? day(control.value)
      : control.type === "date-range"
        ? { from: day(control.value.from), to: day(control.value.to) }
        : control.value;
  const date = control.type === "date" || control.type === "date-range";
  return { is: "json", json, ...(unit ? { unit } : {}), ...(date ? { date: true } : {}) };
}
