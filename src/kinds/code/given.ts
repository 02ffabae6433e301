import type { Answer, Given } from "../../terms/jail";
import type { CellId, EngineHost, Reference, Value } from "../../notebook/kind";
import { quoted } from "../value";

/** The values a program names, as it gets them, and the one way to their rows. */
export function givenTo(
  references: readonly Reference[],
  inputs: ReadonlyMap<CellId, Value>,
  engine: EngineHost,
  signal: AbortSignal,
): { given: Record<string, Given>; answer: Answer } {
  const given: Record<string, Given> = {};
  for (const { id } of references) {
    const value = inputs.get(id);
    if (value) given[id] = as(value);
  }
  const answer: Answer = ({ name, columns, limit }) => {
    const value = inputs.get(name);
    if (!value || value.is === "json") return Promise.reject(new Error(`${name} has no rows`));
    const list = columns.map(quoted).join(", ");
    return engine.query(
      `SELECT ${list} FROM ${value.table.sql}${limit === null ? "" : ` LIMIT ${limit}`}`,
      signal,
    );
  };
  return { given, answer };
}

function as(value: Value): Given {
  if (value.is === "json") {
    const { json, unit, date } = value;
    return { is: "json", json, ...(unit ? { unit } : {}), ...(date ? { date } : {}) };
  }
  const { rows, columns } = value.table;
  return value.is === "table" ? { is: "table", rows, columns } : { is: "fit", fit: value.fit, rows, columns };
}
