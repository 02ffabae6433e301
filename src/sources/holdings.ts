import type { Column } from "./read/columns";
import { nameScore, plainName } from "./read/names";
import type { Roles } from "./roles";
import { SIDES, type ColumnType, type Holds, type Part } from "./spec";

/** Parts a table of each kind must have, and those it may have. */
export const PARTS: Readonly<
  Record<Holds, { readonly needed: readonly Part[]; readonly also: readonly Part[] }>
> = {
  orders: {
    needed: ["customer", "date", "amount"],
    also: ["quantity", "price", "refunded", "order", "product", "refund", "currency", "original", "sign"],
  },
  costs: { needed: ["date", "cost"], also: ["channel", "currency"] },
  survey: { needed: ["customer", "score"], also: ["date"] },
  experiment: { needed: ["customer", "group"], also: ["metric", "date"] },
  customers: { needed: ["customer"], also: ["date", "channel", "group"] },
  contracts: { needed: ["customer", "start"], also: ["end", "amount", "product"] },
  products: { needed: ["product", "cost"], also: ["price"] },
  table: { needed: [], also: ["customer", "product", "date", "amount", "channel"] },
};

/** The key that ties a table of each kind to the orders. */
export const KEY: Readonly<Partial<Record<Holds, "customer" | "product">>> = {
  survey: "customer",
  experiment: "customer",
  customers: "customer",
  contracts: "customer",
  products: "product",
};

/** One row per key is what these are; joined otherwise they would multiply orders. */
export const ONE_EACH: readonly Holds[] = ["experiment", "customers", "products"];

const list = (names: string): readonly string[] => names.split(", ");
const NAMES: Readonly<Record<(typeof SIDES)[number], readonly string[]>> = {
  channel: list(
    "channel, session source medium, source medium, source, campaign, campaign name, medium, platform, utm source, kanal, kampania, zrodlo, канал, кампания, источник, источник заказов",
  ),
  cost: list(
    "cost, costs, spend, ad spend, amount spent, unit cost, cost price, koszt, koszty, wydatki, koszt jednostkowy, cena zakupu, расход, расходы, затраты, себестоимость",
  ),
  score: list(
    "nps, csat, nps score, csat score, score, rating, satisfaction, ocena, wynik nps, оценка, балл",
  ),
  group: list(
    "variant, group, experiment group, test group, treatment, arm, bucket, wariant, grupa, вариант, группа",
  ),
  metric: list(
    "metric, outcome, conversion, converted, value, metryka, wynik, konwersja, метрика, результат, конверсия",
  ),
  start: list(
    "start, start date, contract start, subscription start, started at, valid from, begin date, poczatek, data rozpoczecia, data poczatku, начало, дата начала",
  ),
  end: list(
    "end, end date, contract end, subscription end, ended at, valid to, valid until, koniec, data zakonczenia, data konca, окончание, конец, дата окончания",
  ),
};

const find = (columns: readonly Column[], part: (typeof SIDES)[number]): Column | undefined => {
  const ranked = NAMES[part].map((name) =>
    columns.find((column) => plainName(column.name).replace(/ (usd|eur|pln|gbp|rub)$/, "") === name),
  );
  return ranked.find((column) => column !== undefined);
};

/** What a file without a known layout is about, by the names of its columns; orders unless they say otherwise. */
export function guessHolds(columns: readonly Column[], roles: Roles): Holds {
  const has = (part: (typeof SIDES)[number]): boolean => find(columns, part) !== undefined;
  const money = columns.some(({ name }) =>
    /\b(amount|total|revenue|kwota|wartosc|suma)\b|(сумма|выручка)/u.test(plainName(name)),
  );
  const { date, product, order } = roles;
  // A column taken for the customer because no other was left is none.
  const customer = roles.customer !== undefined && nameScore("customer", roles.customer) > 0;
  if (order !== undefined) return "orders";
  if (customer && has("start") && has("end")) return "contracts";
  if (has("cost") && !customer && !money) {
    if (date && has("channel")) return "costs";
    if (product && !date) return "products";
  }
  if (customer && !money && has("score")) return "survey";
  if (customer && !money && has("group") && has("metric")) return "experiment";
  return "orders";
}

/** Which column plays which part in such a table; what is chosen stands before what is guessed. */
export function partsIn(
  holds: Holds,
  columns: readonly Column[],
  roles: Roles,
  chosen: Readonly<Partial<Record<Part, string | null>>>,
): Roles {
  const { needed, also } = PARTS[holds];
  const found: Partial<Record<Part, string>> = {};
  for (const part of [...needed, ...also]) {
    const side = SIDES.find((one) => one === part);
    const guess = roles[part] ?? (side ? find(columns, side)?.name : undefined);
    const column = chosen[part] === undefined ? guess : chosen[part];
    const taken = Object.values(found).includes(column ?? "");
    if (column != null && !taken) found[part] = column;
  }
  return found;
}

/** The type a part asks of its column; the others keep theirs. */
export const partType = (part: Part | undefined, own: ColumnType): ColumnType =>
  part === "cost" ? "decimal" : own;
