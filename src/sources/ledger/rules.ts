import { RULES, type Choice, type LedgerSpec, type Rule, type SourceSpec } from "../spec";

/** What decides which choices make sense, told by the columns in use. */
export interface Parts {
  /** Rows carry pieces and a price of one; otherwise the price rules speak of the amount. */
  readonly price: boolean;
  readonly quantity: boolean;
  /** Rows marked as cancelled take money back (negative), as far as the first rows show. */
  readonly back: boolean;
}

export const partsOf = (spec: Pick<SourceSpec, "roles">, back: boolean): Parts => ({
  price: spec.roles.price !== undefined,
  quantity: spec.roles.quantity !== undefined,
  back,
});

/** Rows that cannot be orders of anybody, whatever one chooses. */
const ALWAYS: readonly Rule[] = ["repeated-header", "no-customer", "bad-date", "other-currency"];
const NETTABLE: readonly Rule[] = ["refund", "cancelled", "negative-quantity", "negative-price"];

/** Choices that make sense for a rule; `net` only where rows take money back. */
export function choicesOf(rule: Rule): readonly Choice[] {
  if (ALWAYS.includes(rule)) return ["drop"];
  return NETTABLE.includes(rule) ? ["keep", "drop", "net"] : ["keep", "drop"];
}

/**
 * What the rules say before anybody has chosen. A row that takes money back is netted; a row whose price is zero or
 * below is an adjustment, not a sale, and dropped; an *amount* of zero is an order that cost nothing, and kept;
 * doubled rows and orders are kept, since two equal lines of one order are no error, and so is what only looks odd (an
 * amount out of proportion, one customer who holds nearly all): it is shown, and somebody has to say. A guest is nobody to follow, and dropped like
 * a row without a customer; a name that only looks like a test is kept until somebody says so.
 */
export function usualRules(parts: Parts): LedgerSpec {
  const usual: Record<Rule, Choice> = {
    "repeated-header": "drop",
    "totals-row": "drop",
    "no-customer": "drop",
    "guest-customer": "drop",
    "test-customer": "keep",
    "other-currency": "drop",
    refund: "net",
    cancelled: parts.back ? "net" : "drop",
    "negative-quantity": "net",
    "zero-price": parts.price ? "drop" : "keep",
    "negative-price": parts.price ? "drop" : "net",
    "duplicate-row": "keep",
    "duplicate-order": "keep",
    "conflicting-order": "keep",
    "bad-date": "drop",
    "future-date": "drop",
    outlier: "keep",
    "one-customer": "keep",
  };
  return { rules: Object.fromEntries(RULES.map((rule) => [rule, usual[rule]])) as Record<Rule, Choice> };
}
