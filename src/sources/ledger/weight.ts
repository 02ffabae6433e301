import { literal } from "../../tables/quote";
import type { LoadJob, Raw, SourceEngine } from "../load";
import { whole, type Facts } from "./facts";
import { kindOf, PERHAPS } from "./guests";

/** What only the whole file can tell: who holds nearly all of it, and which amounts are out of all proportion. */

/** So large a share of the rows under a number that stands for nobody is no person. */
const MUCH = 0.05;
/** So large a share of rows or money under one customer is more likely a till, a test or a wrong column. */
const NEARLY_ALL = 0.9;
/** More ids than this are not named one by one. */
const MOST = 1000;

/** Customers that rules speak of, by name; `guests`, `tests`: null where they are too many to name. */
export interface Heavy {
  /** Words for a guest, and digits that stand for nobody and hold so many rows that they can be no person. */
  readonly guests: readonly string[] | null;
  /** The digits alone. */
  readonly nobody: readonly string[];
  readonly tests: readonly string[] | null;
  /** Customers who hold 90 % or more of the rows, or of the money taken in. */
  readonly nearlyAll: readonly string[];
}

/** Looks at each customer once, however many rows they have. */
export async function heavyOf(engine: SourceEngine, raw: Raw, facts: Facts, job: LoadJob): Promise<Heavy> {
  const found = await engine.query(
    `WITH n AS (SELECT ${facts.customer} AS id, count(*) AS n, coalesce(sum(greatest(${whole(facts.amount)}, 0)), 0) AS money
       FROM ${raw.sql} GROUP BY ALL),
     every AS (SELECT sum(n) AS n, sum(money) AS money FROM n)
     SELECT id, lower(id) AS small, (n.n >= ${MUCH} * every.n)::INTEGER AS many,
       (n.n >= ${NEARLY_ALL} * every.n OR (n.money > 0 AND n.money >= ${NEARLY_ALL} * every.money - 0.01))::INTEGER AS nearly
     FROM n, every WHERE id IS NOT NULL AND (nearly = 1 OR regexp_matches(lower(id), ${literal(PERHAPS)}))
     ORDER BY greatest(many, nearly) DESC LIMIT ${MOST + 1}`,
    job.signal,
  );
  const [ids, small, many, nearly] = found.values as readonly (readonly string[])[];
  const all = ids!.map((id, i) => ({
    id,
    ...kindOf(small![i]!),
    many: Number(many![i]) === 1,
    nearly: Number(nearly![i]) === 1,
  }));
  const those = (wanted: (one: (typeof all)[number]) => boolean): string[] =>
    all.filter(wanted).map(({ id }) => id);
  const named = all.length <= MOST;
  return {
    guests: named ? those(({ guest, nobody, many }) => guest || (nobody && many)) : null,
    nobody: those(({ nobody, many }) => nobody && many),
    tests: named ? those(({ test }) => test) : null,
    nearlyAll: those(({ nearly }) => nearly),
  };
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
     SELECT n, q[1]::DOUBLE AS a, q[2]::DOUBLE AS b, q[3]::DOUBLE AS c
     FROM (SELECT count(*)::DOUBLE AS n, approx_quantile(l, [0.25, 0.5, 0.75]) AS q FROM a)`,
    job.signal,
  );
  const [n, low, middle, high] = found.values.map((column) => Number(column[0]));
  if (!(n! >= FEW)) return null;
  return Math.exp(middle! + FAR * Math.max(LEAST, (high! - low!) / 1.349));
}
