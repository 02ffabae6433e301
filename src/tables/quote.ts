/** `"name"` for SQL; any text can be an identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `'text'` for SQL. For our own statements only: what a user gives is bound (`Engine.bind`). */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * The schemas of the engine's database. `notebook`: results, by cell id; `inputs`: bound values, `<cell>:<n>`;
 * `sources`: typed rows of a source cell.
 */
export type Schema = "notebook" | "inputs" | "sources";

/** `notebook."orders"`: quoted and qualified, as in `TableRef.sql`. */
export function tableName(schema: Schema, name: string): string {
  return `${schema}.${identifier(name)}`;
}

/** The path under which a registered file is read: `files/sales.csv`. Only this folder is open to the engine. */
export function filePath(name: string): string {
  return `files/${name}`;
}
