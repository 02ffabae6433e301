import { wrap } from "comlink";
import bookWorker from "../../../../workers/book.ts?script";
import type { BookApi } from "../../../../workers/book";
import { bootWorker } from "../../../realm/boot";
import type { Engine } from "../../../tables/client";
import type { Arrangement } from "../../../tables/look/arrange";
import { identifier } from "../../../tables/quote";
import { TenureError } from "../../../terms/error";
import type { ColumnRef } from "../../../terms/table";
import { asText, checkSize, isLong, mayBeLong, sizesSql } from "../../../tables/look/bookSize";

/** Rows handed to the writer at once. */
const CHUNK = 20_000;

/**
 * The rows as a workbook, written in a worker that lives as long as that takes.
 *
 * @throws TenureError `book.*` for what no workbook holds.
 */
export async function writeBook(
  engine: Engine,
  arranged: Arrangement,
  name: string,
  { signal, progress }: { signal: AbortSignal; progress: (rows: number, of: number) => void },
): Promise<Blob> {
  checkSize(arranged.rows, arranged.ref.columns.length);
  const columns = await exactly(engine, arranged);
  const worker = await bootWorker(bookWorker);
  try {
    const book = wrap<BookApi>(worker);
    await book.open(columns, name);
    for (let from = 0; from < arranged.rows && !signal.aborted; from += CHUNK) {
      const batch = await engine.rowsOf(arranged, from, from + CHUNK, signal, columns);
      await book.add(batch);
      progress(Math.min(from + CHUNK, arranged.rows), arranged.rows);
    }
    return await book.end();
  } catch (error) {
    throw TenureError.from(error);
  } finally {
    worker.terminate();
  }
}

/** The columns; those whose whole numbers are longer than a cell shows, as text. */
async function exactly(engine: Engine, { ref }: Arrangement): Promise<readonly ColumnRef[]> {
  const asked = ref.columns.filter(mayBeLong);
  if (asked.length === 0) return ref.columns;
  const names = asked.map((column) => identifier(column.name));
  const found = await engine.page.query(sizesSql(ref.sql, names));
  const long = new Set(asked.filter((_, i) => isLong(Number(found.values[i]?.[0]))));
  return ref.columns.map((column) => (long.has(column) ? asText(column) : column));
}
