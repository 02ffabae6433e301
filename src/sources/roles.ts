import type { Column } from "./read/columns";
import { cancelledValues, cancelPrefix, usualValues } from "./ledger/marks";
import { currencyOf } from "./read/currency";
import { nameScore, plainName } from "./read/names";
import { readNumber, type Convention } from "./read/numbers";
import { sideColumns, sidesOf } from "./read/sides";
import { ROLES, SIDES, type Overrides, type Part, type Role } from "./spec";

export type Roles = Readonly<Partial<Record<Part, string>>>;

const isNumber = (column: Column): boolean => column.type === "integer" || column.type === "decimal";
const isDays = (column: Column): boolean => column.type === "date" || column.type === "datetime";

/** Whether a column's values can play a role at all. */
function able(role: Role, column: Column): boolean {
  if (role === "date") return isDays(column);
  if (role === "amount" || role === "price" || role === "quantity" || role === "refunded") {
    return isNumber(column) || (column.filled.length > 0 && column.type === "text" && numericIds(column));
  }
  if (role === "currency") return saysMoney(column);
  if (role === "refund") return !isNumber(column) && column.filled.length > 0;
  return !isDays(column) && column.filled.length > 0;
}

/** Nearly every filled cell names a currency, and nothing else: a code or a sign. */
function saysMoney({ filled }: Column): boolean {
  const codes = filled.filter((cell) => cell.trim().length <= 5 && currencyOf(cell) !== null);
  return codes.length > 0 && codes.length >= filled.length * 0.8;
}

/** Digits only and no leading zeros: text by its name, but a number if that name says amount. */
const numericIds = (column: Column): boolean =>
  column.filled.every((cell) => /^-?[1-9]\d*([.,]\d+)?$/.test(cell.trim()));

export interface RoleGuess {
  readonly roles: Roles;
  /** Id-like columns without telling names, when the customer could be any of them. */
  readonly customers: readonly Column[];
  readonly cancelled?: readonly string[];
}

/** Which column plays which part: by name first, then by type and values. */
export function guessRoles(
  columns: readonly Column[],
  overrides: Overrides,
  convention: Convention,
): RoleGuess {
  const roles: Partial<Record<Part, string>> = {};
  const chosen = overrides.roles ?? {};
  for (const role of [...ROLES, ...SIDES]) if (chosen[role]) roles[role] = chosen[role];
  divide(columns, chosen, roles);
  const pairs = ROLES.filter((role) => chosen[role] === undefined)
    .flatMap((role) => columns.map((column) => ({ role, column, score: nameScore(role, column.name) })))
    .filter(({ role, column, score }) => score > 0 && able(role, column))
    .sort((a, b) => b.score - a.score);
  const taken = new Set<string>(ROLES.flatMap((role) => roles[role] ?? []));
  for (const { role, column } of pairs) {
    if (roles[role] !== undefined || taken.has(column.name)) continue;
    roles[role] = column.name;
    taken.add(column.name);
  }
  const free = (): Column[] => columns.filter((column) => !taken.has(column.name));
  const give = (role: Role, column: Column | undefined): void => {
    if (!column || roles[role] !== undefined || chosen[role] !== undefined) return;
    roles[role] = column.name;
    taken.add(column.name);
  };
  give("date", free().find(isDays));
  // Shopify calls the order's number its name.
  give(
    "order",
    free().find(({ name, filled }) => plainName(name) === "name" && filled.every((cell) => /^#/.test(cell))),
  );
  if (roles.amount === undefined && (roles.quantity === undefined || roles.price === undefined)) {
    const numbers = free().filter((column) => isNumber(column) && column.distinct > 1);
    give(
      "amount",
      numbers.find(({ type }) => type === "decimal") ?? (numbers.length === 1 ? numbers[0] : undefined),
    );
  }
  const money = columns.find(({ name }) => name === (roles.amount ?? roles.price));
  const side = columns.find(({ name }) => name === roles.sign);
  if (side && chosen.sign === undefined && isSigned(money, side, convention)) delete roles.sign;
  if (money && roles.currency === undefined && chosen.currency === undefined) {
    // Amounts of several signs: what each row is counted in stands beside its number.
    const signs = new Set(money.filled.flatMap((cell) => currencyOf(cell) ?? []));
    if (signs.size > 1) roles.currency = money.name;
  }
  let customers: readonly Column[] = [];
  if (roles.customer === undefined && chosen.customer === undefined) {
    const likely = free().filter((column) => idLike(column));
    if (likely.length === 1) give("customer", likely[0]);
    else customers = likely;
  }
  const cancelled = overrides.cancelled ?? marks(columns, roles, chosen.refund === undefined, convention);
  if (cancelled === null) delete roles.refund;
  return { roles, customers, ...(cancelled === null ? {} : { cancelled }) };
}

/** Debits and credits: a column for each, or one that says which, where no column is known to be the amount. */
function divide(
  columns: readonly Column[],
  chosen: NonNullable<Overrides["roles"]>,
  roles: Partial<Record<Part, string>>,
): void {
  const free = (role: Role): boolean => chosen[role] === undefined;
  const two = free("amount") && free("refunded") ? sideColumns(columns) : null;
  const known = columns.some(
    (one) => one !== two?.plus && one !== two?.minus && isNumber(one) && nameScore("amount", one.name) >= 0.5,
  );
  if (two && !known) {
    roles.amount = two.plus.name;
    roles.refunded = two.minus.name;
  } else if (free("sign")) {
    const side = columns.find((column) => sidesOf(column) !== null);
    if (side) roles.sign = side.name;
  }
}

/** Whether the amounts have their signs already: below zero just where the column of sides takes away, or adds. */
function isSigned(money: Column | undefined, side: Column, convention: Convention): boolean {
  const sides = sidesOf(side);
  if (!money || !sides) return false;
  const rows = money.cells.flatMap((cell, row) => {
    const value = readNumber(cell, convention);
    const word = (side.cells[row] ?? "").trim().toLowerCase().replace(/\.$/, "");
    return Number.isNaN(value) || value === 0
      ? []
      : [{ below: value < 0, minus: sides.minus.includes(word) }];
  });
  if (!rows.some(({ below }) => below)) return false;
  return (
    rows.every(({ below, minus }) => below === minus) || rows.every(({ below, minus }) => below !== minus)
  );
}

/** Numbers of the rows themselves: each is the one before and one. */
const isCounter = ({ filled }: Column): boolean =>
  filled.length > 2 &&
  filled.every(
    (cell, i) => /^\d+$/.test(cell.trim()) && (i === 0 || Number(cell) === Number(filled[i - 1]) + 1),
  );

/** Could name somebody: filled, more than one value, no measurement. */
function idLike(column: Column): boolean {
  if (column.type !== "text" && column.type !== "integer") return false;
  if (isCounter(column)) return false;
  if (column.distinct < 2 || column.filled.length < column.cells.length / 2) return false;
  return column.type === "text" || column.distinct > Math.max(9, Math.sqrt(column.filled.length));
}

/** Which values of the refund column mean cancelled; sets `roles.refund` to the order column for a prefix. */
function marks(
  columns: readonly Column[],
  roles: Partial<Record<Part, string>>,
  free: boolean,
  convention: Convention,
): readonly string[] | null {
  const of = (role: Role): Column | undefined => columns.find(({ name }) => name === roles[role]);
  const refund = of("refund");
  if (refund) {
    if (isDays(refund)) return ["*"];
    const found = cancelledValues(refund.filled);
    if (found.length > 0) return found;
    if (refund.type === "boolean") return ["true", "yes", "tak", "да", "1"];
    if (/status|stan|статус/.test(plainName(refund.name))) return usualValues(refund.filled);
    if (!free) return [];
    delete roles.refund;
  }
  const order = of("order");
  const taken = of("quantity") ?? of("amount");
  if (!free || !order || !taken) return null;
  const negative = taken.cells.map((cell) => readNumber(cell, convention) < 0);
  const prefix = cancelPrefix(order.cells, negative);
  if (prefix === null) return null;
  roles.refund = order.name;
  return [`${prefix}*`];
}
