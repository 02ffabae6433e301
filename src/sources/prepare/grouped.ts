import { RULES } from "../spec";
import { TenureError } from "../../terms/error";
import { nets, tableSql, unsaid, type Definition } from "./definition";
import type { Dialect } from "./dialects";
import { nettingSql } from "./netting";
import { cancelledSql, conditions, customerSql, nobodySql, saidSql, sidedSql } from "./rules";

/**
 * Columns of a prepared summary, one row per distinct history: x repeat purchase days, t_x and t whole days from the
 * first purchase to the last and to the end of observation, repeat_money the sum of the repeat purchase days (with x
 * all that a spend model needs), customers with that history, observed_until; and where the notebook says it, currency.
 */
export const GROUPED_COLUMNS = ["x", "t_x", "t", "repeat_money", "customers", "observed_until"] as const;

/** Less than half a penny either way is nothing, as in the notebook. */
const NOTHING = "0.005";

/**
 * One query that gives {@link GROUPED_COLUMNS} and names nobody.
 *
 * @throws TenureError `prepare.unsaid` with `rules` that it cannot say: it is never another summary than the notebook's
 */
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

function heading(definition: Definition, dialect: Dialect): string {
  const rules = unsaid(definition, dialect);
  if (rules.length > 0) throw new TenureError("prepare.unsaid", { place: dialect.name, rules });
  return nets(definition)
    ? "-- Where t and observed_until come out empty, somebody gave back far more than was bought: such a summary is refused.\n"
    : "";
}

function withHistories(definition: Definition, dialect: Dialect): string {
  const { source, until } = definition;
  const pieces = source.roles.quantity !== undefined;
  const given = until === null ? "" : `\n  WHERE bought_on <= ${dialect.day(dialect.literal(until))}`;
  const last = nets(definition)
    ? "CASE WHEN (SELECT MAX(unsettled) FROM kept) = 0 THEN MAX(bought_on) END"
    : "MAX(bought_on)";
  return `WITH written_rows AS (
  ${writtenRows(definition, dialect)}
),
read_rows AS (
  ${readRows(definition)}
),
${definition.rules["guest-customer"] === "keep" ? "" : `nobody AS (\n  ${nobodySql(dialect)}\n),\n`}sorted_rows AS (
  ${sortedSql(definition, dialect)}
),
${nets(definition) ? nettingSql(hasOf(definition), dialect) : "kept AS (\n  SELECT sorted_rows.*, money AS paid FROM sorted_rows WHERE fate = 0\n)"},
purchases AS (
  ${purchases(definition)}
),
bounds AS (
  SELECT ${last} AS observed_until FROM purchases${given}
),
purchase_days AS (
  SELECT who, bought_on, SUM(worth) AS day_money
  FROM purchases${given}
  GROUP BY who, bought_on
  HAVING SUM(worth) > ${NOTHING}
    OR (ABS(SUM(worth)) <= ${NOTHING} AND MIN(worth) >= 0${pieces ? " AND COALESCE(MIN(taken), 0) >= 0" : ""})
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

function writtenRows(definition: Definition, dialect: Dialect): string {
  const { roles, columns } = definition.source;
  const named = (column: string): string => dialect.identifier(column);
  const plain = (column: string | undefined): string =>
    dialect.money(column === undefined ? "NULL" : named(column));
  const { scale = 1 } = definition.source.read ?? {};
  const times = scale < 1 ? `/ ${1 / scale}` : `* ${scale}`;
  const money = (column: string | undefined): string =>
    scale === 1 || column === undefined ? plain(column) : dialect.money(`${plain(column)} ${times}`);
  const sided = (role: "amount" | "quantity", value: string): string =>
    (roles.amount === undefined) === (role === "quantity") ? sidedSql(value, definition, dialect) : value;
  const pieces = sided("quantity", plain(roles.quantity));
  const whole =
    roles.amount === undefined
      ? dialect.money(`${pieces} * ${money(roles.price)}`)
      : sided("amount", money(roles.amount));
  const back = roles.refunded === undefined ? null : money(roles.refunded);
  // As here: a row may give back and take nothing, and what is given back may be written below zero.
  const paid =
    back === null
      ? whole
      : `COALESCE(${whole}, CASE WHEN ${back} <> 0 THEN ${dialect.money("0")} END) - COALESCE(ABS(${back}), 0)`;
  const all = Object.keys(columns).map((column) => dialect.text(named(column)));
  const twin =
    definition.rules["duplicate-row"] === "keep"
      ? "1"
      : `ROW_NUMBER() OVER (PARTITION BY ${all.join(", ")} ORDER BY ${all[0]})`;
  const code = roles.currency === undefined ? null : `UPPER(TRIM(${dialect.text(named(roles.currency))}))`;
  const day = roles.date === undefined ? "NULL" : named(roles.date);
  const timed = roles.date !== undefined && columns[roles.date] === "datetime";
  const lines = [
    `${roles.customer === undefined ? "NULL" : customerSql(named(roles.customer), definition, dialect)} AS written_by`,
    `${roles.order === undefined ? dialect.text("NULL") : saidSql(named(roles.order), dialect)} AS order_no`,
    `${dialect.day(day)} AS bought_on`,
    `${timed ? dialect.moment(day) : dialect.day(day)} AS moment`,
    `${roles.product === undefined ? dialect.text("NULL") : saidSql(named(roles.product), dialect)} AS product`,
    `${paid} AS money`,
    `${pieces} AS pieces`,
    ...(roles.price === undefined ? [] : [`${money(roles.price)} AS price_each`]),
    ...(code === null ? [] : [`${code} AS code`]),
    `${cancelledSql(definition, dialect)} AS cancelled`,
    `${twin} AS twin`,
  ];
  return `SELECT ${lines.join(",\n    ")}\n  FROM ${tableSql(definition.table, dialect)}`;
}

/** A refund that names an order belongs to that order's customer, whether it says so or not. */
function readRows({ source }: Definition): string {
  if (source.roles.order === undefined)
    return "SELECT w.*, written_by AS who, 0 AS refund FROM written_rows w";
  const named = "order_no IS NOT NULL AND money < 0 AND dearest > 0";
  return `SELECT r.*, CASE WHEN ${named} THEN COALESCE(written_by, owner) ELSE written_by END AS who,
    CASE WHEN ${named} THEN 1 ELSE 0 END AS refund
  FROM (
    SELECT w.*, MAX(money) OVER (PARTITION BY order_no) AS dearest, MAX(written_by) OVER (PARTITION BY order_no) AS owner
    FROM written_rows w
  ) r`;
}

/** What becomes of each row by the first rule in force that finds it: 0 kept, 1 left out, 2 to be netted. */
function sortedSql(definition: Definition, dialect: Dialect): string {
  const said = conditions(definition, dialect);
  const cases = RULES.flatMap((rule) => {
    const condition = said[rule];
    const choice = definition.rules[rule];
    if (choice === "keep" || condition === undefined || condition === "1 = 0") return [];
    return [`      WHEN ${condition} THEN ${choice === "net" ? 2 : 1} -- ${rule}\n`];
  });
  const nobody =
    definition.rules["guest-customer"] === "keep"
      ? ""
      : "\n    AND (who IS NULL OR who NOT IN (SELECT who FROM nobody))";
  return `SELECT who, order_no, product, bought_on, moment, money, pieces,
    CASE
${cases.join("")}      ELSE 0 END AS fate
  FROM read_rows
  WHERE money IS NOT NULL${nobody}`;
}

/**
 * Orders: the rows of one number belong together and are of its first day; a row without one stands alone. What they
 * are worth has a name of its own: ClickHouse would read `SUM(paid)` under HAVING as the sum of a sum called `paid`.
 */
function purchases(definition: Definition): string {
  const { source } = definition;
  const netted = nets(definition);
  const taken =
    source.roles.quantity === undefined ? ["", ""] : [", pieces AS taken", ", SUM(pieces) AS taken"];
  const alone = `SELECT who, bought_on, paid AS worth${taken[0]} FROM kept`;
  // What is given back whole is no purchase.
  const left = netted
    ? (source.roles.order === undefined ? " WHERE " : " AND ") + "(paid = gross OR paid > 0)"
    : "";
  if (source.roles.order === undefined) return `${alone}${left}`;
  // Where each row repeats the whole order's amount, it counts once.
  const sum = source.amountOf === "order" ? "MAX" : "SUM";
  return `SELECT who, MIN(bought_on) AS bought_on, ${sum}(paid) AS worth${taken[1]}
  FROM kept WHERE order_no IS NOT NULL GROUP BY who, order_no${netted ? "\n  HAVING SUM(gross - paid) = 0 OR SUM(paid) > 0" : ""}
  UNION ALL
  ${alone} WHERE order_no IS NULL${left}`;
}

const hasOf = ({ source }: Definition): { order: boolean; product: boolean } => ({
  order: source.roles.order !== undefined,
  product: source.roles.product !== undefined,
});
