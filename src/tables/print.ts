import type { Batch, TableRef } from "../terms/table";
import { decode } from "./decode";
import type { Lane, Op } from "./protocol";
import { identifier } from "./quote";
import type { Session } from "./session";

/**
 * What a fingerprint is for: a cell runs again only if the fingerprint of a table it reads has changed, and what was
 * found in an earlier session is taken back only under the fingerprints of then. So equal ones must mean equal content;
 * different ones of equal content only cost a run. A table of so many rows that looking at all of them is felt is
 * therefore known by what it was made of, where its maker can say that; see {@link Prints}.
 */
const MANY = 200_000;

/**
 * Columns with types, and content of a table in one number, as one query: each row a column. Rows are hashed together
 * with their position and then once more, because DuckDB combines hashes linearly: without that, order and doubled rows
 * would cancel out. About 0.05 s a million rows. The aliases are names no column has: a column would win over a row of
 * the same name (`T` over `t`).
 */
export const contentSql = (sql: string): string =>
  `SELECT "each".column_name, "each".column_type, "all".n, "all".h FROM (DESCRIBE ${sql}) "each", (SELECT count(*) AS n, bit_xor(hash(xor(hash("whole row"), "its place"::UBIGINT)))::VARCHAR AS h FROM (SELECT "whole row", row_number() OVER () AS "its place" FROM ${sql} "whole row")) "all"`;

/** The same without a look at the rows. */
export const shapeSql = (sql: string): string =>
  `SELECT "each".column_name, "each".column_type, "all".n, NULL::VARCHAR AS h FROM (DESCRIBE ${sql}) "each", (SELECT count(*) AS n FROM ${sql}) "all"`;

/** Columns of both answers. */
export const DESCRIBED = 4;

/** @param print stands for the content where the rows were not looked at */
export function readDescription(sql: string, { values }: Batch, print?: string): TableRef {
  const [names, types, counts, hashes] = values as readonly [
    string[],
    string[],
    Float64Array,
    (string | null)[],
  ];
  const columns = names.map((name, i) => ({ name, type: types[i]! }));
  const rows = counts[0]!;
  const form = columns.map(({ name, type }) => `${identifier(name)} ${type}`).join(",");
  return { sql, rows, columns, fingerprint: `${rows}:${print ?? hashes[0] ?? "0"}:${form}` };
}

export const described = async (db: Session, op: Op, lane: Lane, sql: string): Promise<TableRef> =>
  readDescription(sql, decode(await db.rows(op, lane, contentSql(sql))));

interface Told {
  /** All that decides its rows. */
  readonly of: string;
  readonly fingerprint: string;
  /** Fingerprint of its content, once that was looked at. */
  readonly content: string | null;
}

/**
 * Fingerprints of large tables whose makers say what they are made of. A table that is made of something else now is
 * looked at before it goes, and so is the one that takes its place: where the rows are the same, so is the fingerprint,
 * and who reads them does not run. Making one for the first time, or again of the same, costs no look.
 */
export class Prints {
  readonly #told = new Map<string, Told>();

  /** To be asked before anything takes the place of `target`. */
  async before(db: Session, op: Op, target: string, of: string | undefined): Promise<Told | null> {
    const old = this.#told.get(target);
    this.#told.delete(target);
    if (!old || of === undefined) return null;
    if (old.of === of) return old;
    try {
      return { ...old, content: old.content ?? (await described(db, op, "cells", target)).fingerprint };
    } catch {
      // A view of what is gone has no content to compare with.
      db.throwIfCancelled(op);
      return null;
    }
  }

  /** @param shape the answer to {@link shapeSql} of the table just made; @param old what {@link before} said */
  async after(
    db: Session,
    op: Op,
    shape: Batch,
    target: string,
    of: string,
    old: Told | null,
  ): Promise<TableRef> {
    const ref = readDescription(target, shape, `of ${await digest(of)}`);
    if (ref.rows < MANY) return described(db, op, "cells", target);
    let { fingerprint } = ref;
    let content: string | null = null;
    if (old?.of === of) {
      ({ fingerprint, content } = old);
    } else if (old) {
      content = (await described(db, op, "cells", target)).fingerprint;
      if (content === old.content) ({ fingerprint } = old);
    }
    this.#told.set(target, { of, fingerprint, content });
    return { ...ref, fingerprint };
  }

  /** Tables were made, changed or removed in some other way. */
  forget(target?: string): void {
    if (target === undefined) this.#told.clear();
    else this.#told.delete(target);
  }
}

/** Any text in 64 letters. */
async function digest(text: string): Promise<string> {
  const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
