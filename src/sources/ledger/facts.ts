import { identifier, literal } from "../../tables/quote";
import { FLAW, FLAW_SIGN, LINKED, type LoadJob, type Raw, type SourceEngine } from "../load";
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

/** Where an id stands: in its own column, or where refunds were put under the orders they name. */
const idColumn = (raw: Raw, role: IdRole): string | null => {
  const own = columnOf(raw.spec, role);
  return own && raw.linked && role !== "product" ? LINKED[role] : own;
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
  /** Whether ids of customers or orders may be words instead: text without a digit, or with odd signs. */
  readonly wordy: boolean;
}

type IdRole = "customer" | "order" | "product";
const ID_ROLES: readonly IdRole[] = ["customer", "order", "product"];

/** How a column of ids is to be cleaned: looked up among its distinct values, since most files need nothing. */
interface Ids {
  /** A program wrote them as floats (`17850.0`) and every one could be one: the tail is cut. */
  readonly floats: boolean;
  /** Some are words for none (`NULL`, `nan`). */
  readonly nothing: boolean;
  /** Evening them out changes some. */
  readonly uneven: boolean;
}

/** Ids that may need something: without any digit, empty, with blanks or letters beyond ASCII, or with the sign of errors. */
const ODD = "^[^0-9]*$|[^!-~]|#";
const CLEAN: Ids = { floats: false, nothing: false, uneven: false };

/**
 * What the ids of a file need. One pass over the rows tells for most files that they need nothing; only the distinct
 * values of columns that may are looked at closely.
 */
async function lookedUp(
  engine: SourceEngine,
  raw: Raw,
  job: LoadJob,
): Promise<{ ids: ReadonlyMap<string, Ids>; wordy: boolean }> {
  const written = ID_ROLES.flatMap((role) => {
    const column = idColumn(raw, role);
    return column ? [{ role, column }] : [];
  });
  if (written.length === 0) return { ids: new Map(), wordy: true };
  const tests = written.flatMap(({ column }, i) => [
    `coalesce(bool_or(regexp_matches(${column}::VARCHAR, '${ODD}')), false)::INTEGER AS odd${i}`,
    `coalesce(bool_or(contains(${column}::VARCHAR, '.0')), false)::INTEGER AS float${i}`,
  ]);
  const glance = await engine.query(`SELECT ${tests.join(", ")} FROM ${raw.sql}`, job.signal);
  const [odd, float] = [0, 1].map((at) => written.map((_, i) => Number(glance.values[2 * i + at]![0]) === 1));
  const close = written.filter(
    ({ role }, i) => odd![i] || float![i] || (role === "customer" && (raw.spec.ids ?? []).length > 0),
  );
  return {
    ids: new Map([
      ...written.map(({ role }) => [role, CLEAN] as const),
      ...(await closely(engine, raw, close, job)),
    ]),
    wordy: raw.linked === true || written.some(({ role }, i) => role !== "product" && odd![i]),
  };
}

async function closely(
  engine: SourceEngine,
  raw: Raw,
  columns: readonly { readonly role: IdRole; readonly column: string }[],
  job: LoadJob,
): Promise<ReadonlyMap<IdRole, Ids>> {
  const ids = new Map<IdRole, Ids>();
  if (columns.length === 0) return ids;
  const distinct = columns.map(
    ({ role, column }) => `SELECT DISTINCT '${role}' AS role, ${column} AS written FROM ${raw.sql}`,
  );
  const found = await engine.query(
    `SELECT role,
      coalesce(bool_and(regexp_matches(id, '^\\d+(\\.0+)?$')) AND bool_or(contains(id, '.')), false)::INTEGER AS floats,
      coalesce(bool_or(lower(trim(id)) IN (${WORDS})), false)::INTEGER AS nothing,
      bool_or(id IS DISTINCT FROM written)::INTEGER AS uneven
    FROM (SELECT role, written,
        CASE role WHEN 'customer' THEN ${evened(raw.spec, "customer", "written")} ELSE ${evened(raw.spec, "order", "written")} END AS id
      FROM (${distinct.join(" UNION ALL ")}))
    GROUP BY role`,
    job.signal,
  );
  const [roles, floats, nothing, uneven] = found.values;
  const is = (column: typeof floats, i: number): boolean => Number(column![i]) === 1;
  for (let i = 0; i < found.rows; i++)
    ids.set(roles![i] as IdRole, {
      floats: is(floats, i),
      nothing: is(nothing, i),
      uneven: is(uneven, i),
    });
  return ids;
}

/** Whose order it is, the reader decides to the letter; numbers of orders and products carry no meaning in blanks. */
const evened = (spec: SourceSpec, role: IdRole, column: string): string =>
  evenedSql(column, role === "customer" ? (spec.ids ?? []) : ["trim"]);

function idSql(raw: Raw, role: IdRole, ids: Ids | undefined): string {
  const { spec } = raw;
  const written = idColumn(raw, role);
  if (!written) return "NULL::VARCHAR";
  const column = ids?.uneven === false ? written : evened(spec, role, written);
  const whole = ids?.floats ? `regexp_replace(${column}, '\\.0+$', '')` : column;
  return ids?.nothing ? `CASE WHEN lower(trim(${column})) NOT IN (${WORDS}) THEN ${whole} END` : whole;
}

export async function factsOf(engine: SourceEngine, raw: Raw, job: LoadJob): Promise<Facts> {
  const { spec } = raw;
  const quantity = columnOf(spec, "quantity") ?? "NULL::DOUBLE";
  const price = columnOf(spec, "price") ?? "NULL::DOUBLE";
  const money = columnOf(spec, "amount");
  const decimal = (column: string): string => `try_cast(${column} AS DECIMAL(18, ${SCALE}))`;
  const back = columnOf(spec, "refunded");
  // A row may give back and take nothing: where debits and credits have a column each.
  const paid = (column: string): string =>
    back
      ? `coalesce(${decimal(column)}, CASE WHEN ${back} <> 0 THEN 0 END) - coalesce(abs(${decimal(back)}), 0)`
      : decimal(column);
  const amount = money
    ? `(${paid(money)})::DECIMAL(18, ${SCALE})`
    : `try_cast(${decimal(quantity)} * ${decimal(price)} AS DECIMAL(18, ${SCALE}))`;
  const { ids, wordy } = await lookedUp(engine, raw, job);
  const id = (role: IdRole): string => idSql(raw, role, ids.get(role));
  return {
    customer: id("customer"),
    order: id("order"),
    product: id("product"),
    wordy,
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
