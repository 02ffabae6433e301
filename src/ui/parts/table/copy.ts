import type { Translate } from "../../../i18n";
import type { ColumnRef } from "../../../terms/table";
import type { Engine } from "../../../tables/client";
import type { Arrangement } from "../../../tables/look/arrange";
import type { PageContext } from "../../context";
import { raw } from "./column";
import type { Looked } from "./looked.svelte";
import type { Block, Selection } from "./selection.svelte";

/** A clipboard is no file: beyond this many rows the reader is sent to the download. */
export const MOST_COPIED = 50_000;
const CHUNK = 10_000;

/**
 * Rows as a spreadsheet reads them: tabs between, a header where whole rows are taken, full precision, ISO dates.
 *
 * @param block null for all rows; its columns are counted as they stand in `all`
 */
export async function tsvOf(
  engine: Pick<Engine, "rowsOf">,
  arranged: Arrangement,
  block: Block | null,
  all: readonly ColumnRef[] = arranged.ref.columns,
): Promise<{ text: string; rows: number; of: number }> {
  const columns: readonly ColumnRef[] = block
    ? all.slice(block.from.column, Math.min(all.length, block.to.column + 1))
    : all;
  const from = block?.from.row ?? 0;
  const end = Math.min(arranged.rows, block ? block.to.row + 1 : arranged.rows);
  const to = Math.min(end, from + MOST_COPIED);
  const lines = columns.length === all.length ? [columns.map(({ name }) => name).join("\t")] : [];
  for (let at = from; at < to; at += CHUNK) {
    const batch = await engine.rowsOf(arranged, at, Math.min(to, at + CHUNK), undefined, columns);
    for (let i = 0; i < batch.rows; i++)
      lines.push(columns.map((column, c) => raw(column, batch.values[c]!, i)).join("\t"));
  }
  return { text: lines.join("\n"), rows: to - from, of: end - from };
}

/** Puts what is marked, or else the cell with the focus, on the clipboard; says what happened in `looked.said`. */
export async function copy(
  page: PageContext,
  looked: Looked,
  selection: Selection,
  t: Translate,
  whole = false,
): Promise<void> {
  if (!looked.shown) return;
  const { arranged, columns } = looked.shown;
  const { at } = selection;
  const block = selection.block ?? (whole || at.row < 0 ? null : { from: at, to: at });
  try {
    const made = page.engine().then((engine) => tsvOf(engine, arranged, block, columns));
    // A promise, so that the browser still knows that a key or a button asked for it when the rows come.
    const text = made.then(({ text: found }) => new Blob([found], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
    const { rows, of } = await made;
    looked.said = t("tables.copied", { rows, of });
  } catch {
    looked.said = t("tables.not-copied");
  }
}
