import { identifier, literal } from "../../../tables/quote";
import type { TableRef } from "../../../terms/table";

/** Rows shown at once; a search narrows down a longer table. */
export const SHOWN = 100;

/** Columns beside the one that names the row. */
const BESIDE = 3;

/** The column that names a row, as text, then a few others as they are. */
export function rowsSql({ sql, columns }: TableRef, key: string, sought: string): string {
  const others = columns.filter(({ name }) => name !== key).slice(0, BESIDE);
  const text = (name: string) => `CAST(${identifier(name)} AS VARCHAR)`;
  const found = [key, ...others.map(({ name }) => name)]
    .map((name) => `contains(lower(coalesce(${text(name)}, '')), ${literal(sought.trim().toLowerCase())})`)
    .join(" OR ");
  return [
    `SELECT ${[text(key), ...others.map(({ name }) => identifier(name))].join(", ")} FROM ${sql}`,
    `WHERE ${identifier(key)} IS NOT NULL${sought.trim() === "" ? "" : ` AND (${found})`}`,
    `LIMIT ${SHOWN}`,
  ].join(" ");
}
