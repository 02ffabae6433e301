import { kinds } from "../../kinds";
import type { LedgerCell } from "../../kinds/ledger";
import type { CellView } from "../../notebook/view";
import { matchSource, sniff } from "../../sources";
import type { SourceSpec } from "../../sources/spec";
import type { Again } from "../import/made";

/** A source cell and what its text says. */
export interface Taker {
  readonly id: string;
  readonly spec: SourceSpec;
}

/** The source cells whose text can be read. */
export function sourcesOf(cells: readonly CellView[]): readonly Taker[] {
  return cells.flatMap(({ kind, id, body, attributes }) => {
    if (kind !== "source" || id === null) return [];
    const spec = kinds.get("source")?.parse(body, attributes).spec as SourceSpec | null | undefined;
    return spec ? [{ id, spec }] : [];
  });
}

/** Every file a source reads, by the names the text gives them. */
export const namesOf = (spec: SourceSpec): readonly string[] => [spec.file, ...(spec.also ?? [])];

/** What the text calls a file that a source takes: its own name where it is one of several, else that of the first. */
export const calledIn = (spec: SourceSpec, file: File): string =>
  namesOf(spec).includes(file.name) ? file.name : spec.file;

/** Whether a file has the columns a source reads; one that cannot be looked at is that source's own error. */
export async function fits(file: File, { spec }: Taker): Promise<boolean> {
  const sniffed = await sniff(file).catch(() => null);
  return sniffed === null || matchSource(spec, sniffed);
}

/** The ledger cell over a source. */
export const ledgerOf = (source: string, cells: readonly CellView[]): CellView | undefined =>
  cells.find(({ kind, attributes }) => kind === "ledger" && attributes["from"] === source);

/** The rules the text of a source's ledger names. */
export function rulesOver(source: string, cells: readonly CellView[]): Again["rules"] {
  const ledger = ledgerOf(source, cells);
  const spec =
    ledger &&
    (kinds.get("ledger")?.parse(ledger.body, ledger.attributes).spec as LedgerCell | null | undefined);
  return spec?.rules ?? {};
}

/**
 * The source that reads this file: the one that names it, or the one whose columns it has, as next month's file does.
 * Null when it is new to the notebook, and the reader has to say what it means.
 */
export async function takerOf(file: File, cells: readonly CellView[]): Promise<Taker | null> {
  const takers = sourcesOf(cells);
  const named = takers.find(({ spec }) => namesOf(spec).includes(file.name));
  if (named) return named;
  if (takers.length === 0) return null;
  // A file that is no table at all is the import dialog's to explain.
  const sniffed = await sniff(file).catch(() => null);
  if (!sniffed) return null;
  return takers.find(({ spec }) => matchSource(spec, sniffed)) ?? null;
}
