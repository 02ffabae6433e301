import { TenureError, type Problem } from "../terms/error";
import type { TableRef } from "../terms/table";
import type { Json } from "../terms/view";
import type { JsonSchema, Kind } from "../notebook/kind";
import { nearest } from "../notebook/nearest";
import { chartSql, type Plan } from "./chartSql";
import { check } from "./schema";
import { inCurrency } from "./value";
import { readBody, type Body } from "./yaml";

const MARKS = ["bar", "line", "dot", "area", "rule", "histogram", "heatmap"] as const;
const AGGREGATES = ["none", "count", "sum", "mean", "median", "min", "max", "distinct"] as const;
const PERIODS = ["day", "week", "month", "quarter", "year"] as const;
const CHANNELS = ["x", "y", "color", "facet"] as const;

const text = (title: string): JsonSchema => ({ type: "string", title });
const column = (title: string): JsonSchema => ({ ...text(title), format: "column" });
const schema: JsonSchema = {
  type: "object",
  properties: {
    mark: { type: "string", title: "chart.mark", enum: MARKS },
    x: column("chart.x"),
    y: column("chart.y"),
    color: column("chart.color"),
    facet: column("chart.facet"),
    aggregate: { type: "string", title: "chart.aggregate", enum: AGGREGATES },
    period: { type: "string", title: "chart.period", enum: PERIODS },
    bins: { type: "integer", title: "chart.bins", minimum: 2, maximum: 200, default: 30 },
    sort: { type: "string", title: "chart.sort", enum: ["x", "y", "-x", "-y"] },
    limit: { type: "integer", title: "chart.limit", minimum: 1, maximum: 10000 },
    title: text("chart.heading"),
    "x-label": text("chart.xLabel"),
    "y-label": text("chart.yLabel"),
  },
  required: ["mark", "x"],
};

export interface ChartSpec extends Plan {
  readonly from: string;
  readonly title: string;
  readonly labels: { readonly x: string | null; readonly y: string | null };
  readonly body: Body;
}

/** Marks a page still draws at once. */
const MOST = 20_000;
/** Rows that come with the table: a figure that follows an input is drawn without asking again. */
const AT_ONCE = 2_000;

/** A figure of a table's columns; what it groups or bins is done in SQL, and that is what it draws. */
export const chart: Kind<ChartSpec> = {
  name: "chart",
  schema,
  parse(text, attributes) {
    const body = readBody(text);
    const { values, problems } = check(body, schema);
    const all: Problem[] = [...problems];
    const from = attributes["from"];
    if (typeof from !== "string" || from === "") {
      all.push(new TenureError("analysis.missing-input", { attribute: "from", kind: "chart" }).toJSON());
    }
    for (const { holes, range } of body.entries.values()) {
      if (holes.length > 0) all.push(new TenureError("chart.no-names", {}, { at: { range } }).toJSON());
    }
    const spec = all.length > 0 ? null : specOf(String(from), values, body);
    return { spec, problems: all };
  },
  references: ({ from }) => [{ id: from, attribute: "from" }],
  async run(spec, inputs, { engine }, job) {
    const value = inputs.get(spec.from);
    if (!value || value.is === "json") throw new TenureError("chart.no-table", { name: spec.from });
    const plan = withColumns(spec, value.table);
    const sql = chartSql(plan, value.table);
    const table = inCurrency(await engine.create(job.cell, sql.text, job.signal, { rows: AT_ONCE }), inputs);
    if (table.rows > MOST) throw new TenureError("chart.too-many", { n: table.rows, limit: MOST });
    const title = {
      code: spec.title === "" ? `chart.of${plan.y ? "" : "Counts"}` : "chart.title",
      params: wordsOf(plan, spec),
    };
    return {
      value: { is: "table", table },
      sql: [{ name: job.cell, text: sql.text }],
      views: [
        {
          show: "figure",
          name: "chart",
          table,
          options: optionsOf(plan, spec, sql.columns),
          title,
          alt: { code: "chart.alt", params: { ...wordsOf(plan, spec), n: table.rows } },
        },
      ],
    };
  },
};

function specOf(from: string, values: Readonly<Record<string, Json>>, body: Body): ChartSpec {
  const s = (key: string): string | null => (typeof values[key] === "string" ? values[key] : null);
  const n = (key: string): number | null => (typeof values[key] === "number" ? values[key] : null);
  const y = s("y");
  return {
    from,
    mark: MARKS.find((mark) => mark === values["mark"]) ?? "bar",
    x: s("x") ?? "",
    y,
    color: s("color"),
    facet: s("facet"),
    aggregate: AGGREGATES.find((one) => one === values["aggregate"]) ?? (y === null ? "count" : "none"),
    period: PERIODS.find((one) => one === values["period"]) ?? null,
    bins: n("bins") ?? 30,
    sort: s("sort"),
    limit: n("limit"),
    title: s("title") ?? "",
    labels: { x: s("x-label"), y: s("y-label") },
    body,
  };
}

/** The plan with the names as the table spells them. */
function withColumns(spec: ChartSpec, table: TableRef): ChartSpec {
  const names = table.columns.map(({ name }) => name);
  const found = CHANNELS.map((channel) => {
    const wanted = spec[channel];
    if (wanted === null) return [channel, null] as const;
    const name = names.find((one) => one.toLowerCase() === wanted.toLowerCase());
    if (name !== undefined) return [channel, name] as const;
    const range = spec.body.entries.get(channel)?.range;
    const params = { name: wanted, nearest: nearest(wanted, names), columns: names };
    throw new TenureError("chart.no-column", params, { at: range ? { range } : {} });
  });
  return { ...spec, ...Object.fromEntries(found) };
}

function optionsOf(
  plan: Plan,
  { title, labels }: ChartSpec,
  columns: Readonly<Record<string, string>>,
): { readonly [key: string]: Json } {
  return {
    mark: plan.mark,
    ...columns,
    aggregate: plan.aggregate,
    title,
    xLabel: labels.x ?? plan.x,
    yLabel: labels.y ?? plan.y,
    sort: plan.sort,
    period: plan.period,
  };
}

const wordsOf = ({ mark, x, y }: Plan, { title, from }: ChartSpec) => ({
  mark,
  x,
  y: y ?? "none",
  title,
  from,
});
