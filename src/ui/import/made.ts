import type { Ledger, LedgerSpec, SourceSpec } from "../../sources/spec";

/** What the dialog hands over when the reader presses `Make the notebook`. */
export interface Made {
  readonly file: File;
  readonly source: SourceSpec;
  readonly ledger: LedgerSpec;
  /** The counts of the whole file, already surveyed. */
  readonly counts: Ledger;
}

/** Props of `ImportDialog.svelte`; it opens itself when mounted and is removed by its owner on `onclose`. */
export interface ImportProps {
  /** The file dropped or picked; never read before the dialog shows. */
  readonly file: File;
  /** Writes the two cells; the dialog closes when the promise resolves and shows its rejection in place. */
  readonly onmake: (made: Made) => Promise<void> | void;
  /** Cancelled, or done. */
  readonly onclose: () => void;
  /** Another file instead of this one, from the way out of an error. */
  readonly onother?: () => void;
}
