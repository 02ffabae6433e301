/** What differs between the places orders live in, as far as a customer summary needs it. Expressions go in and come out. */
export interface Dialect {
  readonly id: string;
  /** Its own name, the same in every language. */
  readonly name: string;
  identifier(name: string): string;
  literal(text: string): string;
  text(value: string): string;
  /** A calendar day without its time. */
  day(value: string): string;
  /** Exact, six digits after the point. */
  money(value: string): string;
  /** Whole days from one day to another. */
  daysBetween(from: string, to: string): string;
  /** Whether a text holds a match. Patterns use no backslash: every engine reads those differently. */
  matches(text: string, pattern: string): string;
  /** A day with its time of day. */
  moment(value: string): string;
  /** A text that is ordered by its bytes, whatever the language of the place. */
  bytewise(text: string): string;
  /** Runs of blanks made one. */
  squeezed(text: string): string;
  /** Letters put together of parts made one sign; null: that place has no word for it. */
  composed: ((text: string) => string) | null;
  readonly today: string;
  /** Between the name of a step and its query. DuckDB plans forty windows folded into one another for minutes. */
  readonly step: string;
}

const doubled = (sign: string) => (name: string) => sign + name.replaceAll(sign, sign + sign) + sign;
const quoted = doubled("'");
/** Engines in whose texts a backslash escapes. */
const escaped = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
const cast = (type: string) => (value: string) => `CAST(${value} AS ${type})`;

/** Blanks of every kind that a pattern can hold without a backslash. */
const BLANKS = "[ \u00a0\u2000-\u200b\u202f\u3000\ufeff]+";

const standard = {
  identifier: doubled('"'),
  literal: quoted,
  text: cast("VARCHAR"),
  day: cast("DATE"),
  money: cast("DECIMAL(18, 6)"),
  daysBetween: (from: string, to: string) => `DATE_DIFF('day', ${from}, ${to})`,
  moment: cast("TIMESTAMP"),
  bytewise: (text: string) => text,
  squeezed: (text: string) => `REGEXP_REPLACE(${text}, ${quoted(BLANKS)}, ' ')`,
  composed: (text: string) => `NORMALIZE(${text}, NFC)`,
  today: "CURRENT_DATE",
  step: "AS",
};

const duckdb: Dialect = {
  ...standard,
  id: "duckdb",
  name: "DuckDB",
  step: "AS MATERIALIZED",
  squeezed: (text) => `REGEXP_REPLACE(${text}, ${quoted(BLANKS)}, ' ', 'g')`,
  composed: (text) => `NFC_NORMALIZE(${text})`,
  matches: (text, pattern) => `REGEXP_MATCHES(${text}, ${quoted(pattern)})`,
};

const postgresql: Dialect = {
  ...standard,
  id: "postgresql",
  name: "PostgreSQL",
  step: "AS MATERIALIZED",
  daysBetween: (from, to) => `(${to} - ${from})`,
  squeezed: (text) => `REGEXP_REPLACE(${text}, ${quoted(BLANKS)}, ' ', 'g')`,
  bytewise: (text) => `${text} COLLATE "C"`,
  matches: (text, pattern) => `(${text} ~ ${quoted(pattern)})`,
};

const bigquery: Dialect = {
  ...standard,
  id: "bigquery",
  name: "BigQuery",
  identifier: (name) => `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``,
  literal: escaped,
  text: cast("STRING"),
  money: (value) => `ROUND(CAST(${value} AS NUMERIC), 6)`,
  daysBetween: (from, to) => `DATE_DIFF(${to}, ${from}, DAY)`,
  matches: (text, pattern) => `REGEXP_CONTAINS(${text}, ${escaped(pattern)})`,
  today: "CURRENT_DATE()",
};

const snowflake: Dialect = {
  ...standard,
  id: "snowflake",
  name: "Snowflake",
  // Names made without quotes are kept in capitals; a plain word is taken to be one of those.
  identifier: (name) => standard.identifier(/^[A-Za-z_]\w*$/.test(name) ? name.toUpperCase() : name),
  literal: (text) => quoted(text.replaceAll("\\", "\\\\")),
  money: cast("NUMBER(18, 6)"),
  moment: cast("TIMESTAMP_NTZ"),
  composed: null,
  daysBetween: (from, to) => `DATEDIFF(day, ${from}, ${to})`,
  // Its REGEXP_LIKE asks for the whole text.
  matches: (text, pattern) => `REGEXP_INSTR(${text}, ${quoted(pattern)}) > 0`,
};

const spark: Dialect = {
  ...standard,
  id: "spark",
  name: "Databricks, Spark",
  identifier: doubled("`"),
  literal: escaped,
  text: cast("STRING"),
  daysBetween: (from, to) => `DATEDIFF(${to}, ${from})`,
  composed: null,
  matches: (text, pattern) => `${text} RLIKE ${escaped(pattern)}`,
};

const trino: Dialect = {
  ...standard,
  id: "trino",
  name: "Trino, Athena",
  matches: (text, pattern) => `REGEXP_LIKE(${text}, ${quoted(pattern)})`,
};

const clickhouse: Dialect = {
  ...standard,
  id: "clickhouse",
  name: "ClickHouse",
  literal: escaped,
  // Without Nullable a missing value becomes nothing, zero or 1970.
  text: cast("Nullable(String)"),
  day: cast("Nullable(Date32)"),
  money: cast("Nullable(Decimal(38, 6))"),
  moment: cast("Nullable(DateTime64(6))"),
  squeezed: (text) => `replaceRegexpAll(${text}, ${quoted(BLANKS)}, ' ')`,
  composed: (text) => `normalizeUTF8NFC(${text})`,
  daysBetween: (from, to) => `dateDiff('day', ${from}, ${to})`,
  matches: (text, pattern) => `match(${text}, ${escaped(pattern)})`,
  today: "today()",
};

export const DIALECTS: readonly Dialect[] = [
  duckdb,
  { ...duckdb, id: "motherduck", name: "MotherDuck" },
  postgresql,
  bigquery,
  snowflake,
  spark,
  trino,
  clickhouse,
];

/** @throws Error for a name that is none of {@link DIALECTS}: a mistake of the caller. */
export function dialectOf(id: string): Dialect {
  const found = DIALECTS.find((dialect) => dialect.id === id);
  if (!found) throw new Error(`no dialect ${id}`);
  return found;
}
