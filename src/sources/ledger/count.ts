import { tableName } from "../../tables/quote";
import { FLAW_SIGN, type LoadJob, type SourceEngine } from "../load";
import { SCALE } from "./facts";
import { bit, UNREADABLE, type Marked } from "./marked";
import { net } from "./net";
import { choicesOf } from "./rules";
import {
  RULES,
  type Ledger,
  type LedgerLine,
  type LedgerSpec,
  type Rejected,
  type SourceSpec,
} from "../spec";

const EXAMPLES = 20;

/** A source with a ledger's rules laid over it: what SQL needs to tell kept rows from others. */
export interface Sorted {
  /** The rows as an expression usable after FROM, with `claim` (0 kept, n the n-th rule, -1 unreadable) and `taken`. */
  readonly rows: string;
  /** Rows claimed by a `net` rule that found their purchase: `row IN (…)`, or `false`. */
  readonly netted: string;
  readonly marked: Marked;
  readonly ledger: LedgerSpec;
}

/** Number of the first rule that is not `keep` and finds the row; unreadable rows belong to none. */
function claimSql(ledger: LedgerSpec): string {
  const cases = RULES.flatMap((rule, i) =>
    // A header is no order, whatever anybody chooses.
    ledger.rules[rule] === "keep" && rule !== "repeated-header"
      ? []
      : [`WHEN mask & ${bit(rule)} <> 0 THEN ${i + 1}`],
  );
  return `CASE WHEN mask & ${UNREADABLE} <> 0 THEN -1 ${cases.join(" ")} ELSE 0 END`;
}

/** Nets what is to be netted, and says how to read the rest. @param name of the table of deductions. */
export async function sort(
  engine: SourceEngine,
  marked: Marked,
  ledger: LedgerSpec,
  name: string,
  job: LoadJob,
): Promise<Sorted> {
  const claim = claimSql(ledger);
  const rules = RULES.flatMap((rule, i) => (ledger.rules[rule] === "net" ? [i + 1] : []));
  const plain = `(SELECT *, ${claim} AS claim, 0::DECIMAL(18, ${SCALE}) AS taken FROM ${marked.sql})`;
  if (rules.length === 0) return { rows: plain, netted: "false", marked, ledger };
  await net(engine, marked, claim, rules, name, job);
  const table = tableName("notebook", name);
  return {
    rows: `(SELECT m.*, ${claim} AS claim, coalesce(n.units / 1e${SCALE}, 0)::DECIMAL(18, ${SCALE}) AS taken
FROM ${marked.sql} m LEFT JOIN (SELECT row, units FROM ${table} WHERE units IS NOT NULL) n ON n.row = m.row)`,
    netted: `row IN (SELECT row FROM ${table} WHERE units IS NULL)`,
    marked,
    ledger,
  };
}

const ORDER = `coalesce("order", 'row ' || row)`;

/** One row per order of the kept rows; an order netted down to nothing is left out. */
export function ordersSql(sorted: Sorted): string {
  const order = sorted.marked.has.order ? ORDER : "row::VARCHAR";
  if (sorted.marked.single)
    return `SELECT customer, ${order} AS "order", date, time, (amount - taken)::DOUBLE AS amount, quantity, 1::INTEGER AS lines
FROM ${sorted.rows}
WHERE claim = 0 AND (taken = 0 OR amount > taken)
ORDER BY date, time, "order", customer`;
  return `SELECT customer, ${order} AS "order", min(date) AS date, min(time) AS time,
  sum(amount - taken)::DOUBLE AS amount, sum(quantity) AS quantity, count(*)::INTEGER AS lines
FROM ${sorted.rows}
WHERE claim = 0
GROUP BY ALL
HAVING sum(taken) = 0 OR sum(amount - taken) > 0
ORDER BY date, time, "order", customer`;
}

/** The kept rows with their products, after netting. */
export function linesSql(sorted: Sorted): string {
  const order = sorted.marked.has.order ? ORDER : "row::VARCHAR";
  return `SELECT customer, ${order} AS "order", date, product, quantity, (amount - taken)::DOUBLE AS amount
FROM ${sorted.rows} WHERE claim = 0 AND (taken = 0 OR amount > taken)`;
}

/** Exact sums arrive as text of units; they stay integers until the end. */
interface Tally {
  rows: number;
  units: bigint;
}
const money = (units: bigint): number => Number(units) / 10 ** SCALE;
const toUnits = (text: string | number | null | undefined): bigint => BigInt(`${text ?? 0}`.split(".")[0]!);

/** Counts a sorted source: rows exactly, money to the last digit of the file. */
export async function count(
  engine: SourceEngine,
  sorted: Sorted,
  spec: SourceSpec,
  job: LoadJob,
): Promise<Ledger> {
  const unit = `(sum(amount) * 1000000)::HUGEINT::VARCHAR`;
  const groups = await engine.query(
    `SELECT mask::INTEGER AS mask, claim::INTEGER AS claim, (${sorted.netted})::INTEGER AS netted, count(*)::DOUBLE AS n, ${unit} AS units
     FROM ${sorted.rows} GROUP BY ALL`,
    job.signal,
  );
  const rows = Array.from({ length: groups.rows }, (_, i) => ({
    mask: Number(groups.values[0]![i]),
    claim: Number(groups.values[1]![i]),
    netted: Number(groups.values[2]![i]) === 1,
    rows: Number(groups.values[3]![i]),
    units: toUnits(groups.values[4]![i]),
  }));
  const tally = (wanted: (row: (typeof rows)[number]) => boolean): Tally =>
    rows
      .filter(wanted)
      .reduce<Tally>((sum, row) => ({ rows: sum.rows + row.rows, units: sum.units + row.units }), {
        rows: 0,
        units: 0n,
      });
  const some = RULES.map((rule, i) => ({
    found: rows.some(({ mask }) => (mask & bit(rule)) !== 0),
    claimed: rows.some(({ claim }) => claim === i + 1),
  }));
  const people = await customers(engine, sorted, some, job);
  const line = (rule: (typeof RULES)[number], i: number): LedgerLine => {
    const found = tally(({ mask }) => (mask & bit(rule)) !== 0);
    const aside = tally(({ claim, netted }) => claim === i + 1 && !netted);
    const netted = tally((row) => row.claim === i + 1 && row.netted);
    return {
      rule,
      choice: sorted.ledger.rules[rule],
      choices: choicesOf(rule),
      found: { rows: found.rows, customers: people.found[i]!, money: money(found.units) },
      aside: { rows: aside.rows, customers: people.aside[i]!, money: money(aside.units) },
      netted: { rows: netted.rows, customers: people.netted[i]!, money: money(netted.units) },
    };
  };
  const all = tally(() => true);
  const netted = tally((row) => row.netted);
  const kept = tally(({ claim, netted: back }) => claim === 0 || back);
  return {
    read: { rows: all.rows, customers: people.all, money: money(all.units) },
    rejected: {
      rows: tally(({ claim }) => claim === -1).rows,
      examples: await examples(engine, sorted, spec, job),
    },
    lines: RULES.map(line),
    kept: {
      rows: kept.rows,
      customers: people.kept,
      orders: people.orders,
      money: money(kept.units),
      netted: netted.rows,
      returned: people.returned,
      once: people.once,
    },
    first: people.first,
    last: people.last,
    currency: spec.currency ?? "",
    trail: trailOf(sorted),
  };
}

/** Where the rows behind the counts are. */
export const trailOf = ({ marked, rows, netted }: Sorted): Ledger["trail"] => ({
  ...{ marked: marked.sql, has: marked.has },
  ...{ rows, netted },
});

interface People {
  readonly all: number;
  readonly kept: number;
  readonly orders: number;
  readonly returned: number;
  readonly once: number;
  readonly found: readonly number[];
  readonly aside: readonly number[];
  readonly netted: readonly number[];
  readonly first: string | null;
  readonly last: string | null;
}

/** @param some whether a rule finds and claims any row at all: counting people is what takes time. */
async function customers(
  engine: SourceEngine,
  sorted: Sorted,
  some: readonly { readonly found: boolean; readonly claimed: boolean }[],
  job: LoadJob,
): Promise<People> {
  const who = (condition: string): string => `count(DISTINCT customer) FILTER (${condition})::DOUBLE`;
  const per = RULES.flatMap((rule, i) => {
    const nets = sorted.ledger.rules[rule] === "net" && sorted.netted !== "false";
    return [
      some[i]!.found ? who(`mask & ${bit(rule)} <> 0`) : "0",
      some[i]!.claimed ? who(nets ? `claim = ${i + 1} AND NOT ${sorted.netted}` : `claim = ${i + 1}`) : "0",
      some[i]!.claimed && nets ? who(`claim = ${i + 1} AND ${sorted.netted}`) : "0",
    ];
  });
  const counted = await engine.query(
    `SELECT ${["count(DISTINCT customer)::DOUBLE", ...per].map((sql, i) => `${sql} AS n${i}`).join(", ")} FROM ${sorted.rows}`,
    job.signal,
  );
  const order = sorted.marked.has.order ? ORDER : "row";
  const each = sorted.marked.single
    ? `SELECT customer, date, taken = 0 OR amount > taken AS stands FROM ${sorted.rows} WHERE claim = 0`
    : `SELECT customer, min(date) AS date, sum(taken) = 0 OR sum(amount - taken) > 0 AS stands
       FROM ${sorted.rows} WHERE claim = 0 GROUP BY customer, ${order}`;
  const kept = await engine.query(
    `WITH o AS (${each}),
     p AS (SELECT customer, count(*) FILTER (stands) AS n, count(*) FILTER (NOT stands) AS r, min(date) FILTER (stands) AS first,
       max(date) FILTER (stands) AS last FROM o GROUP BY customer)
     SELECT count(customer) FILTER (n > 0)::DOUBLE AS c, coalesce(sum(n), 0)::DOUBLE AS n, coalesce(sum(r), 0)::DOUBLE AS r,
       min(first)::VARCHAR AS first, max(last)::VARCHAR AS last,
       count(customer) FILTER (n > 0 AND first = last)::DOUBLE AS once FROM p`,
    job.signal,
  );
  const numbers = counted.values.map((column) => Number(column[0]));
  const every = (offset: number): number[] => RULES.map((_, i) => numbers[1 + 3 * i + offset]!);
  const [c, n, r, first, last, once] = kept.values;
  return {
    all: numbers[0]!,
    kept: Number(c![0]),
    orders: Number(n![0]),
    returned: Number(r![0]),
    once: Number(once![0]),
    found: every(0),
    aside: every(1),
    netted: every(2),
    first: first![0] as string | null,
    last: last![0] as string | null,
  };
}

/** The first rows whose money or date could not be read, with what stands there. */
async function examples(
  engine: SourceEngine,
  sorted: Sorted,
  spec: SourceSpec,
  job: LoadJob,
): Promise<Rejected[]> {
  const batch = await engine.query(
    `SELECT row::DOUBLE AS row, flaw, (date IS NULL)::INTEGER AS undated FROM ${sorted.marked.sql}
     WHERE flaw IS NOT NULL OR mask & ${UNREADABLE} <> 0 ORDER BY row LIMIT ${EXAMPLES}`,
    job.signal,
  );
  return Array.from({ length: batch.rows }, (_, i) => {
    const [column, value] = ((batch.values[1]![i] as string | null) ?? "").split(FLAW_SIGN);
    const row = Number(batch.values[0]![i]);
    const money = spec.roles.amount ?? spec.roles.price ?? "";
    if (value === undefined) return { row, column: money, value: "", code: "rejected.missing" };
    if (column === "") return { row, column: "", value, code: "rejected.cells" };
    return {
      row,
      column: column!,
      value,
      code: column === spec.roles.date ? "rejected.date" : "rejected.number",
    };
  });
}
