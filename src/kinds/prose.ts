import { TenureError } from "../terms/error";
import type { Json } from "../terms/view";
import { beyondNames, named, type Expression } from "../notebook/expressions";
import { textExpressions, type Shown } from "../notebook/interpolate";
import type { EngineHost, Job, Kind, Value } from "../notebook/kind";

export interface ProseSpec {
  readonly holes: readonly Expression[];
}

/** Text. Its value is the list of what its `${…}` say, in order; `notebook/interpolate` puts them in. */
export const prose: Kind<ProseSpec> = {
  name: "prose",
  instant: true,
  parse(body) {
    const holes = textExpressions(body);
    return { spec: { holes }, problems: beyondNames(holes) };
  },
  references: ({ holes }) => named(holes),
  async run({ holes }, inputs, { engine }, job) {
    const shown: (Shown | null)[] = [];
    for (const { name, range } of holes) {
      const value = name ? inputs.get(name.id) : undefined;
      if (!name || !value) {
        shown.push(null);
        continue;
      }
      const found = await read(value, name.column, engine, job);
      if (found === undefined)
        throw new TenureError(
          "expression.no-value",
          { name: name.id, column: name.column ?? "" },
          { at: { range } },
        );
      const unit = value.is === "json" ? (value.unit ?? null) : null;
      shown.push({ value: found.value, date: found.date, writer: name.writer, unit });
    }
    return { value: { is: "json", json: shown as unknown as Json }, views: [] };
  },
};

type Found = Pick<Shown, "value" | "date">;

/** One value: of a number or text, a key of a record, a column of a one-row table, the only cell of a table. */
async function read(
  value: Value,
  column: string | null,
  engine: EngineHost,
  job: Job,
): Promise<Found | undefined> {
  if (value.is === "fit")
    return plain(column === null ? value.fit.status : (value.fit[column] as Json | undefined));
  if (value.is === "json") {
    const { json } = value;
    if (column === null) return plain(json, value.date);
    const record = typeof json === "object" && json !== null && !Array.isArray(json);
    return record ? plain((json as { readonly [key: string]: Json })[column]) : undefined;
  }
  const { table } = value;
  const at =
    column === null ? 0 : table.columns.findIndex(({ name }) => name.toLowerCase() === column.toLowerCase());
  const chosen = table.columns[at];
  if (!chosen || table.rows !== 1 || (column === null && table.columns.length !== 1)) return undefined;
  const batch = await engine.query(
    `SELECT "${chosen.name.replaceAll('"', '""')}" FROM ${table.sql}`,
    job.signal,
  );
  const cell = batch.values[0]?.[0] ?? null;
  if (typeof cell === "number" && Number.isNaN(cell)) return { value: null, date: false };
  if (typeof cell === "number" && /^(DATE|TIMESTAMP)/.test(chosen.type)) {
    return { value: new Date(cell).toISOString().slice(0, 10), date: true };
  }
  return { value: cell, date: false };
}

function plain(json: Json | undefined, date = false): Found | undefined {
  if (json === undefined || (typeof json === "object" && json !== null)) return undefined;
  return { value: json, date };
}
