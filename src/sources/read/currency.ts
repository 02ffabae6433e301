import { literal } from "../../tables/quote";
import type { Column } from "./columns";
import type { Roles } from "../roles";

/** ISO 4217 ← signs and words of money, small letters; a sign several countries use stands for its commonest. */
const SIGNS: readonly (readonly [code: string, signs: readonly string[]])[] = [
  ["EUR", ["€", "eur"]],
  ["GBP", ["£", "gbp"]],
  ["PLN", ["zł", "pln", "zl"]],
  ["RUB", ["₽", "rub", "руб"]],
  ["UAH", ["₴", "uah", "грн"]],
  ["CZK", ["czk", "kč"]],
  ["CHF", ["chf"]],
  ["JPY", ["¥", "jpy"]],
  ["CAD", ["cad", "ca$"]],
  ["AUD", ["aud", "a$"]],
  ["USD", ["$", "usd"]],
];
const CODE = /^[A-Z]{3}$/;

/** The currency a cell names, by its code or by a sign beside a number; null where it names none. */
export function currencyOf(cell: string): string | null {
  const text = cell.trim();
  if (CODE.test(text.toUpperCase())) return text.toUpperCase();
  const low = text.replace(/[\d.,()+-]/g, " ").toLowerCase();
  return SIGNS.find(([, signs]) => signs.some((sign) => low.includes(sign)))?.[0] ?? null;
}

/** The same as SQL over a column's text: a code, or NULL. */
export function currencySql(text: string): string {
  const upper = `upper(trim(${text}))`;
  const cases = SIGNS.map(([code, signs]) => {
    const tests = signs.map((sign) => `contains(lower(${text}), ${literal(sign)})`);
    return `WHEN ${tests.join(" OR ")} THEN ${literal(code)}`;
  });
  return `CASE WHEN regexp_full_match(${upper}, '[A-Z]{3}') THEN ${upper} ${cases.join(" ")} END`;
}

/** Currencies the column of that role names in each row, else the name of the column of money; most often seen first. */
export function currencies(columns: readonly Column[], roles: Roles): string[] {
  const seen = new Map<string, number>();
  const add = (code: string | null): void => {
    if (code) seen.set(code, (seen.get(code) ?? 0) + 1);
  };
  const of = (name: string | undefined) => columns.find((column) => column.name === name);
  const money = of(roles.amount ?? roles.price);
  for (const cell of (of(roles.currency) ?? money)?.filled ?? []) add(currencyOf(cell));
  if (seen.size === 0 && money) add(nameOf(money.name));
  return [...seen].sort((a, b) => b[1] - a[1]).map(([code]) => code);
}

/** `Amount (EUR)`, `total_pln`, `Kwota zł`: a code or a sign standing as a word of its own. */
const nameOf = (name: string): string | null =>
  name
    .split(/[\s_()[\],.:/-]+/)
    .map((word) => SIGNS.find(([, signs]) => signs.includes(word.toLowerCase()))?.[0] ?? null)
    .find((code) => code !== null) ?? null;

/** The one currency of the file, or "" when it says none or several. */
export function guessCurrency(columns: readonly Column[], roles: Roles): string {
  const found = currencies(columns, roles);
  return found.length === 1 ? found[0]! : "";
}
