import { RULES, type Choice, type Rule, type SourceSpec } from "../spec";
import type { Dialect } from "./dialects";

/** What a notebook says of its orders, to be said again in the SQL of the place where they live. */
export interface Definition {
  readonly source: Pick<SourceSpec, "columns" | "roles" | "cancelled" | "currency" | "amountOf" | "ids"> &
    Partial<Pick<SourceSpec, "read">>;
  readonly rules: Readonly<Record<Rule, Choice>>;
  /** Table of orders as one writes it there: `shop.orders`. */
  readonly table: string;
  /** Last day counted, ISO; null: the last day with an order. */
  readonly until: string | null;
}

/** Rules that compare a row with the whole file in ways no short query tells. */
const UNSAYABLE: readonly Rule[] = ["duplicate-order", "conflicting-order", "outlier", "one-customer"];

/** What a notebook says that this SQL cannot: a rule in force, netting of orders told by their whole, refunds under numbers of their own, rows that have their
 * customer from the row above, signs said in words, or letters made one. */
export type Unsaid = Rule | "net-of-totals" | "linked-refunds" | "ids-nfc" | "read-blanks" | "read-debit";

/** Empty: the summary made there is the notebook's own. */
export function unsaid({ source, rules }: Definition, dialect: Dialect): readonly Unsaid[] {
  const signed =
    source.roles.currency !== undefined &&
    source.roles.currency === (source.roles.amount ?? source.roles.price);
  const found: Unsaid[] = UNSAYABLE.filter((rule) => rules[rule] !== "keep");
  if (signed) found.push("other-currency");
  if (source.amountOf === "order" && nets({ rules })) found.push("net-of-totals");
  if (source.roles.original !== undefined) found.push("linked-refunds");
  if (source.read?.blanks === "above") found.push("read-blanks");
  if (source.read?.debit !== undefined) found.push("read-debit");
  if ((source.ids ?? []).includes("nfc") && dialect.composed === null) found.push("ids-nfc");
  return found;
}

/** Whether any rule nets. */
export const nets = ({ rules }: Pick<Definition, "rules">): boolean =>
  RULES.some((rule) => rules[rule] === "net");

/** A table's name: plain words stay as written, so that the engine folds their case as it always does. */
export function tableSql(table: string, dialect: Dialect): string {
  const text = table.trim();
  // Quoted already, or a call such as read_parquet('…'): the reader's own SQL, run in the reader's own place.
  if (/["'`(\s]/.test(text)) return text;
  return text
    .split(".")
    .map((part) => (/^[A-Za-z_]\w*$/.test(part) ? part : dialect.identifier(part)))
    .join(".");
}
