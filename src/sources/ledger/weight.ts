import { literal } from "../../tables/quote";
import type { LoadJob, Raw, SourceEngine } from "../load";
import { whole, type Facts } from "./facts";

/** What only the whole file can tell: who holds nearly all of it, and which amounts are out of all proportion. */

/** Digits that programs write for nobody; they may also be somebody's number. */
const NOBODY = "^(0+|-1|9{4,})$";
/** So large a share of the rows under such a number is no person. */
const MUCH = 0.05;
/** So large a share of rows or money under one customer is more likely a till, a test or a wrong column. */
const NEARLY_ALL = 0.9;

export interface Heavy {
  /** Ids of digits that stand for nobody, and hold so many rows that they can be no person. */
  readonly nobody: readonly string[];
  /** Customers who hold 90 % or more of the rows, or of the money taken in. */
  readonly nearlyAll: readonly string[];
}

export async function heavyOf(engine: SourceEngine, raw: Raw, facts: Facts, job: LoadJob): Promise<Heavy> {
  const found = await engine.query(
    `WITH n AS (SELECT ${facts.customer} AS id, count(*) AS n, coalesce(sum(greatest(${whole(facts.amount)}, 0)), 0) AS money
       FROM ${raw.sql} GROUP BY ALL),
     every AS (SELECT sum(n) AS n, sum(money) AS money FROM n)
     SELECT id, (regexp_matches(id, ${literal(NOBODY)}) AND n.n >= ${MUCH} * every.n)::INTEGER AS nobody,
       (n.n >= ${NEARLY_ALL} * every.n OR (n.money > 0 AND n.money >= ${NEARLY_ALL} * every.money - 0.01))::INTEGER AS nearly
     FROM n, every WHERE id IS NOT NULL AND (nobody = 1 OR nearly = 1)`,
    job.signal,
  );
  const ids = found.values[0] as readonly string[];
  const where = (column: number): string[] => ids.filter((_, i) => Number(found.values[column]![i]) === 1);
  return { nobody: where(1), nearlyAll: where(2) };
}

/** With fewer amounts there is no saying what is usual. */
const FEW = 20;
/** Robust standard deviations of ln money above the median; one amount in a thousand million by chance. */
const FAR = 6;
/** Prices of a shop that sells one thing differ by so little that any other would be far. */
const LEAST = 0.25;

/**
 * The amount from which on a row is out of all proportion; null where nothing can be said. Money is about lognormal,
 * so distance is measured in ln money, from the median, by the quartiles: outliers themselves do not move it.
 */
export async function outlierFrom(
  engine: SourceEngine,
  raw: Raw,
  facts: Facts,
  job: LoadJob,
): Promise<number | null> {
  const found = await engine.query(
    `WITH a AS (SELECT ln(amount::DOUBLE) AS l FROM (SELECT ${whole(facts.amount)} AS amount FROM ${raw.sql}) WHERE amount > 0)
     SELECT count(*)::DOUBLE AS n, approx_quantile(l, 0.25)::DOUBLE AS a, approx_quantile(l, 0.5)::DOUBLE AS b,
       approx_quantile(l, 0.75)::DOUBLE AS c FROM a`,
    job.signal,
  );
  const [n, low, middle, high] = found.values.map((column) => Number(column[0]));
  if (!(n! >= FEW)) return null;
  return Math.exp(middle! + FAR * Math.max(LEAST, (high! - low!) / 1.349));
}
