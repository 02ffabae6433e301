import { TenureError } from "../../terms/error";
import type { Answer, Ask } from "../../terms/jail";
import type { Batch, ColumnRef, Values } from "../../terms/table";

/** One value of a row: numbers and yes-or-no as themselves, days and times as `Date`, all else as text. */
export type Cell = number | boolean | string | Date | null;

/** Remembers from which cell rows came. */
type Named = <T extends object>(rows: T, cell: string) => T;

/**
 * Another cell's table inside a program. Nothing is here before it is asked for, and only this table can be.
 *
 * Numbers come as `Float64Array`, NaN where they are missing; DATE and TIMESTAMP as `Date`s whose UTC parts are the
 * calendar's, or null; BOOLEAN as booleans or null; all else as text or null.
 */
export class TableHandle {
  readonly count: number;
  readonly columns: readonly string[];
  readonly #refs: readonly ColumnRef[];
  readonly #name: string;
  readonly #ask: Answer;
  readonly #named: Named;

  constructor(
    name: string,
    rows: number,
    refs: readonly ColumnRef[],
    ask: Answer,
    named: Named = (made) => made,
  ) {
    this.#named = named;
    this.#name = name;
    this.#refs = refs;
    this.#ask = ask;
    this.count = rows;
    this.columns = Object.freeze(refs.map((ref) => ref.name));
    Object.freeze(this);
  }

  /** Its name, for a program that gives the table back as it is; null: no handle. */
  static nameOf(value: object): string | null {
    return #name in value ? value.#name : null;
  }

  /** All values of one column, in the order of the table. @throws `jail.no-column` */
  async column(name: string): Promise<Float64Array | readonly Cell[]> {
    const found = this.#find(name);
    const { values } = await this.#rows([found], null);
    return this.#named(columnOf(values[0] ?? [], found.type), this.#name);
  }

  /** Rows as plain objects; `limit` counts from the top, `columns` picks some. */
  async rows(
    options: { readonly limit?: number; readonly columns?: readonly string[] } = {},
  ): Promise<Record<string, Cell>[]> {
    const refs = options.columns?.map((name) => this.#find(name)) ?? this.#refs;
    const limit = options.limit === undefined ? null : Math.max(0, Math.floor(options.limit) || 0);
    const batch = await this.#rows(refs, limit);
    const columns = refs.map(({ type }, at) => cellsOf(batch.values[at] ?? [], type));
    const rows = Array.from({ length: batch.rows }, (_, row) =>
      Object.fromEntries(refs.map(({ name }, at) => [name, columns[at]?.[row] ?? null])),
    );
    return this.#named(rows, this.#name);
  }

  #rows(refs: readonly ColumnRef[], limit: number | null): Promise<Batch> {
    const of: Ask = { name: this.#name, columns: refs.map(({ name }) => name), limit };
    return this.#ask(of);
  }

  #find(name: unknown): ColumnRef {
    const wanted = String(name);
    const ref =
      this.#refs.find((one) => one.name === wanted) ??
      this.#refs.find((one) => one.name.toLowerCase() === wanted.toLowerCase());
    if (ref) return ref;
    throw new TenureError("jail.no-column", { name: wanted, table: this.#name, columns: this.columns });
  }
}

const isTime = (type: string): boolean => /^(DATE|TIMESTAMP)/.test(type);

function columnOf(values: Values, type: string): Float64Array | readonly Cell[] {
  return values instanceof Float64Array && !isTime(type) ? values : cellsOf(values, type);
}

function cellsOf(values: Values, type: string): readonly Cell[] {
  if (values instanceof Float64Array) {
    const one = isTime(type) ? (value: number) => new Date(value) : (value: number) => value;
    return Array.from(values, (value) => (Number.isNaN(value) ? null : one(value)));
  }
  if (type === "BOOLEAN") return values.map((value) => (value === null ? null : value === "true"));
  return values;
}
