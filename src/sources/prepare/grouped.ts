import { RULES } from "../spec";
import { tableSql, unsaid, type Definition } from "./definition";
import type { Dialect } from "./dialects";
import { cancelledSql, conditions, nobodySql, saidSql } from "./rules";

/**
 * Columns of a prepared summary, one row per distinct history: x repeat purchase days, t_x and t whole days from the
 * first purchase to the last and to the end of observation, repeat_money the sum of the repeat purchase days (with x
 * all that a spend model needs), customers with that history, observed_until; and where the notebook says it, currency.
 */
export const GROUPED_COLUMNS = ["x", "t_x", "t", "repeat_money", "customers", "observed_until"] as const;

/** Less than half a penny either way is nothing, as in the notebook. */
const NOTHING = "0.005";

/** One query that gives {@link GROUPED_COLUMNS} and names nobody. */
export function groupedSql(definition: Definition, dialect: Dialect): string {
  const { currency } = definition.source;
  const money = currency === undefined || currency === "" ? "" : `, ${dialect.literal(currency)} AS currency`;
  return `${heading(definition, dialect)}${withHistories(definition, dialect)}
SELECT x, t_x, t, repeat_money, COUNT(*) AS customers, observed_until${money}
FROM histories
GROUP BY x, t_x, t, repeat_money, observed_until
ORDER BY x, t_x, t, repeat_money
`;
}

/** Every customer with its scores, by the table that came back. @param scores name of that table */
export function joinSql(definition: Definition, dialect: Dialect, scores: string): string {
  return `${heading(definition, dialect)}${withHistories(definition, dialect)}
SELECT h.who AS customer, h.x, h.t_x, h.t, h.repeat_money,
  s.p_alive, s.orders, s.spend, s.clv, s.low, s.high, s.status
FROM histories h
LEFT JOIN ${tableSql(scores, dialect)} s
  ON s.x = h.x AND s.t_x = h.t_x AND s.t = h.t AND ${dialect.money("s.repeat_money")} = h.repeat_money
`;
}

/** What the ledger does that this SQL does not, so that it is read where it matters. */
function heading(definition: Definition, dialect: Dialect): string {
  return unsaid(definition, dialect)
    .map(({ rule, how }) => `-- ${rule}: ${how === "net" ? "left out, not netted" : "not applied"}\n`)
    .join("");
}

function withHistories(definition: Definition, dialect: Dialect): string {
  const { source, until } = definition;
  const pieces = source.roles.quantity !== undefined;
  const given = until === null ? "" : `\n  WHERE bought_on <= ${dialect.day(dialect.literal(until))}`;
  const last = "MAX(bought_on)";
  return `WITH read_rows AS (
  ${readRows(definition, dialect)}
),
${definition.rules["guest-customer"] === "keep" ? "" : `nobody AS (\n  ${nobodySql(dialect)}\n),\n`}kept AS (
  ${kept(definition, dialect)}
),
purchases AS (
  ${purchases(definition)}
),
bounds AS (
  SELECT ${last} AS observed_until FROM purchases${given}
),
purchase_days AS (
  SELECT who, bought_on, SUM(paid) AS day_money
  FROM purchases${given}
  GROUP BY who, bought_on
  HAVING SUM(paid) > ${NOTHING}
    OR (ABS(SUM(paid)) <= ${NOTHING} AND MIN(paid) >= 0${pieces ? " AND COALESCE(MIN(taken), 0) >= 0" : ""})
),
openings AS (
  SELECT who, MIN(bought_on) AS opened FROM purchase_days GROUP BY who
),
lives AS (
  SELECT d.who, o.opened, MAX(d.bought_on) AS closed, COUNT(*) - 1 AS x,
    SUM(CASE WHEN d.bought_on > o.opened THEN d.day_money ELSE 0 END) AS spent
  FROM purchase_days d JOIN openings o ON o.who = d.who
  GROUP BY d.who, o.opened
),
histories AS (
  SELECT l.who, l.x, ${dialect.daysBetween("l.opened", "l.closed")} AS t_x,
    ${dialect.daysBetween("l.opened", "b.observed_until")} AS t, ${dialect.money("l.spent")} AS repeat_money, b.observed_until
  FROM lives l CROSS JOIN bounds b
)`;
}

function readRows(definition: Definition, dialect: Dialect): string {
  const { roles, columns } = definition.source;
  const named = (column: string): string => dialect.identifier(column);
  const money = (column: string | undefined): string =>
    dialect.money(column === undefined ? "NULL" : named(column));
  const whole =
    roles.amount === undefined
      ? dialect.money(`${money(roles.quantity)} * ${money(roles.price)}`)
      : money(roles.amount);
  const paid = roles.refunded === undefined ? whole : `${whole} - COALESCE(${money(roles.refunded)}, 0)`;
  const all = Object.keys(columns).map((column) => dialect.text(named(column)));
  const twin =
    definition.rules["duplicate-row"] === "keep"
      ? "1"
      : `ROW_NUMBER() OVER (PARTITION BY ${all.join(", ")} ORDER BY ${all[0]})`;
  const code = roles.currency === undefined ? null : `UPPER(TRIM(${dialect.text(named(roles.currency))}))`;
  const lines = [
    `${roles.customer === undefined ? "NULL" : saidSql(named(roles.customer), dialect)} AS who`,
    `${roles.order === undefined ? "NULL" : saidSql(named(roles.order), dialect)} AS order_no`,
    `${dialect.day(roles.date === undefined ? "NULL" : named(roles.date))} AS bought_on`,
    `${paid} AS money`,
    ...(roles.quantity === undefined ? [] : [`${money(roles.quantity)} AS pieces`]),
    ...(roles.price === undefined ? [] : [`${money(roles.price)} AS price_each`]),
    ...(code === null ? [] : [`${code} AS code`]),
    `${cancelledSql(definition, dialect)} AS cancelled`,
    `${twin} AS twin`,
  ];
  return `SELECT ${lines.join(",\n    ")}\n  FROM ${tableSql(definition.table, dialect)}`;
}

function kept(definition: Definition, dialect: Dialect): string {
  const said = conditions(definition, dialect);
  const cases = RULES.flatMap((rule) => {
    const condition = said[rule];
    if (definition.rules[rule] === "keep" || condition === undefined || condition === "1 = 0") return [];
    return [`    WHEN ${condition} THEN 1 -- ${rule}\n`];
  });
  const nobody =
    definition.rules["guest-customer"] === "keep" ? "" : "\n    AND who NOT IN (SELECT who FROM nobody)";
  return `SELECT * FROM read_rows
  WHERE money IS NOT NULL AND CASE
${cases.join("")}    ELSE 0 END = 0${nobody}`;
}

/** Orders: the rows of one number belong together and are of its first day; a row without one stands alone. */
function purchases({ source }: Definition): string {
  const pieces = source.roles.quantity !== undefined;
  const single = `SELECT who, bought_on, money AS paid${pieces ? ", pieces AS taken" : ""} FROM kept`;
  if (source.roles.order === undefined) return single;
  // Where each row repeats the whole order's amount, it counts once.
  const sum = source.amountOf === "order" ? "MAX" : "SUM";
  return `SELECT who, MIN(bought_on) AS bought_on, ${sum}(money) AS paid${pieces ? ", SUM(pieces) AS taken" : ""}
  FROM kept WHERE order_no IS NOT NULL GROUP BY who, order_no
  UNION ALL
  ${single} WHERE order_no IS NULL`;
}
