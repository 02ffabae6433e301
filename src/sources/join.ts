import { identifier } from "../tables/quote";
import { KEY, ONE_EACH } from "./holdings";
import type { LoadJob, Raw, SourceEngine } from "./load";

/** How a table beside the orders fits them. Keys are counted, not rows. */
export interface Joined {
  /** Rows of the table, and of them those without a day, which hold totals. */
  readonly rows: number;
  readonly dateless: number;
  readonly key: "customer" | "product" | null;
  readonly keys: number;
  /** Keys on more than one row; where one row each is meant, such a table is refused. */
  readonly repeated: number;
  readonly refused: boolean;
  /** Against the orders of one source; absent where no orders are here. */
  readonly against: {
    readonly source: string;
    /** Keys of the table that no order has, and keys of the orders that the table lacks. */
    readonly unmatched: number;
    readonly bare: number;
    readonly examples: readonly string[];
  } | null;
}

const EXAMPLES = 3;

/** @param orders what is loaded of orders, by the name of its cell. */
export async function joined(
  engine: SourceEngine,
  raw: Raw,
  orders: ReadonlyMap<string, Raw>,
  { signal }: Pick<LoadJob, "signal">,
): Promise<Joined> {
  const holds = raw.spec.holds ?? "orders";
  const one = async (sql: string): Promise<number[]> =>
    (await engine.query(sql, signal)).values.map((column) => Number(column[0]));
  const { date } = raw.spec.roles;
  const [rows, dateless] = await one(
    `SELECT count(*)::DOUBLE AS n, ${holds === "costs" && date ? `count(*) FILTER (${identifier(date)} IS NULL)` : "0"}::DOUBLE AS d FROM ${raw.sql}`,
  );
  const key = KEY[holds] ?? null;
  const column = key && raw.spec.roles[key];
  const nothing = {
    rows: rows!,
    dateless: dateless!,
    key: null,
    keys: 0,
    repeated: 0,
    refused: false,
    against: null,
  };
  if (!key || !column) return nothing;
  const ids = (of: Raw, name: string): string =>
    `(SELECT trim(${identifier(name)}::VARCHAR) AS id, count(*) AS n FROM ${of.sql} WHERE trim(${identifier(name)}::VARCHAR) <> '' GROUP BY 1)`;
  const here = ids(raw, column);
  const [keys, repeated] = await one(
    `SELECT count(*)::DOUBLE AS n, count(*) FILTER (n > 1)::DOUBLE AS r FROM ${here}`,
  );
  const found = {
    ...nothing,
    key,
    keys: keys!,
    repeated: repeated!,
    refused: repeated! > 0 && ONE_EACH.includes(holds),
  };
  for (const [source, other] of orders) {
    const theirs = other.spec.roles[key];
    if (theirs === undefined) continue;
    const there = ids(other, theirs);
    const [unmatched, bare] = await one(
      `SELECT (SELECT count(*) FROM ${here} WHERE id NOT IN (SELECT id FROM ${there}))::DOUBLE AS u,
        (SELECT count(*) FROM ${there} WHERE id NOT IN (SELECT id FROM ${here}))::DOUBLE AS b`,
    );
    const shown = await engine.query(
      `SELECT id FROM ${here} WHERE id NOT IN (SELECT id FROM ${there}) ORDER BY id LIMIT ${EXAMPLES}`,
      signal,
    );
    const examples = [...(shown.values[0] as readonly string[])];
    return { ...found, against: { source, unmatched: unmatched!, bare: bare!, examples } };
  }
  return found;
}
