import { TenureError, type Problem } from "../../../terms/error";
import type { Arrangement } from "../../../tables/look/arrange";
import { AS_STORED, fitting, type Look, type Order } from "../../../tables/look/look";
import type { ColumnRef, TableRef } from "../../../terms/table";
import type { PageContext } from "../../context";
import { Scales } from "./column";
import { AS_THEY_COME, standing, type Standing } from "./columns";
import { PAGE, Pages } from "./pages";

/** An arrangement and what was read of it. */
interface Shown {
  readonly arranged: Arrangement;
  /** In the order in which they are shown. */
  readonly columns: readonly ColumnRef[];
  readonly pages: Pages;
  readonly scales: Scales;
}

/**
 * A table as the reader looks at it: rows come by pages when they are looked at. What was shown stays until the first
 * rows of the next look are there; the latest look wins.
 */
export class Looked {
  look = $state.raw<Look>(AS_STORED);
  /** Where the reader has put the columns. */
  standing = $state.raw<Standing>(AS_THEY_COME);
  /** What is on the page now. */
  shown = $state.raw<Shown | null>(null);
  /** Rises with every page that comes. */
  came = $state(0);
  working = $state(false);
  problem = $state.raw<Problem | null>(null);
  /** What was last done with the rows, in words. */
  said = $state("");
  readonly #page: PageContext;
  #table: TableRef | null = null;
  #asking = new AbortController();
  #reading: AbortController | null = null;
  #wanted: readonly [from: number, to: number] = [0, 1];
  #closed = false;

  constructor(page: PageContext) {
    this.#page = page;
  }

  /** Rows that pass the filters. */
  get rows(): number {
    return this.shown?.arranged.rows ?? 0;
  }

  /** Looks at this table; a look that fits is kept. */
  open(table: TableRef): void {
    if (this.#table?.sql === table.sql && this.#table.fingerprint === table.fingerprint) return;
    this.#table = table;
    this.look = fitting(this.look, table);
    void this.#arrange();
  }

  set(look: Look): void {
    this.look = look;
    void this.#arrange();
  }

  /** Sorts by a column, in turn: up, down (numbers from the largest first), as stored. `add`: behind the others. */
  sortBy(column: string, numeric: boolean, add: boolean): void {
    const now = this.look.order.find((one) => one.column === column);
    const next: Order | null = !now
      ? { column, descending: numeric }
      : now.descending === numeric
        ? { column, descending: !numeric }
        : null;
    const others = add ? this.look.order.filter((one) => one !== now) : [];
    const at = add && now ? this.look.order.indexOf(now) : others.length;
    this.set({ ...this.look, order: next ? others.toSpliced(at, 0, next) : others });
  }

  filter(column: string, filter: Look["filters"][number]["filter"] | null): void {
    const others = this.look.filters.filter((one) => one.column !== column);
    this.set({ ...this.look, filters: filter ? [...others, { column, filter }] : others });
  }

  /** Puts the columns in another order; the rows stay as they are. */
  async stand(next: Standing): Promise<void> {
    const { shown } = this;
    if (!shown) return;
    const columns = standing(shown.arranged.ref.columns, next);
    const other = { ...shown, columns, pages: new Pages() };
    try {
      this.#reading?.abort();
      // What is seen comes before it is shown, so that nothing flickers.
      const [from, to] = this.#wanted;
      const pages = new Set([0, ...other.pages.missing(from, Math.min(to, shown.arranged.rows))]);
      for (const page of pages) await this.#fetch(other, page, this.#asking.signal);
      if (this.shown !== shown) return;
      this.standing = next;
      this.shown = other;
      this.came++;
    } catch (thrown) {
      if (!this.#asking.signal.aborted) this.problem = TenureError.from(thrown).toJSON();
    }
  }

  /** These rows are looked at; those that are not here are asked for. */
  want(from: number, to: number): void {
    this.#wanted = [from, to];
    if (!this.#reading) void this.#read();
  }

  close(): void {
    this.#closed = true;
    this.#asking.abort();
    this.#reading?.abort();
    if (this.shown) this.#release(this.shown.arranged);
  }

  async #arrange(): Promise<void> {
    const table = this.#table;
    if (!table || this.#closed) return;
    this.#asking.abort();
    const { signal } = (this.#asking = new AbortController());
    const later = () => signal.aborted;
    this.working = true;
    try {
      const engine = await this.#page.engine();
      const arranged = await engine.arrange(table, this.look, signal);
      // It may have been made while another was asked for.
      if (later()) {
        this.#release(arranged);
        return;
      }
      const columns = standing(arranged.ref.columns, this.standing);
      const next = { arranged, columns, pages: new Pages(), scales: new Scales() };
      await this.#fetch(next, 0, signal);
      if (later()) {
        this.#release(arranged);
        return;
      }
      const before = this.shown?.arranged;
      this.#reading?.abort();
      this.shown = next;
      this.problem = null;
      if (before) this.#release(before);
    } catch (thrown) {
      if (!signal.aborted) this.problem = TenureError.from(thrown).toJSON();
    }
    if (!signal.aborted) this.working = false;
  }

  async #read(): Promise<void> {
    const { signal } = (this.#reading = new AbortController());
    try {
      // What is wanted changes while a page comes; the loop ends when nothing is.
      for (;;) {
        const { shown } = this;
        if (!shown || this.#closed) break;
        const [from, to] = this.#wanted;
        const [next] = shown.pages.missing(from, Math.min(to, shown.arranged.rows));
        if (next === undefined) break;
        await this.#fetch(shown, next, signal);
        this.came++;
      }
    } catch (thrown) {
      const error = TenureError.from(thrown);
      // The engine was restarted: what it kept for the page is gone, the table itself is there again.
      if (error.code === "sql.no-table" && this.shown?.arranged.held) void this.#arrange();
      else if (!signal.aborted) this.problem = error.toJSON();
    } finally {
      this.#reading = null;
    }
  }

  async #fetch(
    { arranged, columns, pages, scales }: Shown,
    page: number,
    signal: AbortSignal,
  ): Promise<void> {
    const engine = await this.#page.engine();
    const batch = await engine.rowsOf(arranged, page * PAGE, (page + 1) * PAGE, signal, columns);
    scales.see(batch);
    pages.keep(page, batch);
  }

  #release(arranged: Arrangement): void {
    if (arranged.held === null) return;
    void this.#page
      .engine()
      .then((engine) => engine.release(arranged))
      // An engine that is gone keeps nothing.
      .catch(() => undefined);
  }
}
