import { identifier, literal, tableName } from "../../tables/quote";
import { currencySql } from "../read/currency";
import { guestSql, manyAs, TEST } from "./guests";
import { CURRENCY, FLAW, FLAW_SIGN, signed, ROW, type LoadJob, type Raw, type SourceEngine } from "../load";
import { NOTHING } from "../read/numbers";
import { RULES, type Role, type Rule, type SourceSpec } from "../spec";

/** Digits of money after the point that are kept: finer than any price, coarse enough to drop float noise. */
export const SCALE = 6;

/** `mask` of a marked row: bit i is set where rule i of `RULES` finds it; above them, where its money is unknown. */
export const bit = (rule: Rule): number => 1 << RULES.indexOf(rule);
export const UNREADABLE = 1 << RULES.length;

/**
 * A source in the words of the ledger: `sources."<name>:marked"` with row, customer, "order", product, date, time,
 * quantity, amount DECIMAL(18, 6), mask, flaw. Every row of the file is in it once.
 */
export interface Marked {
  readonly sql: string;
  readonly has: Readonly<Record<"order" | "product" | "quantity" | "time", boolean>>;
  readonly statements: readonly string[];
}

const WORDS = [...NOTHING]
  .filter((word) => word !== "")
  .map(literal)
  .join(", ");

const of = (spec: SourceSpec, role: Role): string | null => {
  const column = spec.roles[role];
  return column === undefined ? null : identifier(column);
};

/** How a column of ids is to be cleaned: looked up among its distinct values, since most files need nothing. */
interface Ids {
  /** A program wrote them as floats (`17850.0`) and every one could be one: the tail is cut. */
  readonly floats: boolean;
  /** Some are words for none (`NULL`, `nan`). */
  readonly nothing: boolean;
}

async function idsOf(engine: SourceEngine, raw: Raw, role: Role, job: LoadJob): Promise<Ids> {
  const column = of(raw.spec, role);
  if (!column) return { floats: false, nothing: false };
  const found = await engine.query(
    `SELECT coalesce(bool_and(regexp_matches(id, '^\\d+(\\.0+)?$')) AND bool_or(contains(id, '.')), false)::INTEGER AS floats,
      coalesce(bool_or(lower(id) IN (${WORDS})), false)::INTEGER AS nothing
    FROM (SELECT DISTINCT ${column} AS id FROM ${raw.sql})`,
    job.signal,
  );
  return { floats: Number(found.values[0]![0]) === 1, nothing: Number(found.values[1]![0]) === 1 };
}

/** Orders whose money, date or customer stand on their first line only (Shopify); their other lines are filled from it. */
async function isFilledDown(engine: SourceEngine, raw: Raw, job: LoadJob): Promise<boolean> {
  const { spec } = raw;
  const order = of(spec, "order");
  const amount = of(spec, "amount");
  if (!order || !amount) return false;
  const found = await engine.query(
    `SELECT count(*) AS n FROM (SELECT ${order} FROM ${raw.sql} WHERE ${order} IS NOT NULL AND ${FLAW} IS NULL
     GROUP BY ${order} HAVING count(${amount}) > 0 AND count(${amount}) < count(*))`,
    job.signal,
  );
  return Number(found.values[0]![0]) > 0;
}

/** Whether a row is counted in another currency than the source's; one that says none is counted in that. */
function otherCurrency(spec: SourceSpec): string {
  const column = of(spec, "currency");
  if (!column || spec.currency === undefined) return "false";
  const code = signed(spec) ? CURRENCY : currencySql(`${column}::VARCHAR`);
  return `coalesce(${code} <> ${literal(spec.currency)}, false)`;
}

/** A test of the refund column: exact values without case, `C*` a prefix, `*` anything. */
function markedSql(column: string, marks: readonly string[]): string {
  const text = `lower(trim(${column}::VARCHAR))`;
  const tests = marks.map((mark) => {
    const wanted = mark.toLowerCase();
    if (wanted === "*") return `${text} <> ''`;
    if (wanted.endsWith("*")) return `starts_with(${text}, ${literal(wanted.slice(0, -1))})`;
    return `${text} = ${literal(wanted)}`;
  });
  return tests.length === 0 ? "false" : `coalesce(${tests.join(" OR ")}, false)`;
}

/** @param today ISO date; a row dated later is from the future. */
export async function mark(engine: SourceEngine, raw: Raw, today: string, job: LoadJob): Promise<Marked> {
  const { spec } = raw;
  const cleaned = new Map<Role, Ids>();
  for (const role of ["customer", "order", "product"] as const)
    cleaned.set(role, await idsOf(engine, raw, role, job));
  const down = await isFilledDown(engine, raw, job);
  const id = (role: Role): string => {
    const column = of(spec, role);
    if (!column) return "NULL::VARCHAR";
    const ids = cleaned.get(role);
    const whole = ids?.floats ? `regexp_replace(${column}, '\\.0+$', '')` : column;
    return ids?.nothing ? `CASE WHEN lower(${column}) NOT IN (${WORDS}) THEN ${whole} END` : whole;
  };
  const order = id("order");
  const fill = (expression: string): string =>
    down ? `coalesce(${expression}, first_value(${expression} IGNORE NULLS) OVER of_order)` : expression;
  const date = of(spec, "date") ?? "NULL::TIMESTAMP";
  const refund = of(spec, "refund");
  const quantity = of(spec, "quantity") ?? "NULL::DOUBLE";
  const price = of(spec, "price") ?? "NULL::DOUBLE";
  const money = of(spec, "amount");
  const decimal = (column: string): string => `try_cast(${column} AS DECIMAL(18, ${SCALE}))`;
  const amount = money
    ? decimal(money)
    : `try_cast(${decimal(quantity)} * ${decimal(price)} AS DECIMAL(18, ${SCALE}))`;
  const timed =
    spec.roles.date !== undefined &&
    raw.columns.some((c) => c.name === spec.roles.date && c.type === "datetime");
  // The first line of an order carries its money: the other lines cost nothing more.
  const continued = down ? `${amount} IS NULL AND count(${amount}) OVER of_order > 0` : "false";
  const paid = down ? `CASE WHEN ${continued} THEN 0 ELSE ${amount} END` : amount;
  // A row cut otherwise than the header has its cells in the wrong places: its money is not known.
  const whole = `CASE WHEN ${FLAW} IS NULL OR NOT starts_with(${FLAW}, ${literal(FLAW_SIGN)}) THEN ${paid} END`;
  const all = raw.columns.map(({ name }) => identifier(name)).join(", ");
  const rules: Readonly<Record<Rule, string>> = {
    "no-customer": "customer IS NULL",
    "guest-customer":
      spec.roles.customer === undefined ? "false" : guestSql(await manyAs(engine, raw, id("customer"), job)),
    "test-customer": `regexp_matches(lower(customer), ${literal(TEST)})`,
    "other-currency": "other",
    cancelled: "cancelled",
    "negative-quantity": "quantity < 0 AND NOT cancelled",
    "zero-price": money ? "amount = 0 AND NOT continued" : "price = 0",
    "negative-price": money
      ? "amount < 0 AND NOT cancelled AND NOT coalesce(quantity < 0, false)"
      : "price < 0",
    "duplicate-row": `row IN (SELECT ${ROW} FROM again)`,
    "bad-date": "moment IS NULL",
    "future-date": `moment >= DATE ${literal(today)} + INTERVAL 1 DAY`,
  };
  const mask = RULES.map((rule) => `CASE WHEN ${rules[rule]} THEN ${bit(rule)} ELSE 0 END`).join("\n    + ");
  const target = tableName("sources", `${raw.name}:marked`);
  const sql = `CREATE OR REPLACE TABLE ${target} AS
WITH hashed AS (SELECT *, hash(${all}) AS source_hash FROM ${raw.sql}),
twins AS (SELECT * FROM hashed WHERE source_hash IN (SELECT source_hash FROM hashed GROUP BY ALL HAVING count(*) > 1)),
again AS (SELECT ${ROW} FROM twins QUALIFY row_number() OVER (PARTITION BY ${all} ORDER BY ${ROW}) > 1),
named AS (
  SELECT ${ROW} AS row, ${fill(id("customer"))} AS customer, ${order} AS "order", ${id("product")} AS product,
    ${fill(date)} AS moment, ${quantity}::DOUBLE AS quantity, ${price}::DOUBLE AS price,
    ${continued} AS continued, ${whole} AS amount,
    ${refund ? `coalesce(${fill(markedSqlNull(refund, spec.cancelled ?? []))}, false)` : "false"} AS cancelled, ${otherCurrency(spec)} AS other, ${FLAW} AS flaw
  FROM ${raw.sql}${down ? `\n  WINDOW of_order AS (PARTITION BY ${order} ORDER BY ${ROW} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)` : ""}
)
SELECT row, customer, "order", product, moment::DATE AS date, ${timed ? "moment::TIMESTAMP" : "NULL::TIMESTAMP"} AS time, quantity, amount,
  (${mask}
    + CASE WHEN amount IS NULL THEN ${UNREADABLE} ELSE 0 END)::USMALLINT AS mask,
  flaw
FROM named`;
  await engine.exec(sql, job.signal);
  return {
    sql: target,
    has: {
      order: spec.roles.order !== undefined,
      product: spec.roles.product !== undefined,
      quantity: spec.roles.quantity !== undefined,
      time: timed,
    },
    statements: [sql],
  };

  function markedSqlNull(column: string, marks: readonly string[]): string {
    // NULL where the cell is blank, so that filling down an order finds the line that says it.
    return down
      ? `CASE WHEN ${column} IS NOT NULL THEN ${markedSql(column, marks)} END`
      : markedSql(column, marks);
  }
}
