import { TenureError, type Problem } from "../../../terms/error";
import type { Batch, TableRef } from "../../../terms/table";
import type { PageContext } from "../../context";

/** What `Engine.preview` is asked. */
type Question = Parameters<Awaited<ReturnType<PageContext["engine"]>>["preview"]>[1];

export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/**
 * One page of a table, read from the engine as it is looked at. The rows before stay until the new ones are there;
 * the latest question wins.
 */
export class Rows {
  batch = $state.raw<Batch | null>(null);
  problem = $state.raw<Problem | null>(null);
  offset = $state(0);
  order = $state.raw<Order | null>(null);
  readonly size: number;
  readonly #page: PageContext;
  #asked = 0;
  #content: string | null = null;

  constructor(page: PageContext, size: number, order: Order | null = null) {
    this.#page = page;
    this.size = size;
    this.order = order;
  }

  /** Reads the page of `table` that offset and order name; call it from an effect. */
  read(table: TableRef, columns?: readonly string[]): void {
    const asked = ++this.#asked;
    // New content of the table is shown from its first row.
    if (this.#content !== null && this.#content !== table.fingerprint) this.offset = 0;
    this.#content = table.fingerprint;
    const { offset, order } = this;
    const question: Question = {
      ...(columns ? { columns } : {}),
      limit: this.size,
      offset,
      ...(order ? { orderBy: [order] } : {}),
    };
    void this.#page
      .engine()
      .then((engine) => engine.preview(table, question))
      .then((batch) => {
        if (asked !== this.#asked) return;
        this.batch = batch;
        this.problem = null;
      })
      .catch((thrown: unknown) => {
        if (asked === this.#asked) this.problem = TenureError.from(thrown).toJSON();
      });
  }

  /** Sorts by a column: numbers from the largest, then the other way, then as stored. */
  sortBy(column: string, numeric: boolean): void {
    const now = this.order?.column === column ? this.order : null;
    this.offset = 0;
    if (!now) this.order = { column, descending: numeric };
    else if (now.descending === numeric) this.order = { column, descending: !numeric };
    else this.order = null;
  }
}
