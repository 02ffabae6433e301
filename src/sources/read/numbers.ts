import { MARKS } from "./tidy";

/** Texts that stand for "no value" in exports of databases, spreadsheets and programs. */
export const NOTHING: ReadonlySet<string> = new Set([
  "",
  "-",
  "--",
  "—",
  "–",
  "n/a",
  "#n/a",
  "na",
  "nan",
  "null",
  "none",
  "nil",
  "\\n",
  "(null)",
  "inf",
  "-inf",
  "infinity",
  "-infinity",
  "+inf",
  "#div/0!",
  "#value!",
  "#ref!",
  "#num!",
  "#name?",
  "#null!",
  "brak",
  "нет",
  "?",
]);

export const isNothing = (cell: string): boolean => NOTHING.has(cell.trim().toLowerCase());

/** How numbers are written. `thousands` is one sign; `" "` stands for every kind of blank. */
export interface Convention {
  readonly decimal: "." | ",";
  readonly thousands: string;
  /** How `DR` and `CR` behind a number are read; absent: a debit is below zero. */
  readonly debit?: "minus" | "plus";
}

/** Letters of money that may be glued to the digits. Any other word must stand apart: `85123A` is no number. */
const MONEY =
  "zł|zl|pln|eur|usd|gbp|rub|uah|czk|huf|chf|sek|nok|dkk|try|inr|руб|р|грн|kr|kč|lei|ft|rs|tl|円|원|元";
/** Codes that may be glued before them; shorter ones begin the numbers of articles. */
const CODES = "pln|eur|usd|gbp|rub|uah|czk|huf|chf|sek|nok|dkk|inr|cad|aud|brl|jpy|rs\\.";

/** What may stand around an amount; the same expressions serve the engine (`typed.ts`), so no lookaround. */
export const AROUND = {
  before: `^(?:'|="|\\s|(?:${MONEY})\\.?(?:\\s|$)|(?:${CODES})|\\p{L}{0,3}\\p{Sc}|\\p{L}{2,3}\\.?\\s)+`,
  after: `(?:\\s+\\p{L}{1,4}\\.?|\\s*(?:${MONEY})\\.?|\\s|\\p{Sc}|")+$`,
} as const;
const BEFORE = new RegExp(AROUND.before, "iu");
const AFTER = new RegExp(AROUND.after, "iu");

/** What most amounts look like that are more than digits: money on one side, blanks or apostrophes within. */
export const PLAIN = `^\\s*(?:(?:\\p{Sc}|${CODES})\\s*)?([-+]?\\d[\\d.,'’\\s]*)(?:(?:\\p{Sc}|(?:${MONEY})\\.?)\\s*)?$`;

/** `1,2 tys. zł`, `5 k`, `3 mln`: what such a number is worth stands in a word, and is not guessed. */
export const SCALED =
  "\\d\\s*(?:[Tt]ys|TYS|[Mm]ln|MLN|[Mm]ld|[Mm]rd|[Mm]io|bn|[Тт]ыс|[Мм]лн|[Мм]лрд|lakh|crore|[kK]|M)\\.?(?:\\s.*)?$";
const scaled = new RegExp(SCALED, "u");

/**
 * Signs that stand elsewhere than before the number, in the order they are looked for: a debit and a credit, of which
 * one is below zero (a debit in an account's own list, a credit in a customer's ledger); parentheses; a dash for no
 * pennies (`12,-`); a minus behind all. For the engine too.
 */
export const signsAbout = (debit: Convention["debit"] = "minus"): readonly (readonly [string, string])[] => [
  ["^(.*\\d)\\s*[Dd][Rr]\\.?$", debit === "minus" ? "-\\1" : "\\1"],
  ["^(.*\\d)\\s*[Cc][Rr]\\.?$", debit === "minus" ? "\\1" : "-\\1"],
  ["(\\d)/[-=]$", "\\1"],
  ["^\\p{Sc}?\\((.*)\\)$", "-\\1"],
  ["(\\d)[.,][-\\x{2013}\\x{2014}]{1,2}(\\s.*)?$", "\\1\\2"],
  ["^([^-\\x{2212}].*)[-\\x{2212}]$", "-\\1"],
  ["^[\\x{2212}\\x{2013}]", "-"],
];
const aboutOf = (debit: Convention["debit"]) =>
  signsAbout(debit).map(
    ([pattern, by]) =>
      [new RegExp(pattern.replaceAll("\\x{", "\\u{"), "u"), by.replaceAll("\\", "$")] as const,
  );
const about = { minus: aboutOf("minus"), plus: aboutOf("plus") };

/** Whether an amount says by a word whether it is owed or paid. */
export const saysDebit = (cell: string): boolean => /\d\s*(?:[Dd][Rr]|[Cc][Rr])\.?$/.test(cell.trim());

/** Digits and signs of Arabic and Persian, and the wide ones of East Asia, in the order of {@link LATIN}. */
export const EASTERN = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬０１２３４５６７８９．，－";
export const LATIN = "01234567890123456789.,0123456789.,-";
const eastern = new RegExp(`[${EASTERN}]`, "g");

const UNSEEN = new RegExp(`[${MARKS.replaceAll("\\x{", "\\u{")}]`, "gu");

/** Sign and body of a number, or null when the cell is none. */
function body(
  cell: string,
  debit: Convention["debit"] = "minus",
): { sign: string; digits: string; power: string } | null {
  let text = cell
    .replace(UNSEEN, "")
    .trim()
    .replace(eastern, (letter) => LATIN[EASTERN.indexOf(letter)]!);
  if (scaled.test(text)) return null;
  for (const [pattern, by] of about[debit]) text = text.replace(pattern, by);
  const bare = text
    .replace(/^([-+])\s+/, "$1")
    .replace(BEFORE, "")
    .replace(AFTER, "")
    .replace(/\s/g, "")
    .replace(/^([-+]*)(?:\p{L}{0,3}\p{Sc})/u, "$1")
    .replace(/^\u2212/, "-");
  const match = /^([+-])?(\d[\d.,'’]*|[.,]\d+)([eE][+-]\d{1,2})?(-)?$/.exec(bare);
  if (!match) return null;
  const negative = match[1] === "-" || match[4] !== undefined;
  return { sign: negative ? "-" : "", digits: match[2]!, power: match[3] ?? "" };
}

/** Thousands in threes; in India only the last ones. */
const GROUPED = {
  ".": /^(\d{1,3}(,\d{3})+|\d{1,2}(,\d{2})+,\d{3})(\.\d*)?$/,
  ",": /^\d{1,3}(\.\d{3})+(,\d*)?$/,
} as const;

/**
 * A number as the convention reads it, or NaN. The sign that is not the decimal one may group thousands, and only in
 * threes: `1,234.50` is read, `12,50` is not when the decimal sign is a point.
 */
export function readNumber(cell: string, { decimal, debit }: Pick<Convention, "decimal" | "debit">): number {
  const found = body(cell, debit);
  if (!found) return NaN;
  const digits = found.digits.replace(/['’]/g, "");
  const grouped = GROUPED[decimal];
  const bare = grouped.test(digits) ? digits.replaceAll(decimal === "." ? "," : ".", "") : digits;
  const shape = decimal === "." ? /^(\d+\.?\d*|\.\d+)$/ : /^(\d+,?\d*|,\d+)$/;
  return shape.test(bare) ? Number(found.sign + bare.replace(",", ".") + found.power) : NaN;
}

/** Whether a cell could be a number under some convention. */
export const looksNumeric = (cell: string): boolean => body(cell) !== null;

export interface NumberGuess extends Convention {
  /** A cell that shows it; `unclear`: every cell with a separator can be read both ways (`1.234`). */
  readonly sample: string;
  readonly clear: "seen" | "whole" | "unclear";
}

const PARTLESS = /[¥￥円₩원₫]|\b(?:JPY|KRW|VND)\b/;

/** What one cell tells: its decimal separator and thousands sign, if it shows them. */
function tell(cell: string): { decimal?: "." | ","; thousands?: string; unclear?: boolean } | null {
  const found = body(cell);
  if (!found) return null;
  const { digits } = found;
  const marks = digits.match(/[.,'’]/g) ?? [];
  const blank = /\d[\s\u00a0\u202f\u2009]\d{3}(?!\d)/.test(cell) ? { thousands: " " } : {};
  const last = marks.at(-1);
  if (last === undefined) return blank;
  const first = marks[0]!;
  if (first !== last) return { decimal: last === "," ? "," : ".", thousands: first };
  // A day with its points parts nothing in thousands.
  if (marks.length > 1) return /[.,'’]\d{3}$/.test(digits) ? { thousands: last } : null;
  if (last !== "." && last !== ",") return { thousands: last };
  const after = digits.length - digits.indexOf(last) - 1;
  const before = digits.indexOf(last);
  if ("thousands" in blank || after !== 3 || before > 3 || before === 0 || digits.startsWith("0")) {
    return { ...blank, decimal: last };
  }
  // Yen, won and đồng have no parts.
  if (PARTLESS.test(cell)) return { thousands: last };
  return { unclear: true, decimal: last };
}

/**
 * How the numbers of a file are written, from all its cells that could be numbers. One clear cell settles what a
 * thousand unclear ones leave open.
 */
export function guessNumbers(columns: readonly (readonly string[])[]): NumberGuess {
  const votes = { ".": 0, ",": 0 };
  const groups = new Map<string, number>();
  let unclear = "";
  let sample = "";
  for (const cells of columns) {
    for (const cell of cells) {
      const told = tell(cell);
      if (!told) continue;
      if (told.unclear) {
        unclear ||= cell.trim();
        continue;
      }
      if (told.decimal) votes[told.decimal]++;
      if (told.thousands) groups.set(told.thousands, (groups.get(told.thousands) ?? 0) + 1);
      if ((told.decimal ?? told.thousands) && sample.length < cell.trim().length) sample = cell.trim();
    }
  }
  const grouped = [...groups].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "";
  if (votes["."] + votes[","] === 0) {
    if (grouped === "." || grouped === ",") {
      return { decimal: grouped === "." ? "," : ".", thousands: grouped, sample, clear: "seen" };
    }
    if (unclear !== "") {
      return {
        decimal: unclear.includes(",") ? "," : ".",
        thousands: grouped,
        sample: unclear,
        clear: "unclear",
      };
    }
    return { decimal: ".", thousands: grouped, sample, clear: grouped === "" ? "whole" : "seen" };
  }
  const decimal = votes[","] > votes["."] ? "," : ".";
  return { decimal, thousands: grouped === decimal ? "" : grouped, sample, clear: "seen" };
}
