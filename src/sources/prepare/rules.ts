import { GUEST, TEST } from "../ledger/guests";
import { NOTHING } from "../read/numbers";
import type { Rule } from "../spec";
import type { Definition } from "./definition";
import type { Dialect } from "./dialects";

/** Patterns without backslashes. The letters are those of the alphabets the words are written in, and their neighbours. */
const LETTER = "a-zà-öø-ɏͰ-ϿЀ-ӿ";
const plain = (pattern: string): string =>
  pattern.replaceAll(/\\([.()])/g, "[$1]").replaceAll("[^\\p{L}]", `[^${LETTER}]`);

/** A text that says something: blanks and the words for "no value" are none. */
export function saidSql(column: string, dialect: Dialect): string {
  const text = `TRIM(${dialect.text(column)})`;
  const words = [...NOTHING].map((word) => dialect.literal(word)).join(", ");
  return `CASE WHEN LOWER(${text}) NOT IN (${words}) THEN ${text} END`;
}

/** Whose order it is: to the letter as written, or evened out as the notebook says. */
export function customerSql(column: string, { source }: Definition, dialect: Dialect): string {
  const text = dialect.text(column);
  const ways = source.ids ?? [];
  const words = [...NOTHING].map((word) => dialect.literal(word)).join(", ");
  const whole = ways.includes("nfc") && dialect.composed ? dialect.composed(text) : text;
  const small = ways.includes("case") ? `LOWER(${whole})` : whole;
  const bare = ways.includes("trim") ? `TRIM(${dialect.squeezed(small)})` : small;
  return `CASE WHEN LOWER(TRIM(${text})) NOT IN (${words}) THEN ${bare} END`;
}

/** 1 where the column of refunds marks a row as cancelled: values without case, `C*` a prefix, `!paid` all but these. */
export function cancelledSql({ source }: Definition, dialect: Dialect): string {
  const column = source.roles.refund;
  if (column === undefined) return "0";
  const text = `LOWER(TRIM(${dialect.text(dialect.identifier(column))}))`;
  const marks = (source.cancelled ?? []).map((mark) => mark.toLowerCase());
  const fine = marks.filter((mark) => mark.startsWith("!")).map((mark) => dialect.literal(mark.slice(1)));
  const others = fine.length === 0 ? [] : [`${text} <> '' AND ${text} NOT IN (${fine.join(", ")})`];
  const tests = marks
    .filter((mark) => !mark.startsWith("!"))
    .map((wanted) => {
      if (wanted === "*") return `${text} <> ''`;
      if (!wanted.endsWith("*")) return `${text} = ${dialect.literal(wanted)}`;
      const start = wanted.slice(0, -1);
      return `SUBSTR(${text}, 1, ${start.length}) = ${dialect.literal(start)}`;
    });
  const all = [...tests, ...others];
  return all.length === 0 ? "0" : `CASE WHEN ${all.join(" OR ")} THEN 1 ELSE 0 END`;
}

/** Money or pieces with the sign that a column beside them says; beside nothing known they are unreadable, as here. */
export function sidedSql(value: string, { source }: Definition, dialect: Dialect): string {
  const column = source.roles.sign;
  const { minus, plus = "" } = source.read ?? {};
  if (column === undefined || minus === undefined) return value;
  const text = `COALESCE(LOWER(TRIM(${dialect.text(dialect.identifier(column))})), '')`;
  const among = (values: string): string =>
    `${text} IN (${values
      .split("|")
      .flatMap((word) => (word === "" ? [word] : [word, `${word}.`]))
      .map((word) => dialect.literal(word))
      .join(", ")})`;
  return `CASE WHEN ${among(minus)} THEN 0 - ${value} WHEN ${among(plus)} THEN ${value} END`;
}

/** Digits that programs write for nobody, and the share of the rows that is too much for a person. */
const NOBODY = "^(0+|-1|9{4,})$";
const MUCH = 0.05;

/** Numbers that stand for nobody, and hold so many rows that they can be no person. */
export const nobodySql = (dialect: Dialect): string => `SELECT written_by AS who FROM written_rows
  WHERE ${dialect.matches("written_by", NOBODY)}
  GROUP BY written_by
  HAVING COUNT(*) >= ${MUCH} * (SELECT COUNT(*) FROM written_rows)`;

/**
 * Which rows each rule finds, over the columns of `read_rows`: who, bought_on, money, pieces, price_each, cancelled,
 * twin, code. A rule that is missing cannot be said.
 */
export function conditions(
  { source }: Definition,
  dialect: Dialect,
): Readonly<Partial<Record<string, string>>> {
  const { roles, currency } = source;
  const day = (iso: string): string => dialect.day(dialect.literal(iso));
  const pieces = roles.quantity !== undefined;
  const amount = roles.amount !== undefined;
  const taken = pieces ? " AND NOT COALESCE(pieces < 0, 1 = 0)" : "";
  const other =
    roles.currency === undefined || currency === undefined
      ? { "other-currency": "1 = 0" }
      : roles.currency === (roles.amount ?? roles.price)
        ? {}
        : {
            "other-currency": `code <> ${dialect.literal(currency)} AND ${dialect.matches("code", "^[A-Z]{3}$")}`,
          };
  return {
    // Faults of files: a table in a database has neither.
    "repeated-header": "1 = 0",
    "totals-row": "1 = 0",
    "no-customer": "who IS NULL",
    "guest-customer": dialect.matches("LOWER(who)", plain(GUEST)),
    "test-customer": dialect.matches("LOWER(who)", plain(TEST)),
    ...other,
    refund: roles.order === undefined ? "1 = 0" : "refund = 1",
    cancelled: "cancelled = 1",
    "negative-quantity": pieces ? "pieces < 0 AND cancelled = 0" : "1 = 0",
    "zero-price": amount ? "money = 0" : "price_each = 0",
    "negative-price": amount ? `money < 0 AND cancelled = 0${taken}` : "price_each < 0",
    "duplicate-row": "twin > 1",
    "bad-date": `bought_on IS NULL OR bought_on <= ${day("1900-01-01")} OR bought_on > ${day("2199-12-31")} OR bought_on = ${day("1970-01-01")}`,
    "future-date": `bought_on > ${dialect.today}`,
  } satisfies Partial<Record<Rule, string>>;
}
