import { identifier, literal } from "../../tables/quote";
import { FLAW, FLAW_SIGN, type LoadJob, type Raw, type SourceEngine } from "../load";
import { NOTHING } from "../read/numbers";
import { evenedSql } from "../read/ids";
import type { Role, SourceSpec } from "../spec";

/** Digits of money after the point that are kept: finer than any price, coarse enough to drop float noise. */
export const SCALE = 6;

const WORDS = [...NOTHING]
  .filter((word) => word !== "")
  .map(literal)
  .join(", ");

export const columnOf = (spec: SourceSpec, role: Role): string | null => {
  const column = spec.roles[role];
  return column === undefined ? null : identifier(column);
};

/** What each role says in a row of the raw table, as SQL over that table's own columns. */
export interface Facts {
  readonly customer: string;
  readonly order: string;
  readonly product: string;
  readonly moment: string;
  readonly quantity: string;
  readonly price: string;
  /** As written in the row; NULL on the further lines of an order that says it once. */
  readonly amount: string;
}

/** How a column of ids is to be cleaned: looked up among its distinct values, since most files need nothing. */
interface Ids {
  /** A program wrote them as floats (`17850.0`) and every one could be one: the tail is cut. */
  readonly floats: boolean;
  /** Some are words for none (`NULL`, `nan`). */
  readonly nothing: boolean;
}

async function idsOf(engine: SourceEngine, raw: Raw, column: string, job: LoadJob): Promise<Ids> {
  const found = await engine.query(
    `SELECT coalesce(bool_and(regexp_matches(id, '^\\d+(\\.0+)?$')) AND bool_or(contains(id, '.')), false)::INTEGER AS floats,
      coalesce(bool_or(lower(trim(id)) IN (${WORDS})), false)::INTEGER AS nothing
    FROM (SELECT DISTINCT ${column} AS id FROM ${raw.sql})`,
    job.signal,
  );
  return { floats: Number(found.values[0]![0]) === 1, nothing: Number(found.values[1]![0]) === 1 };
}

async function idSql(engine: SourceEngine, raw: Raw, role: Role, job: LoadJob): Promise<string> {
  const written = columnOf(raw.spec, role);
  if (!written) return "NULL::VARCHAR";
  // Whose order it is, the reader decides to the letter; numbers of orders and products carry no meaning in blanks.
  const column = evenedSql(written, role === "customer" ? (raw.spec.ids ?? []) : ["trim"]);
  const { floats, nothing } = await idsOf(engine, raw, column, job);
  const whole = floats ? `regexp_replace(${column}, '\\.0+$', '')` : column;
  return nothing ? `CASE WHEN lower(trim(${column})) NOT IN (${WORDS}) THEN ${whole} END` : whole;
}

export async function factsOf(engine: SourceEngine, raw: Raw, job: LoadJob): Promise<Facts> {
  const { spec } = raw;
  const quantity = columnOf(spec, "quantity") ?? "NULL::DOUBLE";
  const price = columnOf(spec, "price") ?? "NULL::DOUBLE";
  const money = columnOf(spec, "amount");
  const decimal = (column: string): string => `try_cast(${column} AS DECIMAL(18, ${SCALE}))`;
  const back = columnOf(spec, "refunded");
  const net = back ? ` - coalesce(abs(${decimal(back)}), 0)` : "";
  const amount = money
    ? `(${decimal(money)}${net})::DECIMAL(18, ${SCALE})`
    : `try_cast(${decimal(quantity)} * ${decimal(price)} AS DECIMAL(18, ${SCALE}))`;
  return {
    customer: await idSql(engine, raw, "customer", job),
    order: await idSql(engine, raw, "order", job),
    product: await idSql(engine, raw, "product", job),
    moment: columnOf(spec, "date") ?? "NULL::TIMESTAMP",
    quantity,
    price,
    amount,
  };
}

/** A row cut otherwise than the header has its cells in the wrong places: its money is not known. */
export const whole = (amount: string): string =>
  `CASE WHEN ${FLAW} IS NULL OR NOT starts_with(${FLAW}, ${literal(FLAW_SIGN)}) THEN ${amount} END`;

/** A test of the refund column: exact values without case, `C*` a prefix, `*` anything, `!x` all but x. */
export function cancelledSql({ roles, cancelled = [] }: SourceSpec): string {
  if (roles.refund === undefined) return "NULL::BOOLEAN";
  const text = `lower(trim(${identifier(roles.refund)}::VARCHAR))`;
  const kept = cancelled.flatMap((mark) =>
    mark.startsWith("!") ? [literal(mark.slice(1).toLowerCase())] : [],
  );
  const others = kept.length > 0 ? [`(${text} <> '' AND ${text} NOT IN (${kept.join(", ")}))`] : [];
  const exact = cancelled.map((mark) => {
    const wanted = mark.toLowerCase();
    if (wanted === "*") return `${text} <> ''`;
    if (wanted.endsWith("*")) return `starts_with(${text}, ${literal(wanted.slice(0, -1))})`;
    return `${text} = ${literal(wanted)}`;
  });
  const tests = [...others, ...exact];
  return tests.length === 0 ? "false" : `(${tests.join(" OR ")})`;
}
