import { readDate } from "../../sources/read/dates";
import { isMarked } from "../../sources/ledger/marks";
import { isNothing, readNumber } from "../../sources/read/numbers";
import type { LedgerSpec, Role, Rule, Sniffed } from "../../sources/spec";

/** A row of the preview, with the rule that would set it aside. */
export interface Shown {
  readonly cells: readonly string[];
  readonly struck: Rule | null;
}

const ROWS = 6;
/** Of them, at most so many that rules set aside: enough to see what the rules do. */
const STRUCK = 2;

/**
 * Rows of the preview worth showing, in the order of the file: the first ones kept and the first that the rules, as
 * they stand, set aside. Duplicates and days to come need the whole file and are not looked for here.
 */
export function rowsToShow(sniffed: Sniffed, rules: LedgerSpec): readonly Shown[] {
  const order = sniffed.columns.findIndex(({ name }) => name === sniffed.spec.roles.order);
  // Further lines of an order are filled from its first: what they leave blank is not missing.
  const goesOn = (cells: readonly string[], i: number): boolean =>
    order >= 0 &&
    cells[order] !== "" &&
    sniffed.preview.slice(0, i).some((row) => row[order] === cells[order]);
  const all = sniffed.preview.map((cells, i): Shown => {
    const struck = ruleOn(cells, sniffed, rules);
    const blank = struck === "bad-date" || struck === "no-customer";
    return { cells, struck: blank && goesOn(cells, i) ? null : struck };
  });
  const struck = new Set(all.filter((row) => row.struck !== null).slice(0, STRUCK));
  const kept = new Set(all.filter((row) => row.struck === null).slice(0, ROWS - struck.size));
  const shown = all.filter((row) => struck.has(row) || kept.has(row));
  return shown.length > 0 ? shown : all.slice(0, ROWS);
}

function ruleOn(cells: readonly string[], { spec, columns }: Sniffed, { rules }: LedgerSpec): Rule | null {
  const cell = (role: Role): string | null => {
    const at = columns.findIndex(({ name }) => name === spec.roles[role]);
    return at < 0 ? null : (cells[at] ?? "");
  };
  const debit = spec.read.debit ? { debit: spec.read.debit } : {};
  const side = cell("sign")?.trim().toLowerCase().replace(/\.$/, "");
  const taken = side !== undefined && (spec.read.minus?.split("|").includes(side) ?? false);
  const number = (role: Role): number => {
    const text = cell(role);
    const value = text === null ? NaN : readNumber(text, { decimal: spec.read.decimal ?? ".", ...debit });
    return taken && role === (spec.roles.amount ? "amount" : "quantity") ? -value : value;
  };
  const customer = cell("customer");
  const refund = cell("refund");
  const date = cell("date");
  const price = spec.roles.amount === undefined ? number("price") : number("amount");
  const hits: readonly (readonly [Rule, boolean])[] = [
    ["no-customer", customer !== null && isNothing(customer)],
    ["cancelled", refund !== null && isMarked(refund, spec.cancelled ?? [])],
    ["negative-quantity", number("quantity") < 0],
    ["zero-price", price === 0],
    ["negative-price", price < 0],
    [
      "bad-date",
      date !== null && spec.read.dates !== undefined && Number.isNaN(readDate(date, spec.read.dates)),
    ],
  ];
  return hits.find(([rule, hit]) => hit && rules[rule] === "drop")?.[0] ?? null;
}
