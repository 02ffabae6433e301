import type { SourceEngine } from "../load";
import { bit } from "./marked";
import { RULES, type Rule, type Trail } from "../spec";

/** One row that a rule finds, and what became of it. Money as in the ledger; `date` ISO. */
export interface SampleRow {
  /** Its number in the file, the header counted. */
  readonly row: number;
  readonly customer: string | null;
  readonly order: string | null;
  readonly product: string | null;
  readonly date: string | null;
  readonly quantity: number | null;
  readonly amount: number | null;
  /** Given back later: under `kept`, what was taken off this row. */
  readonly taken: number;
  /** `aside`: by the rule `by`. */
  readonly fate: "kept" | "netted" | "unreadable" | "aside";
  readonly by: Rule | null;
}

/** The first rows of the file that a rule finds, whatever other rules say of them. */
export async function sampleOf(
  engine: Pick<SourceEngine, "query">,
  trail: Trail,
  rule: Rule,
  limit: number,
  signal: AbortSignal,
): Promise<readonly SampleRow[]> {
  const batch = await engine.query(
    `SELECT row::DOUBLE AS row, customer, "order", product, date::VARCHAR AS date, quantity, amount::DOUBLE AS amount,
       taken::DOUBLE AS taken, claim::INTEGER AS claim, (${trail.netted})::INTEGER AS netted
     FROM ${trail.rows} WHERE mask & ${bit(rule)} <> 0 ORDER BY row LIMIT ${limit}`,
    signal,
  );
  const text = (column: number, i: number) => (batch.values[column]![i] ?? null) as string | null;
  const number = (column: number, i: number): number => Number(batch.values[column]![i]);
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return Array.from({ length: batch.rows }, (_, i): SampleRow => {
    const claim = number(8, i);
    const netted = number(9, i) === 1;
    return {
      row: number(0, i),
      customer: text(1, i),
      order: text(2, i),
      product: text(3, i),
      date: text(4, i),
      quantity: known(number(5, i)),
      amount: known(number(6, i)),
      taken: number(7, i),
      fate: netted ? "netted" : claim === 0 ? "kept" : claim < 0 ? "unreadable" : "aside",
      by: claim > 0 && !netted ? (RULES[claim - 1] ?? null) : null,
    };
  });
}
