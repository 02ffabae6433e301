import type { Batch, ColumnRef } from "../../terms/table";
import { ctesIn } from "./ctes";

/** What completion may ask the engine, where it has started; never what a cell does. */
export interface Asking {
  query(sql: string): Promise<Batch>;
}

/** A function of the engine with the ways to call it. */
export interface SqlFunction {
  readonly name: string;
  readonly signatures: readonly string[];
  readonly about: string;
}

const BETWEEN = "\u001f";
const SQL = `SELECT function_name, array_to_string(parameters, '${BETWEEN}'), array_to_string(parameter_types, '${BETWEEN}'),
  coalesce(return_type, ''), coalesce(description, '')
FROM duckdb_functions()
WHERE function_name ~ '^[a-z][a-z0-9_]*$' AND function_type IN ('scalar', 'aggregate', 'table', 'macro', 'table_macro')
ORDER BY ALL`;

let functions: Promise<readonly SqlFunction[]> | null = null;

/** The engine's functions; asked once, for they are the engine's own. */
export function functionsOf(asking: Asking | null): Promise<readonly SqlFunction[]> {
  if (!asking) return Promise.resolve([]);
  functions ??= asking
    .query(SQL)
    .then(readFunctions)
    .catch(() => {
      // An engine that is just being restarted knows none; the next list asks again.
      functions = null;
      return [];
    });
  return functions;
}

export function readFunctions({ rows, values }: Batch): readonly SqlFunction[] {
  const text = (column: number, row: number) => String(values[column]?.[row] ?? "");
  const found = new Map<string, { name: string; signatures: string[]; about: string }>();
  for (let row = 0; row < rows; row++) {
    const name = text(0, row);
    const [names, types] = [text(1, row), text(2, row)].map((list) =>
      list === "" ? [] : list.split(BETWEEN),
    );
    const parameters = names!.map((one, at) => [one, types![at]].filter((part) => part).join(" "));
    const returns = text(3, row);
    const signature = `${name}(${parameters.join(", ")})${returns === "" ? "" : ` → ${returns}`}`;
    const held = found.get(name) ?? { name, signatures: [], about: text(4, row) };
    if (!held.signatures.includes(signature)) held.signatures.push(signature);
    found.set(name, held);
  }
  return [...found.values()];
}

const columns = new Map<string, Promise<readonly ColumnRef[]>>();
const MOST = 100;

/** Half a query has no columns yet; that is no mistake of anybody. */
const columnsOf = (query: string, asking: Asking): Promise<readonly ColumnRef[]> =>
  asking.query(`SELECT * FROM (${query}) LIMIT 0`).then(
    (batch) => batch.columns,
    () => [],
  );

/** Common table expressions of a query with their columns; without, where the engine cannot say. */
export async function cteTables(
  sql: string,
  asking: Asking | null,
): Promise<Readonly<Record<string, readonly ColumnRef[]>>> {
  const found = ctesIn(sql).map(async ({ name, query }) => {
    if (!asking) return [name, []] as const;
    if (columns.size > MOST) columns.clear();
    const asked = columns.get(query) ?? columnsOf(query, asking);
    columns.set(query, asked);
    return [name, await asked] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}
