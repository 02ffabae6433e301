import { literal, tableName } from "../../tables/quote";
import { LINKED, type LoadJob, type Raw, type SourceEngine } from "../load";
import { columnOf } from "./facts";

/**
 * What a row says that gives money back. Payment services also name the payment in rows that convert, hold or charge
 * for it: those are no refunds.
 */
const BACK = "refund|revers|charge ?back|dispute|return|zwrot|korekt|возврат|сторно|erstattung|rückzahlung";

/**
 * A refund with a number of its own that names the order it gives back becomes a row of that order, and of its
 * customer: payment services write their own address on it. Where a column tells the kind of a row, it must say so.
 * What is not found stays as written.
 */
export async function link(engine: SourceEngine, raw: Raw, job: LoadJob): Promise<Raw> {
  const [original, order, amount] = (["original", "order", "amount"] as const).map((role) =>
    columnOf(raw.spec, role),
  );
  if (!original || !order || !amount) return raw;
  const customer = columnOf(raw.spec, "customer");
  const owner = (of: string): string => (customer ? `${of}${customer}` : "NULL::VARCHAR");
  const kind = columnOf(raw.spec, "refund");
  const says = kind === null ? "" : ` AND regexp_matches(lower(r.${kind}::VARCHAR), ${literal(BACK)})`;
  const sql = tableName("sources", `${raw.name}:linked`);
  const view = `CREATE OR REPLACE VIEW ${sql} AS
SELECT r.*, coalesce(o.number, r.${order}) AS ${LINKED.order}, coalesce(o.owner, ${owner("r.")}) AS ${LINKED.customer}
FROM ${raw.sql} r LEFT JOIN (
  SELECT ${order} AS number, max(${owner("")}) AS owner FROM ${raw.sql} WHERE ${amount} > 0 AND ${order} IS NOT NULL GROUP BY ${order}
) o ON trim(r.${original}) = trim(o.number) AND r.${amount} < 0${says}`;
  await engine.exec(view, job.signal);
  return {
    ...raw,
    sql,
    linked: true,
    statements: [...raw.statements, view],
    undo: [`DROP VIEW IF EXISTS ${sql}`, ...raw.undo],
  };
}
