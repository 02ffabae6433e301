import type { LoadJob, Raw, SourceEngine } from "../load";
import { FLAW, ROW } from "../load";
import { cancelledSql, columnOf, whole, type Facts } from "./facts";

/**
 * What order numbers tell. An order number is one order: of one customer, on one day. Where the file has one row per
 * order, it stands once; where it has one row per line, it stands on all of them.
 */
export interface Orders {
  /** CTE `refunded` (order, customer): numbers that take money in and give some back; null where there are none. */
  readonly refunded: string | null;
  /** CTE `twice` (row, differs): rows that name an order once more than there can be; null where there are none. */
  readonly twice: string | null;
  /** Orders say their money, date or customer on one of their lines only (Shopify): the others are filled from it. */
  readonly down: boolean;
  /** No two rows are of one order. */
  readonly single: boolean;
  /** No two rows are alike, since each has a number of its own. */
  readonly numbered: boolean;
}

/** Rows that show whether orders have several, where they stand together. */
const FEW = 20_000;

/** How many rows there are, how many name an order, and how many orders they name: all, or some of the first. */
async function named(
  engine: SourceEngine,
  raw: Raw,
  facts: Facts,
  job: LoadJob,
  limit = "",
): Promise<number[]> {
  const found = await engine.query(
    `SELECT count(*)::DOUBLE AS rows, count(o)::DOUBLE AS named, count(DISTINCT o)::DOUBLE AS orders
     FROM (SELECT ${facts.order} AS o FROM ${raw.sql}${limit})`,
    job.signal,
  );
  return found.values.map((column) => Number(column[0]));
}

/** What a row itself says of money: taken, or given back. */
function writtenOf({ spec }: Raw): string {
  const [taken, back] = [columnOf(spec, "amount"), columnOf(spec, "refunded")];
  return taken && back ? `coalesce(${taken}, nullif(${back}, 0))` : (taken ?? "NULL::DOUBLE");
}

/** Share of numbers standing on one row from which on a file without products has one row per order. */
const MOSTLY = 0.8;

export async function ordersOf(engine: SourceEngine, raw: Raw, facts: Facts, job: LoadJob): Promise<Orders> {
  const none = { refunded: null, twice: null, down: false };
  if (raw.spec.roles.order === undefined) return { ...none, single: true, numbered: false };
  // Most files have a number on each row: telling so takes a fraction of putting their orders together.
  const [, some, few] = await named(engine, raw, facts, job, ` LIMIT ${FEW}`);
  if (some === few) {
    const [rows, with_, all] = await named(engine, raw, facts, job);
    if (with_ === all) return { ...none, single: true, numbered: rows === all };
  }
  const rows = `SELECT ${ROW} AS row, ${facts.order} AS "order", ${facts.customer} AS customer, ${facts.moment}::DATE AS day,
      ${whole(facts.amount)} AS amount, coalesce(${cancelledSql(raw.spec)}, false) AS cancelled,
      ${writtenOf(raw)} AS written, ${FLAW} IS NULL AS sound
    FROM ${raw.sql} WHERE ${facts.order} IS NOT NULL`;
  const sold = "FILTER (amount >= 0 AND NOT cancelled)";
  const differ = (column: string): string =>
    `coalesce(min(${column}) ${sold} <> max(${column}) ${sold}, false)`;
  const each = `SELECT "order", count(*) ${sold} AS n, ${differ("customer")} OR ${differ("day")} AS differs,
      min(amount) < 0 AND max(amount) > 0 AS refunded,
      count(written) FILTER (sound) > 0 AND count(written) FILTER (sound) < count(*) FILTER (sound) AS partly
    FROM (${rows}) GROUP BY "order"`;
  const found = await engine.query(
    `SELECT count(*)::DOUBLE AS n, count(*) FILTER (n <= 1)::DOUBLE AS once, count(*) FILTER (differs)::DOUBLE AS differ,
      count(*) FILTER (refunded)::DOUBLE AS refunded, count(*) FILTER (partly)::DOUBLE AS partly FROM (${each})`,
    job.signal,
  );
  const [orders, once, differing, refunded, partly] = found.values.map((column) => Number(column[0]));
  const perOrder = raw.spec.roles.product === undefined && once! >= MOSTLY * orders!;
  const again = perOrder ? once! < orders! : differing! > 0;
  const first = (column: string): string =>
    `coalesce(${column} <> first_value(${column}) OVER of_order, false)`;
  const twice = `twice AS (SELECT row, ${first("customer")} OR ${first("day")}${perOrder ? ` OR ${first("amount")}` : ""} AS differs
  FROM (${rows}) WHERE amount >= 0 AND NOT cancelled AND "order" IN (SELECT "order" FROM (${each}) WHERE ${perOrder ? "n > 1" : "differs"})
  WINDOW of_order AS (PARTITION BY "order" ORDER BY row)
  QUALIFY row_number() OVER of_order > 1${perOrder ? "" : " AND differs"})`;
  return {
    refunded:
      refunded! > 0
        ? `refunded AS (SELECT "order", max(customer) AS customer FROM (${rows}) GROUP BY "order" HAVING min(amount) < 0 AND max(amount) > 0)`
        : null,
    twice: again ? twice : null,
    down: partly! > 0,
    single: false,
    numbered: false,
  };
}
