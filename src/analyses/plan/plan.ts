import { TenureError, type Params } from "../../terms/error";
import type { Batch, NewColumn, TableRef } from "../../terms/table";
import { literal } from "../../tables/quote";
import type { AnalysisHost, AnalysisJob, Input, Outcome } from "./analysis";
import { first } from "./rows";

/** One run of an analysis: remembers every query under its name, so that the result can be asked "why?". */
export class Plan {
  readonly sql: { name: string; text: string }[] = [];
  readonly #host: AnalysisHost;
  readonly #job: AnalysisJob;

  constructor(host: AnalysisHost, job: AnalysisJob) {
    this.#host = host;
    this.#job = job;
  }

  get cell(): string {
    return this.#job.cell;
  }

  query(name: string, text: string): Promise<Batch> {
    this.sql.push({ name, text: tidy(text) });
    return this.#host.query(tidy(text), this.#job.signal);
  }

  /**
   * Stores a query as the cell's main table (`part` absent) or as `<cell>:<part>`. `pieces`: queries that give the same
   * rows between them, run instead of it one after another; who asks is shown the whole one.
   */
  async create(
    text: string,
    options: { part?: string; like?: TableRef; pieces?: readonly string[] } = {},
  ): Promise<TableRef> {
    const name = options.part === undefined ? this.cell : `${this.cell}:${options.part}`;
    this.sql.push({ name, text: tidy(text) });
    const [whole = tidy(text), ...more] = options.pieces ?? [];
    const table = await this.#host.create(
      name,
      whole,
      this.#job.signal,
      more.length > 0 ? { more } : undefined,
    );
    return withCurrency(table, options.like);
  }

  /** Stores columns the model library computed. */
  async store(
    columns: readonly NewColumn[],
    options: { part?: string; like?: TableRef } = {},
  ): Promise<TableRef> {
    const name = options.part === undefined ? this.cell : `${this.cell}:${options.part}`;
    return withCurrency(await this.#host.store(name, columns), options.like);
  }

  /** SQL name of a table that the cell of `table` keeps beside it (`notebook."customers:days"`), or null. */
  async part(table: TableRef, part: string): Promise<string | null> {
    const name = table.sql.replace(/"$/, `:${part}"`);
    const plain = name.replace(/^notebook\."|"$/g, "").replaceAll('""', '"');
    const found = await this.#host.query(
      `SELECT count(*) AS n FROM duckdb_tables() WHERE schema_name = 'notebook' AND table_name = ${literal(plain)}`,
      this.#job.signal,
    );
    return first(found, "n") > 0 ? name : null;
  }

  model(method: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.#host.models.call(method, args, this.#job.signal);
  }

  /**
   * A long call of the model library that says how far it is, in the words `what`; in those of `what-at` where it tells
   * what it has found so far.
   */
  watched(what: string, method: string, ...args: readonly unknown[]): Promise<unknown> {
    this.progress(0, 1, what);
    const { signal } = this.#job;
    return this.#host.models.call(method, args, signal, (done, of, about) =>
      this.progress(done, of, about ? `${what}-at` : what, about),
    );
  }

  progress(done: number, of: number, what: string, about?: Params): void {
    this.#job.progress(done, of, what, about);
  }

  done(value: Input, views: Outcome["views"]): Outcome {
    return { value, views, sql: this.sql };
  }
}

function withCurrency(table: TableRef, like: TableRef | undefined): TableRef {
  return like?.currency ? { ...table, currency: like.currency } : table;
}

/** Leading indentation of template literals is no part of the SQL a reader sees. */
function tidy(text: string): string {
  const lines = text.replace(/^\s*\n|\s+$/g, "").split("\n");
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)![0].length);
  const least = Math.min(...indents);
  return lines.map((line) => line.slice(least)).join("\n");
}

/**
 * The table behind an attribute.
 * @throws `analysis.input` when it is not a table, `analysis.columns` when it lacks columns that are needed
 */
export function tableOf(
  inputs: Readonly<Record<string, Input | undefined>>,
  attribute: string,
  columns: readonly string[] = [],
): TableRef {
  const input = inputs[attribute];
  if (!input || input.is === "json")
    throw new TenureError("analysis.input", { attribute, expected: "table" });
  const { table } = input;
  const missing = columns.filter((name) => !table.columns.some((column) => column.name === name));
  if (missing.length > 0) throw new TenureError("analysis.columns", { attribute, missing });
  return table;
}

/** The fit behind an attribute. @throws `analysis.input` */
export function fitOf(
  inputs: Readonly<Record<string, Input | undefined>>,
  attribute: string,
): Extract<Input, { is: "fit" }> {
  const input = inputs[attribute];
  if (input?.is !== "fit") throw new TenureError("analysis.input", { attribute, expected: "fit" });
  return input;
}
