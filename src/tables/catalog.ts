import type { Batch, ColumnRef } from "../terms/table";
import type { Schema } from "./quote";

export interface CatalogTable {
  readonly schema: Schema;
  readonly name: string;
  readonly columns: readonly ColumnRef[];
}

export const CATALOG_SQL = `SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns()
WHERE schema_name IN ('notebook', 'inputs', 'sources') AND NOT internal
ORDER BY schema_name, table_name, column_index`;

export const FUNCTIONS_SQL = `SELECT DISTINCT function_name FROM duckdb_functions()
WHERE function_name ~ '^[a-z_][a-z0-9_]*$' AND function_name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY ALL`;

export function readCatalog(batch: Batch): readonly CatalogTable[] {
  const [schemas, tables, columns, types] = batch.values as readonly (readonly string[])[];
  const found = new Map<string, { schema: Schema; name: string; columns: ColumnRef[] }>();
  for (let i = 0; i < batch.rows; i++) {
    const schema = schemas![i] as Schema;
    const name = tables![i]!;
    const key = `${schema}.${name}`;
    const table = found.get(key) ?? { schema, name, columns: [] };
    found.set(key, table);
    table.columns.push({ name: columns![i]!, type: types![i]! });
  }
  return [...found.values()];
}
