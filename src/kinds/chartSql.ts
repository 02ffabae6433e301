import type { TableRef } from "../terms/table";
import { quoted } from "./value";

/** What a chart asks of its table. */
export interface Plan {
  readonly mark: "bar" | "line" | "dot" | "area" | "rule" | "histogram" | "heatmap";
  readonly x: string;
  readonly y: string | null;
  readonly color: string | null;
  readonly facet: string | null;
  readonly aggregate: "none" | "count" | "sum" | "mean" | "median" | "min" | "max" | "distinct";
  /** Dates of x are grouped by this. */
  readonly period: "day" | "week" | "month" | "quarter" | "year" | null;
  readonly bins: number;
  /** `x`, `y`, or with a minus in falling order. */
  readonly sort: string | null;
  readonly limit: number | null;
}

/** The query behind a chart, and which of its columns is which channel: `x`, `x2` (end of a bin), `y`, `y2`, `color`, `fx`. */
export interface ChartSql {
  readonly text: string;
  readonly columns: Readonly<Record<string, string>>;
}

export function chartSql(plan: Plan, table: TableRef): ChartSql {
  if (plan.mark === "histogram") return binned(plan, table, ["x"]);
  const numeric = (name: string | null) => name !== null && isNumber(typeOf(table, name));
  if (plan.mark === "heatmap" && numeric(plan.x) && numeric(plan.y) && plan.color === null)
    return binned(plan, table, ["x", "y"]);
  return plan.aggregate === "none" ? rows(plan, table) : grouped(plan, table);
}

const typeOf = (table: TableRef, name: string): string =>
  table.columns.find((column) => column.name === name)?.type ?? "";
const isNumber = (type: string): boolean =>
  /^(U?(TINY|SMALL|BIG|HUGE)?INT|INTEGER|UINTEGER|FLOAT|DOUBLE|DECIMAL)/.test(type);
const isTime = (type: string): boolean => /^(DATE|TIMESTAMP)/.test(type);

/** x as it is drawn: dates at the start of their period. */
function xOf({ x, period }: Plan, table: TableRef): string {
  const name = quoted(x);
  if (period === null || !isTime(typeOf(table, x))) return name;
  return `CAST(date_trunc('${period}', ${name}) AS DATE) AS ${name}`;
}

function rows(plan: Plan, table: TableRef): ChartSql {
  const { x, y, color, facet } = plan;
  const others = [...new Set([y, color, facet])].filter((name) => name !== null && name !== x) as string[];
  const columns = { x, ...channel("y", y), ...channel("color", color), ...channel("fx", facet) };
  const list = [xOf(plan, table), ...others.map(quoted)].join(", ");
  return {
    text: finished(`SELECT ${list}\nFROM ${table.sql}`, plan, quoted(x), y === null ? null : quoted(y)),
    columns,
  };
}

const FUNCTIONS: Readonly<Record<string, (column: string) => string>> = {
  count: () => "count(*)",
  distinct: (column) => `count(DISTINCT ${column})`,
  mean: (column) => `avg(${column})`,
};

/** One row per x (and colour, and facet). A heatmap's y is a place; what it counts or sums is its colour. */
function grouped(plan: Plan, table: TableRef): ChartSql {
  const heat = plan.mark === "heatmap";
  const measured = heat ? (plan.color ?? plan.y ?? plan.x) : (plan.y ?? plan.x);
  const by = [heat ? plan.y : plan.color, plan.facet].filter(
    (name) => name !== null && name !== plan.x,
  ) as string[];
  const call = FUNCTIONS[plan.aggregate] ?? ((column: string) => `${plan.aggregate}(${column})`);
  const name = nameOf(plan, measured, [plan.x, ...by]);
  const columns = {
    x: plan.x,
    ...(heat ? { ...channel("y", plan.y), color: name } : { y: name, ...channel("color", plan.color) }),
    ...channel("fx", plan.facet),
  };
  const list = [xOf(plan, table), ...by.map(quoted), `${call(quoted(measured))} AS ${quoted(name)}`].join(
    ", ",
  );
  const text = `SELECT ${list}\nFROM ${table.sql}\nGROUP BY ALL`;
  return { text: finished(text, plan, quoted(plan.x), quoted(name)), columns };
}

/** `sum of amount` would be words: the column says it in SQL's own way. */
function nameOf({ aggregate }: Plan, column: string, taken: readonly string[]): string {
  const name = aggregate === "count" ? "count" : `${aggregate}(${column})`;
  return taken.includes(name) ? `${name} ` : name;
}

/** Equal bins over the range of each axis; the last one holds the maximum. */
function binned(plan: Plan, table: TableRef, axes: readonly ("x" | "y")[]): ChartSql {
  const parts = axes.map((axis) => bin(plan[axis]!, table, plan.bins));
  const groups = [plan.mark === "histogram" ? plan.color : null, plan.facet].filter((name) => name !== null);
  const source = [`SELECT ${[...parts.map(({ place }) => place), ...groups.map(quoted)].join(", ")}`];
  source.push(`FROM ${table.sql}, (SELECT ${parts.map(({ range }) => range).join(", ")} FROM ${table.sql})`);
  source.push(`WHERE ${parts.map(({ where }) => where).join(" AND ")}`);
  const list = [...parts.map(({ ends }) => ends), ...groups.map(quoted), "count(*) AS count"];
  const text = `SELECT ${list.join(", ")}\nFROM (\n  ${source.join("\n  ")}\n)\nGROUP BY ALL\nORDER BY ALL`;
  const [x, y] = parts;
  const columns = {
    x: x!.from,
    x2: x!.to,
    ...(y ? { y: y.from, y2: y.to, color: "count" } : { y: "count", ...channel("color", plan.color) }),
    ...channel("fx", plan.facet),
  };
  return { text, columns };
}

function bin(name: string, table: TableRef, bins: number) {
  const time = isTime(typeOf(table, name));
  const value = time ? `epoch(CAST(${quoted(name)} AS TIMESTAMP))` : `CAST(${quoted(name)} AS DOUBLE)`;
  const [low, width, at] = ["low", "width", "at"].map((part) => quoted(`${part} ${name}`));
  const edge = (step: string) => {
    const number = `${low!} + ${width!} * (${at!}${step})`;
    return time ? `make_timestamp(CAST(1000000 * (${number}) AS BIGINT))` : number;
  };
  const to = `${name} to`;
  return {
    from: name,
    to,
    where: `${value} IS NOT NULL AND isfinite(${value})`,
    range: `min(${value}) AS ${low!}, coalesce(nullif((max(${value}) - min(${value})) / ${bins}, 0), 1) AS ${width!}`,
    place: `${low!}, ${width!}, least(${bins - 1}, floor((${value} - ${low!}) / ${width!})) AS ${at!}`,
    ends: `${edge("")} AS ${quoted(name)}, ${edge(" + 1")} AS ${quoted(to)}`,
  };
}

function finished(sql: string, { sort, limit }: Plan, x: string, y: string | null): string {
  const falling = sort?.startsWith("-") === true;
  const key = sort?.endsWith("y") === true && y !== null ? y : x;
  const order = `${sql}\nORDER BY ${key}${falling ? " DESC" : ""}`;
  return limit === null ? order : `${order}\nLIMIT ${limit}`;
}

const channel = (name: string, column: string | null): Record<string, string> =>
  column === null ? {} : { [name]: column };
