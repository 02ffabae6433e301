import { setRule } from "../../kinds/ledger";
import type { CellView } from "../../notebook/view";
import type { SourceSpec } from "../../sources/spec";
import { sourceBody } from "../../sources/write";
import type { Made } from "../import/made";
import { ledgerOf, rulesOver, sourcesOf } from "./offer";

/** The bodies that change when a source is read as an import says, by key of their cell; a body that says the same stays. */
export function rewritten(id: string, made: Made, cells: readonly CellView[]): Map<string, string> {
  const bodies = new Map<string, string>();
  const source = cells.find((cell) => cell.kind === "source" && cell.id === id);
  const said = sourcesOf(cells).find((one) => one.id === id)?.spec;
  if (source) {
    const next = withHash(made.source, said);
    if (!said || sourceBody(next) !== sourceBody(said)) bodies.set(source.key, sourceBody(next, source.body));
  }
  const ledger = ledgerOf(id, cells);
  if (!ledger) return bodies;
  const before = rulesOver(id, cells);
  const rules = made.ledger.rules;
  // A rule the text leaves to the usual choice stays unwritten until the reader has chosen it.
  const changed = made.decided.filter((rule) => rules[rule] !== before[rule]);
  const body = changed.reduce((text, rule) => setRule(text, rule, rules[rule]), ledger.body);
  if (body !== ledger.body) bodies.set(ledger.key, body);
  return bodies;
}

/** The hash in the text is of the file it names; it goes on while that is the same file. */
function withHash(next: SourceSpec, said: SourceSpec | undefined): SourceSpec {
  const hash = said?.file === next.file && said.size === next.size ? said.sha256 : undefined;
  return hash === undefined ? next : { ...next, sha256: hash };
}
