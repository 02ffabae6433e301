import type { Split } from "./plan/horizon";

/** The model and the guesses beside it, in the order they stand. */
export const METHODS = ["model", "mean", "past", "recent", "same"] as const;
export type Method = (typeof METHODS)[number];

/**
 * Per customer: purchase days in the holdout, and each method's guess of them.
 *
 * - `mean`: the mean rate of all customers, Σx / ΣT, for everybody
 * - `past`: the customer's own rate x / T, for ever
 * - `recent`: the same for who bought within the last `window` days, nothing for the rest
 * - `same`: as many as in the period of the same length before (repeat purchases)
 */
export function guessesSql(split: Split, histories: string, model: string, window: number): string {
  const h = split.heldOut;
  return `
    WITH later AS (
      SELECT customer, count(*) AS bought FROM ${split.days.sql}
      WHERE date > DATE '${split.end}' GROUP BY customer
    ),
    before AS (
      SELECT customer, count(*) AS bought
      FROM ${split.days.sql} JOIN (SELECT customer, first FROM ${histories}) USING (customer)
      WHERE date > first AND date <= DATE '${split.end}' AND date > DATE '${split.end}' - ${h}
      GROUP BY customer
    )
    SELECT customer, coalesce(later.bought, 0)::INTEGER AS recorded, model,
      (SELECT sum(x) / nullif(sum(T), 0) FROM ${histories}) * ${h} AS mean,
      coalesce(x / nullif(T, 0), 0) * ${h} AS past,
      CASE WHEN T - tx <= ${window} THEN coalesce(x / nullif(T, 0), 0) * ${h} ELSE 0 END AS recent,
      coalesce(before.bought, 0)::DOUBLE AS same
    FROM ${histories} JOIN ${model} USING (customer)
      LEFT JOIN later USING (customer) LEFT JOIN before USING (customer)
    ORDER BY customer`;
}

/**
 * Per method: mean absolute error per customer, expected and recorded totals, and the share of held-out purchases made
 * by the tenth of customers it ranks first. Customers with equal guesses share what they bought evenly, so that a
 * guess that cannot rank gets what chance would give it.
 */
export function baselinesSql(guesses: string): string {
  const list = METHODS.map(
    (name) => `SELECT '${name}' AS method, ${name} AS guess, recorded FROM ${guesses}`,
  );
  const order = METHODS.map((name, i) => `WHEN '${name}' THEN ${i}`).join(" ");
  return `
    WITH long AS (${list.join("\n      UNION ALL ")}),
    tied AS (
      SELECT method, guess, count(*) AS n, sum(recorded) AS bought FROM long GROUP BY method, guess
    ),
    ranked AS (
      SELECT method, n, bought,
        coalesce(sum(n) OVER (PARTITION BY method ORDER BY guess DESC
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS above,
        (sum(n) OVER (PARTITION BY method) + 9) // 10 AS tenth
      FROM tied
    ),
    caught AS (
      SELECT method,
        sum(bought * least(greatest(tenth - above, 0), n) / n) / nullif(sum(bought), 0) AS captured
      FROM ranked GROUP BY method
    )
    SELECT method, avg(abs(guess - recorded)) AS mae, sum(guess) AS expected,
      sum(recorded)::INTEGER AS recorded, sum(guess) / nullif(sum(recorded), 0) - 1 AS total_error,
      any_value(coalesce(captured, 0)) AS captured
    FROM long JOIN caught USING (method)
    GROUP BY method
    ORDER BY CASE method ${order} END`;
}
