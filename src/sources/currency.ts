import type { Column } from "./columns";
import type { Roles } from "./roles";

/** Signs and words of money → ISO 4217; a sign several countries use stands for its commonest. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/€|\bEUR\b/i, "EUR"],
  [/£|\bGBP\b/i, "GBP"],
  [/\bzł|\bzl\b|zł\b|\bPLN\b/i, "PLN"],
  [/₽|\bRUB\b|руб/i, "RUB"],
  [/₴|\bUAH\b|грн/i, "UAH"],
  [/\bCZK\b|Kč/i, "CZK"],
  [/\bCHF\b/i, "CHF"],
  [/¥|\bJPY\b/i, "JPY"],
  [/\bCAD\b/i, "CAD"],
  [/\bAUD\b/i, "AUD"],
  [/\$|\bUSD\b/i, "USD"],
];

const of = (text: string): string | null => SIGNS.find(([sign]) => sign.test(text))?.[1] ?? null;

/** Currencies seen beside amounts, in a column of their own, or in a column's name; most often seen first. */
export function currencies(columns: readonly Column[], roles: Roles): string[] {
  const seen = new Map<string, number>();
  const add = (code: string | null): void => {
    if (code) seen.set(code, (seen.get(code) ?? 0) + 1);
  };
  const money = columns.find(({ name }) => name === (roles.amount ?? roles.price));
  const stated = columns.find(({ name }) => /currency|waluta|валюта/i.test(name));
  for (const cell of stated?.filled ?? []) {
    add(/^[a-z]{3}$/i.test(cell.trim()) ? cell.trim().toUpperCase() : of(cell));
  }
  if (seen.size === 0) for (const cell of money?.filled ?? []) add(of(cell.replace(/[\d.,()+-]/g, " ")));
  if (seen.size === 0 && money) add(of(money.name));
  return [...seen].sort((a, b) => b[1] - a[1]).map(([code]) => code);
}

/** The one currency of the file, or "" when it says none or several. */
export function guessCurrency(columns: readonly Column[], roles: Roles): string {
  const found = currencies(columns, roles);
  return found.length === 1 ? found[0]! : "";
}
