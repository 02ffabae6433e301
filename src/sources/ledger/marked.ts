import { identifier, literal, tableName } from "../../tables/quote";
import { currencySql } from "../read/currency";
import { cancelledSql, columnOf, factsOf, whole, type Facts } from "./facts";
import { GUEST_SQL, TEST_SQL } from "./guests";
import { CURRENCY, FLAW, signed, ROW, type LoadJob, type Raw, type SourceEngine } from "../load";
import { ordersOf } from "./orders";
import { headerSql, totalSql } from "./structure";
import { heavyOf, outlierFrom } from "./weight";
import { RULES, type Rule, type SourceSpec } from "../spec";

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
  /** No two rows are of one order. */
  readonly single: boolean;
  readonly statements: readonly string[];
}

/** Whether rows are alike in every cell: looked up first, since telling which takes the better part of a reading. */
async function hasTwins(engine: SourceEngine, raw: Raw, all: string, job: LoadJob): Promise<boolean> {
  const found = await engine.query(
    `SELECT 1 AS twins FROM ${raw.sql} GROUP BY hash(${all}) HAVING count(*) > 1 LIMIT 1`,
    job.signal,
  );
  return found.rows > 0;
}

/** Whether a row is counted in another currency than the source's; one that says none is counted in that. */
function otherCurrency(spec: SourceSpec): string {
  const column = columnOf(spec, "currency");
  if (!column || spec.currency === undefined) return "false";
  const code = signed(spec) ? CURRENCY : currencySql(`${column}::VARCHAR`);
  return `coalesce(${code} <> ${literal(spec.currency)}, false)`;
}

/** Days that programs write where they know none: the zero of Excel, SQL Server, Unix and .NET. */
const ZERO_DAYS = ["0001-01-01", "1753-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1970-01-01"];

/** @param today ISO date; a row dated later is from the future. */
export async function mark(engine: SourceEngine, raw: Raw, today: string, job: LoadJob): Promise<Marked> {
  const { spec } = raw;
  const facts = await factsOf(engine, raw, job);
  const orders = await ordersOf(engine, raw, facts, job);
  const all = raw.columns.map(({ name }) => identifier(name)).join(", ");
  const twins = !orders.numbered && (await hasTwins(engine, raw, all, job));
  const rules = await findings(engine, raw, facts, { today, twins, twice: orders.twice !== null, job });
  const timed =
    spec.roles.date !== undefined &&
    raw.columns.some((c) => c.name === spec.roles.date && c.type === "datetime");
  const marks = RULES.flatMap((rule) =>
    rules[rule] === null ? [] : [`CASE WHEN ${rules[rule]} THEN ${bit(rule)} ELSE 0 END`],
  );
  const mask = [...marks, `CASE WHEN amount IS NULL THEN ${UNREADABLE} ELSE 0 END`].join("\n    + ");
  const again = [
    `hashed AS (SELECT *, hash(${all}) AS source_hash FROM ${raw.sql})`,
    `twins AS (SELECT * FROM hashed WHERE source_hash IN (SELECT source_hash FROM hashed GROUP BY ALL HAVING count(*) > 1))`,
    `again AS (SELECT ${ROW} FROM twins QUALIFY row_number() OVER (PARTITION BY ${all} ORDER BY ${ROW}) > 1)`,
  ];
  const tables = [
    ...(twins ? again : []),
    ...(orders.refunded === null ? [] : [orders.refunded]),
    ...(orders.twice === null ? [] : [orders.twice]),
    `named AS (${namedSql(raw, facts, orders.down)})`,
    `known AS (${knownSql(orders.refunded !== null)})`,
  ];
  const target = tableName("sources", `${raw.name}:marked`);
  // A header in the middle is no row of data: no other rule speaks of it, and it is no unreadable money.
  const sql = `CREATE OR REPLACE TABLE ${target} AS
WITH ${tables.join(",\n")}
SELECT row, customer, "order", product, moment::DATE AS date, ${timed ? "moment::TIMESTAMP" : "NULL::TIMESTAMP"} AS time, quantity, amount,
  (CASE WHEN header THEN ${bit("repeated-header")} ELSE ${mask} END)::UINTEGER AS mask,
  flaw
FROM known`;
  await engine.exec(sql, job.signal);
  return {
    sql: target,
    has: {
      order: spec.roles.order !== undefined,
      product: spec.roles.product !== undefined,
      quantity: spec.roles.quantity !== undefined,
      time: timed,
    },
    single: orders.single,
    statements: [sql],
  };
}

/** Every row in the words of the roles; where an order says something once, its other lines are filled. */
function namedSql(raw: Raw, facts: Facts, down: boolean): string {
  const { spec } = raw;
  const fill = (expression: string): string =>
    down ? `coalesce(${expression}, first_value(${expression} IGNORE NULLS) OVER of_order)` : expression;
  // The first line of an order carries its money: the other lines cost nothing more.
  const blank = down ? `${facts.amount} IS NULL AND count(${facts.amount}) OVER of_order > 0` : "false";
  // Where every line of an order carries the order's whole amount, its first line is the one that counts.
  const once = spec.amountOf === "order" && spec.roles.order !== undefined;
  const later = `${facts.order} IS NOT NULL AND row_number() OVER (PARTITION BY ${facts.order} ORDER BY ${ROW}) > 1`;
  const continued = once ? `((${later}) OR (${blank}))` : blank;
  const paid = down || once ? `CASE WHEN ${continued} THEN 0 ELSE ${facts.amount} END` : facts.amount;
  const refund = columnOf(spec, "refund");
  // NULL where the cell is blank, so that filling down an order finds the line that says it.
  const said =
    refund && down ? `CASE WHEN ${refund} IS NOT NULL THEN ${cancelledSql(spec)} END` : cancelledSql(spec);
  const window = `WINDOW of_order AS (PARTITION BY ${facts.order} ORDER BY ${ROW} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`;
  return `SELECT ${ROW} AS row, ${fill(facts.customer)} AS customer, ${facts.order} AS "order", ${facts.product} AS product,
    ${fill(facts.moment)} AS moment, ${facts.quantity}::DOUBLE AS quantity, ${facts.price}::DOUBLE AS price,
    ${continued} AS continued, ${whole(paid)} AS amount, ${refund ? `coalesce(${fill(said)}, false)` : "false"} AS cancelled,
    ${otherCurrency(spec)} AS other, ${headerSql(raw)} AS header, ${totalSql(raw, facts)} AS total, ${FLAW} AS flaw
  FROM ${raw.sql}${down ? `\n  ${window}` : ""}`;
}

/** A refund that names its order is its customer's, whether it says so or not. */
function knownSql(refunded: boolean): string {
  if (!refunded) return `SELECT *, false AS refund FROM named`;
  return `SELECT named.* REPLACE (CASE WHEN amount < 0 THEN coalesce(named.customer, refunded.customer) ELSE named.customer END AS customer),
    amount < 0 AND refunded."order" IS NOT NULL AS refund
  FROM named LEFT JOIN refunded ON refunded."order" = named."order"`;
}

interface About {
  readonly today: string;
  readonly twins: boolean;
  readonly twice: boolean;
  readonly job: LoadJob;
}

/** What each rule looks for, over the columns of `known`; null: nothing that this file could hold. */
async function findings(
  engine: SourceEngine,
  raw: Raw,
  facts: Facts,
  { today, twins, twice, job }: About,
): Promise<Readonly<Record<Rule, string | null>>> {
  const { roles } = raw.spec;
  const money = roles.amount !== undefined;
  const heavy = await heavyOf(engine, raw, facts, job);
  const far = await outlierFrom(engine, raw, facts, job);
  const again = twins ? `row IN (SELECT ${ROW} FROM again)` : null;
  const oneOf = (ids: readonly string[]): string | null =>
    ids.length === 0 ? null : `customer IN (${ids.map(literal).join(", ")})`;
  // Too many to name are found by their letters; digits of nobody are few in any case.
  const words = heavy.guests === null ? [GUEST_SQL, oneOf(heavy.nobody)] : [oneOf(heavy.guests)];
  const guests = words.filter((test) => test !== null).join(" OR ") || null;
  return {
    "repeated-header": "header",
    "totals-row": "total",
    "no-customer": "customer IS NULL",
    "guest-customer": guests,
    "test-customer": heavy.tests === null ? TEST_SQL : oneOf(heavy.tests),
    "other-currency": "other",
    refund: "refund",
    cancelled: "cancelled",
    "negative-quantity": "quantity < 0 AND NOT cancelled",
    "zero-price": money ? "amount = 0 AND NOT continued" : "price = 0",
    "negative-price": money
      ? "amount < 0 AND NOT cancelled AND NOT coalesce(quantity < 0, false)"
      : "price < 0",
    "duplicate-row": again,
    "duplicate-order": twice
      ? `row IN (SELECT row FROM twice WHERE NOT differs)${again === null ? "" : ` AND NOT ${again}`}`
      : null,
    "conflicting-order": twice ? "row IN (SELECT row FROM twice WHERE differs)" : null,
    "bad-date": `moment IS NULL OR moment::DATE IN (${ZERO_DAYS.map((day) => `DATE ${literal(day)}`).join(", ")})`,
    "future-date": `moment >= DATE ${literal(today)} + INTERVAL 1 DAY`,
    outlier: far === null ? null : `amount > ${far}`,
    "one-customer": oneOf(heavy.nearlyAll),
  };
}
