import type { Batch, TableRef } from "../terms/table";
import type { Preview } from "./preview";
import type { Made } from "./protocol";

/** Tables whose rows are kept until they are asked for: a figure that stands out of sight may never ask. */
const MOST = 16;

/** Rows that came with the making of a table, for the figure that is about to draw them; each is given once. */
export class Drawn {
  readonly #rows = new Map<string, { readonly fingerprint: string; readonly rows: Batch }>();

  keep({ ref, rows }: Made): void {
    this.#rows.delete(ref.sql);
    if (!rows) return;
    this.#rows.set(ref.sql, { fingerprint: ref.fingerprint, rows });
    if (this.#rows.size > MOST) this.#rows.delete(this.#rows.keys().next().value!);
  }

  /** Null where other rows are wanted, or these are of another content. */
  take({ sql, rows, fingerprint }: TableRef, { columns, offset, orderBy, limit }: Preview): Batch | null {
    const found = this.#rows.get(sql);
    if (columns || offset || orderBy || limit < rows || found?.fingerprint !== fingerprint) return null;
    this.#rows.delete(sql);
    return found.rows;
  }
}
