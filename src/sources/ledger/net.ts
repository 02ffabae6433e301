import { TenureError } from "../../terms/error";
import type { NewColumn } from "../../terms/table";
import type { LoadJob, SourceEngine } from "../load";
import { SCALE } from "./facts";
import type { Marked } from "./marked";

/**
 * Netting. A row claimed by a rule set to `net` makes no order of its own; its money is taken off what it gives back:
 *
 * 1. Only money taken back is netted. A claimed row of zero or more money undoes itself and is set aside.
 * 2. Where it names an order of the same customer, it is taken off that order, whenever it is dated: off the same
 *    product first, and where that holds too little off all of the order.
 * 3. Otherwise, or where that order holds too little, it is taken off kept rows of the same customer, and of the same
 *    product where the source has products, dated at or before it; off the latest first, then off the one before.
 * 4. Never below zero, and all or nothing: where those rows hold less than it takes back, it is set aside whole.
 * 5. Earlier returns come first. Within one moment rows follow the numbers of their orders, then products, then
 *    money: a table elsewhere has no first row, and must give the same summary (`prepare/netting.ts`).
 *
 * An order of which nothing is left is no purchase and is not among the orders.
 */
export interface Return {
  /** Same customer (and product). */
  readonly group: number;
  readonly at: number;
  readonly row: number;
  /** Units of 10^-SCALE of money, above zero. */
  readonly units: number;
}

export interface Netting {
  /** Rows of purchases and what was taken off each. */
  readonly taken: ReadonlyMap<number, number>;
  /** Rows of returns that found their purchase. */
  readonly netted: readonly number[];
}

/** @param purchases what can be taken from; both lists sorted by group, then time. */
export function allocate(returns: readonly Return[], purchases: readonly Return[]): Netting {
  const taken = new Map<number, number>();
  const netted: number[] = [];
  let from = 0;
  for (let i = 0; i < returns.length;) {
    const group = returns[i]!.group;
    while (from < purchases.length && purchases[from]!.group < group) from++;
    let to = from;
    const left: { row: number; at: number; units: number }[] = [];
    while (to < purchases.length && purchases[to]!.group === group) {
      const { row, at, units } = purchases[to++]!;
      left.push({ row, at, units });
    }
    from = to;
    for (; i < returns.length && returns[i]!.group === group; i++) take(returns[i]!, left, taken, netted);
  }
  return { taken, netted };
}

function take(
  back: Return,
  left: { row: number; at: number; units: number }[],
  taken: Map<number, number>,
  netted: number[],
): void {
  const before = left.filter(({ at, units }) => at <= back.at && units > 0);
  if (before.reduce((sum, { units }) => sum + units, 0) < back.units) return;
  netted.push(back.row);
  let wanted = back.units;
  for (let i = before.length - 1; i >= 0 && wanted > 0; i--) {
    const purchase = before[i]!;
    const part = Math.min(purchase.units, wanted);
    purchase.units -= part;
    wanted -= part;
    taken.set(purchase.row, (taken.get(purchase.row) ?? 0) + part);
  }
}

/** What a return and the rows it may be taken off have in common, the closest first; `timed`: only rows before it. */
interface Tie {
  readonly key: readonly string[];
  readonly timed: boolean;
}

function tiesOf({ has }: Marked): readonly Tie[] {
  const order = ["customer", '"order"'];
  return [
    ...(has.order && has.product ? [{ key: [...order, "product"], timed: false }] : []),
    ...(has.order ? [{ key: order, timed: false }] : []),
    { key: has.product ? ["customer", "product"] : ["customer"], timed: true },
  ];
}

/** SQL of the rows on either side: `claim` is the number of the claiming rule, 0 for kept rows. */
function sides(
  marked: Marked,
  claim: string,
  rules: readonly number[],
  { key, timed }: Tie,
): { returns: string; purchases: string } {
  const at = marked.has.time ? "epoch_us(time)" : "epoch_us(date::TIMESTAMP)";
  const claimed = `SELECT row, customer, "order", product, ${at} AS instant, ${timed ? at : "0"} AS moment, amount, ${claim} AS claim FROM ${marked.sql}
  WHERE customer IS NOT NULL AND date IS NOT NULL AND amount IS NOT NULL${timed ? "" : ' AND "order" IS NOT NULL'}`;
  const columns = key.join(", ");
  const groups = `WITH claimed AS (${claimed}),
back AS (SELECT * FROM claimed WHERE claim IN (${rules.join(", ")}) AND amount < 0),
keyed AS (SELECT ${columns}, row_number() OVER (ORDER BY ${columns}) AS grp FROM back GROUP BY ${columns})`;
  const join = key.map((column) => `side.${column} IS NOT DISTINCT FROM keyed.${column}`).join(" AND ");
  const select = (side: string, where: string): string => `${groups}
SELECT grp::DOUBLE AS grp, moment::DOUBLE AS moment, side.row::DOUBLE AS row, (abs(amount) * 1e${SCALE})::DOUBLE AS units
FROM ${side} AS side JOIN keyed ON ${join}${where}
ORDER BY 1, 2, instant, coalesce(side."order", ''), coalesce(side.product, ''), abs(amount), 3`;
  return { returns: select("back", ""), purchases: select("claimed", " WHERE claim = 0 AND amount > 0") };
}

/**
 * Nets a source: stores what was taken off which row as `notebook."<name>"` (row, units, netted), where `units` is
 * NULL on the rows of returns.
 */
export async function net(
  engine: SourceEngine,
  marked: Marked,
  claim: string,
  rules: readonly number[],
  name: string,
  job: LoadJob,
): Promise<void> {
  const read = async (text: string): Promise<Return[]> => {
    const batch = await engine.query(text, job.signal);
    const column = (i: number): Float64Array => batch.values[i] as Float64Array;
    return Array.from({ length: batch.rows }, (_, i) => ({
      group: column(0)[i]!,
      at: column(1)[i]!,
      row: column(2)[i]!,
      units: Math.round(column(3)[i]!),
    }));
  };
  const taken = new Map<number, number>();
  const netted = new Set<number>();
  for (const tie of tiesOf(marked)) {
    const sql = sides(marked, claim, rules, tie);
    const returns = (await read(sql.returns)).filter(({ row }) => !netted.has(row));
    if (returns.length === 0) continue;
    const left = (await read(sql.purchases)).map((one) => ({
      ...one,
      units: one.units - (taken.get(one.row) ?? 0),
    }));
    const step = allocate(returns, left);
    for (const [row, units] of step.taken) taken.set(row, (taken.get(row) ?? 0) + units);
    for (const row of step.netted) netted.add(row);
  }
  if ([...taken.values()].some((units) => !Number.isSafeInteger(units)))
    throw new TenureError("ledger.too-large");
  const rows = Float64Array.from([...taken.keys(), ...netted]);
  const units = Float64Array.from(rows, (_, i) => (i < taken.size ? taken.get(rows[i]!)! : NaN));
  const columns: NewColumn[] = [
    { name: "row", type: "DOUBLE", values: rows },
    { name: "units", type: "DOUBLE", values: units },
  ];
  await engine.store(name, columns);
}
