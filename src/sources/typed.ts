import { identifier, literal } from "../tables/quote";
import { formats, isCounted, layoutName } from "./dates";
import { AROUND, NOTHING } from "./numbers";
import type { ColumnType, ReadSpec } from "./spec";

/** Every kind of blank that stands inside numbers; RE2's `\s` knows the plain ones only. */
const BLANKS = "[\\s\\x{00A0}\\x{202F}\\x{2009}]";

/** Blanks of any kind off both ends; nothing left is no value. Slow: for what the plain form does not read. */
export const trimmed = (column: string): string => `nullif(trim(${column}, ' \t\r\n\u00a0\u202f\ufeff'), '')`;

/** A text as an id: trimmed, and the ways programs write "none" are none. */
export function idSql(column: string): string {
  const words = [...NOTHING].filter((word) => word !== "").map(literal);
  const text = `nullif(trim(${column}), '')`;
  return `CASE WHEN length(${column}) <= 10 AND lower(trim(${column})) IN (${words.join(", ")}) THEN NULL ELSE ${text} END`;
}

/**
 * A written number as DOUBLE, NULL when it is none; what `readNumber` does, in SQL. The plain form is tried first:
 * signs, currencies, grouping are looked for only where it fails.
 */
export function numberSql(column: string, read: Pick<ReadSpec, "decimal" | "thousands">): string {
  const decimal = read.decimal ?? ".";
  const other = decimal === "." ? "," : ".";
  const t = trimmed(column);
  const plain =
    decimal === "." ? t : `CASE WHEN contains(${t}, '.') THEN NULL ELSE replace(${t}, ',', '.') END`;
  const swap = (text: string, pattern: string, by: string, flags: string): string =>
    `regexp_replace(${text}, ${literal(pattern)}, ${literal(by)}, ${literal(flags)})`;
  // "- 12", "−12 zł", "(1 234,50)", "12-"
  let b = swap(t, `^([-+(\\x{2212}])${BLANKS}+`, "\\1", "");
  b = swap(
    swap(b, AROUND.before.replaceAll("\\s", BLANKS), "", "i"),
    AROUND.after.replaceAll("\\s", BLANKS),
    "",
    "i",
  );
  b = swap(swap(b, BLANKS, "", "g"), "^([-+(]*)\\p{Sc}", "\\1", "");
  b = swap(swap(b, "^(\\(?)[\\x{2212}\\x{2013}]", "\\1-", ""), "^\\((.*)\\)$", "-\\1", "");
  b = swap(swap(b, "^(\\d.*)-$", "-\\1", ""), "[’']", "", "g");
  const dot = decimal === "." ? "\\." : ",";
  const group = other === "." ? "\\." : ",";
  const grouped = `^[-+]?\\d{1,3}(${group}\\d{3})+(${dot}\\d*)?$`;
  const bare = `CASE WHEN regexp_matches(${b}, ${literal(grouped)}) THEN replace(${b}, ${literal(other)}, '') ELSE ${b} END`;
  const shape = `^[-+]?(\\d+${dot}?\\d*|${dot}\\d+)$`;
  const slow = `CASE WHEN regexp_matches(${bare}, ${literal(shape)}) THEN replace(${bare}, ',', '.') END`;
  return `coalesce(try_cast(${plain} AS DECIMAL(18, 6))::DOUBLE, try_cast(${slow} AS DOUBLE))`;
}

/** Days outside are mistakes of the file or of the reading, never orders. Years of two digits read as four fall here. */
export const saneSql = (moment: string): string =>
  `CASE WHEN ${moment} BETWEEN TIMESTAMP '1900-01-01' AND TIMESTAMP '2199-12-31' THEN ${moment} END`;

/**
 * A written moment as TIMESTAMP of its wall clock, NULL when it is none; what `readDate` does, in SQL. Put `saneSql`
 * around its name.
 */
export function dateSql(column: string, dates: string): string {
  const t = trimmed(column);
  if (isCounted(dates)) return countedSql(t, dates);
  const list = [...formats(dates)];
  if (layoutName(dates) === "yyyy-mm-dd" || dates.includes("yyyy-mm-dd")) {
    list.splice(2, 0, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%dT%H:%M");
  }
  const all = `[${list.map(literal).join(", ")}]`;
  // A zone is taken off: the wall clock counts. "T", commas and doubled blanks between day and time become one blank.
  const zone = `regexp_replace(${t}, '(\\d:\\d\\d(?::\\d\\d(?:[.,]\\d+)?)?(?: ?[AaPp]\\.?[Mm]\\.?)?) ?(?:Z|UTC|GMT|[+-]\\d\\d:?\\d\\d)$', '\\1')`;
  const even = `regexp_replace(regexp_replace(${zone}, '(\\d)T(\\d)', '\\1 \\2'), '[ ,]+', ' ', 'g')`;
  return `coalesce(try_strptime(${column}, ${all}), try_strptime(${even}, ${all}))`;
}

function countedSql(t: string, dates: string): string {
  const value = `try_cast(replace(${t}, ',', '.') AS DOUBLE)`;
  const micros = {
    "excel-serial": `(${value} - 25569) * 86400e6`,
    "unix-seconds": `${value} * 1e6`,
    "unix-milliseconds": `${value} * 1e3`,
    "unix-microseconds": value,
  }[dates];
  const moment = `make_timestamp(CAST(round((${micros}) / 1e6) * 1e6 AS BIGINT))`;
  return `CASE WHEN ${micros} BETWEEN 315e12 AND 3155e12 THEN ${moment} END`;
}

/** A column of a text file, typed; `id`: cleaned as an id. Days still want `saneSql` and, if bare, a cast to DATE. */
export function typedSql(column: string, type: ColumnType, read: ReadSpec, id: boolean): string {
  switch (type) {
    case "integer":
    case "decimal":
      return numberSql(column, read);
    case "date":
    case "datetime":
      return dateSql(column, read.dates ?? "yyyy-mm-dd");
    case "boolean":
      return `CASE WHEN lower(trim(${column})) IN ('true', 'yes', 'tak', 'да', 'y', 't', '1') THEN true
    WHEN lower(trim(${column})) IN ('false', 'no', 'nie', 'нет', 'n', 'f', '0') THEN false END`;
    default:
      return id ? idSql(column) : `nullif(${column}, '')`;
  }
}

/** A column of a Parquet table, brought to the types of a text file. `type` is DuckDB's. */
export function castSql(name: string, type: string, wanted: ColumnType, id: boolean): string {
  const column = identifier(name);
  const numeric = /^(DOUBLE|FLOAT)/.test(type);
  if (wanted === "text" && numeric) {
    return `CASE WHEN ${column} = trunc(${column}) THEN ${column}::HUGEINT::VARCHAR ELSE ${column}::VARCHAR END`;
  }
  if (wanted === "text") return id ? idSql(`${column}::VARCHAR`) : trimmed(`${column}::VARCHAR`);
  if (wanted === "integer" || wanted === "decimal") {
    const value = type === "VARCHAR" ? numberSql(column, {}) : `${column}::DOUBLE`;
    return `CASE WHEN isfinite(${value}) THEN ${value} END`;
  }
  if (wanted === "date" || wanted === "datetime") {
    const moment = saneSql(type === "VARCHAR" ? dateSql(column, "yyyy-mm-dd") : `${column}::TIMESTAMP`);
    return wanted === "date" ? `(${moment})::DATE` : moment;
  }
  return `try_cast(${column} AS BOOLEAN)`;
}
