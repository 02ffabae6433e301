import type { Choice, Ledger, LedgerSpec, Rule, SourceSpec } from "../../sources/spec";

/** What the dialog hands over when the reader presses `Make the notebook`. */
export interface Made {
  readonly file: File;
  /** Further files of the same layout, read under it. */
  readonly more: readonly File[];
  readonly source: SourceSpec;
  readonly ledger: LedgerSpec;
  /** Rules the reader, or the notebook before, has chosen; the others are the usual ones. */
  readonly decided: readonly Rule[];
  /** The counts of the whole file, already surveyed; null where it holds no orders. */
  readonly counts: Ledger | null;
}

/** A source that is read again: what the notebook says stands before any guess. */
export interface Again {
  /** Null: another file, of which nothing is known. */
  readonly spec: SourceSpec | null;
  readonly rules: Readonly<Partial<Record<Rule, Choice>>>;
}

/** Props of `ImportDialog.svelte`; it opens itself when mounted and is removed by its owner on `onclose`. */
export interface ImportProps {
  /** The file dropped or picked; never read before the dialog shows. */
  readonly file: File;
  /** Further files of the same layout. */
  readonly more?: readonly File[];
  /** The notebook that is open gets a further source; otherwise a new one is made. */
  readonly adding?: boolean;
  /** A notebook is open: a table that holds no orders goes there. */
  readonly beside?: boolean;
  /** Present: a source of the open notebook is read again. */
  readonly again?: Again | null;
  /** Writes the two cells; the dialog closes when the promise resolves and shows its rejection in place. */
  readonly onmake: (made: Made) => Promise<void> | void;
  /** Cancelled, or done. */
  readonly onclose: () => void;
  /** Another file instead of this one, from the way out of an error. */
  readonly onother?: () => void;
}
