import { ROLES, type ColumnType, type Sniffed, type SourceSpec } from "./spec";

/** Types one of which may stand for another when a file is sniffed anew: the next month may hold whole amounts only. */
const FAMILY: Readonly<Record<ColumnType, string>> = {
  text: "text",
  integer: "number",
  decimal: "number",
  date: "day",
  datetime: "day",
  boolean: "text",
};

/**
 * Whether a file is another month of what a source reads: it has every column by name (where the file has no names,
 * as many columns), and those that play a role hold what they held. More columns, or another order, change nothing.
 */
export function matchSource(spec: SourceSpec, sniffed: Sniffed): boolean {
  const names = Object.keys(spec.columns);
  const types = new Map(sniffed.columns.map(({ name, type }) => [name, type]));
  if (spec.read.format !== sniffed.spec.read.format) return false;
  const nameless = spec.read.header === 0;
  if (nameless !== (sniffed.spec.read.header === 0) || (nameless && types.size !== names.length))
    return false;
  if (!names.every((name) => types.has(name))) return false;
  return ROLES.every((role) => {
    const column = spec.roles[role];
    if (column === undefined) return true;
    const is = types.get(column);
    if (is === undefined) return false;
    if (role === "date") return FAMILY[is] === "day";
    if (role === "amount" || role === "quantity" || role === "price") return FAMILY[is] === "number";
    return true;
  });
}
