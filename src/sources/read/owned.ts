import { literal } from "../../tables/quote";
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

/** The column whose sign stands in a column of its own; null where none does. */
export const signedBySide = ({ roles, read }: SourceSpec): string | null =>
  roles.sign === undefined || read.minus === undefined ? null : (roles.amount ?? roles.quantity ?? null);

/** Values parted by `|`, as a list for IN. */
export const sideList = (values = ""): string => values.split("|").map(literal).join(", ");

/** What a cell of the column of signs is compared as. @param text that column as SQL */
export const sideSql = (text: string): string =>
  `regexp_replace(lower(trim(coalesce(${text}::VARCHAR, ''))), '[.]$', '')`;

/** An amount with the sign that stands beside it; one that stands beside nothing known is unreadable. */
export function sidedSql(spec: SourceSpec, column: string, value: string, side: string | null): string {
  if (side === null || signedBySide(spec) !== column) return value;
  const { minus, plus } = spec.read;
  return `CASE WHEN ${sideSql(side)} IN (${sideList(minus)}) THEN -(${value}) WHEN ${sideSql(side)} IN (${sideList(plus)}) THEN ${value} END`;
}

/**
 * All of it, and customers who are named once for many rows. @param row the column that numbers the rows; @param side
 * the column of signs as SQL.
 */
export function ownedSql(
  spec: SourceSpec,
  column: string,
  value: string,
  row: string,
  side: string | null = null,
): string {
  const above = spec.read.blanks === "above" && spec.roles.customer === column;
  return above
    ? `coalesce(${value}, last_value(${value} IGNORE NULLS) OVER (ORDER BY ${row}))`
    : sidedSql(spec, column, scaledSql(spec, column, value), side);
}
