import { kinds } from "../../kinds";
import type { LedgerCell } from "../../kinds/ledger";
import type { CellView } from "../../notebook/view";
import { partsOf, usualRules } from "../../sources/ledger/rules";
import type { Definition } from "../../sources/prepare/definition";
import type { SourceSpec } from "../../sources/spec";

/** What a notebook says of its orders. */
export type Defined = Pick<Definition, "source" | "rules">;

const read = (cell: CellView): unknown =>
  kinds.get(cell.kind)?.parse(cell.body, cell.attributes).spec ?? null;

/** The definition in the chosen cell or, where that is neither source nor ledger of orders, in the first ledger. */
export function definedIn(cells: readonly CellView[], chosen: CellView | null): Defined | null {
  const ledgers = cells.filter(({ kind }) => kind === "ledger");
  const near = ledgers.find(
    ({ key, attributes }) =>
      key === chosen?.key || (chosen?.kind === "source" && attributes["from"] === chosen.id),
  );
  for (const cell of near ? [near] : ledgers) {
    const ledger = read(cell) as LedgerCell | null;
    const above = cells.find(({ kind, id }) => kind === "source" && id === ledger?.from);
    const source = above && (read(above) as SourceSpec | null);
    if (!ledger || !source) continue;
    return { source, rules: { ...usualRules(partsOf(source, true)).rules, ...ledger.rules } };
  }
  return null;
}
