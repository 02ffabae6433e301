import type { NotebookView } from "../../notebook/view";
import type { Engine } from "../../tables/client";
import { identifier, literal } from "../../tables/quote";
import type { TableRef } from "../../terms/table";
import { sourcesOf } from "../session/offer";

/** A column called so is taken to name people, whatever its cells say. */
const NAMED =
  /^(customer|client|user|member|buyer|klient|kunde|e-?mail|phone|клиент|покупатель)([ _-]?(id|no|number|name|key|code))?$/i;
/** Different values of a column that are looked at; texts of a view that are. */
const VALUES = 200;
const TEXTS = 4000;
const NUMBER = /^[\d\s.,%+−–-]*$/;

/**
 * Whether something shows customers one by one: by the name of a column, by the column a source calls its customer, or
 * because what stands there are ids of customers, however the column is called.
 */
export class Customers {
  readonly #engine: Engine;
  readonly #names: ReadonlySet<string>;
  /** Queries of every id, one for each table that has them. */
  readonly #ids: readonly string[];

  constructor({ cells }: NotebookView, engine: Engine) {
    this.#engine = engine;
    const roles = new Map(sourcesOf(cells).map(({ id, spec }) => [id, spec.roles.customer]));
    this.#names = new Set([...roles.values()].flatMap((name) => (name === undefined ? [] : [name])));
    this.#ids = cells.flatMap(({ id, kind, result }) => {
      if (result?.value.is !== "table" || (kind !== "source" && kind !== "ledger")) return [];
      const { table } = result.value;
      const wanted = kind === "source" ? roles.get(id ?? "") : "customer";
      const column = table.columns.find(({ name }) => name === wanted);
      return column ? [`SELECT CAST(${identifier(column.name)} AS VARCHAR) FROM ${table.sql}`] : [];
    });
  }

  /** Whether a table has rows of customers. */
  async inTable({ sql, columns, rows }: TableRef): Promise<boolean> {
    if (rows === 0) return false;
    if (columns.some(({ name }) => NAMED.test(name) || this.#names.has(name))) return true;
    for (const { name, type } of columns) {
      if (type !== "VARCHAR") continue;
      const column = identifier(name);
      const share = await this.#asked(
        `SELECT avg(CASE WHEN one IN (${this.#known}) THEN 1.0 ELSE 0.0 END)::DOUBLE
        FROM (SELECT DISTINCT ${column} FROM ${sql} WHERE ${column} IS NOT NULL LIMIT ${String(VALUES)}) AS found(one)`,
      );
      if (share > 0.5) return true;
    }
    return false;
  }

  /**
   * Which of these texts are ids of customers. What is only a number may be one as well as a tick of an axis: short
   * ones are not counted, in a figure none.
   */
  async among(texts: Iterable<string>, { figure = false } = {}): Promise<ReadonlySet<string>> {
    const some = [...new Set(texts)].filter(
      (text) => text !== "" && text.length < 200 && !(NUMBER.test(text) && (figure || text.length < 4)),
    );
    const found = new Set<string>();
    if (this.#ids.length === 0) return found;
    for (let at = 0; at < some.length; at += TEXTS) {
      const values = some.slice(at, at + TEXTS).map((text) => `(${literal(text)})`);
      const batch = await this.#engine.page.query(
        `SELECT one FROM (VALUES ${values.join(", ")}) AS found(one) WHERE one IN (${this.#known})`,
      );
      for (const value of (batch.values[0] ?? []) as readonly string[]) found.add(value);
    }
    return found;
  }

  get #known(): string {
    return this.#ids.join(" UNION ALL ");
  }

  async #asked(sql: string): Promise<number> {
    if (this.#ids.length === 0) return 0;
    const { values } = await this.#engine.page.query(sql);
    return Number(values[0]?.[0] ?? 0);
  }
}
