import { Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap } from "yaml";
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

type Lines = Readonly<Record<string, unknown>>;

function linesOf(spec: SourceSpec): Lines {
  const { file, also, size, sha256, holds, read, columns, roles, amountOf, cancelled, currency, ids } = spec;
  const lines = {
    ...{ file, also, size, sha256, holds, read, columns, roles },
    ...{ "amount-of": amountOf, cancelled, currency, ids },
  };
  return Object.fromEntries(Object.entries(lines).filter(([, value]) => value !== undefined));
}

/**
 * The body of a `source` cell. @param before the body it stands for: what says the same stays as it is written, with
 * every comment; a body that cannot be read is written anew.
 */
export function sourceBody(spec: SourceSpec, before?: string): string {
  const tree = before === undefined ? null : parseDocument(before);
  if (!tree || tree.errors.length > 0 || !isMap(tree.contents)) return body(linesOf(spec));
  if (before !== undefined && !update(tree, tree.contents, linesOf(spec))) return before;
  return tree.toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd();
}

/** Brings a map to say `lines`, touching only what differs; says whether anything did. */
function update(tree: Document, map: YAMLMap, lines: Lines): boolean {
  let changed = false;
  for (const { key } of [...map.items]) {
    const name = isScalar(key) ? String(key.value) : String(key);
    if (!Object.hasOwn(lines, name)) changed = map.delete(key) || changed;
  }
  for (const [name, value] of Object.entries(lines)) {
    const node: unknown = map.get(name, true);
    const plain = typeof value !== "object" || value === null;
    if (isMap(node) && !plain && !Array.isArray(value)) {
      changed = update(tree, node, value as Lines) || changed;
    } else if (isScalar(node) && plain) {
      if (node.value === value) continue;
      node.value = value;
      changed = true;
    } else if (!(isSeq(node) && JSON.stringify(node) === JSON.stringify(value))) {
      const made = tree.createNode(value);
      if ((isMap(made) || isSeq(made)) && JSON.stringify(made).length <= LINE) made.flow = true;
      map.set(name, made);
      changed = true;
    }
  }
  return changed;
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
