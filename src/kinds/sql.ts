import { TenureError } from "../terms/error";
import type { Json } from "../terms/view";
import type { Expression } from "../notebook/expressions";
import type { CellId, Host, Job, Kind, Reference, Value } from "../notebook/kind";
import { sqlReferences } from "../notebook/references";
import { fill, template } from "../notebook/text/template";
import { evaluate, listOf, study } from "./hole";
import { inCurrency, member, quoted } from "./value";

export interface SqlSpec {
  readonly sql: string;
  readonly holes: readonly Expression[];
  readonly references: readonly Reference[];
  /** The attribute `view`: kept as a view, computed again at each reading. */
  readonly view: boolean;
}

/** One query, stored as the table `notebook."<id>"`. `${name}` is bound, never pasted. */
export const sql: Kind<SqlSpec> = {
  name: "sql",
  parse(body, attributes) {
    if (body.trim() === "") return { spec: null, problems: [new TenureError("sql.empty").toJSON()] };
    const { text, holes, problems } = template(body);
    const named = study(holes);
    const all = [...problems, ...named.problems];
    const references = [...sqlReferences(text), ...named.references];
    const spec = { sql: body, holes, references, view: attributes["view"] === true };
    return { spec: all.length > 0 || !named.known ? null : spec, problems: all };
  },
  references: (spec) => spec.references,
  async run(spec, inputs, host, job) {
    const { engine } = host;
    const bound = new Map<string, string>();
    for (const hole of spec.holes) {
      if (!bound.has(hole.code))
        bound.set(hole.code, await bind(hole, inputs, host, job, `${job.cell}:${bound.size + 1}`));
    }
    const filled = fill(
      spec.sql,
      spec.holes,
      spec.holes.map(({ code }) => bound.get(code)!),
    );
    try {
      const made = await engine.create(job.cell, filled.sql, job.signal, { view: spec.view });
      const table = inCurrency(made, inputs);
      return {
        value: { is: "table", table },
        views: [{ show: "table", table }],
        sql: [{ name: job.cell, text: filled.sql.trim() }],
      };
    } catch (thrown) {
      const error = TenureError.from(thrown);
      throw error.at.range ? error.within({ range: filled.back(error.at.range) }) : error;
    }
  },
};

/** What stands in the query for one `${…}`. */
async function bind(
  hole: Expression,
  inputs: ReadonlyMap<CellId, Value>,
  host: Host,
  job: Job,
  target: string,
): Promise<string> {
  const { name, range, code } = hole;
  const { engine } = host;
  if (!name) {
    const values = listOf(await evaluate(hole, inputs, host, job));
    if (!values) throw new TenureError("expression.no-single", { code: code.trim() }, { at: { range } });
    return engine.bind(target, values);
  }
  const { id, column } = name;
  const value = inputs.get(id);
  const fail = (code: string) => new TenureError(code, { name: id, column: column ?? "" }, { at: { range } });
  if (!value || value.is === "fit") throw fail("expression.no-value");
  if (value.is === "table") {
    return column === null ? value.table.sql : `(SELECT ${quoted(column)} FROM ${value.table.sql})`;
  }
  const json = column === null ? value.json : member(value.json, column);
  const values = Array.isArray(json) ? (json as readonly Json[]) : [json];
  if (json === undefined || values.some((one) => typeof one === "object" && one !== null))
    throw fail("expression.no-value");
  // A list without a date in it says nothing of its type.
  if (value.date && values.every((one) => one === null)) return "(SELECT CAST(NULL AS DATE))";
  return engine.bind(target, values as Json[]);
}
