import type { Analysis, Input, Schema } from "../analyses/plan/analysis";
import { TenureError, type Problem } from "../terms/error";
import type { Json } from "../terms/view";
import type { Attributes, CellId, Host, Job, Kind, Reference, Result, Value } from "../notebook/kind";
import { identityOf } from "../notebook/run/record";
import { check, wrong } from "./schema";
import { evaluate, oneOf, study } from "./hole";
import { known } from "./known";
import { single, type Single } from "./value";
import { readBody, type Body, type Entry } from "./yaml";

export interface AnalysisCell {
  /** Cells by the attribute that names them. */
  readonly inputs: Readonly<Record<string, CellId>>;
  readonly body: Body;
  readonly values: Readonly<Record<string, Json>>;
  /** Entries that are `${name}`: known only when the cell runs. */
  readonly named: readonly (readonly [key: string, entry: Entry])[];
  /** The cells those name. */
  readonly references: readonly Reference[];
}

/** An analysis as a cell: attributes name the cells it reads, the body is its settings in YAML. */
export function analysisKind(analysis: Analysis): Kind<AnalysisCell> {
  return {
    name: analysis.name,
    schema: analysis.schema,
    parse(text, attributes) {
      const body = readBody(text);
      const { values, problems } = check(body, analysis.schema);
      const named = [...body.entries].filter(
        ([key, { holes }]) => holes.length > 0 && analysis.schema.properties?.[key],
      );
      const inside = study(named.flatMap(([, { holes }]) => holes));
      const all = [...problems, ...missing(analysis, attributes), ...inside.problems];
      // With `${…}` in it the whole can be judged only when its values are known.
      if (all.length === 0 && named.length === 0) all.push(...located(analysis.check(values).problems, body));
      const inputs = Object.fromEntries(analysis.inputs.flatMap((name) => entry(name, attributes)));
      const spec = { inputs, body, values, named, references: inside.references };
      return { spec: all.length > 0 || !inside.known ? null : spec, problems: all };
    },
    references: ({ inputs, references }) => [
      ...Object.entries(inputs).map(([attribute, id]): Reference => ({
        id,
        attribute,
        ...(analysis.refusable?.includes(attribute) ? { refusable: true } : {}),
      })),
      ...references,
    ],
    run: (cell, inputs, host, job) => run(analysis, cell, inputs, host, job),
  };
}

const entry = (name: string, attributes: Attributes): [string, string][] => {
  const value = attributes[name];
  return typeof value === "string" && value !== "" ? [[name, value]] : [];
};

function missing({ inputs, optional = [], name }: Analysis, attributes: Attributes): Problem[] {
  return inputs
    .filter((input) => !optional.includes(input) && entry(input, attributes).length === 0)
    .map((attribute) => new TenureError("analysis.missing-input", { attribute, kind: name }).toJSON());
}

async function run(
  analysis: Analysis,
  cell: AnalysisCell,
  inputs: ReadonlyMap<CellId, Value>,
  powers: Host,
  job: Job,
): Promise<Result> {
  const values: Record<string, Json> = { ...cell.values };
  for (const [key, given] of cell.named) {
    const value = await resolve(key, given, analysis.schema, inputs, powers, job);
    if (value !== null) values[key] = value;
  }
  const empty = analysis.schema.required?.find((key) => values[key] === undefined);
  if (empty !== undefined) throw new TenureError("yaml.missing-key", { key: empty }, at(cell.body, empty));
  const { spec, problems } = analysis.check(values);
  const [first] = located(problems, cell.body);
  if (first) throw TenureError.from(first);

  const given = Object.fromEntries(
    Object.entries(cell.inputs).map(([attribute, id]) => [attribute, inputs.get(id) as Input | undefined]),
  );
  const read = [...new Set(inputs.values())].map(identityOf);
  const host = known(powers, [analysis.name, values, ...read]);
  const outcome = await analysis.run(spec, given, host, job);
  return { ...outcome, value: outcome.value as Value };
}

/** A setting with its `${…}` filled, as the schema wants it; null where they are empty, e.g. a date not yet chosen. */
async function resolve(
  key: string,
  { holes, pieces, range }: Entry,
  schema: Schema,
  inputs: ReadonlyMap<CellId, Value>,
  host: Host,
  job: Job,
): Promise<Json> {
  const property = schema.properties![key]!;
  const found: Single[] = [];
  for (const hole of holes) {
    const { name, code } = hole;
    if (!name) {
      const one = oneOf(await evaluate(hole, inputs, host, job));
      if (!one)
        throw new TenureError("expression.no-single", { code: code.trim() }, { at: { range: hole.range } });
      found.push(one);
      continue;
    }
    const value = inputs.get(name.id);
    const one = value && (await single(value, name.column, host.engine, job.signal));
    const params = { name: name.id, column: name.column ?? "" };
    if (!one) throw new TenureError("expression.no-value", params, { at: { range: name.range } });
    found.push(one);
  }
  if (found.every(({ value }) => value === null || value === "")) return property.default ?? null;
  const json = pieces
    ? joined(pieces, found)
    : property.type === "string"
      ? written(found[0]!)
      : found[0]!.value;
  const problem = wrong(key, json, property);
  if (problem) throw problem.within({ range });
  return json;
}

const joined = (pieces: readonly string[], found: readonly Single[]): string =>
  pieces.map((piece, i) => piece + String(found[i]?.value ?? "")).join("");

/** `12` of a control that counts months, where a text is wanted: `12 months`. */
function written({ value, unit }: Single): string {
  const counts = typeof value === "number" && unit !== null && /^(day|week|month|year)$/.test(unit);
  return counts ? `${value} ${unit}s` : String(value);
}

/** Problems that name a key, at that key's value. */
function located(problems: readonly Problem[], body: Body): Problem[] {
  return problems.map((problem) => {
    const key = problem.params["key"];
    if (problem.at.range || typeof key !== "string") return problem;
    return { ...problem, at: { ...problem.at, ...at(body, key).at } };
  });
}

function at({ entries }: Body, key: string): { at: { range?: readonly [number, number] } } {
  const range = entries.get(key)?.range;
  return { at: range ? { range } : {} };
}
