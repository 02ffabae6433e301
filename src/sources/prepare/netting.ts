import type { Dialect } from "./dialects";

/**
 * Netting (`ledger/net.ts`) said in window functions.
 *
 * What a customer bought is a heap that grows with every purchase and shrinks with every return. A purchase takes the
 * stretch from the height below it to the height above it; what is left of it in the end is the part of that stretch
 * which lies under the lowest height reached later: the latest goes first, then the one before.
 *
 * A return that would go below the ground finds too little and takes nothing. Which ones these are depends on those
 * before them, so it is told in rounds: the first in each heap is certain, and with it every later one that is more
 * than all that could still lie there. Where a heap needs more rounds than there are, `unsettled` is 1.
 */
const ROUNDS = 4;

export interface Has {
  readonly order: boolean;
  readonly product: boolean;
}

/** What a return and its purchase have in common, the closest first; `timed`: only what was bought before. */
interface Tie {
  readonly name: string;
  readonly key: string;
  readonly timed: boolean;
}

const tiesOf = (has: Has): readonly Tie[] => [
  ...(has.order && has.product ? [{ name: "by_line", key: "who, order_no, product", timed: false }] : []),
  ...(has.order ? [{ name: "by_order", key: "who, order_no", timed: false }] : []),
  { name: "by_customer", key: has.product ? "who, product" : "who", timed: true },
];

const ROW = "who, order_no, product, bought_on, moment, money, pieces, fate, line";

/**
 * CTEs from `sorted_rows` (who, order_no, product, bought_on, moment, money, pieces, fate: 0 kept, 1 aside, 2 to be
 * netted) to `kept`, its kept rows with `paid`, what is left of their money, and `unsettled`.
 *
 * Within one moment the order is that of order numbers, products and money, as in the notebook; rows alike in all of
 * them are worth the same in either order. No column is named like one it is made of: some engines read that as a circle.
 */
export function nettingSql(has: Has, dialect: Dialect): string {
  const text = (column: string): string => dialect.bytewise(`COALESCE(${column}, '')`);
  const steps = [
    `heap ${dialect.step} (
  SELECT who, order_no, product, bought_on, moment, money, pieces, fate,
    ROW_NUMBER() OVER (PARTITION BY who ORDER BY moment, ${text("order_no")}, ${text("product")}, ABS(money)) AS line,
    CASE WHEN fate = 0 AND money > 0 THEN money ELSE 0 END AS remains_0,
    CASE WHEN fate = 2 AND money < 0 AND bought_on IS NOT NULL AND who IS NOT NULL THEN 1 ELSE 0 END AS pending_0,
    0 AS unsettled_0
  FROM sorted_rows WHERE fate <> 1
)`,
  ];
  const ties = tiesOf(has);
  ties.forEach((tie, i) => steps.push(...tieSql(tie, i, ties[i - 1]?.name ?? "heap", dialect.step)));
  const last = ties.length;
  steps.push(`kept ${dialect.step} (
  SELECT who, order_no, bought_on, pieces, CASE WHEN money > 0 THEN remains_${last} ELSE money END AS paid,
    money AS gross, unsettled_${last} AS unsettled
  FROM ${ties[last - 1]!.name} WHERE fate = 0
)`);
  return steps.join(",\n");
}

function tieSql({ name, key, timed }: Tie, i: number, before: string, step: string): string[] {
  const order = timed ? "moment, fate, line" : `pending_${i}, line`;
  const upTo = `(PARTITION BY ${key} ORDER BY ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
  const from = `(PARTITION BY ${key} ORDER BY ${order} ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)`;
  const known = timed ? "" : " AND order_no IS NOT NULL";
  const carried = `${ROW}, remains_${i}, pending_${i}, unsettled_${i}`;
  const rounds = Array.from(
    { length: ROUNDS },
    (_, r) => `${name}_${r + 1} ${step} (
  SELECT ${carried},
    CASE WHEN step_${r} < 0 AND returned IS NOT NULL AND 0 - step_${r} > returned + bought THEN 0 ELSE step_${r} END AS step_${r + 1}
  FROM (
    SELECT l.*, MIN(CASE WHEN height < 0 AND lacks = 1 THEN height - step_${r} - bought END) OVER ${upTo} AS returned
    FROM (
      SELECT h.*, SUM(CASE WHEN height < 0 THEN 1 ELSE 0 END) OVER ${upTo} AS lacks
      FROM (
        SELECT s.*, SUM(step_${r}) OVER ${upTo} AS height,
          SUM(CASE WHEN step_${r} > 0 THEN step_${r} ELSE 0 END) OVER ${upTo} AS bought
        FROM ${name}_${r} s
      ) h
    ) l
  ) f
)`,
  );
  const change = `step_${ROUNDS}`;
  return [
    `${name}_0 ${step} (
  SELECT ${carried},
    CASE WHEN pending_${i} = 1${known} THEN money WHEN fate = 0${known} THEN remains_${i} ELSE 0 END AS step_0
  FROM ${before}
)`,
    ...rounds,
    `${name} ${step} (
  SELECT ${ROW},
    CASE WHEN ${change} > 0 AND lowest > height - ${change} THEN lowest - height + ${change}
      WHEN ${change} > 0 THEN 0 ELSE remains_${i} END AS remains_${i + 1},
    CASE WHEN ${change} < 0 THEN 0 ELSE pending_${i} END AS pending_${i + 1},
    CASE WHEN ground < 0 THEN 1 ELSE unsettled_${i} END AS unsettled_${i + 1}
  FROM (
    SELECT h.*, MIN(height) OVER ${from} AS lowest, MIN(height) OVER (PARTITION BY ${key}) AS ground
    FROM (SELECT s.*, SUM(${change}) OVER ${upTo} AS height FROM ${name}_${ROUNDS} s) h
  ) g
)`,
  ];
}
