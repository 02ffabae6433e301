import { Document, isMap, isSeq, type YAMLMap } from "yaml";
import { RULES, type LedgerSpec, type SourceSpec } from "./spec";

/** Longest line a map is written on; a longer one goes over several. */
const LINE = 110;

/** A YAML body; maps and lists stand on one line each where they are short. */
function body(value: Readonly<Record<string, unknown>>): string {
  const tree = new Document(value);
  for (const pair of (tree.contents as unknown as YAMLMap).items) {
    const node = pair.value;
    if ((isMap(node) || isSeq(node)) && JSON.stringify(node).length <= LINE) node.flow = true;
  }
  return tree.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

/** A fence longer than any run of backticks in the text it holds. */
function fence(head: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${head}\n${text}\n${ticks}\n`;
}

/** The body of a `source` cell. */
export function sourceBody(spec: SourceSpec): string {
  const { file, size, sha256, read, columns, roles, cancelled, currency } = spec;
  const lines = { file, size, sha256, read, columns, roles, cancelled, currency };
  return body(Object.fromEntries(Object.entries(lines).filter(([, value]) => value !== undefined)));
}

/** The body of a `ledger` cell: every rule, in the order they apply. */
export function ledgerBody({ rules }: LedgerSpec): string {
  return RULES.map((rule) => `${rule}: ${rules[rule]}`).join("\n");
}

/** The text of a source cell, fences included. */
export const writeSource = (id: string, spec: SourceSpec): string =>
  fence(`source id=${id}`, sourceBody(spec));

/** The text of a ledger cell over the source `from`, fences included. */
export const writeLedger = (id: string, from: string, ledger: LedgerSpec): string =>
  fence(`ledger id=${id} from=${from}`, ledgerBody(ledger));
