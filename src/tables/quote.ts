/** `"name"` for SQL; any text can be an identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `'text'` for SQL. For our own statements only: what a user gives is bound (`Engine.bind`). */
export function literal(text: string): string {
  const quoted = text.split("\0").map((part) => `'${part.replaceAll("'", "''")}'`);
  // The engine reads a statement up to its first NUL.
  return quoted.length === 1 ? quoted[0]! : `(${quoted.join(" || chr(0) || ")})`;
}

/**
 * The schemas of the engine's database. `notebook`: results, by cell id; `inputs`: bound values, `<cell>:<n>`;
 * `sources`: typed rows of a source cell. `pages`: what the page keeps to show a table in another order; no cell names it.
 */
export type Schema = "notebook" | "inputs" | "sources" | "pages";

/** `notebook."orders"`: quoted and qualified, as in `TableRef.sql`. */
export function tableName(schema: Schema, name: string): string {
  return `${schema}.${identifier(name)}`;
}

/** A table of the database that keeps them pressed: writing takes a quarter longer, memory is halved. */
export function largeTable(name: string): string {
  return `large_sources.${identifier(name)}`;
}

/** The path under which a registered file is read: `files/sales.csv`. Only this folder is open to the engine. */
export function filePath(name: string): string {
  return `files/${name}`;
}
