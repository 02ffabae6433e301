import { SQLDialect } from "@codemirror/lang-sql";

/** Words DuckDB never takes for an unquoted name (`duckdb_keywords()`, category reserved). */
export const RESERVED =
  "all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create default deferrable desc describe distinct do else end except false fetch for foreign from group having in initially intersect into lambda lateral leading limit not null offset on only or order pivot pivot_longer pivot_wider placing primary qualify references returning select show some summarize symmetric table then to trailing true union unique unpivot using variadic when where window with";

const MORE =
  "anti asof between by cross cube current exclude exists filter first following full glob grouping ignore ilike inner is join last left like materialized natural nulls ordinality outer over partition percent positional preceding range recursive rename replace respect right rollup row rows sample semi sets similar struct tablesample ties try_cast unbounded values within";

const TYPES =
  "bigint bit blob bool boolean char date datetime decimal double enum float float4 float8 hugeint int int2 int4 int8 integer interval json list long map numeric real short smallint string text time timestamp timestamptz tinyint ubigint uhugeint uinteger usmallint utinyint uuid varchar";

const FUNCTIONS =
  "abs any_value arg_max arg_min array_agg avg bool_and bool_or ceil coalesce concat count count_if date_diff date_part date_trunc dayname dense_rank epoch exp floor format greatest histogram if ifnull isnan lag last_day lead least len length list ln log lower max mean median min mode monthname nullif ntile percent_rank power quantile_cont quantile_disc rank regexp_extract regexp_matches regexp_replace replace round row_number split_part sqrt starts_with stddev strftime strip_accents strptime substring sum to_days to_months trim trunc unnest upper year month week day";

/** Every word of the grammar with what it is, for the list under the cursor. */
export const WORDS: readonly (readonly [word: string, is: "keyword" | "type" | "function"])[] = [
  ...`${RESERVED} ${MORE}`.split(" ").map((word) => [word, "keyword"] as const),
  ...TYPES.split(" ").map((word) => [word, "type"] as const),
  ...FUNCTIONS.split(" ").map((word) => [word, "function"] as const),
];

/** DuckDB's SQL for the editor and for reading references: one grammar for both. */
export const duckdb = SQLDialect.define({
  keywords: `${RESERVED} ${MORE}`,
  types: TYPES,
  builtin: FUNCTIONS,
  doubleDollarQuotedStrings: true,
  caseInsensitiveIdentifiers: true,
  operatorChars: "*+-%<>!=&|~^/@",
  specialVar: "?",
  identifierQuotes: '"',
});
