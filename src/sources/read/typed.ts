import { identifier, literal } from "../../tables/quote";
import { formats, isCounted, worded, type Worded } from "./dates";
import { MONTHS } from "./months";
import { AROUND, EASTERN, LATIN, PLAIN, SCALED, signsAbout } from "./numbers";
import { MARKS, tidySql } from "./tidy";
import type { ColumnType, ReadSpec } from "../spec";

/** Every kind of blank that stands inside numbers; RE2's `\s` knows the plain ones only. */
const BLANK = `\\s\\x{00A0}\\x{202F}\\x{2007}-\\x{200A}\\x{3000}${MARKS}`;
const BLANKS = `[${BLANK}]`;

/** Blanks of any kind off both ends; nothing left is no value. */
export const trimmed = (column: string): string =>
  `nullif(trim(${column}, ' \t\r\n\u00a0\u202f\u2007\u2009\u200e\u200f\ufeff'), '')`;

/** A number in its plain form, NULL otherwise. */
export function plainNumberSql(column: string, decimal: ReadSpec["decimal"]): string {
  const text =
    decimal === "," ? `CASE WHEN NOT contains(${column}, '.') THEN replace(${column}, ',', '.') END` : column;
  return `try_cast(${text} AS DECIMAL(18, 6))::DOUBLE`;
}

/** A number's text without what stands around it: blanks, currencies, apostrophes; every kind of minus made one. */
export function bareNumberSql(column: string, debit: ReadSpec["debit"] = "minus"): string {
  const swap = (text: string, pattern: string, by: string, flags = ""): string =>
    `regexp_replace(${text}, ${literal(pattern)}, ${literal(by)}${flags === "" ? "" : `, ${literal(flags)}`})`;
  const around = (pattern: string): string =>
    pattern.replaceAll("\\s]", `${BLANK}]`).replaceAll(/\\s(?!\\x)/g, BLANKS);
  const plain = around(PLAIN);
  const usual = swap(swap(column, plain, "\\1", "i"), `${BLANKS}|['’]`, "", "g");
  const text = `translate(${trimmed(column)}, ${literal(EASTERN)}, ${literal(LATIN)})`;
  let b = `CASE WHEN NOT regexp_matches(${text}, ${literal(around(SCALED))}) THEN ${text} END`;
  for (const [pattern, by] of signsAbout(debit)) b = swap(b, around(pattern), by);
  b = swap(b, `^([-+])${BLANKS}+`, "\\1");
  b = swap(swap(b, around(AROUND.before), "", "i"), around(AROUND.after), "", "i");
  b = swap(swap(b, BLANKS, "", "g"), "^([-+]*)\\p{L}{0,3}\\p{Sc}", "\\1");
  b = swap(swap(swap(b, "^\\x{2212}", "-"), "^(\\d.*)-$", "-\\1"), "[’']", "", "g");
  // Each step costs about what reading a cell does: the usual forms take one, only the others all of them.
  return `CASE WHEN regexp_matches(${column}, ${literal(plain)}, 'i') THEN ${usual} ELSE ${b} END`;
}

/** A bare number's text → DOUBLE; the sign that is not the decimal one may group thousands, in threes. */
export function groupedNumberSql(bare: string, decimal: ReadSpec["decimal"] = "."): string {
  const other = decimal === "." ? "," : ".";
  const grouped =
    decimal === "."
      ? "^[-+]?(\\d{1,3}(,\\d{3})+|\\d{1,2}(,\\d{2})+,\\d{3})(\\.\\d*)?$"
      : "^[-+]?\\d{1,3}(\\.\\d{3})+(,\\d*)?$";
  const text = `CASE WHEN regexp_matches(${bare}, ${literal(grouped)}) THEN replace(${bare}, ${literal(other)}, '')
      WHEN NOT contains(${bare}, ${literal(other)}) THEN ${bare} END`;
  return `try_cast(${decimal === "," ? `replace(${text}, ',', '.')` : text} AS DECIMAL(38, 6))::DOUBLE`;
}

/** Days outside are mistakes of the file or of the reading, never orders. Years of two digits read as four fall here. */
export const saneSql = (moment: string): string =>
  `CASE WHEN ${moment} BETWEEN TIMESTAMP '1900-01-01' AND TIMESTAMP '2199-12-31' THEN ${moment} END`;

/**
 * A format that does not fit costs the engine a hundred times one that does, so only those are tried that have as many
 * colons as the cell.
 */
const strptime = (column: string, dates: string): string => {
  const words = worded(dates).map((one) => wordedSql(column, one));
  const list = formats(dates);
  if (list.length === 0 && words.length > 0)
    return words.length === 1 ? words[0]! : `coalesce(${words.join(", ")})`;
  const plain = listed(column, dates, list);
  return words.length === 0 ? plain : `coalesce(${[plain, ...words].join(", ")})`;
};

/** A day whose month is a word of ours: made a number, then read like any other. */
function wordedSql(column: string, { pattern, day, month, year }: Worded): string {
  const part = (group: number): string => `regexp_extract(${column}, ${literal(pattern)}, ${group})`;
  // The engine looks from the front: the languages met most come first, each with its twelve.
  const most = Math.max(...MONTHS.map(({ length }) => length));
  const numbers = Array.from({ length: most }, (_, at) =>
    MONTHS.flatMap((words, i) =>
      words[at] === undefined ? [] : [`${literal(words[at])}: '${String(i + 1).padStart(2, "0")}'`],
    ),
  ).flat();
  const rest = `' ' || ltrim(regexp_replace(${column}, ${literal(pattern)}, ''), ' ,')`;
  const number = `MAP {${numbers.join(", ")}}[lower(nfc_normalize(${part(month)}))]`;
  const short = `CASE WHEN length(${part(year)}) = 2 THEN CASE WHEN ${part(year)} < '69' THEN '20' ELSE '19' END ELSE '' END`;
  const moment = `trim(${short} || ${part(year)} || '-' || ${number} || '-' || ${part(day)} || ${rest})`;
  return listed(`(${moment})`, "yyyy-mm-dd", formats("yyyy-mm-dd"));
}

const listed = (column: string, dates: string, formatList: readonly string[]): string => {
  const list = [...formatList];
  if (dates.includes("yyyy-mm-dd"))
    list.splice(2, 0, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%dT%H:%M");
  const having = (colons: number): string => {
    const some = list.filter((format) => format.split(":").length - 1 === colons).map(literal);
    return some.length === 0 ? "NULL::TIMESTAMP" : `try_strptime(${column}, [${some.join(", ")}])`;
  };
  return `CASE length(${column}) - length(replace(${column}, ':', '')) WHEN 0 THEN ${having(0)} WHEN 1 THEN ${having(1)} WHEN 2 THEN ${having(2)} END`;
};

/** A written moment as TIMESTAMP of its wall clock, in its plain form. Put `saneSql` around its name. */
export const plainDateSql = (column: string, dates: string): string =>
  isCounted(dates) ? countedSql(column, dates) : strptime(column, dates);

/** A day in digits, with or without a clock and an offset: what most cells that are not read at once look like. */
const USUAL =
  "^(\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4})(?:[T ,]+((?:[01]?\\d|2[0-3]):\\d\\d(?::\\d\\d)?)(?:[.,]\\d+)?(?: ?(?:Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?))?)?$";

/** A moment's text without what is no part of it: zones (the wall clock counts), days of the week, odd blanks. */
export const bareDateSql = (column: string): string => {
  const tidy = tidySql(trimmed(column), literal);
  return `CASE WHEN regexp_matches(${column}, ${literal(USUAL)}) THEN rtrim(regexp_replace(${column}, ${literal(USUAL)}, '\\1 \\2'))
    ELSE regexp_replace(${tidy}, '[ ,]+(\\d{1,2}:)', ' \\1') END`;
};

function countedSql(t: string, dates: string): string {
  const value = `try_cast(replace(${t}, ',', '.') AS DOUBLE)`;
  const micros = {
    "excel-serial": `(${value} - 25569) * 86400e6`,
    "unix-seconds": `${value} * 1e6`,
    "unix-milliseconds": `${value} * 1e3`,
    "unix-microseconds": value,
    "unix-nanoseconds": `${value} / 1e3`,
  }[dates];
  const moment = `make_timestamp(CAST(round((${micros}) / 1e6) * 1e6 AS BIGINT))`;
  return `CASE WHEN ${micros} BETWEEN 315e12 AND 3155e12 THEN ${moment} END`;
}

/** How a column of a text file is typed: `bare` is its text made ready, where reading is thorough. */
export interface Typing {
  readonly bare: string | null;
  readonly value: string;
}

/**
 * @param column the text; @param bare the name its `bare` text goes by in a thorough reading, null in a plain one.
 *   Days still want `saneSql` and, if without time, a cast to DATE.
 */
export function typing(
  column: string,
  type: ColumnType,
  read: ReadSpec,
  id: boolean,
  bare: string | null,
): Typing {
  const plain = (value: string): Typing => ({ bare: null, value });
  switch (type) {
    case "integer":
    case "decimal": {
      const fast = plainNumberSql(column, read.decimal);
      if (bare === null) return plain(fast);
      return {
        bare: bareNumberSql(column, read.debit),
        value: `coalesce(${fast}, ${groupedNumberSql(bare, read.decimal)})`,
      };
    }
    case "date":
    case "datetime": {
      const dates = read.dates ?? "yyyy-mm-dd";
      if (bare === null || isCounted(dates)) return plain(plainDateSql(column, dates));
      return { bare: bareDateSql(column), value: strptime(bare, dates) };
    }
    case "boolean":
      return plain(`CASE WHEN lower(trim(${column})) IN ('true', 'yes', 'tak', 'да', 'y', 't', '1') THEN true
      WHEN lower(trim(${column})) IN ('false', 'no', 'nie', 'нет', 'n', 'f', '0') THEN false END`);
    default:
      // Blanks around an id stay: two spellings are two ids until the reader says otherwise.
      return plain(id ? `CASE WHEN trim(${column}) <> '' THEN ${column} END` : `nullif(${column}, '')`);
  }
}

/** A column of a Parquet table, brought to the types of a text file. `type` is DuckDB's. */
export function castSql(
  name: string,
  type: string,
  wanted: ColumnType,
  id: boolean,
  { dates = "yyyy-mm-dd", decimal = ".", debit }: Pick<ReadSpec, "dates" | "decimal" | "debit"> = {},
): string {
  const column = identifier(name);
  const numeric = /^(DOUBLE|FLOAT)/.test(type);
  if (wanted === "text" && numeric) {
    return `CASE WHEN ${column} = trunc(${column}) THEN ${column}::HUGEINT::VARCHAR ELSE ${column}::VARCHAR END`;
  }
  if (wanted === "text")
    return id
      ? `CASE WHEN trim(${column}::VARCHAR) <> '' THEN ${column}::VARCHAR END`
      : `nullif(${column}::VARCHAR, '')`;
  if (wanted === "integer" || wanted === "decimal") {
    const value =
      type === "VARCHAR"
        ? `coalesce(${plainNumberSql(column, decimal)}, ${groupedNumberSql(bareNumberSql(column, debit), decimal)})`
        : `${column}::DOUBLE`;
    return `CASE WHEN isfinite(${value}) THEN ${value} END`;
  }
  if (wanted === "date" || wanted === "datetime") {
    const moment = saneSql(
      type !== "VARCHAR"
        ? `${column}::TIMESTAMP`
        : isCounted(dates)
          ? countedSql(column, dates)
          : strptime(bareDateSql(column), dates),
    );
    return wanted === "date" ? `(${moment})::DATE` : moment;
  }
  return `try_cast(${column} AS BOOLEAN)`;
}
