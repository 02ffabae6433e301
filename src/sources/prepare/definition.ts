import { RULES, type Choice, type Rule, type SourceSpec } from "../spec";
import type { Dialect } from "./dialects";
import { conditions } from "./rules";

/** What a notebook says of its orders, to be said again in the SQL of the place where they live. */
export interface Definition {
  readonly source: Pick<SourceSpec, "columns" | "roles" | "cancelled" | "currency" | "amountOf">;
  readonly rules: Readonly<Record<Rule, Choice>>;
  /** Table of orders as one writes it there: `shop.orders`. */
  readonly table: string;
  /** Last day counted, ISO; null: the last day with an order. */
  readonly until: string | null;
}

/** A rule of the ledger that this SQL says otherwise than the notebook does. */
export interface Unsaid {
  readonly rule: Rule;
  /** `net`: its rows are left out and taken off nothing; `absent`: its rows stay. */
  readonly how: "net" | "absent";
}

/** The rules in force, and whether each can be said. */
export function unsaid(definition: Definition, dialect: Dialect): readonly Unsaid[] {
  const said = conditions(definition, dialect);
  return RULES.flatMap((rule): Unsaid[] => {
    const choice = definition.rules[rule];
    if (choice === "keep") return [];
    if (said[rule] === undefined) return [{ rule, how: "absent" }];
    return choice === "net" ? [{ rule, how: "net" }] : [];
  });
}

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
