import type { Role, SourceSpec } from "../spec";

/** Values with what only the reader could say of their columns. */

const MONEY: readonly Role[] = ["amount", "price", "refunded"];

/** Money in thousands or in pennies, as whole money. */
export function scaledSql({ roles, read }: SourceSpec, column: string, value: string): string {
  const { scale = 1 } = read;
  if (scale === 1 || !MONEY.some((role) => roles[role] === column)) return value;
  // Pennies are divided: a hundredth has no exact number of its own.
  return scale < 1 ? `(${value}) / ${1 / scale}` : `(${value}) * ${scale}`;
}

/** The same, and customers who are named once for many rows. @param row the column that numbers the rows. */
export function ownedSql(spec: SourceSpec, column: string, value: string, row: string): string {
  const above = spec.read.blanks === "above" && spec.roles.customer === column;
  return above
    ? `coalesce(${value}, last_value(${value} IGNORE NULLS) OVER (ORDER BY ${row}))`
    : scaledSql(spec, column, value);
}
